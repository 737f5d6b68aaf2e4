"""One policy of ours and what Aerleon 1.18.0 made of it for nine targets: each permits the same sessions as the policy itself, but for one fault.

`aclgen --base_directory policies --definitions_directory def --output_directory rendered` in fixtures/aerleon wrote the renderings. The
nftables generator knows the hooks of a machine itself only; its chain is read here as one for forwarded packets.
"""

from __future__ import annotations

import ipaddress
from functools import cache
from itertools import product

import pytest

from tests.oracles.corpus import ROOT
from tests.oracles.forwarded import asked
from tests.oracles.test_aerleon_policy_truths import probes
from zonewarden.configs import parse_sources, read_sources
from zonewarden_parsers.model import RuleList, ServiceSet
from zonewarden_parsers.model.services import ESTABLISHED
from zonewarden_parsers.registry import detect, parse

FOLDER = ROOT / "fixtures" / "aerleon"
RENDERED = {
    "plant.acl": ("cisco-ios", "plant", 0), "plant.asa": ("cisco-asa", "plant", 0), "plant.xacl": ("cisco-iosxr", "plant-xr", 0),
    "plant.nxacl": ("cisco-nxos", "plant", 0), "plant.jcl": ("juniper-junos", "plant", 0),
    "plant.ipt": ("linux-iptables", "iptables filter FORWARD", 0), "plant.nft": ("linux-nftables", "ip filtering_policies root0", 1),
    "plant.srx": ("juniper-junos", "security-policies", 2), "plant.xml": ("paloalto-panos", "security", 3),
}  # fmt: skip
"""The platform that a rendering is recognised as, what its list is called there, and which filter of the policy it is of."""


@cache
def policy() -> tuple[RuleList, ...]:
    """Return the filters of the policy, with the definitions beside it."""
    sources, problems = read_sources([FOLDER / "policies" / "pol" / "plant.pol"], {})
    configs = parse_sources(sources)
    assert (problems, configs.diagnostics) == ([], ())
    return tuple(d.rule_lists[0] for d in configs.parsed[0].devices)


Ends = tuple[ipaddress.IPv4Address, ipaddress.IPv4Address]


def different(name: str) -> list[Ends]:
    """Return the pairs of addresses, over every boundary of both, between which a rendering permits other sessions than the policy."""
    platform, title, number = RENDERED[name]
    text = (FOLDER / "rendered" / name).read_text(encoding="utf-8").replace("hook input", "hook forward")
    assert detect(text) == platform
    parsed = parse(text, name, platform)
    assert not parsed.coverage.unknown
    theirs, ours = parsed.devices[0].rule_list(title), policy()[number]
    assert theirs is not None
    sources, targets = probes(4, ours, theirs)
    assert len(sources) * len(targets) > 300
    pairs = product(map(ipaddress.IPv4Address, sources), map(ipaddress.IPv4Address, targets))
    return [ends for ends in pairs if passing(ours, ends) != passing(theirs, ends)]


def passing(rules: RuleList, ends: Ends) -> tuple[ServiceSet, ...]:
    """Return the sessions that surely and possibly pass."""
    return tuple(s - ESTABLISHED for s in asked(rules, *ends))


@pytest.mark.parametrize("name", sorted(RENDERED.keys() - {"plant.xml"}))
def test_a_rendering_permits_what_the_policy_permits(name: str) -> None:
    assert different(name) == []


def test_the_rendering_for_panos_leaves_out_what_the_policy_excludes() -> None:
    """Its generator reads no `destination-exclude` and says nothing: the rule permits the excluded cell as well."""
    cell = ipaddress.IPv4Network("10.20.2.0/24")
    found = different("plant.xml")
    assert found
    assert all(target in cell and str(source) in {"10.30.0.10", "10.30.0.11"} for source, target in found)
