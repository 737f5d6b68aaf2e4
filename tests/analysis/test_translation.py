"""Published addresses: a permit to a public address is a permit to the host behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.site.bare import bare_site
from zonewarden.site.model import Zone
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import INITIATING, AddressSet, Location, PacketSet, ServiceSet
from zonewarden_parsers.registry import parse

ZONES = bare_site().zones | {
    "plc": Zone("plc", "cell", 1, 1, Location("zones.yaml", 1), addresses=AddressSet.network("10.20.1.0/24"))
}
IOS = """hostname r1
interface Gi0/0
 ip address 203.0.113.2 255.255.255.0
 ip access-group OUTSIDE in
 ip nat outside
interface Gi0/1
 ip address 10.20.1.1 255.255.255.0
 ip nat inside
ip access-list extended OUTSIDE
 permit tcp any host 203.0.113.25 eq 502
 deny ip any any
ip route 0.0.0.0 0.0.0.0 203.0.113.1
"""
PIX = """PIX Version 7.2(4)
hostname r1
interface Ethernet0
 nameif outside
 security-level 0
 ip address 203.0.113.2 255.255.255.0
interface Ethernet1
 nameif inside
 security-level 100
 ip address 10.20.1.1 255.255.255.0
access-list OUTSIDE extended permit tcp any host 203.0.113.25 eq 502
access-group OUTSIDE in interface outside
static (inside,outside) 203.0.113.25 10.20.1.10 netmask 255.255.255.255
route outside 0.0.0.0 0.0.0.0 203.0.113.1
"""


def inward(text: str, platform: str) -> Flow:
    parsed: Parsed = parse(text, "r1.cfg", platform)
    flows = matrix(parsed.devices[0], "r1", ZONES, None)
    return next(f for f in flows if (f.from_zone, f.to_zone) == ("internet", "plc"))


@pytest.mark.parametrize(
    ("text", "platform"),
    [(IOS + "ip nat inside source static 10.20.1.10 203.0.113.25\n", "cisco-ios"), (PIX, "cisco-asa")],
)
def test_one_published_host_is_reached_by_exactly_what_the_list_permits(text: str, platform: str) -> None:
    flow = inward(text, platform)
    found = PacketSet(tuple(p.product for p in flow.permits if p.definite))
    modbus = ServiceSet.ports(6, ((502, 502),)) & INITIATING
    expected = PacketSet.match(ZONES["internet"].addresses, AddressSet.network("10.20.1.10"), modbus)
    assert found <= expected
    assert expected <= found
    assert any("static" in v.text for v in flow.permits[0].via)


def test_a_port_translation_is_possible_on_the_whole_transport() -> None:
    flow = inward(IOS + "ip nat inside source static tcp 10.20.1.10 102 203.0.113.25 502\n", "cisco-ios")
    assert flow.permits
    assert not any(p.definite for p in flow.permits)
    assert "translated" in flow.permits[0].reasons[0]


def test_without_a_translation_nothing_inside_is_reached() -> None:
    assert not inward(IOS, "cisco-ios").permits


def test_a_translation_for_another_address_opens_nothing() -> None:
    assert not inward(IOS + "ip nat inside source static 10.20.1.10 203.0.113.26\n", "cisco-ios").permits


def test_an_unknown_published_address_is_not_assessable() -> None:
    text = (
        IOS
        + "interface Dialer1\n ip address negotiated\nip nat inside source static tcp 10.20.1.10 102 interface Dialer1 102\n"
    )
    assert inward(text, "cisco-ios").taints


def test_an_outbound_list_behind_a_translation_is_not_assessable() -> None:
    text = IOS.replace(" ip nat outside\n", " ip nat outside\n ip access-group LEAVE out\n")
    text += "ip access-list extended LEAVE\n permit ip host 203.0.113.2 any\n deny ip any any\n"
    text += "access-list 1 permit 10.20.1.0 0.0.0.255\nip nat inside source list 1 interface Gi0/0 overload\n"
    flows = matrix(parse(text, "r1.cfg", "cisco-ios").devices[0], "r1", ZONES, None)
    outward = next(f for f in flows if (f.from_zone, f.to_zone) == ("plc", "internet"))
    assert outward.taints
    assert Path(outward.taints[0].location.path).name == "r1.cfg"
