"""Every FortiOS file of the corpus: parsed, surveyed, how much is understood; and what others recorded about them.

The expectations about Batfish's test configurations are those of its FortiosGrammarTest (the truth of the corpus says only
where they stand): the tests' names are given.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.oracles.corpus import CORPUS, MANIFEST, Account, needs_corpus, parsed, text_of, truth
from tests.oracles.test_classbench import first_matches
from zonewarden.analysis.survey import survey
from zonewarden.site.bare import bare_site
from zonewarden_parsers import fortinet_fortios
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import ANY_SERVICE, Device, Packet, Rule, RuleList, ServiceSet, Severity

pytestmark = needs_corpus
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BATFISH = "batfish/projects/batfish/src/test/resources/org/batfish/grammar/fortios/testconfigs"
UNREADABLE = {"edit_recovery": 4, "firewall_policy_warn": 1, "fortios_system_recovery": 1}
"""Lines that FortiOS itself rejects: fields that do not exist, a clone onto a policy that is there."""


def files() -> list[str]:
    if not MANIFEST.exists():
        return []
    return [e["path"] for e in json.loads(MANIFEST.read_text(encoding="utf-8")) if e["fmt"] == "fortios"]


@cache
def read(path: str) -> Parsed:
    return fortinet_fortios.parse(text_of(path), path)


def batfish(name: str) -> Device:
    return read(f"{BATFISH}/{name}").devices[0]


def policies(rules: RuleList) -> RuleList:
    """Return the list without what passes before any policy."""
    kept = tuple(r for r in rules.rules if "(implicit)" not in r.text)
    return RuleList(rules.name, kept, rules.location)


@pytest.mark.parametrize("path", files(), ids=lambda p: p.rsplit("/", 1)[-1])
def test_every_line_is_understood(path: str) -> None:
    found = read(path)
    assert len(found.coverage.unknown) == UNREADABLE.get(path.rsplit("/", 1)[-1], 0)
    assert fortinet_fortios.score(text_of(path)) >= 40
    assert not [d for d in found.diagnostics if d.severity is Severity.ERROR]


def test_every_file_is_surveyed() -> None:
    small = [p for p in files() if (CORPUS / p).stat().st_size < 200_000]
    for path in small:
        devices = read(path).devices
        assert len(survey(bare_site(), devices, NOW).devices) == len(devices)


def trace() -> Account:
    """Compare the first matches of the ClassBench trace."""
    items = truth("_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json")["items"]
    rules = policies(read("_derived/classbench/acl1_1k.forti.conf").devices[0].rule_lists[0])
    account = Account()
    for item, ours in zip(items, first_matches(rules, (i[:5] for i in items)), strict=True):
        action = rules.rules[ours].action.value if ours is not None else "deny"
        if (ours, action) == (item[5], item[6]):
            account.agreed += 1
        else:
            account.disagreed[f"{item}: rule {ours}, {action}"] += 1
    return account


def test_classbench_first_matches() -> None:
    assert trace().table() == {"agreed": 11069, "disagreed": {}, "not comparable": {}}


@pytest.mark.parametrize("name", ["acl1_1k", "fw1_10k"])
def test_classbench_means_the_same_as_on_ios(name: str) -> None:
    ours = policies(read(f"_derived/classbench/{name}.forti.conf").devices[0].rule_lists[0]).rules
    theirs = parsed(f"_derived/classbench/{name}.ios.cfg", "cisco_ios").devices[0].rule_lists[0].rules
    assert len(ours) == len(theirs) > 900
    for a, b in zip(ours, theirs, strict=True):
        assert (a.match.sources.v4, a.match.destinations.v4, a.match.services, a.action, a.match.atoms) == (
            b.match.sources.v4, b.match.destinations.v4, b.match.services, b.action, (),
        ), (a.text, b.text)  # fmt: skip


def decided(device: Device, entry: str, leave: str, source: str, destination: str, port: int) -> str:
    """Return what the policies decide about a TCP packet that comes in and goes out by two interfaces."""
    packet = Packet(4, number(source), number(destination), 6, 9999, port)
    for rule in policies(device.rule_lists[0]).rules:
        if rule.enabled and _holds(rule, packet, entry, leave):
            return rule.action.value
    return "deny"


def number(text: str) -> int:
    a, b, c, d = (int(part) for part in text.split("."))
    return a << 24 | b << 16 | c << 8 | d


def _holds(rule: Rule, packet: Packet, entry: str, leave: str) -> bool:
    assert not rule.match.atoms
    return (
        (rule.from_interfaces is None or entry in rule.from_interfaces)
        and (rule.to_interfaces is None or leave in rule.to_interfaces)
        and packet.source in rule.match.sources.v4
        and packet.destination in rule.match.destinations.v4
        and any(
            b.protocols[0] <= packet.protocol <= b.protocols[1]
            and b.first[0] <= 9999 <= b.first[1]
            and b.second[0] <= packet.second <= b.second[1]
            for b in rule.match.services.boxes()
        )
    )


@pytest.mark.parametrize(
    ("entry", "leave", "source", "destination", "port", "verdict"),
    [
        ("port1", "port3", "10.0.1.2", "10.0.3.2", 2345, "permit"), ("port1", "port4", "10.0.1.2", "10.0.3.2", 2345, "permit"),
        ("port2", "port3", "10.0.2.2", "10.0.4.2", 2345, "permit"), ("port2", "port4", "10.0.2.2", "10.0.4.2", 2345, "permit"),
        ("port1", "port3", "10.0.1.2", "10.0.3.2", 1234, "deny"), ("port2", "port3", "10.0.2.2", "10.0.4.2", 1234, "deny"),
        ("port1", "port3", "10.0.1.2", "10.0.3.2", 1235, "deny"), ("port3", "port1", "10.0.3.2", "10.0.1.2", 2345, "deny"),
    ],
)  # fmt: skip
def test_batfish_policy_conversion(
    entry: str, leave: str, source: str, destination: str, port: int, verdict: str
) -> None:
    """testInterfaceOutgoingFilterPolicyConversion."""
    assert decided(batfish("policy"), entry, leave, source, destination, port) == verdict


def names(device: Device) -> list[str]:
    return [r.name.split()[0] for r in policies(device.rule_lists[0]).rules]


def test_batfish_policy_order() -> None:
    """testPolicyMove; testPolicyDelete; testPolicyClone: a clone stands at the end when it is made."""
    assert names(batfish("policy_move")) == ["5", "1", "2", "4", "3"]
    assert names(batfish("policy_delete")) == ["2", "1"]
    clone = policies(batfish("policy_clone").rule_lists[0]).rules
    assert [(r.name, r.action.value) for r in clone] == [("1", "permit"), ("2", "deny"), ("3", "permit"), ("4", "deny")]


def test_batfish_rename() -> None:
    """testRename, testRenameReferences: renamed objects keep their users, old names are undefined."""
    device = batfish("rename")
    first, second = policies(device.rule_lists[0]).rules
    assert (str(first.match.sources), str(first.match.destinations), str(first.match.services)) == (
        "10.0.1.0/24",
        "10.0.2.0/24",
        "tcp/1-2",
    )
    assert (first.from_interfaces, first.to_interfaces) == (frozenset({"port1"}), frozenset({"port2"}))
    assert second.match.atoms
    assert {"old_addr1", "old_zone1"} <= {u.name for u in device.undefined}


def test_batfish_zones_and_interfaces() -> None:
    """testZoneExtraction, testInterfaceExtraction: `set` after `set` replaces, `select` too, `append` adds."""
    zones = {i.name: i.zone for i in batfish("zone").interfaces}
    assert zones["port1"] == "zone1"
    assert {zones["port4"], zones["port5"]} == {"longest possible valid name for zon"}
    interfaces = {i.name: i for i in batfish("iface").interfaces}
    assert str(interfaces["port1"].networks) == "10.0.1.0/24, 10.1.1.0/24, 192.168.122.0/24"
    assert str(interfaces["longest if name"].networks) == "169.254.1.0/24"
    assert not interfaces["tunnel"].enabled


def ports(protocol: int, low: int, high: int, source: tuple[int, int] = (0, 65535)) -> ServiceSet:
    return ServiceSet.ports(protocol, ((low, high),), (source,))


SERVICES = {
    "explicit_tcp": ServiceSet.union(
        [ports(6, 1, 2, (3, 4)), ports(6, 10, 11), ports(6, 13, 13, (6, 7)), ports(17, 100, 100), ports(132, 200, 200), ports(132, 201, 201, (300, 300))]
    ),
    "custom_icmp6": ServiceSet.icmp(58), "custom_ip": ServiceSet.protocol(254), "change_protocol": ANY_SERVICE,
    "unset_icmp_1": ServiceSet.icmp(1, 5), "unset_icmp_2": ServiceSet.icmp(1, 3), "unset_icmp_3": ServiceSet.icmp(1),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_batfish_services(name: str) -> None:
    """testServiceCustomExtraction: a new protocol forgets the ports, `unset icmptype` the code."""
    policy = f'edit 1\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr all\nset service "{name}"\nset action accept\nnext\n'
    source = f"{text_of(f'{BATFISH}/service_custom')}config firewall policy\n{policy}end\n"
    (rule,) = policies(fortinet_fortios.parse(source, "t").devices[0].rule_lists[0]).rules
    assert (rule.match.services, rule.match.atoms) == (SERVICES[name], ())
