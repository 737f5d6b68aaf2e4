"""Policies of the corpus: every file accounted for, and the access lists that aerleon itself generated from one of them."""

from __future__ import annotations

import ipaddress
import json
import re
from itertools import product
from typing import Any

import pytest
import yaml

from tests.oracles.corpus import CORPUS, MANIFEST, Account, needs_corpus, truth
from tests.oracles.forwarded import asked
from zonewarden_parsers import aerleon_policy
from zonewarden_parsers.model import Device, LineState, RuleList
from zonewarden_parsers.model.services import ESTABLISHED
from zonewarden_parsers.registry import PARSERS

POLICY = "aerleon/policies/pol/sample_multitarget.pol"
GENERATED = "aerleon/tests/regression/demo/TestRegressionDemo.testSmokeTest.sample_multitarget."


def definitions() -> str:
    """Return the naming definitions in the text form, so that one text holds all."""
    naming: Any = yaml.safe_load((CORPUS / "aerleon" / "def" / "naming.yaml").read_text(encoding="utf-8"))
    lines = [
        f"{name} = " + " ".join(str(v.get("address") or v.get("name")) for v in held["values"])
        for name, held in naming["networks"].items()
    ]
    lines += [
        f"{name} = " + " ".join(f"{v['port']}/{v['protocol']}" if "port" in v else str(v["name"]) for v in values)
        for name, values in naming["services"].items()
    ]
    return "\n".join(lines) + "\n"


def whole(path: str) -> str:
    """Return a policy with its includes and the definitions."""
    text = (CORPUS / path).read_text(encoding="utf-8")
    folder = CORPUS / "aerleon" / "policies"
    return definitions() + re.sub(r"(?m)^#include '(.*)'$", lambda m: (folder / m[1]).read_text(encoding="utf-8"), text)


def filters() -> dict[str, RuleList]:
    return {d.context.split()[-1]: d.rule_lists[0] for d in aerleon_policy.parse(whole(POLICY), POLICY).devices}


def generated(suffix: str, platform: str) -> Device:
    (device,) = (
        PARSERS[platform].parse((CORPUS / f"{GENERATED}{suffix}.ref").read_text(encoding="utf-8"), suffix).devices
    )
    return device


def probes(version: int, *lists: RuleList) -> tuple[set[int], set[int]]:
    """Return source and destination addresses around every boundary of some lists."""
    bits = 32 if version == 4 else 128
    found: tuple[set[int], set[int]] = ({2 ** (bits - 1) + 12345}, {2 ** (bits - 1) + 12345})
    for rule in (r for listed in lists for r in listed.rules):
        for side, cuts in zip((rule.match.sources, rule.match.destinations), found, strict=True):
            for low, high in side.family(version).spans:
                cuts.update(x for x in (low - 1, low, high, high + 1) if 0 <= x < 2**bits)
    return found


RENDERED = {
    "jcl": ("juniper-junos", 4, {"edge-inbound": "edge-inbound", "edge-outbound": "edge-outbound"}),
    "nxacl": ("cisco-nxos", 4, {"edge-inbound": "edge-inbound"}),
    "evojcl": ("juniper-junos", 6, {"edge-inbound": "inet6 edge-inbound"}),
}
"""Renderings: the platform, the IP version, and what each filter of the policy is called there."""


def different(suffix: str) -> tuple[int, str]:
    """Return how many pairs of addresses were asked about, and the first about which a rendering differs from the policy.

    Sessions that may begin, over every boundary of both lists: replies are for the generators to leave out.
    """
    platform, version, names = RENDERED[suffix]
    device = generated(suffix, platform)
    address = ipaddress.IPv4Address if version == 4 else ipaddress.IPv6Address
    pairs = 0
    for name, listed in filters().items():
        other = device.rule_list(names[name]) if name in names else None
        if other is None:
            continue
        sources, targets = probes(version, listed, other)
        for ends in product(map(address, sources), map(address, targets)):
            ours, theirs = (tuple(s - ESTABLISHED for s in asked(x, *ends)) for x in (listed, other))
            pairs += 1
            if ours != theirs:
                return pairs, f"{name}: {ends[0]} -> {ends[1]}: {ours} / {theirs}"
    return pairs, ""


TERMS = frozenset({"srx", "xml"})
"""Renderings that are compared term by term (Junos and PAN-OS truths)."""


def equivalent() -> Account:
    """Compare every recorded rendering with its policy as a whole."""
    account = Account()
    for item in truth("aerleon/GROUND_TRUTH/cross_format_equivalence.dev.json")["items"]:
        for output in item["outputs"]:
            if not (CORPUS / output["path"]).exists():
                account.incomparable[f"the rendering is not in the corpus: {output['platform']}"] += 1
            elif output["platform"] in TERMS:
                account.incomparable["compared term by term, below"] += 1
            else:
                pairs, wrong = different(output["platform"])
                account.agreed += pairs > 0 and not wrong
                account.disagreed.update([f"{output['platform']}: {wrong}"] if wrong else [])
    return account


@needs_corpus
@pytest.mark.parametrize("suffix", RENDERED)
def test_what_aerleon_generates_permits_the_same(suffix: str) -> None:
    pairs, wrong = different(suffix)
    assert not wrong
    assert pairs > (100 if suffix != "evojcl" else 20)


@needs_corpus
def test_every_policy_of_the_corpus_is_accounted_for() -> None:
    listed = json.loads(MANIFEST.read_text(encoding="utf-8"))
    paths = [f["path"] for f in listed if f["fmt"] in {"capirca_pol", "capirca_yaml"} and "/def/" not in f["path"]]
    assert len(paths) > 20
    for path in paths:
        text = (CORPUS / path).read_text(encoding="utf-8")
        assert aerleon_policy.score(text) >= 90, path
        parsed = aerleon_policy.parse(text, path)
        unknown = [text.splitlines()[n - 1] for n in parsed.coverage.unknown]
        assert all(line.startswith("#include") for line in unknown), (path, unknown)
        assert parsed.coverage.count(LineState.MODELLED) > 5
