"""What Junos statements mean: filters, policies, groups, and who reaches the device."""

from __future__ import annotations

import pytest

from zonewarden_parsers import juniper_junos
from zonewarden_parsers.juniper_junos import tcp_flags
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ESTABLISHED,
    Action,
    AddressSet,
    AtomKind,
    Device,
    Effect,
    LineState,
    Rule,
    ServiceSet,
)

PORTS = "set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24\nset interfaces ge-0/0/1 unit 0 family inet address 10.2.0.1/24\n"
ZONES = "set security zones security-zone a interfaces ge-0/0/0.0\nset security zones security-zone b interfaces ge-0/0/1.0\n"


def device(text: str) -> Device:
    parsed = juniper_junos.parse(text, "t.conf")
    assert not parsed.coverage.unknown, [str(d) for d in parsed.diagnostics]
    return parsed.devices[0]


def terms(*lines: str) -> tuple[Rule, ...]:
    found = device("\n".join(f"set firewall family inet filter F {line}" for line in lines)).rule_list("F")
    assert found is not None
    return found.rules


def policies(*lines: str, before: str = PORTS + ZONES) -> tuple[Rule, ...]:
    found = device(before + "\n".join(f"set security {line}" for line in lines)).rule_list("security-policies")
    assert found is not None
    return found.rules


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def test_the_longest_prefix_decides_and_an_exception_may_have_one_itself() -> None:
    (rule,) = terms(
        "term t from source-address 10.0.0.0/8",
        "term t from source-address 10.1.0.0/16 except",
        "term t from source-address 10.1.2.0/24",
        "term t then accept",
    )
    assert rule.match.sources == (net("10.0.0.0/8") - net("10.1.0.0/16")) | net("10.1.2.0/24")
    assert not rule.match.atoms


def test_a_list_of_exceptions_only_is_read_both_ways() -> None:
    (rule,) = terms("term t from source-address 10.0.0.0/8 except", "term t then accept")
    assert rule.match.sources == ANY4 - net("10.0.0.0/8")
    assert not rule.match.under_parts[0]


def test_a_term_without_an_end_accepts_and_next_term_decides_nothing() -> None:
    first, second = terms("term a then count c", "term b then next term", "term c then discard")
    assert (first.name, first.action, second.name, second.action) == ("a", Action.PERMIT, "c", Action.DENY)


def test_different_conditions_must_all_hold_and_values_are_alternatives() -> None:
    (rule,) = terms(
        "term t from protocol tcp",
        "term t from destination-port [ 22 8000-8001 ]",
        "term t from source-port 1024-65535",
    )
    assert rule.match.services == ServiceSet.ports(6, ((22, 22), (8000, 8001)), ((1024, 65535),))


def test_established_does_not_look_at_the_protocol() -> None:
    (exact,) = terms("term t from protocol tcp", "term t from tcp-established")
    (loose,) = terms("term t from tcp-established")
    assert exact.match.services == ESTABLISHED
    assert not exact.match.atoms
    assert ServiceSet.protocol(17) <= loose.match.services
    assert loose.match.under_parts[2] == ESTABLISHED


@pytest.mark.parametrize(
    ("field", "carried"),
    [
        ("destination-port 22", ServiceSet.union(ServiceSet.ports(p, ((22, 22),)) for p in (6, 17))),
        ("port-except 22", ServiceSet.ports(6, ((23, 23),), ((23, 23),))),
        ("icmp-type echo-request", ServiceSet.icmp(1, 8)),
    ],
)
def test_a_field_without_a_protocol_may_match_bytes_of_any(field: str, carried: ServiceSet) -> None:
    (loose,) = terms(f"term t from {field}")
    assert carried <= loose.match.under_parts[2] <= loose.match.services
    assert ServiceSet.protocol(50) <= loose.match.services
    assert not ServiceSet.protocol(50) & loose.match.under_parts[2]
    (exact,) = terms("term t from protocol [ tcp udp icmp ]", f"term t from {field}")
    assert not ServiceSet.protocol(50) & exact.match.services
    (told,) = terms(f"term t from protocol {'icmp' if 'icmp' in field else 'tcp'}", f"term t from {field}")
    assert not told.match.atoms


def test_ipv6_in_packet_mode_passes_the_policies() -> None:
    told = "set security forwarding-options family inet6 mode "
    assert [g.effect for g in device(PORTS + ZONES + told + "packet-based").gaps] == [Effect.MAY_PERMIT]
    assert not device(PORTS + ZONES + told + "flow-based").gaps


def test_packet_mode_and_logical_systems_take_packets_past_the_policies() -> None:
    filters = "set firewall family inet filter F term t then packet-mode\nset firewall family inet filter F term u then logical-system L\n"
    gaps = device(PORTS + ZONES + filters).gaps
    assert [(g.effect, g.location.line) for g in gaps] == [(Effect.MAY_PERMIT, 5), (Effect.EITHER, 6)]
    assert [g.location.line for g in device(PORTS + filters).gaps] == [4]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("syn & !ack", (True, None)),
        ("(ack | rst)", (False, True)),
        ("syn", (True, None)),
        ("!syn", (False, None)),
        ("0x10", (False, None)),
        ("ack & (", None),
        ("purple", None),
    ],
)
def test_flag_expressions(text: str, kinds: tuple[bool | None, bool | None] | None) -> None:
    assert tcp_flags.matches(text) == kinds


def test_either_end_is_two_rules_of_one_term() -> None:
    first, second = terms("term t from address 10.0.0.0/8", "term t then discard")
    assert (first.match.sources, first.match.destinations) == (net("10.0.0.0/8"), ANY4)
    assert (second.match.sources, second.match.destinations) == (ANY4, net("10.0.0.0/8"))


def test_a_port_without_a_unit_is_at_most_all_of_its_units() -> None:
    term = "set firewall family inet filter F term t from interface ge-0/0/0\n"

    def rule(text: str) -> Rule:
        found = device(text + term).rule_list("F")
        assert found is not None
        return found.rules[0]

    (units, one) = rule(PORTS.replace("0 unit 0", "0 unit 7") + PORTS), rule(PORTS)
    assert units.from_interfaces == {"ge-0/0/0.0", "ge-0/0/0.7"}
    assert [a.kind for a in units.match.atoms] == [AtomKind.INTERFACE]
    assert units.match.under is not None
    assert not units.match.under[2]
    assert one.from_interfaces == {"ge-0/0/0.0"}
    assert not one.match.atoms


def test_inherited_terms_are_asked_last_and_perhaps_first() -> None:
    group = "set groups g firewall family inet filter <*> term last then discard\nset apply-groups g\n"
    found = device(group + "set firewall family inet filter F term own from protocol tcp\n").rule_list("F")
    assert found is not None
    assert [(r.name, bool(r.match.atoms)) for r in found.rules] == [("last", True), ("own", False), ("last", False)]
    same = device(group.replace("discard", "accept") + "set firewall family inet filter F term own from protocol tcp\n")
    assert [r.name for r in same.rule_lists[0].rules] == ["own", "last"]


def test_an_input_list_is_one_filter_with_one_discard_at_its_end() -> None:
    found = device(
        "set interfaces ge-0/0/0 unit 0 family inet filter input-list [ A B ]\n"
        "set firewall family inet filter A term a from protocol icmp\n"
        "set firewall family inet filter B term b from protocol udp\n"
    )
    (binding,) = found.bindings
    rules = found.rule_list(binding.rule_list)
    assert rules is not None
    assert [r.name for r in rules.rules] == ["a", "b"]


def test_the_book_of_the_zone_comes_before_the_global_one() -> None:
    (rule,) = policies(
        "address-book global address x 10.9.9.9/32",
        "address-book own address x 10.8.8.8/32",
        "address-book own attach zone a",
        "policies from-zone a to-zone b policy p match source-address x",
        "policies from-zone a to-zone b policy p match destination-address x",
        "policies from-zone a to-zone b policy p match application junos-https",
        "policies from-zone a to-zone b policy p then permit",
    )
    assert (rule.match.sources, rule.match.destinations) == (net("10.8.8.8"), net("10.9.9.9"))
    assert rule.match.services == ServiceSet.ports(6, ((443, 443),))


def test_global_policies_come_after_those_of_the_zones_wherever_they_are_written() -> None:
    rules = policies("policies global policy g then deny", "policies from-zone a to-zone b policy p then permit")
    assert [r.name for r in rules] == ["p", "g"]
    assert rules[1].from_interfaces == frozenset({"ge-0/0/0.0", "ge-0/0/1.0"})


def test_excluded_addresses_of_an_unknown_name_may_be_all_and_surely_are_none() -> None:
    (rule,) = policies(
        "policies from-zone a to-zone b policy p match source-address nobody",
        "policies from-zone a to-zone b policy p match source-address-excluded",
        "policies from-zone a to-zone b policy p then permit",
    )
    assert rule.match.sources == ANY
    assert not rule.match.under_parts[0]
    assert [a.kind for a in rule.match.atoms] == [AtomKind.REFERENCE]


def test_what_is_said_in_place_wins_over_a_group_and_inherited_policies_come_last() -> None:
    rules = policies(
        "policies from-zone a to-zone b policy p then permit",
        before=PORTS + ZONES + "set groups g security policies from-zone <*> to-zone <*> policy last then deny\n"
        "set groups g security policies from-zone <*> to-zone <*> policy p then deny\nset apply-groups g\n",
    )
    assert [(r.name, r.action) for r in rules] == [("p", Action.PERMIT), ("last", Action.DENY)]


def test_braces_and_set_commands_say_the_same() -> None:
    flat = device(PORTS + ZONES + "set security policies from-zone a to-zone b policy p then permit\n")
    braces = device(
        "interfaces { ge-0/0/0 { unit 0 { family inet { address 10.1.0.1/24; } } }\n"
        "ge-0/0/1 { unit 0 { family inet { address 10.2.0.1/24; } } } }\n"
        "security { zones { security-zone a { interfaces { ge-0/0/0.0; } } security-zone b { interfaces { ge-0/0/1.0; } } }\n"
        "policies { from-zone a to-zone b { policy p { then { permit; } } } } }\n"
    )

    def shape(found: Device) -> object:
        interfaces = [(i.name, i.zone, i.networks) for i in found.interfaces]
        return interfaces, [(r.name, r.match, r.text, r.to_interfaces) for x in found.rule_lists for r in x.rules]

    assert shape(flat) == shape(braces)


def test_a_comment_hides_statements_and_text_in_quotes_does_not() -> None:
    found = device('/* system { host-name no; } */\nsystem {\n  host-name "a{b}";\n}\n')
    assert found.name == "a{b}"


def test_deactivated_policies_stay_and_never_match() -> None:
    (rule,) = policies(
        "policies from-zone a to-zone b policy p then permit\ndeactivate security policies from-zone a to-zone b policy p"
    )
    assert not rule.enabled


def test_a_service_is_offered_where_zone_and_loopback_filter_let_it_in() -> None:
    found = device(
        PORTS
        + ZONES
        + "set system services ssh\nset security zones security-zone a host-inbound-traffic system-services ssh\n"
        "set interfaces lo0 unit 0 family inet filter input RE\n"
        "set firewall family inet filter RE term t from source-address 10.1.0.0/28\n"
        "set firewall family inet filter RE term t from protocol tcp\n"
        "set firewall family inet filter RE term t from destination-port ssh\n"
        "set firewall family inet filter RE term t then accept\n"
    )
    (service,) = found.management.services
    assert (service.protocol, service.interfaces, service.sources) == ("ssh", ("ge-0/0/0.0",), net("10.1.0.0/28"))
    assert not found.bindings or all(b.interface != "lo0.0" for b in found.bindings)


def test_an_unread_statement_is_unknown_and_leaves_a_gap() -> None:
    parsed = juniper_junos.parse("set system host-name x\nset security surprise yes\n", "t.conf")
    assert parsed.coverage.states == (LineState.MODELLED, LineState.UNKNOWN)
    assert [g.location.line for g in parsed.devices[0].gaps] == [2]


def test_the_description_of_a_policy_is_its_remark() -> None:
    match = "match source-address any destination-address any application any"
    (found, *_) = policies(
        f"policies global policy p {match}",
        'policies global policy p description "chg=CHG-1 owner=x"',
        "policies global policy p then permit",
    )
    assert found.remarks == ("chg=CHG-1 owner=x",)
