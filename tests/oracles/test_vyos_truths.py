"""VyOS and EdgeOS files of the corpus: how much is understood, and the older `config.boot` against what VyOS makes of it.

The recorded truth are configurations of older releases beside what the current release's migration turns them into, as `set` commands.
Both must describe the same router.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import product
from typing import Any

import pytest

from tests.oracles.corpus import MANIFEST, Account, needs_corpus, text_of, truth
from zonewarden.analysis.survey import survey
from zonewarden.site.bare import bare_site
from zonewarden_parsers import registry
from zonewarden_parsers.model import Action, Device, Location, Rule, RuleList, Severity

pytestmark = needs_corpus
NOWHERE = Location("", 0)
PAIRS = "vyos-1x/GROUND_TRUTH/boot_vs_set.dev.json"


@cache
def files() -> list[str]:
    import json

    if not MANIFEST.exists():
        return []
    return [
        e["path"] for e in json.loads(MANIFEST.read_text(encoding="utf-8")) if e["fmt"] in ("vyos_config", "vyos_set")
    ]


@pytest.mark.parametrize("path", files() or [""])
def test_every_line_of_every_file_is_understood(path: str) -> None:
    text = text_of(path)
    assert registry.detect(text) == "vyos"
    parsed = registry.parse(text, path, "vyos")
    assert parsed.coverage.unknown == ()
    assert not [d for d in parsed.diagnostics if d.severity is Severity.ERROR]
    assert len([*survey(bare_site(), parsed.devices, datetime(2026, 1, 1, tzinfo=UTC)).devices]) == 1


def pairs() -> list[tuple[str, str]]:
    if not MANIFEST.exists():
        return [("", "")]
    listed: list[dict[str, Any]] = truth(PAIRS)["items"]
    return [(item["input"], item["expected_set"]) for item in listed]


def model(path: str) -> Device:
    return registry.parse(text_of(path), path, "vyos").devices[0]


RENAMED = {"vyos-1x/smoketest/configs/bgp-azure-ipsec-gateway"}
"""The migration gives IPsec peers new names and one place for their keys."""


def facts(path: str) -> dict[str, object]:
    """Return what a router's configuration says, without the places where it says it, by subject."""
    found, plane = model(path), model(path).management
    return {
        "name": found.name,
        "interfaces": {i.name: replace(i, location=NOWHERE) for i in found.interfaces},
        "routes": {replace(r, location=NOWHERE) for r in found.routes},
        "dynamic routing": [n for n, _ in found.dynamic_routing],
        "translations": {(n.kind, n.real, n.mapped, n.mapped_interface) for n in found.nat},
        "objects": {(o.name, o.kind, o.addresses) for o in found.objects},
        "services": {(s.protocol, s.interfaces, s.sources) for s in plane.services},
        "users": {(u.name, u.hash) for u in plane.users},
        "servers": {(s.purpose, s.host) for s in plane.servers},
        "tunnels": [replace(v, location=NOWHERE, name="") for v in found.vpns],
        "names of tunnels": [v.name for v in found.vpns],
    }


def differing(boot: str, commands: str) -> list[str]:
    """Return the subjects in which an older file and its migration do not describe the same router."""
    old, new = facts(boot), facts(commands)
    return [k for k in old if old[k] != new[k] and not (k == "names of tunnels" and boot in RENAMED)]


def migrations() -> Account:
    """Compare every older file with its migration."""
    account = Account()
    for boot, commands in pairs():
        wrong = differing(boot, commands)
        account.agreed += not wrong
        account.disagreed.update([f"{boot.rsplit('/', 1)[-1]}: {', '.join(wrong)}"] if wrong else [])
    return account


@pytest.mark.parametrize(("boot", "commands"), pairs(), ids=lambda p: p.rsplit("/", 1)[-1])
def test_an_older_file_and_its_migration_describe_the_same_router(boot: str, commands: str) -> None:
    assert differing(boot, commands) == []


def test_the_migrated_zones_decide_every_packet_as_the_older_ones() -> None:
    """Actions were migrated from accept to return, so the lists differ; every corner of both is asked through both."""
    boot, commands = next(p for p in pairs() if p[0].endswith("bgp-big-as-cloud"))
    lists = [d.rule_list("zones") for d in (model(boot), model(commands))]
    old, new = lists
    assert old is not None
    assert new is not None
    places = ["eth0", "eth0.11", "eth0.1001", "eth9"]
    asked = permitted = 0
    for version in (4, 6):
        sources = corners([r.match.sources.family(version).spans for r in (*old.rules, *new.rules)])
        destinations = corners([r.match.destinations.family(version).spans for r in (*old.rules, *new.rules)])
        for entry, leave, source, destination in product(places, places, sources, destinations):
            for service in ((6, 40000, 179), (17, 123, 161), (1, 8, 0), (58, 128, 0), (6, 53, 53)):
                packet = (version, source, destination, service)
                one, other = (decide(rules, entry, leave, packet) for rules in (old, new))
                assert one is other, (entry, leave, packet)
                asked, permitted = asked + 1, permitted + (one is Action.PERMIT)
    assert 0 < permitted < asked


def corners(spans: list[tuple[tuple[int, int], ...]]) -> list[int]:
    return sorted({x for listed in spans for span in listed for x in span})[:24]


Packet = tuple[int, int, int, tuple[int, int, int]]


def decide(rules: RuleList, entry: str, leave: str, packet: Packet) -> Action:
    return next((r.action for r in rules.rules if asks(r, entry, leave, packet)), rules.default)


def asks(rule: Rule, entry: str, leave: str, packet: Packet) -> bool:
    version, source, destination, (protocol, first, second) = packet
    if rule.from_interfaces is not None and entry not in rule.from_interfaces:
        return False
    if rule.to_interfaces is not None and leave not in rule.to_interfaces:
        return False
    if source not in rule.match.sources.family(version) or destination not in rule.match.destinations.family(version):
        return False
    return any(
        b.protocols[0] <= protocol <= b.protocols[1]
        and b.first[0] <= first <= b.first[1]
        and b.second[0] <= second <= b.second[1]
        for b in rule.match.services.boxes()
    )
