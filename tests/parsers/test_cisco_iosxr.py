"""IOS-XR: lists, groups, interfaces, routes and management, where they differ from IOS."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_iosxr
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    NOWHERE,
    Action,
    AddressSet,
    AdminService,
    AtomKind,
    Device,
    Direction,
    Effect,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.registry import detect


def device(text: str) -> Device:
    (found,) = cisco_iosxr.parse(text, "t").devices
    return found


def rule(entry: str, more: str = "") -> Rule:
    return device(f"{more}ipv4 access-list L\n {entry}\n!\n").rule_lists[0].rules[0]


def net(text: str) -> AddressSet:
    return AddressSet.network(text)


TCP = ServiceSet.protocol(6)
ANYTHING = rule("permit ipv4 any any").match.services
GROUPS = (
    "object-group network ipv4 A\n host 10.0.0.1\n 10.1.0.0/16\n 10.2.0.0 255.255.0.0\n range 10.3.0.1 10.3.0.2\n object-group B\n!\n"
    "object-group network ipv4 B\n 10.4.0.0/24\n!\nobject-group port P\n eq 502\n range 600 601\n lt 3\n object-group Q\n!\n"
    "object-group port Q\n eq https\n!\n"
)
MEMBERS = AddressSet.union(AddressSet.parse(t) for t in ("10.0.0.1", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.1-10.3.0.2", "10.4.0.0/24"))  # fmt: skip
PORTS = ((0, 2), (443, 443), (502, 502), (600, 601))


@pytest.mark.parametrize(
    ("entry", "sources", "destinations", "services"),
    [
        ("10 permit ipv4 10.0.0.0 0.255.255.255 any", net("10.0.0.0/8"), ANY4, ANYTHING),
        ("permit tcp 10.0.0.0/8 eq ssh host 10.1.1.1", net("10.0.0.0/8"), net("10.1.1.1"), ServiceSet.ports(6, source=((22, 22),))),
        ("permit tcp net-group A net-group B port-group P", MEMBERS, net("10.4.0.0/24"), ServiceSet.ports(6, PORTS)),
        ("permit udp any port-group P any range 1 9", ANY4, ANY4, ServiceSet.ports(17, ((1, 9),), PORTS)),
        ("permit 10.0.0.0 0.0.0.255", net("10.0.0.0/24"), ANY4, ANYTHING),
        ("permit host 10.0.0.7", net("10.0.0.7"), ANY4, ANYTHING),
        ("permit 10.0.0.0/24 log", net("10.0.0.0/24"), ANY4, ANYTHING),
        ("permit 47 any any counter C", ANY4, ANY4, ServiceSet.protocol(47)),
        ("deny icmp any any echo icmp-off", ANY4, ANY4, ServiceSet.icmp(1, 8)),
    ],
)  # fmt: skip
def test_entries_are_exact(entry: str, sources: AddressSet, destinations: AddressSet, services: ServiceSet) -> None:
    found = rule(entry, GROUPS)
    assert not found.match.atoms
    assert found.match.over_parts == (sources, destinations, services)


@pytest.mark.parametrize(
    ("entry", "kind", "services"),
    [
        ("permit tcp any any port-group NONE", AtomKind.REFERENCE, TCP),
        ("permit tcp net-group NONE any", AtomKind.REFERENCE, TCP),
        ("permit tcp any any fragment-type is-fragment", AtomKind.PACKET, TCP),
        ("permit tcp any any packet-length gt 100", AtomKind.PACKET, TCP),
        ("permit tcp any any nexthop1 ipv4 10.0.0.1 nexthop2 ipv4 10.0.0.2", AtomKind.OTHER, TCP),
    ],
)
def test_what_packets_do_not_show_is_an_atom(entry: str, kind: AtomKind, services: ServiceSet) -> None:
    found = rule(entry)
    assert [a.kind for a in found.match.atoms] == [kind]
    assert found.match.services == services
    assert found.match.under_parts[0] == NOWHERE or not found.match.under_parts[2]


@pytest.mark.parametrize(
    "entry", ["permit tcp any any eq nosuch", "permit", "permit nonsense any any", "allow ipv4 any any"]
)
def test_unreadable_entry_may_do_either(entry: str) -> None:
    assert rule(entry).action is Action.UNKNOWN


def test_group_that_contains_itself_is_uncertain() -> None:
    found = rule("permit tcp net-group A any", "object-group network ipv4 A\n host 10.0.0.1\n object-group A\n!\n")
    assert (found.match.sources, found.match.under_parts[0]) == (ANY4, net("10.0.0.1"))


def test_lists_are_bound_for_ingress_and_egress() -> None:
    found = device(
        "interface GigabitEthernet0/0/0/0.5\n vrf PLANT\n ipv4 address 10.0.0.1/24\n ipv4 address 10.0.1.1 255.255.255.0 secondary\n"
        " ipv4 access-group A ingress hardware-count\n ipv6 access-group B egress\n encapsulation dot1q 5\n!\n"
        "interface MgmtEth0/RP0/CPU0/0\n ipv4 address 10.9.0.1 255.255.255.0\n!\n"
    )
    port, mgmt = found.interfaces
    assert [(b.rule_list, b.interface, b.direction, b.families) for b in found.bindings] == [
        ("A", "GigabitEthernet0/0/0/0.5", Direction.IN, (4,)),
        ("B", "GigabitEthernet0/0/0/0.5", Direction.OUT, (6,)),
    ]
    assert (port.vrf, port.vlan, str(port.networks)) == ("PLANT", "5", "10.0.0.0/23")
    assert mgmt.management_only
    assert {r.default for r in found.rule_lists} == {Action.UNKNOWN}


def test_management_ports_forward_where_it_is_stated() -> None:
    text = "interface MgmtEth0/RP0/CPU0/0\n ipv4 address 10.9.0.1 255.255.255.0\n!\nrp mgmtethernet forwarding\n"
    assert not device(text).interfaces[0].management_only


@pytest.mark.parametrize("line", ["ipv4 access-group common BASE ingress", "ipv4 policy X", "service-policy type pbr input X", "brand-new command"])  # fmt: skip
def test_what_is_not_modelled_leaves_a_gap(line: str) -> None:
    (gap,) = device(f"interface GigabitEthernet0/0/0/0\n {line}\n!\n").gaps
    assert (gap.effect, gap.interface) == (Effect.EITHER, "GigabitEthernet0/0/0/0")


def test_static_routes() -> None:
    found = device(
        "router static\n address-family ipv4 unicast\n  10.1.0.0/16 Null0\n  10.2.0.0/16 GigabitEthernet0/0/0/1 10.0.0.2 200 description lab\n !\n"
        " vrf PLANT\n  address-family ipv6 unicast\n   ::/0 2001:db8::1 tag 7\n  !\n !\n!\n"
    )
    assert [(str(r.destination), r.interface, str(r.next_hop), r.vrf, r.metric, r.discard) for r in found.routes] == [
        ("10.1.0.0/16", "Null0", "none", "", 1, True),
        ("10.2.0.0/16", "GigabitEthernet0/0/0/1", "10.0.0.2", "", 200, False),
        ("any6", "", "2001:db8::1", "PLANT", 1, False),
    ]
    assert not found.gaps
    assert device("router static\n address-family ipv4 unicast\n  nonsense\n").gaps


def test_groups_of_commands_leave_a_gap() -> None:
    text = "group G\n interface 'GigabitEthernet.*'\n  mtu 9000\n !\nend-group\n"
    assert not device(text).gaps
    assert device(text + "apply-group G\n").gaps
    assert device(text.replace("mtu 9000", "ipv4 access-group A ingress")).gaps


def services(text: str) -> dict[str, AdminService]:
    return {s.protocol: s for s in device(text).management.services}


LISTS = "ipv4 access-list M\n permit tcp 10.9.0.0/24 any\n!\nipv4 access-list N\n permit tcp 10.9.0.0/25 any\n!\n"


def test_services_are_off_until_stated_and_their_lists_limit_them() -> None:
    assert services(LISTS) == {}
    assert services("ssh server v2\n")["ssh"].sources == ANY
    assert services(LISTS + "ssh server vrf MGMT ipv4 access-list M\n")["ssh"].sources == net("10.9.0.0/24")
    assert services(LISTS + "telnet vrf default ipv4 server max-servers 5 access-list M\n")["telnet"].sources == net(
        "10.9.0.0/24"
    )
    assert services(LISTS + "http server ssl access-group M\n")["https"].sources == net("10.9.0.0/24")


def test_lines_limit_ssh_where_every_pool_uses_a_limited_line() -> None:
    line = "ssh server v2\nline default\n access-class ingress M\n!\n"
    assert services(LISTS + line)["ssh"].sources == net("10.9.0.0/24")
    template = "vty-pool other 5 9 line-template T\n"
    assert services(LISTS + line + template)["ssh"].sources == ANY
    assert services(LISTS + line + template + "line template T\n access-class ingress N\n!\n")["ssh"].sources == net(
        "10.9.0.0/24"
    )


def test_services_listen_in_their_routing_table() -> None:
    ports = "interface GigabitEthernet0/0/0/0\n!\ninterface MgmtEth0/RP0/CPU0/0\n vrf MGMT\n!\n"
    assert services(ports + "ssh server vrf MGMT\n")["ssh"].interfaces == ("MgmtEth0/RP0/CPU0/0",)
    assert services(ports + "ssh server v2\n")["ssh"].interfaces == ("GigabitEthernet0/0/0/0",)


PLANE = (
    "interface GigabitEthernet0/0/0/0\n!\ninterface GigabitEthernet0/0/0/1\n!\nssh server v2\ntelnet ipv4 server max-servers 5\n"
    "control-plane\n management-plane\n  inband\n   interface GigabitEthernet0/0/0/0\n    allow SSH peer\n     address ipv4 10.9.0.0/24\n    !\n   !\n  !\n !\n!\n"
)  # fmt: skip


def test_management_plane_limits_what_it_names_and_nothing_else() -> None:
    found = services(PLANE)
    assert (found["ssh"].sources, found["ssh"].interfaces) == (net("10.9.0.0/24"), ("GigabitEthernet0/0/0/0",))
    assert found["telnet"].sources == ANY
    everything = services(PLANE.replace("SSH peer", "all").replace("     address ipv4 10.9.0.0/24\n", ""))
    assert (everything["telnet"].sources, everything["telnet"].interfaces) == (ANY, ("GigabitEthernet0/0/0/0",))


def test_unreadable_allowance_opens_and_is_reported() -> None:
    found = device(PLANE.replace("SSH peer", "SSH from somewhere"))
    assert {(s.protocol, s.sources, s.interfaces) for s in found.management.services} == {
        ("ssh", ANY, ("GigabitEthernet0/0/0/0", "GigabitEthernet0/0/0/1")),
        ("telnet", ANY, ("GigabitEthernet0/0/0/0", "GigabitEthernet0/0/0/1")),
    }
    assert found.gaps


def test_accounts_and_servers() -> None:
    plane = device(
        "username admin\n group root-lr\n secret 5 $1$x\n!\nusername op\n group operator\n password 7 0123\n!\n"
        "tacacs-server host 10.0.0.3 port 49\n key 7 0123\n!\nntp\n authenticate\n server vrf M 10.0.0.2 key 1\n!\nlogging 10.0.0.1 vrf M severity info\n"
        "snmp-server community public RW SystemOwner IPv4 S\nipv4 access-list S\n permit udp host 10.0.0.9 any\n!\n"
    ).management
    assert [(u.name, u.hash, u.privilege) for u in plane.users] == [("admin", "type-5", 15), ("op", "type-7", None)]
    assert [(s.purpose, s.host, s.authenticated) for s in plane.servers] == [
        ("tacacs", "10.0.0.3", None), ("ntp", "10.0.0.2", True), ("syslog", "10.0.0.1", None),
    ]  # fmt: skip
    (community,) = plane.snmp
    assert (community.write, community.default_name, community.sources) == (True, True, net("10.0.0.9"))
    assert sorted(s.kind for s in plane.secrets) == ["community", "type-7", "type-7"]


@pytest.mark.parametrize(
    "text",
    ["!! IOS XR Configuration 6.5.3\nhostname a\n", "ipv4 access-list L\n 10 permit ipv4 any any\n!\n",
     "hostname x\ninterface GigabitEthernet0/0/0/0\n ipv4 address 10.0.0.1 255.255.255.0\nrouter static\n"],
)  # fmt: skip
def test_detection(text: str) -> None:
    assert detect(text) == "cisco-iosxr"


@pytest.mark.parametrize(
    "text",
    [
        "sysname mill\nacl number 3001\n rule 5 permit ip\ninterface Vlanif10\n ip address 10.0.0.1 255.255.255.0\n",
        "!Version ArubaOS-CX FL.10.06\nhostname a\naccess-list ip A\n 10 permit tcp any any eq 22\ninterface vlan 10\n ip address 10.0.0.1/24\n",
        "hostname a\ninterface Ethernet1\n   no switchport\n   ip address 10.0.0.1/30\n   ip access-group A in\nip access-list A\n   10 permit ip any any\n",
        "config-file-header\nsw1\nv1.4\n@\ninterface vlan 1\n ip address 10.0.0.1 255.255.255.0\nip access-list extended A\npermit ip any any\n",
    ],
)
def test_systems_that_look_like_these_are_not_taken_for_them(text: str) -> None:
    assert detect(text) is None
