"""Whom routing and redundancy protocols of IOS speak to, and what proves it."""

from __future__ import annotations

import pytest

from zonewarden_parsers.registry import PARSERS

INSIDE = "interface GigabitEthernet0/1\n ip address 10.1.0.1 255.255.255.0\n"
OUTSIDE = "interface GigabitEthernet0/2\n ip address 10.2.0.1 255.255.255.0\n"


def peers(text: str, platform: str = "cisco-ios") -> list[tuple[str, str, str]]:
    parsed = PARSERS[platform].parse(f"hostname r\n{text}!\nend\n", "x")
    assert parsed.coverage.unknown == ()
    return [(p.protocol, p.where, p.authentication) for p in parsed.devices[0].routing_peers]


def test_ospf_speaks_where_a_network_statement_covers_the_address() -> None:
    assert peers(f"{INSIDE}{OUTSIDE}router ospf 1\n network 10.1.0.0 0.0.0.255 area 0\n") == [
        ("ospf", "GigabitEthernet0/1", "")
    ]
    assert peers(f"{INSIDE} ip ospf 1 area 0\n{OUTSIDE}router ospf 1\n") == [("ospf", "GigabitEthernet0/1", "")]
    assert peers(f"{INSIDE} shutdown\nrouter ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n") == []


def test_passive_interfaces_are_silent() -> None:
    both = f"{INSIDE}{OUTSIDE}router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n"
    assert peers(f"{both} passive-interface GigabitEthernet0/1\n") == [("ospf", "GigabitEthernet0/2", "")]
    quiet = f"{both} passive-interface default\n no passive-interface GigabitEthernet0/1\n"
    assert peers(quiet) == [("ospf", "GigabitEthernet0/1", "")]


@pytest.mark.parametrize(
    ("interface", "process", "proof"),
    [
        ("", " area 0 authentication message-digest\n", "md5"),
        ("", " area 0 authentication\n", "text"),
        ("", " area 1 authentication message-digest\n", ""),
        (" ip ospf authentication message-digest\n", "", "md5"),
        (" ip ospf authentication key-chain K\n", "", "key-chain"),
        (" ip ospf authentication null\n", " area 0 authentication message-digest\n", ""),
        (" ip ospf message-digest-key 1 md5 7 0000\n", "", ""),  # a key that nothing asks for
    ],
)
def test_proof_of_ospf(interface: str, process: str, proof: str) -> None:
    text = f"{INSIDE}{interface}router ospf 1\n network 10.1.0.1 0.0.0.0 area 0\n{process}"
    assert peers(text) == [("ospf", "GigabitEthernet0/1", proof)]


def test_eigrp_and_rip_by_class() -> None:
    eigrp = f"{INSIDE} ip authentication mode eigrp 7 md5\n{OUTSIDE}router eigrp 7\n network 10.0.0.0\n"
    assert peers(eigrp) == [("eigrp", "GigabitEthernet0/1", "md5"), ("eigrp", "GigabitEthernet0/2", "")]
    assert peers(f"{INSIDE} ip rip authentication mode md5\nrouter rip\n network 10.0.0.0\n") == [
        ("rip", "GigabitEthernet0/1", "md5")
    ]


def test_bgp_neighbours_have_the_password_of_their_group() -> None:
    text = (
        "router bgp 65000\n neighbor IN peer-group\n neighbor IN password 7 0000\n neighbor 10.1.0.2 remote-as 65001\n"
        " neighbor 10.1.0.2 peer-group IN\n neighbor 10.2.0.2 remote-as 65002\n"
    )
    assert peers(text) == [("bgp", "10.1.0.2", "md5"), ("bgp", "10.2.0.2", "")]


def test_redundancy_groups() -> None:
    text = (
        f"{INSIDE} standby 1 ip 10.1.0.3\n standby 1 authentication md5 key-string 7 0000\n standby 2 ip 10.1.0.4\n"
        " vrrp 5 ip 10.1.0.5\n vrrp 5 authentication text s3\n"
    )
    assert peers(text) == [("hsrp", "group 1", "md5"), ("hsrp", "group 2", ""), ("vrrp", "group 5", "text")]


def test_a_process_of_another_form_is_one_peer() -> None:
    text = "router eigrp PLANT\n address-family ipv4 unicast autonomous-system 7\n  network 10.0.0.0\n"
    assert peers(text) == [("eigrp", "", "")]


def test_nxos_names_the_process_on_the_interface() -> None:
    text = (
        "feature ospf\ninterface Ethernet1/1\n  no switchport\n  ip address 10.1.0.1/24\n  ip router ospf CORE area 0.0.0.0\n"
        "  ip ospf authentication message-digest\ninterface Ethernet1/2\n  no switchport\n  ip address 10.2.0.1/24\n"
        "  ip router ospf CORE area 0.0.0.0\n  ip ospf passive-interface\ninterface Ethernet1/3\n  no switchport\n"
        "  ip address 10.3.0.1/24\n  ip router ospf CORE area 0.0.0.0\nrouter ospf CORE\n"
    )
    assert peers(text, "cisco-nxos") == [("ospf", "Ethernet1/1", "md5"), ("ospf", "Ethernet1/3", "")]
    quiet = "interface Ethernet1/3\n  no ip ospf passive-interface\nrouter ospf CORE\n  passive-interface default\n"
    assert peers(text + quiet, "cisco-nxos") == [("ospf", "Ethernet1/3", "")]


def test_what_limits_the_processor_is_a_setting() -> None:
    text = "policy-map COPP\n class class-default\n  police 256000\ncontrol-plane\n service-policy input COPP\n"
    parsed = PARSERS["cisco-ios"].parse(f"hostname r\n{text}!\nend\n", "x")
    assert [(s.name, s.value) for s in parsed.devices[0].management.settings] == [("control-plane-policing", "COPP")]
    assert parsed.coverage.unknown == ()


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        ("redistribute static subnets", [("ospf", "static", False)]),
        ("redistribute bgp 65001 subnets route-map OT", [("ospf", "bgp 65001", True)]),
        ("redistribute connected subnets\n distribute-list 10 out", [("ospf", "connected", True)]),
        ("default-information originate always", [("ospf", "default", False)]),
        ("no redistribute static", list[tuple[str, str, bool]]()),
    ],
)
def test_routes_that_a_process_hands_on(process: str, expected: list[tuple[str, str, bool]]) -> None:
    text = f"hostname r\n{INSIDE}router ospf 1\n network 10.1.0.0 0.0.0.255 area 0\n {process}\n!\nend\n"
    (device,) = PARSERS["cisco-ios"].parse(text, "x").devices
    assert [(h.protocol, h.what, h.filtered) for h in device.route_handovers] == expected
    assert [h.location.line for h in device.route_handovers] == [6] * len(expected)
