"""ASA interfaces, implicit policy, routes, translation, VPN, management and scripts."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_asa
from zonewarden_parsers.model import (
    NOWHERE,
    AddressSet,
    Aspect,
    Device,
    Effect,
    ImplicitPolicy,
    Interface,
    Location,
    NatRule,
    Route,
    Vpn,
    VpnKind,
)

PATH = "fw.cfg"


def parse(text: str) -> Device:
    return cisco_asa.parse(text, PATH).devices[0]


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def at(line: int, column: int, end: int) -> Location:
    return Location(PATH, line, 0, column, end)


def test_interface() -> None:
    text = (
        "interface GigabitEthernet0/1.5\n vlan 5\n description cell 5\n nameif cell5\n security-level 70\n"
        " ip address 10.5.0.1 255.255.255.0 standby 10.5.0.2\n ipv6 address 2001:db8::1/64\n shutdown\n"
    )
    assert parse(text).interfaces == (
        Interface(
            "cell5", at(1, 1, 31), "GigabitEthernet0/1.5", net("10.5.0.1") | net("2001:db8::1"),
            net("10.5.0.0/24") | net("2001:db8::/64"), enabled=False, security_level=70, description="cell 5",
            ipv6_enabled=True, vlan="5",
        ),
    )  # fmt: skip


def test_unindented_interface() -> None:
    text = "interface g0/1\nnameif a\nsecurity-level 5\nip address 10.0.0.1 255.0.0.0\nno shutdown\nexit\n"
    assert [(i.name, i.security_level, i.networks) for i in parse(text).interfaces] == [("a", 5, net("10.0.0.0/8"))]


def test_pix_interface() -> None:
    text = "interface ethernet2 auto shutdown\nnameif ethernet2 dmz security30\nip address dmz 10.0.0.1 255.255.255.0\n"
    assert parse(text).interfaces == (
        Interface(
            "dmz", at(2, 1, 32), "ethernet2", net("10.0.0.1"), net("10.0.0.0/24"), enabled=False, security_level=30
        ),
    )


LEVELS = """\
interface g0
 nameif outside
interface g1
 nameif inside
interface g2
 nameif dmz
 security-level 0
interface m0
 nameif mgmt
 security-level 100
 management-only
"""


def test_implicit_policy() -> None:
    answers = {(p.from_interface, p.to_interface): p.permit for p in parse(LEVELS).implicit}
    assert answers == {(a, b): (a, b) in {("inside", "outside"), ("inside", "dmz")} for a in NAMES for b in NAMES}
    assert parse(LEVELS).implicit[1] == ImplicitPolicy(
        "outside", "inside", False, "security level 0 to 100: lower to higher is denied", at(2, 2, 16)
    )


NAMES = ("outside", "inside", "dmz", "mgmt")


def test_same_security() -> None:
    text = LEVELS + "same-security-traffic permit inter-interface\nsame-security-traffic permit intra-interface\n"
    permitted = {(p.from_interface, p.to_interface) for p in parse(text).implicit if p.permit}
    assert permitted == {
        ("inside", "outside"), ("inside", "dmz"), ("outside", "dmz"), ("dmz", "outside"),
        ("outside", "outside"), ("inside", "inside"), ("dmz", "dmz"),
    }  # fmt: skip


def test_routes() -> None:
    text = "route out 10.0.0.0 255.0.0.0 192.0.2.1 7 track 1\nroute null0 10.9.0.0 255.255.0.0\nipv6 route out ::/0 2001:db8::1\n"
    assert parse(text).routes == (
        Route(net("10.0.0.0/8"), at(1, 1, 49), "out", net("192.0.2.1"), "", 7),
        Route(net("10.9.0.0/16"), at(2, 1, 33), "", NOWHERE, "", 1, True),
        Route(AddressSet.parse("::/0"), at(3, 1, 32), "out", net("2001:db8::1")),
    )
    assert parse("router bgp 65000\n neighbor 1.2.3.4 password x\n").dynamic_routing == (("bgp 65000", at(1, 1, 17)),)


def test_nat_order() -> None:
    text = (
        "object network big\n subnet 10.0.0.0 255.0.0.0\n nat (in,out) dynamic 192.0.2.9\n"
        "object network small\n host 10.0.0.1\n nat (in,out) static 192.0.2.1\n"
        "nat (in,out) after-auto source dynamic any interface\nnat (in,out) source static big big\n"
    )
    assert [(n.kind, n.section, n.location.line) for n in parse(text).nat] == [
        ("identity", 1, 8), ("static", 2, 6), ("pat", 2, 3), ("pat", 3, 7),
    ]  # fmt: skip
    assert parse(text).nat[1] == NatRule(
        "static", at(6, 2, 31), "nat (in,out) static 192.0.2.1", "in", "out", net("10.0.0.1"), net("192.0.2.1"), 2
    )


REMOTE = """\
ip local pool P 10.9.0.1-10.9.0.9
access-list S standard permit 10.1.0.0 255.255.0.0
webvpn
 enable outside
group-policy DfltGrpPolicy attributes
 vpn-idle-timeout 30
group-policy G internal
group-policy G attributes
 vpn-session-timeout none
 split-tunnel-policy tunnelspecified
 split-tunnel-network-list value S
 vpn-filter value F
tunnel-group T type remote-access
tunnel-group T general-attributes
 address-pool P
 authentication-server-group R
 default-group-policy G
tunnel-group T webvpn-attributes
 authentication aaa certificate
"""


def test_remote_access() -> None:
    assert parse(REMOTE).vpns == (
        Vpn(
            "T", VpnKind.REMOTE_ACCESS, at(13, 1, 34), "outside", True, (), ("aaa:R", "certificate"), net("10.9.0.1-10.9.0.9"),
            ("P",), "G", "tunnelspecified", net("10.1.0.0/16"), "F", 30, 0, None, (),
            locations={
                "idle_timeout_min": at(6, 2, 21), "session_timeout_min": at(9, 2, 26), "split_tunnel": at(10, 2, 37),
                "split_networks": at(11, 2, 35), "filter_list": at(12, 2, 20), "pools": at(15, 2, 16),
                "authentication": at(19, 2, 32), "aaa": at(16, 2, 31),
            },
        ),
    )  # fmt: skip


def test_default_profile_of_webvpn() -> None:
    found = parse("webvpn\n enable outside\n").vpns
    assert [(v.name, v.interface, v.authentication, v.idle_timeout_min) for v in found] == [
        ("DefaultWEBVPNGroup", "outside", ("aaa:LOCAL",), None)
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [("", at(4, 2, 16)), ("sysopt connection permit-vpn", at(20, 1, 29)), ("no sysopt connection permit-vpn", None)],
)
def test_vpn_bypass(line: str, place: Location | None) -> None:
    assert parse(REMOTE + line + "\n").vpn_bypass == place


def test_site_to_site() -> None:
    text = (
        "crypto ipsec ikev1 transform-set W esp-3des esp-md5-hmac\ncrypto map M 5 match address L\n"
        "crypto map M 5 set peer 192.0.2.7\ncrypto map M 5 set ikev1 transform-set W\ncrypto map M interface out\n"
        "tunnel-group 192.0.2.7 type ipsec-l2l\ntunnel-group 192.0.2.7 ipsec-attributes\n ikev1 pre-shared-key hello\n"
    )
    device = parse(text)
    assert [(v.name, v.interface, v.peers, v.crypto, v.authentication) for v in device.vpns] == [
        ("M 5", "out", ("192.0.2.7",), ("ikev1", "esp-3des", "esp-md5-hmac"), ("psk",))
    ]
    assert [(s.kind, s.location.line) for s in device.management.secrets] == [("psk", 8)]


def test_secrets_are_never_kept() -> None:
    text = (
        "enable password S3cret1\npasswd S3cret2\nusername u password S3cret3 privilege 15\nsnmp-server community S3cret4\n"
        "aaa-server R protocol radius\naaa-server R (in) host 10.0.0.1\n key S3cret5\nfailover key S3cret6\n"
        "ntp authentication-key 1 md5 S3cret7\nsnmp-server host in 10.0.0.2 community S3cret8\ncrypto isakmp key S3cret9 address 1.2.3.4\n"
        "interface g0\n nameif a\n ospf message-digest-key 1 md5 S3cretA\nvpdn username x password S3cretB\nspoken S3cretC\n"
    )
    parsed = cisco_asa.parse(text, PATH)
    assert "S3cret" not in repr(parsed)
    assert [s.location.line for s in parsed.devices[0].management.secrets] == [1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15]


def test_masked_secrets_are_no_secrets() -> None:
    text = "enable password ***** encrypted\nfailover key *****\nsnmp-server community <removed>\n"
    assert parse(text).management.secrets == ()


@pytest.mark.parametrize(
    ("line", "aspect", "effect"),
    [
        ("conduit permit icmp any any", Aspect.FLOWS, Effect.MAY_PERMIT),
        ("established tcp 4000 0", Aspect.FLOWS, Effect.MAY_PERMIT),
        ("nat-control", Aspect.FLOWS, Effect.MAY_DENY),
        ("firewall transparent", Aspect.FLOWS, Effect.EITHER),
        ("wccp web-cache", Aspect.FLOWS, Effect.EITHER),
        ("vpdn enable outside", Aspect.REMOTE_ACCESS, Effect.MAY_PERMIT),
        ("group-policy X external server-group R password p", Aspect.REMOTE_ACCESS, Effect.EITHER),
        ("vpngroup vendors password letmein", Aspect.REMOTE_ACCESS, Effect.EITHER),
        ("nothing we know", Aspect.ALL, Effect.EITHER),
        ("ssh nonsense", Aspect.MANAGEMENT, Effect.EITHER),
        ("nat (a,b) nonsense", Aspect.FLOWS, Effect.EITHER),
        ("route out nonsense", Aspect.ALL, Effect.EITHER),
        ("tunnel-group X nonsense", Aspect.REMOTE_ACCESS, Effect.EITHER),
    ],
)
def test_gaps(line: str, aspect: Aspect, effect: Effect) -> None:
    assert [(g.aspect, g.effect, g.location.line) for g in parse(line + "\n").gaps] == [(aspect, effect, 1)]


def test_unknown_line_in_an_interface_is_a_gap_there() -> None:
    text = (
        "interface g0\n nameif a\n unheard-of thing\ninterface g1\n unheard-of thing\n"
        "interface g2\n shutdown\n unheard-of thing\n"
    )
    found = [(g.aspect, g.interface) for g in parse(text).gaps]
    assert found == [(Aspect.ALL, "a"), (Aspect.ALL, ""), (Aspect.FLOWS, "g2")]


def test_indented_global_command_is_not_swallowed() -> None:
    device = parse("mtu outside 1500\n access-list A extended permit ip any any\n access-group A in interface x\n")
    assert [b.rule_list for b in device.bindings] == ["A"]
    assert len(device.rule_lists[0].rules) == 1


def test_script_takes_lines_back() -> None:
    text = (
        "access-list A extended permit ip any any\naccess-list A extended deny ip any any\n"
        "no access-list A extended permit ip any any\nhttp server enable\nno http server enable\n"
        "route x 10.0.0.0 255.0.0.0 1.1.1.1\nclear configure route\n"
    )
    device = parse(text)
    assert [r.location.line for r in device.rule_lists[0].rules] == [2]
    assert device.routes == ()
    assert [(s.name, s.value) for s in device.management.settings] == [("service:http-server", "off")]
    assert device.gaps == ()


def test_script_that_is_not_followed_is_a_gap() -> None:
    device = parse("access-list A extended permit ip any any\nno access-list A\n")
    assert len(device.rule_lists[0].rules) == 1
    assert [(g.aspect, g.location.line) for g in device.gaps] == [(Aspect.ALL, 2)]


def test_http_counts_only_while_its_server_is_on() -> None:
    assert parse("http 10.0.0.0 255.0.0.0 in\n").management.services == ()
    found = parse("http server enable\nhttp 10.0.0.0 255.0.0.0 in\n").management.services
    assert [(s.protocol, s.sources, s.interfaces) for s in found] == [("https", net("10.0.0.0/8"), ("in",))]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("ASA Version 9.1(2)\n", 100),
        ("hello\n", 0),
        ("", 0),
        ("nameif ethernet0 outside security0\n", 55),
        ("ip access-list extended X\n", 0),
    ],
)
def test_score(text: str, sure: int) -> None:
    assert cisco_asa.score(text) == sure
