"""Interfaces, bindings, routes and translations of IOS."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import ANY4, NOWHERE, AddressSet, Aspect, Device, Direction, Effect, Interface, Route


def device(text: str) -> Device:
    return cisco_ios.parse(text, "r.cfg").devices[0]


def interface(body: str, name: str = "GigabitEthernet0/0") -> Interface:
    (found,) = device(f"interface {name}\n" + "".join(f" {line}\n" for line in body.split("; "))).interfaces
    return found


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def test_addresses_and_networks() -> None:
    found = interface(
        "ip address 10.0.0.1 255.255.255.0; ip address 10.0.1.1 255.255.255.128 secondary; standby 1 ip 10.0.0.254"
    )
    assert found.addresses == net("10.0.0.1") | net("10.0.1.1") | net("10.0.0.254")
    assert found.networks == net("10.0.0.0/24") | net("10.0.1.0/25")


def test_last_address_counts_and_no_removes() -> None:
    assert interface("ip address 10.0.0.1 255.255.255.0; ip address 10.9.0.1 255.255.255.0").networks == net(
        "10.9.0.0/24"
    )
    assert interface("ip address 10.0.0.1 255.255.255.0; no ip address").networks == NOWHERE


@pytest.mark.parametrize(
    "line", ["ip address dhcp", "ip address negotiated", "ip unnumbered Loopback0", "ipv6 address autoconfig"]
)
def test_address_from_elsewhere(line: str) -> None:
    assert interface(line).dynamic


def test_ipv6() -> None:
    found = interface(
        "ipv6 address 2001:DB8::1/64; ipv6 address FE80::1 link-local; ipv6 address 2001:DB8:1::/64 eui-64"
    )
    assert found.networks == net("2001:db8::/64") | net("2001:db8:1::/64")
    assert (found.addresses, found.ipv6_enabled) == (net("2001:db8::1"), True)


@pytest.mark.parametrize(
    ("line", "flag"),
    [("no ip proxy-arp", "no-proxy-arp"), ("ip proxy-arp", "proxy-arp"), ("no ip redirects", "no-redirects"),
     ("no ip unreachables", "no-unreachables"), ("no cdp enable", "no-cdp"), ("ip directed-broadcast", "directed-broadcast"),
     ("ip verify unicast source reachable-via rx", "urpf"), ("ip nat inside", "nat-inside"), ("switchport mode access", "switchport")],
)  # fmt: skip
def test_stated_settings(line: str, flag: str) -> None:
    assert interface(line).settings == frozenset({flag})


def test_names_and_places() -> None:
    found = interface(
        "encapsulation dot1Q 201; vrf forwarding CELLS; description cell 1; shutdown", "GigabitEthernet0/0.201"
    )
    assert (found.name, found.hardware, found.vlan) == ("GigabitEthernet0/0.201", "GigabitEthernet0/0", "201")
    assert (found.vrf, found.description, found.enabled) == ("CELLS", "cell 1", False)
    assert interface("ip address 10.0.0.1 255.0.0.0", "Vlan7").vlan == "7"


def test_bindings_use_the_name_as_written() -> None:
    found = device(
        "interface Gi0/0.5\n ip access-group A in\n ip access-group B out\n ipv6 traffic-filter C in\ninterface Gi0/0.5\n ip access-group D in\n"
    )
    listed = [(b.rule_list, b.interface, b.direction, b.families) for b in found.bindings]
    assert listed == [
        ("D", "Gi0/0.5", Direction.IN, (4,)),
        ("B", "Gi0/0.5", Direction.OUT, (4,)),
        ("C", "Gi0/0.5", Direction.IN, (6,)),
    ]


def test_binding_can_be_removed() -> None:
    assert device("interface Gi0/0\n ip access-group A in\n no ip access-group A in\n").bindings == ()


GAPS = [
    ("ip policy route-map PBR", Effect.EITHER),
    ("ip ips SIGS in", Effect.MAY_DENY),
    ("service-policy type inspect P", Effect.MAY_DENY),
    ("mac access-group M in", Effect.MAY_DENY),
    ("bridge-group 1", Effect.MAY_PERMIT),
    ("ip access-group A", Effect.EITHER),
    ("ip address 10.0.0.1 255.0.255.0", Effect.EITHER),
    ("brand-new command", Effect.EITHER),
]


@pytest.mark.parametrize(("line", "effect"), GAPS)
def test_what_filters_and_is_not_modelled_leaves_a_gap_on_the_interface(line: str, effect: Effect) -> None:
    (gap,) = device(f"interface Gi0/0\n {line}\n").gaps
    assert (gap.aspect, gap.effect, gap.interface, gap.location.line) == (Aspect.FLOWS, effect, "Gi0/0", 2)


def test_policy_map_that_drops_leaves_a_gap() -> None:
    text = "policy-map P\n class C\n  drop\npolicy-map Q\n class C\n  shape average 1000\n"
    found = device(text + "interface Gi0/0\n service-policy input P\n service-policy output Q\n")
    assert [(g.effect, g.location.line) for g in found.gaps] == [(Effect.MAY_DENY, 8)]


def test_list_on_a_switch_port_leaves_a_gap() -> None:
    found = device(
        "interface Gi0/0\n switchport mode access\n ip access-group A in\nip access-list standard A\n permit any\n"
    )
    assert [(g.effect, g.interface) for g in found.gaps] == [(Effect.MAY_DENY, "Gi0/0")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ip route 10.0.0.0 255.0.0.0 192.0.2.1", {"destination": net("10.0.0.0/8"), "next_hop": net("192.0.2.1")}),
        ("ip route 10.0.0.0 255.0.0.0 Gi0/1", {"destination": net("10.0.0.0/8"), "interface": "Gi0/1"}),
        (
            "ip route 10.0.0.0 255.0.0.0 Gi0/1 192.0.2.1 250 name X tag 4 track 2 permanent",
            {"destination": net("10.0.0.0/8"), "interface": "Gi0/1", "next_hop": net("192.0.2.1"), "metric": 250},
        ),
        ("ip route vrf V 0.0.0.0 0.0.0.0 192.0.2.1", {"destination": ANY4, "next_hop": net("192.0.2.1"), "vrf": "V"}),
        (
            "ip route 10.0.0.0 255.0.0.0 Null0",
            {"destination": net("10.0.0.0/8"), "interface": "Null0", "discard": True},
        ),
        (
            "ipv6 route 2001:DB8::/32 Gi0/1 FE80::1 5",
            {"destination": net("2001:db8::/32"), "interface": "Gi0/1", "next_hop": net("fe80::1"), "metric": 5},
        ),
        ("ip default-gateway 192.0.2.1", {"destination": ANY4, "next_hop": net("192.0.2.1"), "metric": 255}),
    ],
)
def test_route(line: str, expected: dict[str, object]) -> None:
    (found,) = device(line + "\n").routes
    assert found == Route(location=found.location, **expected)  # type: ignore[arg-type]


def test_routing_processes_are_named() -> None:
    found = device("router ospf 1\n network 10.0.0.0 0.0.0.255 area 0\nrouter bgp 65000\nrouter rip\n")
    assert [name for name, _ in found.dynamic_routing] == ["ospf 1", "bgp 65000", "rip"]


def test_translations() -> None:
    found = device(
        "ip nat pool P 198.51.100.1 198.51.100.2 netmask 255.255.255.0\n"
        "ip nat inside source list 1 pool P overload\nip nat inside source static 10.0.0.5 198.51.100.9\n"
        "access-list 1 permit 10.0.0.0 0.0.0.255\n"
    )
    assert [(n.kind, n.real, n.mapped) for n in found.nat] == [
        ("pat", net("10.0.0.0/24"), net("198.51.100.1-198.51.100.2")),
        ("static", net("10.0.0.5"), net("198.51.100.9")),
    ]


STRAY = [
    "time-range T\n ip access-group A in\n",
    "route-map M permit 10\n ip access-group A in\n",
    "route-map M permit 10\n permit tcp any any eq 22\n",
    "router ospf 1\n ip address 10.0.0.1 255.255.255.0\n",
    "ip access-list extended L\n ip access-group A in\n",
    "object-group network G\n ip access-group A in\n",
    "object-group network G\n permit tcp any any eq 22\n",
    "class-map match-all C\n access-class 5 in\n",
    "hostname x\n ip access-group A in\n",
]


@pytest.mark.parametrize("text", STRAY)
def test_filter_that_lost_its_mode_leaves_a_gap(text: str) -> None:
    parsed = cisco_ios.parse(text, "r.cfg")
    assert parsed.coverage.unknown == (2,)
    assert [(g.aspect, g.location.line) for g in parsed.devices[0].gaps] == [(Aspect.ALL, 2)]


INSPECTED = "ip inspect name FW tcp\nip inspect name FW http{}\ninterface Gi0/0\n ip inspect FW in\n"


def test_inspection_opens_for_answers_only_and_may_end_sessions() -> None:
    plain, ending = device(INSPECTED.format("")), device(INSPECTED.format(" java-list 10"))
    assert plain.gaps == ()
    assert "inspect" in plain.interfaces[0].settings
    assert [(g.effect, g.interface, g.location.line) for g in ending.gaps] == [(Effect.MAY_DENY, "Gi0/0", 4)]
    assert [u.name for u in device("interface Gi0/0\n ip inspect FW in\n").undefined] == ["FW"]


VLANS = (
    "ip access-list extended OT\n deny tcp any any eq 23\n permit tcp any 10.1.0.0 0.0.255.255\n"
    "vlan access-map M 20\n match ip address OT\n action forward\nvlan access-map M 10\n match ip address TELNET\n action drop\n"
    "ip access-list extended TELNET\n permit tcp any any eq 992\nvlan filter M vlan-list 5,10-12\n"
)


def test_vlan_access_map_filters_into_and_out_of_its_vlans() -> None:
    found = device(
        VLANS
        + "interface Vlan10\n ip address 10.1.0.1 255.255.0.0\ninterface Vlan20\n ip address 10.2.0.1 255.255.0.0\n"
    )
    into, out = found.rule_lists[-2:]
    assert [(b.rule_list, b.direction, b.families) for b in found.bindings] == [
        (into.name, Direction.FORWARD, (4,)),
        (out.name, Direction.FORWARD, (4,)),
    ]
    assert [(r.action.value, str(r.match.services)) for r in into.rules] == [
        ("deny", "tcp/992"), ("permit", "tcp/0-22, tcp/24-65535"), ("deny", "any"),
    ]  # fmt: skip
    assert {r.to_interfaces for r in into.rules} == {frozenset({"Vlan10"})}
    assert {r.from_interfaces for r in out.rules} == {frozenset({"Vlan10"})}
    assert into.default.value == "permit"
    assert not found.gaps


def test_vlan_filter_without_an_interface_of_the_vlan_leaves_a_gap() -> None:
    (gap,) = device(VLANS).gaps
    assert (gap.aspect, gap.effect) == (Aspect.FLOWS, Effect.MAY_DENY)
    (gap,) = device("interface Vlan10\nvlan filter M vlan-list 10\n").gaps
    assert gap.effect is Effect.EITHER
