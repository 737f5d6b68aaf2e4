"""Whom routing and redundancy protocols of Junos, FortiOS, PAN-OS, VyOS and NX-OS speak to, and what proves it."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_nxos, fortinet_fortios, juniper_junos, paloalto_panos, vyos
from zonewarden_parsers.base import Parser


def peers(parser: Parser, text: str) -> list[tuple[str, str, str, str]]:
    (device,) = parser.parse(text, "device.cfg").devices
    return [(p.protocol, p.where, p.interface, p.authentication) for p in device.routing_peers]


_PORTS = "set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24{}\nset interfaces ge-0/0/1 unit 0 family inet address 10.2.0.1/24\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ospf area 0.0.0.0 interface ge-0/0/0.0", [("ospf", "ge-0/0/0.0", "ge-0/0/0.0", "")]),
        ("ospf area 0 interface ge-0/0/0.0 authentication md5 1 key x", [("ospf", "ge-0/0/0.0", "ge-0/0/0.0", "md5")]),
        ("ospf area 0 interface ge-0/0/0.0 authentication simple-password x", [("ospf", "ge-0/0/0.0", "ge-0/0/0.0", "text")]),
        ("ospf3 area 0 interface ge-0/0/0.0 ipsec-sa s", [("ospf3", "ge-0/0/0.0", "ge-0/0/0.0", "keyed")]),
        ("ospf area 0 interface ge-0/0/0.0 passive", []),
        ("isis interface ge-0/0/0.0", [("isis", "ge-0/0/0.0", "ge-0/0/0.0", "")]),
        ("isis interface ge-0/0/0.0\nset protocols isis level 2 authentication-key x", [("isis", "ge-0/0/0.0", "ge-0/0/0.0", "md5")]),
        ("rip group g neighbor ge-0/0/0.0\nset protocols rip authentication-type md5", [("rip", "ge-0/0/0.0", "ge-0/0/0.0", "md5")]),
        ("bgp group g neighbor 10.1.0.2", [("bgp", "10.1.0.2", "", "")]),
        ("bgp group g authentication-key x\nset protocols bgp group g neighbor 10.1.0.2", [("bgp", "10.1.0.2", "", "md5")]),
    ],
)  # fmt: skip
def test_junos(words: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert peers(juniper_junos, f"{_PORTS.format('')}set protocols {words}\n") == expected


def test_vrrp_of_junos() -> None:
    bare = _PORTS.format(" vrrp-group 1 virtual-address 10.1.0.254")
    assert peers(juniper_junos, bare) == [("vrrp", "group 1", "ge-0/0/0.0", "")]
    keyed = (
        f"{bare}set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24 vrrp-group 1 authentication-type md5\n"
    )
    assert peers(juniper_junos, keyed) == [("vrrp", "group 1", "ge-0/0/0.0", "md5")]


_FORTIOS = """config system interface
    edit "port1"
        set ip 10.1.0.1 255.255.255.0
    next
    edit "port2"
        set ip 10.2.0.1 255.255.255.0
    next
end
config router ospf
    {passive}
    config area
        edit 0.0.0.0
            {area}
        next
    end
    config ospf-interface
        edit "o1"
            set interface "port1"
            {interface}
        next
    end
    config network
        edit 1
            set prefix 10.0.0.0 255.0.0.0
        next
    end
end
"""


@pytest.mark.parametrize(
    ("passive", "area", "interface", "expected"),
    [
        ("", "", "", [("port1", ""), ("port2", "")]),
        ("", "set authentication message-digest", "", [("port1", "md5"), ("port2", "md5")]),
        ("", "set authentication message-digest", "set authentication text", [("port1", "text"), ("port2", "md5")]),
        ("", "", "set authentication md5", [("port1", "md5"), ("port2", "")]),
        ('set passive-interface "port2"', "", "", [("port1", "")]),
    ],
)
def test_ospf_of_fortios(passive: str, area: str, interface: str, expected: list[tuple[str, str]]) -> None:
    found = peers(fortinet_fortios, _FORTIOS.format(passive=passive, area=area, interface=interface))
    assert found == [("ospf", port, port, proof) for port, proof in expected]


def test_bgp_of_fortios() -> None:
    text = 'config router bgp\n    set as 65001\n    config neighbor\n        edit "10.1.0.2"\n            {}\n        next\n    end\nend\n'
    assert peers(fortinet_fortios, text.format("set remote-as 65002")) == [("bgp", "10.1.0.2", "", "")]
    assert peers(fortinet_fortios, text.format("set password ENC x")) == [("bgp", "10.1.0.2", "", "md5")]
    assert peers(fortinet_fortios, text.format("set shutdown enable")) == []


_VR = """set network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/24
set network virtual-router v interface ethernet1/1
set network virtual-router v protocol ospf enable {}
set network virtual-router v protocol ospf area 0.0.0.0 interface ethernet1/1 enable yes
set network virtual-router v protocol bgp enable yes
set network virtual-router v protocol bgp peer-group g peer p enable yes
"""
_OSPF = "set network virtual-router v protocol ospf "


def test_virtual_routers_of_panos() -> None:
    assert peers(paloalto_panos, _VR.format("no")) == [("bgp", "p", "", "")]
    open_, bgp = ("ospf", "ethernet1/1", "ethernet1/1", ""), ("bgp", "p", "", "")
    assert peers(paloalto_panos, _VR.format("yes")) == [open_, bgp]
    named = f"{_VR.format('yes')}{_OSPF}area 0.0.0.0 interface ethernet1/1 authentication a\n"
    assert peers(paloalto_panos, f"{named}{_OSPF}auth-profile a md5 1 key x\n") == [(*open_[:3], "md5"), bgp]
    assert peers(paloalto_panos, f"{named}{_OSPF}auth-profile a password x\n") == [(*open_[:3], "text"), bgp]
    assert peers(paloalto_panos, f"{_VR.format('yes')}{_OSPF}area 0.0.0.0 interface ethernet1/1 passive yes\n") == [bgp]
    keyed = "set network virtual-router v protocol bgp peer-group g peer p connection-options authentication a\n"
    assert peers(paloalto_panos, _VR.format("no") + keyed) == [("bgp", "p", "", "md5")]


_ETH = "set interfaces ethernet eth0 address 10.1.0.1/24\nset interfaces ethernet eth1 address 10.2.0.1/24\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("protocols ospf area 0 network 10.1.0.0/24", [("ospf", "eth0", "eth0", "")]),
        ("protocols ospf area 0 network 10.1.0.0/24\nset protocols ospf area 0 authentication md5", [("ospf", "eth0", "eth0", "md5")]),
        ("protocols ospf interface eth0 area 0\nset protocols ospf interface eth0 authentication md5 key-id 1 md5-key x", [("ospf", "eth0", "eth0", "md5")]),
        ("protocols ospf interface eth0 area 0\nset protocols ospf interface eth0 authentication plaintext-password x", [("ospf", "eth0", "eth0", "text")]),
        ("protocols ospf area 0 network 10.0.0.0/8\nset protocols ospf passive-interface eth1", [("ospf", "eth0", "eth0", "")]),
        ("protocols ospf area 0 network 10.0.0.0/8\nset protocols ospf interface eth0 passive", [("ospf", "eth1", "eth1", "")]),
        ("protocols rip network 10.2.0.0/24", [("rip", "eth1", "eth1", "")]),
        ("protocols bgp neighbor 10.1.0.2 remote-as 65002", [("bgp", "10.1.0.2", "", "")]),
        ("protocols bgp 65001 neighbor 10.1.0.2 password x", [("bgp", "10.1.0.2", "", "md5")]),
        ("protocols bgp peer-group g password x\nset protocols bgp neighbor 10.1.0.2 peer-group g", [("bgp", "10.1.0.2", "", "md5")]),
        ("high-availability vrrp group g interface eth0", [("vrrp", "group g", "eth0", "")]),
        ("high-availability vrrp group g interface eth0\nset high-availability vrrp group g authentication type ah", [("vrrp", "group g", "eth0", "ah")]),
    ],
)  # fmt: skip
def test_vyos(words: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert peers(vyos, f"{_ETH}set {words}\n") == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("hsrp 1\n    ip 10.1.0.254", [("hsrp", "group 1", "Vlan20", "")]),
        ("hsrp 1\n    authentication md5 key-string x\n    ip 10.1.0.254", [("hsrp", "group 1", "Vlan20", "md5")]),
        ("hsrp 1\n    authentication text x\n    ip 10.1.0.254", [("hsrp", "group 1", "Vlan20", "text")]),
        ("vrrp 2\n    address 10.1.0.254", [("vrrp", "group 2", "Vlan20", "")]),
        ("vrrpv3 2 address-family ipv4\n    address 10.1.0.254 primary", []),
    ],
)
def test_groups_of_nxos(group: str, expected: list[tuple[str, str, str, str]]) -> None:
    text = f"hostname sw\nfeature hsrp\ninterface Vlan20\n  no shutdown\n  ip address 10.1.0.1/24\n  {group}\n"
    assert peers(cisco_nxos, text) == expected
