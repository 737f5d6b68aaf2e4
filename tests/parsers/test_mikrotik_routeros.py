"""What RouterOS makes of a script: replayed commands, filter chains, lists, and who reaches the router."""

from __future__ import annotations

import pytest

from zonewarden_parsers import mikrotik_routeros
from zonewarden_parsers.mikrotik_routeros.words import parts
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    ESTABLISHED,
    NOWHERE,
    Action,
    AddressSet,
    AtomKind,
    Device,
    LineState,
    Match,
    Rule,
    ServiceSet,
)

SETUP = """/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=ether2 list=LAN
add interface=ether3 list=LAN
/ip address
add address=198.51.100.2/30 interface=ether1
add address=10.30.0.1/24 interface=ether2
add address=10.20.0.1/24 interface=ether3
"""


def device(commands: str) -> Device:
    return mikrotik_routeros.parse(SETUP + commands, "router.rsc").devices[0]


def rules(commands: str, name: str = "forward") -> list[Rule]:
    listed = device(commands).rule_list(name)
    assert listed is not None
    return list(listed.rules)


def match(conditions: str, more: str = "") -> Match:
    (found,) = rules(f"{more}/ip firewall filter add chain=forward action=accept {conditions}\n")
    return found.match


def test_what_no_rule_drops_passes() -> None:
    listed = device("/ip firewall filter add chain=forward action=drop src-address=10.30.0.9\n").rule_list("forward")
    assert listed is not None
    assert listed.default is Action.PERMIT
    assert [
        (b.rule_list, b.families) for b in device("/ipv6 firewall filter add chain=forward action=drop\n").bindings
    ] == [("ipv6 forward", (6,))]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("src-address=10.30.0.0/24", Match(AddressSet.parse("10.30.0.0/24"), ANY4)),
        ("src-address=!10.30.0.0/24", Match(ANY4 - AddressSet.parse("10.30.0.0/24"), ANY4)),
        ("dst-address=10.20.0.5-10.20.0.9", Match(ANY4, AddressSet.parse("10.20.0.5-10.20.0.9"))),
        ("protocol=tcp dst-port=22,8000-8010", Match(ANY4, ANY4, ServiceSet.ports(6, ((22, 22), (8000, 8010))))),
        ("protocol=udp src-port=!53", Match(ANY4, ANY4, ServiceSet.ports(17, source=((0, 52), (54, 65535))))),
        ("protocol=udp port=53", Match(ANY4, ANY4, ServiceSet.ports(17, ((53, 53),)) | ServiceSet.ports(17, source=((53, 53),)))),
        ("protocol=!tcp", Match(ANY4, ANY4, Match().services - ServiceSet.protocol(6))),
        ("protocol=ipsec-esp", Match(ANY4, ANY4, ServiceSet.protocol(50))),
        ("protocol=icmp icmp-options=8:0-255", Match(ANY4, ANY4, ServiceSet.icmp(1, 8))),
        ("protocol=icmp icmp-options=3:1", Match(ANY4, ANY4, ServiceSet.icmp(1, 3, 1))),
        ("connection-state=established,related", Match(ANY4, ANY4, ESTABLISHED)),
        ("connection-state=established,related,untracked", Match(ANY4, ANY4, ESTABLISHED)),
        ("connection-state=new", Match(ANY4, ANY4)),
        ("connection-state=!new", Match(ANY4, ANY4, ESTABLISHED)),
    ],
)  # fmt: skip
def test_conditions_that_are_exact(conditions: str, expected: Match) -> None:
    assert match(conditions) == expected


@pytest.mark.parametrize(
    ("conditions", "kind"),
    [
        ("time=8h-17h,mon", AtomKind.SCHEDULE),
        ("limit=5,5:packet", AtomKind.RATE),
        ("content=abc", AtomKind.APPLICATION),
        ("src-mac-address=00:00:5E:00:53:01", AtomKind.MAC),
        ("src-address-list=nobody", AtomKind.REFERENCE),
        ("ipsec-policy=in,ipsec", AtomKind.PACKET),
        ("unheard-of=1", AtomKind.UNREADABLE),
        ("src-address=$Net", AtomKind.UNREADABLE),
        ("dst-port=80", AtomKind.UNREADABLE),
        ("protocol=nonsense", AtomKind.UNREADABLE),
    ],
)
def test_conditions_that_are_not(conditions: str, kind: AtomKind) -> None:
    found = match(conditions)
    assert kind in {a.kind for a in found.atoms}
    assert found.under_parts[0] == NOWHERE or found.under_parts[1] == NOWHERE


def test_untracked_is_not_certain_where_a_rule_untracks() -> None:
    raw = "/ip firewall raw add chain=prerouting action=notrack src-address=10.20.0.0/24\n"
    found = match("connection-state=untracked", raw)
    assert ANY4 == found.sources
    assert [a.kind for a in found.atoms] == [AtomKind.STATE]


def test_address_lists() -> None:
    lists = (
        "/ip firewall address-list\nadd list=ops address=10.30.0.7\nadd list=ops address=10.30.0.16/28\nadd list=ops address=10.30.0.99 disabled=yes\n"
        "add list=names address=a.example.org\nadd list=names address=10.30.0.5\nadd list=brief address=10.30.0.6 timeout=1h\n"
    )
    exact = match("src-address-list=ops", lists)
    assert (exact.sources, exact.atoms) == (AddressSet.parse("10.30.0.7") | AddressSet.parse("10.30.0.16/28"), ())
    assert match("src-address-list=!ops", lists).sources == ANY4 - exact.sources
    named = match("src-address-list=names", lists)
    assert (named.sources, named.under_parts[0]) == (ANY4, AddressSet.parse("10.30.0.5"))
    assert {a.kind for a in match("src-address-list=brief", lists).atoms} == {AtomKind.DYNAMIC}


def test_a_list_that_rules_fill_may_hold_anything() -> None:
    fill = "/ip firewall filter add chain=input action=add-src-to-address-list address-list=seen protocol=tcp dst-port=23\n"
    found = match("src-address-list=seen", fill)
    assert (found.sources, [a.kind for a in found.atoms]) == (ANY4, [AtomKind.DYNAMIC])


def test_interface_lists_include_and_exclude() -> None:
    lists = "/interface list\nadd name=ALL include=WAN,LAN\nadd name=SOME include=ALL exclude=WAN\n"
    (found,) = rules(
        lists + "/ip firewall filter add chain=forward action=accept in-interface-list=SOME out-interface-list=!LAN\n"
    )
    assert found.from_interfaces == frozenset({"ether2", "ether3"})
    assert found.to_interfaces == frozenset({"ether1"})


def test_only_targets_of_destination_translation_can_be_translated() -> None:
    nat = "/ip firewall nat add chain=dstnat action=dst-nat in-interface=ether1 protocol=tcp dst-port=443 to-addresses=10.30.0.5\n"
    (found,) = rules(
        nat + "/ip firewall filter add chain=forward action=drop connection-nat-state=!dstnat in-interface=ether1\n"
    )
    assert found.match.destinations == ANY4
    assert found.match.under_parts[1] == ANY4 - AddressSet.parse("10.30.0.5")
    assert match("connection-nat-state=!dstnat").under_parts[1] == ANY4


def test_chains_jump_and_return() -> None:
    found = rules(
        "/ip firewall filter\nadd chain=forward action=jump jump-target=web in-interface=ether2\nadd chain=forward action=drop\n"
        "add chain=web action=return dst-address=10.20.0.9\nadd chain=web action=accept protocol=tcp dst-port=80\n"
    )
    assert [(r.action, r.from_interfaces, r.match.destinations) for r in found] == [
        (Action.PERMIT, frozenset({"ether2"}), ANY4 - AddressSet.parse("10.20.0.9")),
        (Action.DENY, None, ANY4),
    ]


def test_fasttrack_may_permit() -> None:
    (found,) = rules("/ip firewall filter add chain=forward action=fasttrack-connection src-address=10.30.0.0/24\n")
    assert found.action is Action.PERMIT
    assert (found.match.sources, found.match.under_parts[0]) == (AddressSet.parse("10.30.0.0/24"), NOWHERE)


@pytest.mark.parametrize(
    "way",
    [
        "/ip firewall filter\nadd action=drop chain=forward comment=\"a b\" \\\n    src-address=10.30.0.9\n",
        "/ip/firewall/filter/add action=drop chain=forward comment=\"a b\" src-address=10.30.0.9\n",
        "/ip firewall filter add action=drop chain=forward comment=\"a b\" src-address=10.30.0.9\n",
        "/ip firewall\nfilter add action=drop chain=forward comment=\"a b\" src-address=10.30.0.9\n",
        "/ip firewall filter\nadd action=accept chain=forward comment=\"a b\" src-address=10.30.0.9\nset [ find comment=\"a b\" ] action=drop\n",
        "/ip firewall filter\nadd action=accept chain=forward comment=\"a b\" src-address=10.30.0.9\nset 0 action=drop\n",
        "/ip firewall filter\nadd action=accept chain=forward\nadd action=drop chain=forward comment=\"a b\" src-address=10.30.0.9\nremove 0\n",
    ],
)  # fmt: skip
def test_ways_to_write_a_rule(way: str) -> None:
    (found,) = rules(way)
    assert (found.action, found.name, found.match.sources) == (Action.DENY, "a b", AddressSet.parse("10.30.0.9"))


def test_place_before_inserts() -> None:
    found = rules(
        "/ip firewall filter\nadd chain=forward action=drop comment=b\nadd chain=forward action=accept comment=a place-before=0\n"
    )
    assert [r.name for r in found] == ["a", "b"]


@pytest.mark.parametrize(
    "command",
    [
        "/ip firewall filter move 1 0",
        "/ip firewall filter remove [find where comment=a or comment=b]",
        "/ip firewall filter add chain=forward action=accept place-before=[find comment=b]",
        ":if ($x) do={ /ip firewall filter add chain=forward action=accept }",
        ":foreach i in=[/ip address find] do={ /ip address remove $i }",
        "/nonsense thing add name=1",
    ],
)
def test_what_cannot_be_replayed_is_a_gap(command: str) -> None:
    parsed = mikrotik_routeros.parse(f"/ip firewall filter add chain=forward action=drop comment=b\n{command}\n", "x")
    assert parsed.coverage.unknown == (2,)
    assert [(g.aspect.value, g.location.line) for g in parsed.devices[0].gaps] == [("all", 2)]


def test_a_relative_command_in_a_statement_belongs_to_the_path_before_it() -> None:
    text = "/ip firewall filter\n:if ($x) do={ add chain=forward action=accept }\n/\n:if ($x) do={ set y 1 }\n"
    parsed = mikrotik_routeros.parse(text, "x")
    assert parsed.coverage.states[1] is LineState.UNKNOWN
    assert parsed.coverage.states[3] is LineState.IRRELEVANT


def test_services_and_who_reaches_them() -> None:
    found = device(
        "/ip service\ndisable [find name!=ssh]\nset ssh address=10.30.0.0/24 port=2222\n"
        "/ip firewall filter\nadd chain=input action=accept protocol=tcp dst-port=2222 in-interface-list=LAN src-address=10.30.0.0/25\n"
        "add chain=input action=accept in-interface=ether3\nadd chain=input action=drop\n"
    )
    assert [(s.protocol, s.interfaces, s.sources) for s in found.management.services] == [
        ("ssh", ("ether2",), AddressSet.parse("10.30.0.0/25")),
        ("ssh", ("ether3",), AddressSet.parse("10.30.0.0/24")),
    ]


def test_services_that_an_export_does_not_name_are_on() -> None:
    text = "# jan/01/2026 by RouterOS 6.49\n" + SETUP + "/ip service set www disabled=yes\n"
    names = {s.protocol for s in mikrotik_routeros.parse(text, "x").devices[0].management.services}
    assert names == {"telnet", "ftp", "ssh", "api", "winbox", "api-ssl"}
    assert {s.protocol for s in device("/ip service set www disabled=yes\n").management.services} == set()


def test_clients_of_ppp_servers_come_in_by_one_interface() -> None:
    found = device(
        "/ip pool add name=p ranges=10.50.0.2-10.50.0.9\n/ppp profile add name=v remote-address=p\n"
        "/interface l2tp-server server set enabled=yes default-profile=v use-ipsec=required ipsec-secret=not-a-real-secret\n"
        "/ip firewall filter add chain=forward action=accept in-interface-list=!WAN\n"
    )
    (vpn,) = found.vpns
    assert (vpn.protocols, vpn.pools, vpn.authentication) == (
        ("l2tp",),
        AddressSet.parse("10.50.0.2-10.50.0.9"),
        ("aaa:LOCAL", "psk"),
    )
    listed = found.rule_list("forward")
    assert listed is not None
    assert listed.rules[0].from_interfaces == frozenset({"ether2", "ether3", "all-ppp"})
    assert "not-a-real-secret" not in repr(found)


def test_versions_are_apart() -> None:
    found = device(
        "/ip firewall filter add chain=forward action=accept\n/ipv6 firewall filter add chain=forward action=accept\n"
    )
    assert [(r.name, r.rules[0].match.sources) for r in found.rule_lists] == [("forward", ANY4), ("ipv6 forward", ANY6)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("# jan/05/2026 08:00:00 by RouterOS 6.49.10\n", 100),
        ("/ip firewall filter\nadd chain=input\n", 70),
        ("/ip/address/add address=10.0.0.1/8 interface=e\n", 70),
        (":global a;\n:global b;\n:global c;\n", 50),
        ("/etc/passwd\n", 0),
        ("interface Vlan1\n", 0),
    ],
)
def test_score(text: str, sure: int) -> None:
    assert mikrotik_routeros.score(text) == sure


def test_a_list_of_interfaces_that_the_export_does_not_have_may_be_any() -> None:
    for value in ("SCADA", "!SCADA"):
        found = match(f"in-interface-list={value}")
        assert [a.kind for a in found.atoms] == [AtomKind.REFERENCE]
    (rule,) = rules(
        "/interface list add include=LAN,FIELD name=INNER\n"
        "/ip firewall filter add chain=forward action=accept in-interface-list=INNER\n"
    )
    assert rule.from_interfaces is None
    assert [a.text for a in rule.match.atoms] == ["in-interface-list=INNER"]


def test_a_refused_port_of_either_end_is_sure_only_where_neither_has_it() -> None:
    found = match("protocol=udp port=!5060")
    other = ((0, 5059), (5061, 65535))
    assert found.under is not None
    assert found.under[2] == ServiceSet.ports(17, other, other)
    assert found.services == ServiceSet.protocol(17) - ServiceSet.ports(17, ((5060, 5060),), ((5060, 5060),))


def test_an_action_without_a_name_is_unknown() -> None:
    (rule,) = rules("/ip firewall filter add chain=forward dst-port=22 protocol=tcp action=\n")
    assert rule.action is Action.UNKNOWN


@pytest.mark.parametrize("menu", ["system package update", "tool mac-server ping", "system upgrade mirror"])
def test_a_menu_that_is_called_like_a_command_is_a_menu(menu: str) -> None:
    rule = "/ip firewall filter\nadd chain=forward action=drop dst-port=22 protocol=tcp\n"
    for lines in (f"/{menu}\nset enabled=no channel=stable\n", f"/{menu} set enabled=no\n"):
        parsed = mikrotik_routeros.parse(rule + lines, "r.rsc")
        assert not parsed.coverage.unknown
        (found,) = parsed.devices[0].rule_lists[0].rules
        assert not found.match.atoms


def test_containers_and_overlays_may_carry_what_rules_do_not_show() -> None:
    for line in (
        "/container add interface=veth1",
        "/zerotier interface add network=x",
        "/ip reverse-proxy set enabled=yes",
    ):
        assert [g.effect.value for g in device(f"{line}\n").gaps] == ["may-permit"]
    assert not device("/zerotier set zt1 port=9993\n").gaps


def test_a_semicolon_behind_an_escaped_quote_ends_no_statement() -> None:
    assert parts(r'add comment="a\"; b"; print') == [r'add comment="a\"; b"', " print"]


def test_words_that_lead_deeper_than_any_menu_are_not_understood() -> None:
    parsed = mikrotik_routeros.parse("# by RouterOS 7.16\n/ip firewall filter\n" + "deeper\n" * 40, "r.rsc")
    assert parsed.coverage.unknown
    assert any(gap.location.line == parsed.coverage.unknown[0] for gap in parsed.devices[0].gaps)


def test_no_word_of_a_long_command_is_left_out() -> None:
    words = " ".join(f"p{n}=1" for n in range(500))
    parsed = mikrotik_routeros.parse(
        f"# by RouterOS 7.16\n/ip firewall filter\nadd {words} action=drop chain=forward\n", "r.rsc"
    )
    assert parsed.coverage.unknown == (3,)
    assert parsed.devices[0].gaps
