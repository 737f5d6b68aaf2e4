"""NX-OS against what others recorded: one policy generated for IOS and for NX-OS, and how much of the corpus is understood."""

from __future__ import annotations

import json
import re
from ipaddress import ip_network

import pytest

from tests.oracles.corpus import MANIFEST, needs_corpus, text_of
from zonewarden.analysis.permitted import ListIndex, through_list
from zonewarden_parsers import cisco_ios, cisco_nxos
from zonewarden_parsers.base import Parser
from zonewarden_parsers.model import AddressSet, LineState, PacketSet, RuleList, ServiceSet
from zonewarden_parsers.model.addresses import ALL_V4
from zonewarden_parsers.registry import detect

pytestmark = needs_corpus
MIXED = "batfish/tests/parsing-tests/networks/unit-tests/configs/cisco_interface"
"""One file with interface commands of every Cisco system and of others."""
IOS = ("ios-bgp-listener", "ios-bgp-listener-2")
"""Neighbours in an NX-OS laboratory that run IOS."""


def files() -> list[str]:
    if not MANIFEST.exists():
        return []
    listed = [f["path"] for f in json.loads(MANIFEST.read_text(encoding="utf-8")) if f["fmt"] == "cisco_nxos"]
    return [p for p in listed if p != MIXED and not p.endswith(IOS)]


@pytest.mark.parametrize("path", files())
def test_every_file_is_known_and_every_line_understood(path: str) -> None:
    text = text_of(path)
    assert detect(text) == "cisco-nxos"
    parsed = cisco_nxos.parse(text, path)
    unread = 1 if path.endswith("nxos_ip_as_path_access_list_invalid") else 0  # a line of one quotation mark
    assert parsed.coverage.count(LineState.UNKNOWN) == unread, parsed.diagnostics


def permitted(parser: Parser, text: str, name: str) -> PacketSet:
    (device,) = parser.parse(text, "t").devices
    found = device.rule_list(name)
    assert isinstance(found, RuleList)
    outcome = through_list(ListIndex(found, 4), ALL_V4, ALL_V4)
    assert outcome.permits
    assert all(p.definite for p in outcome.permits)
    return PacketSet(tuple(p.product for p in outcome.permits))


def _wildcard(found: re.Match[str]) -> str:
    network = ip_network(found[0])
    return f"{network.network_address} {network.hostmask}"


def test_a_generated_list_means_the_same_with_prefixes_here_and_wildcard_masks_on_ios() -> None:
    text = text_of("aerleon/tests/regression/demo/TestRegressionDemo.testSmokeTest.sample_multitarget.nxacl.ref")
    ios = re.sub(r"\d+\.\d+\.\d+\.\d+/\d+", _wildcard, text).replace("ip access-list ", "ip access-list extended ")
    here = permitted(cisco_nxos, text, "edge-inbound")
    assert here.regions() == permitted(cisco_ios, ios, "edge-inbound").regions()
    assert (
        PacketSet.match(
            AddressSet.network("8.8.8.8"), AddressSet.network("200.1.1.4"), ServiceSet.of(((6, 6),), second=((25, 25),))
        )
        <= here
    )
