"""NX-OS: lists, groups, interfaces, routing tables and the management plane, where they differ from IOS."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_nxos
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    NOWHERE,
    Action,
    AddressSet,
    AtomKind,
    Device,
    Direction,
    Effect,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.registry import detect


def device(text: str) -> Device:
    (found,) = cisco_nxos.parse(text, "t").devices
    return found


def rule(entry: str, more: str = "") -> Rule:
    return device(f"{more}ip access-list L\n  {entry}\n").rule_lists[0].rules[0]


def net(text: str) -> AddressSet:
    return AddressSet.network(text)


def test_entries_run_by_number_and_the_default_denies() -> None:
    (found,) = device(
        "ip access-list L\n  20 permit tcp any any eq 22\n  10 deny ip 10.0.0.0/8 any\n  statistics per-entry\n"
    ).rule_lists
    assert [r.action for r in found.rules] == [Action.DENY, Action.PERMIT]
    assert found.default is Action.DENY


PORTS = "object-group ip port P\n  10 eq 502\n  range 600 601\n  20 lt 3\n"
ADDRESSES = "object-group ip address A\n  10 host 10.0.0.1\n  20 10.1.0.0/16\n  10.2.0.0 0.0.255.255\n"


@pytest.mark.parametrize(
    ("entry", "sources", "destinations", "services"),
    [
        ("permit tcp 10.0.0.0/8 host 10.1.1.1 eq www", net("10.0.0.0/8"), net("10.1.1.1"), ServiceSet.ports(6, ((80, 80),))),
        ("10 permit udp any portgroup P any", ANY4, ANY4, ServiceSet.ports(17, source=((0, 2), (502, 502), (600, 601)))),
        ("permit tcp any addrgroup A portgroup P", ANY4, net("10.0.0.1") | net("10.1.0.0/16") | net("10.2.0.0/16"), ServiceSet.ports(6, ((0, 2), (502, 502), (600, 601)))),
        ("permit tcp any gt 1023 any portgroup P", ANY4, ANY4, ServiceSet.ports(6, ((0, 2), (502, 502), (600, 601)), ((1024, 65535),))),
        ("permit icmp any any echo capture session 3", ANY4, ANY4, ServiceSet.icmp(1, 8)),
    ],
)  # fmt: skip
def test_entries_are_exact(entry: str, sources: AddressSet, destinations: AddressSet, services: ServiceSet) -> None:
    found = rule(entry, PORTS + ADDRESSES)
    assert not found.match.atoms
    assert found.match.over_parts == (sources, destinations, services)


@pytest.mark.parametrize(
    ("entry", "kind", "services"),
    [
        ("permit tcp any any portgroup NONE", AtomKind.REFERENCE, ServiceSet.protocol(6)),
        ("permit tcp any addrgroup NONE eq 80", AtomKind.REFERENCE, ServiceSet.ports(6, ((80, 80),))),
        ("permit tcp any any vlan 10", AtomKind.PACKET, ServiceSet.protocol(6)),
        ("permit tcp any any packet-length gt 100", AtomKind.PACKET, ServiceSet.protocol(6)),
    ],
)  # fmt: skip
def test_what_packets_do_not_show_is_an_atom(entry: str, kind: AtomKind, services: ServiceSet) -> None:
    found = rule(entry)
    assert [a.kind for a in found.match.atoms] == [kind]
    assert found.match.services == services
    assert found.match.under_parts[0] == NOWHERE or not found.match.under_parts[2]


@pytest.mark.parametrize("entry", ["permit icmp any any portgroup P", "permit tcp any any portgroup", "permit tcp any any eq P", "permit ip any any nonsense"])  # fmt: skip
def test_unreadable_entry_may_do_either(entry: str) -> None:
    found = rule(entry, PORTS)
    assert found.action is Action.UNKNOWN
    assert [a.kind for a in found.match.atoms] == [AtomKind.UNREADABLE]


def test_unreadable_member_makes_the_group_uncertain() -> None:
    found = rule("permit tcp any any portgroup P", "object-group ip port P\n  eq 80\n  eq nonsense\n")
    assert found.match.services == ServiceSet.protocol(6)
    assert found.match.under_parts == (ANY4, ANY4, ServiceSet.ports(6, ((80, 80),)))


def test_undefined_or_empty_list_may_do_either() -> None:
    found = device("ip access-list E\ninterface Ethernet1/1\n  ip access-group E in\n  ip access-group GONE out\n")
    assert {r.name: r.default for r in found.rule_lists} == {"E": Action.UNKNOWN, "GONE": Action.UNKNOWN}
    assert [u.name for u in found.undefined] == ["GONE"]


INTERFACES = """interface Vlan20
  vrf member PLANT
  ip address 10.20.1.2/24 tag 5
  ip address 10.20.3.2/24 secondary
  ipv6 address 2001:db8::1/64
  hsrp 20
    ip 10.20.1.1
    ip 10.20.1.9 secondary
interface Ethernet1/1
  no switchport
  ip access-group A in
  ipv6 traffic-filter B out
  shutdown
interface mgmt0
  vrf member management
  ip address 10.9.0.2 255.255.255.0
"""


def test_interfaces() -> None:
    found = device(INTERFACES)
    vlan, port, mgmt = found.interfaces
    assert (vlan.vrf, vlan.vlan, vlan.ipv6_enabled) == ("PLANT", "20", True)
    assert str(vlan.addresses) == "10.20.1.1, 10.20.1.2, 10.20.1.9, 10.20.3.2, 2001:db8::1"
    assert vlan.networks == net("10.20.1.0/24") | net("10.20.3.0/24") | net("2001:db8::/64")
    assert not port.enabled
    assert (mgmt.management_only, mgmt.networks) == (True, net("10.9.0.0/24"))
    assert [(b.rule_list, b.interface, b.direction, b.families) for b in found.bindings] == [
        ("A", "Ethernet1/1", Direction.IN, (4,)),
        ("B", "Ethernet1/1", Direction.OUT, (6,)),
    ]
    assert not found.gaps


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("ip port access-group A in", Effect.MAY_DENY),
        ("ip policy route-map PBR", Effect.EITHER),
        ("mac port access-group M", Effect.MAY_DENY),
        ("brand-new command", Effect.EITHER),
        ("ip address 10.0.0.1/40", Effect.EITHER),
    ],
)
def test_what_filters_and_is_not_modelled_leaves_a_gap(line: str, effect: Effect) -> None:
    (gap,) = device(f"interface Ethernet1/1\n  {line}\n").gaps
    assert (gap.effect, gap.interface, gap.location.line) == (effect, "Ethernet1/1", 2)


def test_static_routes_belong_to_their_table() -> None:
    found = device(
        "ip route 10.1.0.0/16 Ethernet1/1 10.0.0.1 track 5 name lab tag 1000 7\nip route 10.2.0.0 255.255.0.0 null0\n"
        "vrf context PLANT\n  ip route 0.0.0.0/0 10.3.0.1 9\n  rd auto\nipv6 route 2001:db8::/32 2001:db8:1::1\nip route static bfd Ethernet1/1 10.0.0.1\n"
    )
    assert [(str(r.destination), r.interface, str(r.next_hop), r.vrf, r.metric, r.discard) for r in found.routes] == [
        ("10.1.0.0/16", "Ethernet1/1", "10.0.0.1", "", 7, False),
        ("10.2.0.0/16", "null0", "none", "", 1, True),
        ("any4", "", "10.3.0.1", "PLANT", 9, False),
        ("2001:db8::/32", "", "2001:db8:1::1", "", 1, False),
    ]
    assert not found.gaps
    assert device("ip route 10.1.0.0/16 10.0.0.1 vrf OTHER\n").gaps[0].effect is Effect.EITHER


def test_vlan_access_map_ends_open_where_a_step_tests_nothing() -> None:
    text = "ip access-list T\n  permit tcp any any eq 23\nvlan access-map M 10\n  match ip address T\n  action drop\nvlan access-map M 20\n  action forward\nvlan filter M vlan-list 20\ninterface Vlan20\n"
    into, out = device(text).rule_lists[1:]
    for found in (into, out):
        assert [(r.action, str(r.match.services)) for r in found.rules] == [
            (Action.DENY, "tcp/23"),
            (Action.PERMIT, "any"),
        ]


def test_commands_of_an_applied_profile_are_not_in_the_model() -> None:
    text = "configure profile P\n  interface Vlan10\n    no shutdown\nhostname x\n"
    assert not device(text).gaps
    assert [g.effect for g in device(text + "apply profile P\n").gaps] == [Effect.EITHER]
    assert device(
        "port-profile type ethernet P\n  ip access-group A in\ninterface Ethernet1/1\n  inherit port-profile P\n"
    ).gaps


def services(text: str) -> dict[str, AddressSet]:
    return {s.protocol: s.sources for s in device(text).management.services}


def test_ssh_is_on_and_telnet_off_until_stated() -> None:
    assert services("version 9.3(8)\n") == {"ssh": ANY}
    assert services("no feature ssh\nfeature telnet\n") == {"telnet": ANY}
    assert services("feature telnet\nno feature telnet\n") == {"ssh": ANY}
    limited = "ip access-list M\n  permit tcp 10.9.0.0/24 any\nline vty\n  access-class M in\n"
    assert services(limited) == {"ssh": net("10.9.0.0/24")}


def test_services_that_features_switch_on() -> None:
    assert services("feature nxapi\nfeature http-server\n")["https"] == ANY
    assert "https" not in services("feature nxapi\nno feature nxapi\n")


def test_accounts_servers_and_settings() -> None:
    plane = device(
        "username admin password 5 $5$x role network-admin\nusername op password 0 secret role network-operator\n"
        "logging server 10.0.0.1 5 use-vrf management\nntp server 10.0.0.2 key 1\ntacacs-server host 10.0.0.3\n"
        "no password strength-check\nuserpassphrase min-length 12\nsnmp-server community public group network-admin\n"
        "snmp-server community public use-ipv4acl S\nsnmp-server user u1 auth sha 0x1 localizedkey\nip access-list S\n  permit udp host 10.0.0.9 any\n"
    ).management
    assert [(u.name, u.hash, u.privilege) for u in plane.users] == [
        ("admin", "sha256-crypt", 15),
        ("op", "type-0", None),
    ]
    assert [(s.purpose, s.host, s.authenticated) for s in plane.servers] == [
        ("syslog", "10.0.0.1", None), ("ntp", "10.0.0.2", True), ("tacacs", "10.0.0.3", None),
    ]  # fmt: skip
    assert {(s.name, s.value) for s in plane.settings} >= {
        ("password-policy", "no strength-check"),
        ("password-min-length", "12"),
    }
    community, user = plane.snmp
    assert (community.write, community.default_name, community.filter_name, community.sources) == (
        True,
        True,
        "S",
        net("10.0.0.9"),
    )
    assert (user.version, user.level, user.write) == ("3", "auth", False)
    assert {s.what for s in plane.secrets} >= {"username op", "snmp-server community"}


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("feature ssh\nip access-list L\n  10 permit ip any any\n", "cisco-nxos"),
        ("object-group ip address A\n  10 host 1.1.1.1\n", "cisco-nxos"),
        ("interface Gi0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group A in\nip access-list extended A\n permit ip any any\nversion 15.2\n", "cisco-ios"),
        ("! device: sw1 (DCS-7050, EOS-4.20.1F)\nhostname sw1\ninterface Ethernet1\n   no switchport\n   ip address 10.0.0.1/24\nip route 0.0.0.0/0 10.0.0.2\n", None),
        ("vrf instance X\ninterface Ethernet1\n   ip address 10.0.0.1/24\n   ip access-group A in\n", None),
    ],
)  # fmt: skip
def test_detection_keeps_the_systems_apart(text: str, platform: str | None) -> None:
    assert detect(text) == platform


def test_a_list_of_an_snmp_user_limits_that_user() -> None:
    found = device(
        "snmp-server user a network-operator auth sha 0x1 priv 0x1 localizedkey\nsnmp-server user b auth sha 0x1 localizedkey\n"
        "snmp-server user a use-ipv4acl S\nip access-list S\n  permit udp host 10.0.0.9 any eq snmp\n"
    ).management.snmp
    assert [(s.filter_name, s.sources) for s in found] == [("S", net("10.0.0.9/32")), ("", ANY)]


def test_a_hash_of_type_5_is_what_its_prefix_says() -> None:
    users = device("username a password 5 $5$x$y role network-admin\nusername b password 5 $1$x$y\n").management.users
    assert [u.hash for u in users] == ["sha256-crypt", "type-5"]


def test_the_end_of_a_schedule_may_have_seconds() -> None:
    found = device(
        "time-range T\n  absolute start 08:00:00 14 May 2027 end 12:00:30 14 May 2027\n"
        "ip access-list A\n  10 permit tcp any any time-range T\n"
    )
    assert [r.schedule_end for r in found.rule_lists[0].rules] == ["2027-05-14T12:00:30"]
