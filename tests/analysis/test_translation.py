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


def test_a_port_translation_is_possible_at_the_port_that_it_gives() -> None:
    flow = inward(IOS + "ip nat inside source static tcp 10.20.1.10 102 203.0.113.25 502\n", "cisco-ios")
    found = PacketSet(tuple(p.product for p in flow.permits))
    s7 = ServiceSet.ports(6, ((102, 102),)) & INITIATING
    expected = PacketSet.match(ZONES["internet"].addresses, AddressSet.network("10.20.1.10"), s7)
    assert found <= expected
    assert expected <= found
    assert not any(p.definite for p in flow.permits)
    assert "translated" in flow.permits[0].reasons[0]


def test_a_port_translation_publishes_no_other_port() -> None:
    assert not inward(IOS + "ip nat inside source static tcp 10.20.1.10 502 203.0.113.25 2502\n", "cisco-ios").permits
    assert not inward(IOS + "ip nat inside source static udp 10.20.1.10 502 203.0.113.25 502\n", "cisco-ios").permits


def test_a_port_translation_by_name_is_possible_on_the_whole_transport() -> None:
    flow = inward(IOS + "ip nat inside source static tcp 10.20.1.10 telnet 203.0.113.25 502\n", "cisco-ios")
    services = ServiceSet.union(p.product.services for p in flow.permits)
    assert services & ServiceSet.ports(6, ((1, 1),))
    assert not any(p.definite for p in flow.permits)


PANOS = """
set deviceconfig system hostname r1
set network interface ethernet ethernet1/1 layer3 ip 203.0.113.2/24
set network interface ethernet ethernet1/2 layer3 ip 10.20.1.1/24
set network virtual-router default interface [ ethernet1/1 ethernet1/2 ]
set network virtual-router default routing-table ip static-route d destination 0.0.0.0/0
set network virtual-router default routing-table ip static-route d interface ethernet1/1
set zone out network layer3 ethernet1/1
set zone in network layer3 ethernet1/2
set service s443 protocol tcp port 443
set rulebase nat rules front from out
set rulebase nat rules front to out
set rulebase nat rules front source any
set rulebase nat rules front destination 203.0.113.25
set rulebase nat rules front service s443
set rulebase nat rules front destination-translation translated-address 10.20.1.10
set rulebase security rules front from out
set rulebase security rules front to in
set rulebase security rules front source any
set rulebase security rules front destination 203.0.113.25
set rulebase security rules front application any
set rulebase security rules front service any
set rulebase security rules front action allow
"""


@pytest.mark.parametrize(
    ("extra", "port"),
    [("", 443), ("set rulebase nat rules front destination-translation translated-port 8443\n", 8443)],
)
def test_a_translation_of_one_service_publishes_that_alone(extra: str, port: int) -> None:
    flow = inward(PANOS + extra, "paloalto-panos")
    found = PacketSet(tuple(p.product for p in flow.permits))
    expected = PacketSet.match(
        ZONES["internet"].addresses, AddressSet.network("10.20.1.10"), ServiceSet.ports(6, ((port, port),)) & INITIATING
    )
    assert found <= expected
    assert expected <= found


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
