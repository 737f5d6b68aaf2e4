"""What pf makes of a `config.xml`: order of evaluation, aliases, built-in rules, who reaches the firewall itself."""

from __future__ import annotations

import pytest

from zonewarden_parsers import opnsense, pfsense
from zonewarden_parsers.base import Parser
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    NOWHERE,
    Action,
    AddressSet,
    AtomKind,
    Device,
    Direction,
    LineState,
    Rule,
    RuleList,
    ServiceSet,
)

PARSERS: dict[str, Parser] = {"pfsense": pfsense, "opnsense": opnsense}
INTERFACES = """<interfaces>
<wan><enable/><if>em0</if><ipaddr>203.0.113.2</ipaddr><subnet>30</subnet>{wan}</wan>
<lan><enable/><if>em1</if><ipaddr>10.1.0.1</ipaddr><subnet>24</subnet></lan>
<opt1><enable/><if>em2</if><ipaddr>10.2.0.1</ipaddr><subnet>24</subnet></opt1>
</interfaces>"""


def device(body: str, *, root: str = "pfsense", system: str = "<ipv6allow/>", wan: str = "") -> Device:
    text = f"<{root}>\n<system>{system}</system>\n{INTERFACES.format(wan=wan)}\n{body}\n</{root}>\n"
    return PARSERS[root].parse(text, "config.xml").devices[0]


def rule(
    interface: str = "lan", kind: str = "pass", extra: str = "", source: str = "<any/>", destination: str = "<any/>"
) -> str:
    family = "" if "<ipprotocol>" in extra else "<ipprotocol>inet</ipprotocol>"
    return (
        f"<rule><type>{kind}</type><interface>{interface}</interface>{family}<source>{source}</source>"
        f"<destination>{destination}</destination>{extra}</rule>"
    )


def filters(*rules: str) -> str:
    return "<filter>\n" + "\n".join(rules) + "\n</filter>"


def through(found: Device, name: str = "filter") -> RuleList:
    rules = found.rule_list(name)
    assert rules is not None
    return rules


def users(found: Device, name: str = "filter") -> list[Rule]:
    return [r for r in through(found, name).rules if not r.text.startswith("built in")]


def descr(text: str) -> str:
    return f"<descr>{text}</descr>"


def test_what_no_rule_passes_is_dropped_on_the_way_in_and_passed_on_the_way_out() -> None:
    found = device(filters(rule(), rule(extra="<floating>yes</floating><direction>out</direction>", kind="block")))
    assert through(found).default is Action.DENY
    assert through(found, "filter out").default is Action.PERMIT
    assert {(b.rule_list, b.direction, b.families) for b in found.bindings} == {
        ("filter", Direction.FORWARD, (4, 6)),
        ("filter out", Direction.FORWARD, (4, 6)),
    }


def test_quick_rules_come_in_order_and_the_others_from_the_last() -> None:
    floating = "<floating>yes</floating><direction>in</direction>"
    found = device(
        "<ifgroups><ifgroupentry><ifname>G</ifname><members>lan opt1</members></ifgroupentry></ifgroups>"
        + filters(
            rule("lan", extra=descr("interface 1")),
            rule("G", extra=descr("group")),
            rule("lan", extra=floating + descr("floating last match 1")),
            rule("lan", extra=floating + descr("floating last match 2")),
            rule("lan,opt1", extra=floating + "<quick>yes</quick>" + descr("floating quick")),
            rule("lan", extra=descr("interface 2")),
        )
    )
    assert [r.name for r in users(found)] == [
        "floating quick", "group", "interface 1", "interface 2", "floating last match 2", "floating last match 1",
    ]  # fmt: skip
    assert users(found)[1].from_interfaces == frozenset({"lan", "opt1"})


def test_opnsense_lets_an_interface_rule_be_last_match_and_pfsense_does_not() -> None:
    body = filters(rule(extra="<quick>0</quick>" + descr("a")), rule(extra=descr("b")))
    assert [r.name for r in users(device(body))] == ["a", "b"]
    assert [r.name for r in users(device(body, root="opnsense"))] == ["b", "a"]


def test_opnsense_present_rules_go_before_older_ones_of_their_kind_by_sequence() -> None:
    def modern(sequence: int, interface: str, name: str) -> str:
        return (
            f"<rule><enabled>1</enabled><sequence>{sequence}</sequence><action>pass</action><quick>1</quick>"
            f"<interface>{interface}</interface><direction>in</direction><ipprotocol>inet</ipprotocol><protocol>any</protocol>"
            f"<source_net>any</source_net><destination_net>any</destination_net><description>{name}</description></rule>"
        )

    new = "".join(
        modern(*r) for r in ((9, "lan", "one 9"), (2, "lan", "one 2"), (5, "lan,opt1", "several"), (7, "", "all"))
    )
    found = device(
        f"<OPNsense><Firewall><Filter><rules>{new}</rules></Filter></Firewall></OPNsense>"
        + filters(
            rule(extra=descr("old")), rule(extra="<floating>yes</floating><quick>1</quick>" + descr("old floating"))
        ),
        root="opnsense",
    )
    assert [r.name for r in users(found)] == ["several", "all", "old floating", "one 2", "one 9", "old"]
    assert users(found)[1].from_interfaces is None


def test_a_floating_rule_in_both_directions_stands_in_both_lists() -> None:
    found = device(
        filters(rule("wan", "block", "<floating>yes</floating><quick>yes</quick><direction>any</direction>"))
    )
    (entering,), (leaving,) = users(found), users(found, "filter out")
    assert (entering.from_interfaces, entering.to_interfaces) == (frozenset({"wan"}), None)
    assert (leaving.from_interfaces, leaving.to_interfaces) == (None, frozenset({"wan"}))


@pytest.mark.parametrize(
    ("xml", "addresses"),
    [
        ("<network>lan</network>", "10.1.0.0/24"),
        ("<network>lanip</network>", "10.1.0.1"),
        ("<address>10.9.0.0/16</address>", "10.9.0.0/16"),
        ("<address>10.9.0.3-10.9.0.4</address>", "10.9.0.3-10.9.0.4"),
        ("<address>NEST</address>", "10.7.0.0/30"),
    ],
)
def test_sources(xml: str, addresses: str) -> None:
    aliases = (
        "<aliases><alias><name>NEST</name><type>network</type><address>INNER 10.7.0.2/31</address></alias>"
        "<alias><name>INNER</name><type>host</type><address>10.7.0.0 10.7.0.1</address></alias></aliases>"
    )
    expected = AddressSet.parse(addresses)
    exact = users(device(aliases + filters(rule(source=xml))))[0].match
    assert (exact.sources, exact.atoms) == (expected, ())
    negated = users(device(aliases + filters(rule(source=xml + "<not/>"))))[0].match
    assert (negated.sources, negated.atoms) == (ANY4 - expected, ())


def test_a_leased_address_may_be_anywhere_but_on_a_fixed_network() -> None:
    text = INTERFACES.format(wan="").replace("203.0.113.2", "dhcp").replace("<subnet>30</subnet>", "")
    body = filters(rule("wan", source="<network>wanip</network>"), rule("wan", source="<network>lanip</network>"))
    found = pfsense.parse(f"<pfsense><system/>{text}{body}</pfsense>", "c.xml").devices[0]
    leased, fixed = users(found)
    assert [a.kind for a in leased.match.atoms] == [AtomKind.DYNAMIC]
    assert leased.match.under_parts[0] == NOWHERE
    assert AddressSet.parse("198.51.100.7") <= leased.match.sources
    assert leased.match.sources.isdisjoint(AddressSet.parse("10.1.0.0/24"))
    assert not fixed.match.atoms


def test_a_name_in_an_alias_is_an_atom_over_everything() -> None:
    body = "<aliases><alias><name>A</name><type>host</type><address>x.example.org 10.7.0.1</address></alias></aliases>"
    match = users(device(body + filters(rule(destination="<address>A</address>"))))[0].match
    assert [(a.kind, a.text) for a in match.atoms] == [(AtomKind.FQDN, "x.example.org")]
    assert match.destinations == ANY4
    assert match.under_parts[1] == AddressSet.parse("10.7.0.1")


def test_a_disabled_alias_denies_nothing_for_sure() -> None:
    body = (
        "<OPNsense><Firewall><Alias><aliases><alias><enabled>0</enabled><name>OFF</name><type>host</type><content>10.7.0.1</content></alias>"
        "</aliases></Alias></Firewall></OPNsense>"
    )
    found = device(body + filters(rule(kind="block", source="<address>OFF</address><not/>")), root="opnsense")
    match = users(found)[0].match
    assert [a.kind for a in match.atoms] == [AtomKind.REFERENCE]
    assert match.under_parts[0] == NOWHERE


def test_an_alias_that_excludes() -> None:
    body = (
        "<aliases><alias><name>A</name><type>network</type><address>10.7.0.0/24 !10.7.0.5</address></alias></aliases>"
    )
    match = users(device(body + filters(rule(source="<address>A</address>"))))[0].match
    assert match.sources == AddressSet.parse("10.7.0.0/24") - AddressSet.parse("10.7.0.5")
    assert not match.atoms


@pytest.mark.parametrize(
    ("extra", "services"),
    [
        ("<protocol>tcp</protocol>", ServiceSet.protocol(6)),
        ("<protocol>TCP/UDP</protocol>", ServiceSet.protocol(6) | ServiceSet.protocol(17)),
        (
            "<protocol>icmp</protocol><icmptype>echoreq,unreach</icmptype>",
            ServiceSet.icmp(1, 8) | ServiceSet.icmp(1, 3),
        ),
        (
            "<ipprotocol>inet6</ipprotocol><protocol>icmp</protocol><icmptype>echoreq</icmptype>",
            ServiceSet.icmp(58, 128),
        ),
        ("<protocol>esp</protocol>", ServiceSet.protocol(50)),
    ],
)
def test_services(extra: str, services: ServiceSet) -> None:
    match = users(device(filters(rule(extra=extra))))[0].match
    assert (match.services, match.atoms) == (services, ())


def test_ports_and_port_aliases() -> None:
    body = (
        "<aliases><alias><name>P</name><type>port</type><address>Q 8000:8002</address></alias>"
        "<alias><name>Q</name><type>port</type><address>443</address></alias></aliases>"
    )
    extra = "<protocol>tcp</protocol>"
    found = device(
        body + filters(rule(extra=extra, destination="<any/><port>P</port>", source="<any/><port>1024-65535</port>"))
    )
    assert users(found)[0].match.services == ServiceSet.ports(6, ((443, 443), (8000, 8002)), ((1024, 65535),))


def test_versions() -> None:
    found = device(
        filters(rule(), rule(extra="<ipprotocol>inet6</ipprotocol>"), rule(extra="<ipprotocol>inet46</ipprotocol>"))
    )
    assert [r.match.sources for r in users(found)] == [ANY4, ANY6, ANY4 | ANY6]


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        ("<sched>S</sched>", AtomKind.SCHEDULE),
        ("<os>Windows</os>", AtomKind.PACKET),
        ("<tagged>T</tagged>", AtomKind.OTHER),
        ("<protocol>tcp</protocol><tcpflags1>fin</tcpflags1><tcpflags2>fin,syn</tcpflags2>", AtomKind.TCP_FLAGS),
        ("<protocol>nonsense</protocol>", AtomKind.UNREADABLE),
        ("<dstport>80</dstport>", AtomKind.UNREADABLE),
    ],
)
def test_conditions_that_addresses_and_ports_do_not_express(extra: str, kind: AtomKind) -> None:
    match = users(device(filters(rule(extra=extra))))[0].match
    assert [a.kind for a in match.atoms] == [kind]
    assert not match.under_parts[2] or not match.under_parts[0]


def test_an_interface_that_is_not_there_is_undefined_and_its_rule_matches_nothing() -> None:
    found = device(filters(rule("opt7")))
    assert users(found)[0].from_interfaces == frozenset()
    assert [(u.kind, u.name) for u in found.undefined] == [("interface", "opt7")]


def test_without_ipv6allow_pfsense_surely_drops_ipv6_and_opnsense_perhaps() -> None:
    first = through(device(filters(rule()), system="")).rules[0]
    assert (first.action, first.match.sources, first.match.atoms) == (Action.DENY, ANY6, ())
    assert through(device(filters(rule()), system="", root="opnsense")).rules[0].match.atoms


def test_private_and_bogon_sources_are_dropped_before_every_rule() -> None:
    found = device(filters(rule("wan")), wan="<blockpriv/><blockbogons/>")
    built = [r for r in through(found).rules if r.action is Action.DENY]
    assert [r.from_interfaces for r in built] == [frozenset({"wan"}), frozenset({"wan"})]
    bogon, private = built
    assert bogon.match.sources.isdisjoint(AddressSet.parse("10.0.0.0/8"))
    assert bogon.match.under_parts[0] == NOWHERE
    assert AddressSet.parse("192.168.0.0/16") <= private.match.sources
    assert private.index < users(found)[0].index


def test_a_switched_off_packet_filter_passes_everything() -> None:
    found = device(filters(rule(kind="block")), system="<ipv6allow/><disablefilter/>")
    assert (through(found).rules, through(found).default) == ((), Action.PERMIT)


def test_a_passing_port_forward_meets_no_rule() -> None:
    forward = (
        "<nat><rule><interface>wan</interface><protocol>tcp</protocol><source><any/></source><destination><network>wanip</network>"
        "<port>80</port></destination><target>10.2.0.9</target><local-port>8080</local-port>{}</rule></nat>"
    )
    blocked = filters(rule("wan", "block"))
    assert not [r for r in users(device(forward.format("") + blocked)) if r.action is Action.PERMIT]
    found = device(forward.format("<associated-rule-id>pass</associated-rule-id>") + blocked)
    assert users(found)[0].match.destinations == AddressSet.parse("10.2.0.9")
    assert users(found)[0].match.services == ServiceSet.ports(6, ((8080, 8080),))
    (nat,) = found.nat
    assert (nat.kind, nat.real, nat.mapped) == ("static", AddressSet.parse("10.2.0.9"), AddressSet.parse("203.0.113.2"))
    assert found.lists_before_nat is False


def services(found: Device) -> dict[tuple[str, str], AddressSet]:
    return {(s.protocol, s.interfaces[0]): s.sources for s in found.management.services}


def test_who_reaches_the_firewall_follows_from_the_rules() -> None:
    system = "<ipv6allow/><webgui><protocol>https</protocol></webgui><ssh><enabled/></ssh>"
    ssh = "<protocol>tcp</protocol>"
    rules = filters(
        rule("opt1", "block", source="<address>10.2.0.128/25</address>"),
        rule(
            "opt1", extra=ssh, source="<network>opt1</network>", destination="<network>(self)</network><port>22</port>"
        ),
    )
    reached = services(device(rules, system=system))
    assert reached[("ssh", "opt1")] == AddressSet.parse("10.2.0.0/25")
    assert ("https", "opt1") not in reached
    assert ("https", "wan") not in reached
    assert reached[("https", "lan")] == ANY4 | ANY6
    locked = services(device(rules, system=system.replace("</protocol>", "</protocol><noantilockout/>")))
    assert ("https", "lan") not in locked


@pytest.mark.parametrize(
    "own", ["<network>(self)</network>", "<network>lanip</network>", "<address>10.2.0.1</address>"]
)
def test_a_rule_to_the_firewall_itself_passes_nothing_through(own: str) -> None:
    found = device(filters(rule("lan", destination=own), rule("lan", destination=own + "<not/>")))
    (other,) = users(found)
    assert "!" in other.text


def test_policy_routing_is_a_gap_at_its_interface() -> None:
    found = device(filters(rule(extra="<gateway>GW2</gateway>")))
    assert [(g.interface, g.reason) for g in found.gaps] == [("lan", "policy routing to GW2 is not modelled")]


def test_a_broken_file_gives_what_stands_before_the_fault_and_a_gap() -> None:
    text = f"<pfsense>\n<system/>\n{INTERFACES.format(wan='')}\n<filter>\n{rule()}\n<rule><type>pa"
    parsed = pfsense.parse(text, "c.xml")
    assert users(parsed.devices[0])[0].text == "pass on lan inet from any to any"
    assert parsed.coverage.states[-1] is LineState.UNKNOWN
    assert [d.code for d in parsed.diagnostics if d.severity == "error"] == ["unreadable"]
    assert any(g.aspect == "all" for g in parsed.devices[0].gaps)


def test_another_document_is_unreadable() -> None:
    parsed = pfsense.parse("<config>\n<a/>\n</config>\n", "c.xml")
    assert parsed.coverage.unknown == (1, 2, 3)
    assert parsed.devices[0].gaps


def test_scores() -> None:
    assert (pfsense.score("<?xml version='1.0'?>\n<pfsense>"), opnsense.score("<pfsense>")) == (100, 0)
    assert (opnsense.score("<opnsense >"), pfsense.score("interface lan")) == (100, 0)


def test_an_empty_bridge_is_none() -> None:
    empty, full = (device(f"<bridges><bridged>{b}</bridged></bridges>", root="opnsense") for b in ("", "<members/>"))
    assert not [g for g in empty.gaps if "bridged" in g.reason]
    assert [g for g in full.gaps if "bridged" in g.reason]
