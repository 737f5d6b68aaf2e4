"""Access lists of IOS: every construct gives the whole match, in the device's order."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    ANY_SERVICE,
    ESTABLISHED,
    NOWHERE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Device,
    Match,
    Rule,
    ServiceSet,
)

PORTS = 65535


def device(text: str) -> Device:
    return cisco_ios.parse(text, "r.cfg").devices[0]


def rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of the only list in `text`."""
    (found,) = device(text).rule_lists
    return found.rules


def rule(entry: str, kind: str = "ip access-list extended A") -> Rule:
    (found,) = rules(f"{kind}\n {entry}\n")
    return found


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def tcp(*spans: tuple[int, int], source: tuple[tuple[int, int], ...] = ((0, PORTS),)) -> ServiceSet:
    return ServiceSet.ports(6, spans or ((0, PORTS),), source)


def udp(*spans: tuple[int, int], source: tuple[tuple[int, int], ...] = ((0, PORTS),)) -> ServiceSet:
    return ServiceSet.ports(17, spans or ((0, PORTS),), source)


EXACT = [
    ("permit ip any any", Match(ANY4, ANY4, ANY_SERVICE)),
    ("permit tcp any any", Match(ANY4, ANY4, tcp())),
    ("permit tcp host 10.0.0.1 any eq 502", Match(net("10.0.0.1"), ANY4, tcp((502, 502)))),
    ("permit tcp 10.1.2.3 0.0.0.0 any", Match(net("10.1.2.3"), ANY4, tcp())),
    ("permit tcp 10.1.2.3 255.255.255.255 any", Match(ANY4, ANY4, tcp())),
    ("permit tcp 10.0.0.0 0.0.255.255 10.1.0.0/16", Match(net("10.0.0.0/16"), net("10.1.0.0/16"), tcp())),
    ("permit tcp any any eq 20 21 www 443", Match(ANY4, ANY4, tcp((20, 21), (80, 80), (443, 443)))),
    ("permit tcp any any neq 80 443", Match(ANY4, ANY4, tcp((0, 79), (81, 442), (444, PORTS)))),
    ("permit tcp any any gt 1023", Match(ANY4, ANY4, tcp((1024, PORTS)))),
    ("permit tcp any any lt 1024", Match(ANY4, ANY4, tcp((0, 1023)))),
    ("permit tcp any any gt 65535", Match(ANY4, ANY4, ServiceSet())),
    ("permit tcp any any lt 0", Match(ANY4, ANY4, ServiceSet())),
    ("permit tcp any any range 135 139", Match(ANY4, ANY4, tcp((135, 139)))),
    ("permit tcp any any range ftp-data ftp", Match(ANY4, ANY4, tcp((20, 21)))),
    (
        "permit udp any eq domain 5353 any gt 1023",
        Match(ANY4, ANY4, udp((1024, PORTS), source=((53, 53), (5353, 5353)))),
    ),
    ("permit tcp any eq 80 10.0.0.0 0.0.0.255", Match(ANY4, net("10.0.0.0/24"), tcp(source=((80, 80),)))),
    ("permit tcp any range 1 9 host 10.0.0.1 eq 22", Match(ANY4, net("10.0.0.1"), tcp((22, 22), source=((1, 9),)))),
    ("permit tcp any any eq cmd", Match(ANY4, ANY4, tcp((514, 514)))),
    ("permit udp any any eq syslog", Match(ANY4, ANY4, udp((514, 514)))),
    ("permit tcp any any established", Match(ANY4, ANY4, tcp() & ESTABLISHED)),
    ("permit tcp any any eq 22 established", Match(ANY4, ANY4, tcp((22, 22)) & ESTABLISHED)),
    ("permit tcp any any match-any +rst +ack", Match(ANY4, ANY4, tcp() & ESTABLISHED)),
    ("permit icmp any any", Match(ANY4, ANY4, ServiceSet.icmp(1))),
    ("permit icmp any any echo", Match(ANY4, ANY4, ServiceSet.icmp(1, 8))),
    ("permit icmp any any 8", Match(ANY4, ANY4, ServiceSet.icmp(1, 8))),
    ("permit icmp any any 3 4", Match(ANY4, ANY4, ServiceSet.icmp(1, 3, 4))),
    ("permit icmp any any packet-too-big", Match(ANY4, ANY4, ServiceSet.icmp(1, 3, 4))),
    ("permit icmp any any ttl-exceeded log", Match(ANY4, ANY4, ServiceSet.icmp(1, 11, 0))),
    ("permit 50 any any", Match(ANY4, ANY4, ServiceSet.protocol(50))),
    ("permit esp any any", Match(ANY4, ANY4, ServiceSet.protocol(50))),
    ("permit gre any any", Match(ANY4, ANY4, ServiceSet.protocol(47))),
    ("permit 0 any any", Match(ANY4, ANY4, ServiceSet.protocol(0))),
    ("permit 6 any any eq 80", Match(ANY4, ANY4, tcp((80, 80)))),
    ("permit sctp any any eq 2905", Match(ANY4, ANY4, ServiceSet.ports(132, ((2905, 2905),)))),
    ("permit ip 10.0.0.0 0.0.2.255 any", Match(net("10.0.0.0/24") | net("10.0.2.0/24"), ANY4, ANY_SERVICE)),
]


@pytest.mark.parametrize(("entry", "match"), EXACT, ids=lambda v: v if isinstance(v, str) else "")
def test_entry_without_conditions_matches_exactly(entry: str, match: Match) -> None:
    found = rule(entry)
    assert (found.action, found.match, found.text) == (Action.PERMIT, match, entry)


CONDITIONAL = [
    ("permit ip any any fragments", ANY_SERVICE, AtomKind.FRAGMENTS, "fragments"),
    ("permit ip any any dscp ef log", ANY_SERVICE, AtomKind.PACKET, "dscp ef"),
    ("permit ip any any precedence critical", ANY_SERVICE, AtomKind.PACKET, "precedence critical"),
    ("permit ip any any tos 8", ANY_SERVICE, AtomKind.PACKET, "tos 8"),
    ("permit ip any any option lsr", ANY_SERVICE, AtomKind.PACKET, "option lsr"),
    ("permit ip any any ttl range 1 5", ANY_SERVICE, AtomKind.PACKET, "ttl range 1 5"),
    ("permit tcp any any syn", tcp(), AtomKind.TCP_FLAGS, "flags +syn"),
    ("permit tcp any any ack rst", tcp() & ESTABLISHED, AtomKind.TCP_FLAGS, "flags +ack +rst"),
    ("permit tcp any any match-all +ack +syn", tcp() & ESTABLISHED, AtomKind.TCP_FLAGS, "match-all +ack +syn"),
    ("permit tcp any any match-any +ack -syn", tcp(), AtomKind.TCP_FLAGS, "match-any +ack -syn"),
    ("permit igmp any any host-query", ServiceSet.protocol(2), AtomKind.PACKET, "igmp host-query"),
    ("permit tcp any any eq 80 time-range GONE", tcp((80, 80)), AtomKind.SCHEDULE, "GONE"),
    ("dynamic D permit tcp any any eq 80", tcp((80, 80)), AtomKind.USER, "dynamic D"),
    ("evaluate R", ANY_SERVICE, AtomKind.REFLECT, "evaluate R"),
]


@pytest.mark.parametrize(("entry", "services", "kind", "text"), CONDITIONAL)
def test_condition_beyond_headers_is_an_atom_and_nothing_surely_matches(
    entry: str, services: ServiceSet, kind: AtomKind, text: str
) -> None:
    found = rule(entry)
    assert found.match == Match(ANY4, ANY4, services, (Atom(kind, text, found.location),))
    assert found.match.under_parts == (NOWHERE, NOWHERE, ServiceSet())


UNREADABLE = [
    "permit tcp any",
    "permit tcp any any eq",
    "permit tcp any any eq 70000",
    "permit tcp any any eq nosuch",
    "permit tcp any any range 1",
    "permit ip any any eq 80",
    "permit icmp any any 256",
    "permit nosuchproto any any",
    "permit 256 any any",
    "permit tcp 10.0.0.0 any",
    "permit tcp 10.0.0.256 0.0.0.0 any",
    "permit tcp any any established surprise",
    "permit udp any any established",
    "permit tcp any any time-range",
    "permit tcp any any ttl eq x",
    "permit",
    "deny tcp any any wibble",
    "alow tcp any any",
    "no wibble",
    "10",
]


@pytest.mark.parametrize("entry", UNREADABLE)
def test_unreadable_entry_may_do_anything_and_is_reported(entry: str) -> None:
    parsed = cisco_ios.parse(f"ip access-list extended A\n {entry}\n", "r.cfg")
    (found,) = parsed.devices[0].rule_lists[0].rules
    assert found.action is Action.UNKNOWN
    assert found.match == Match(ANY4, ANY4, ANY_SERVICE, (Atom(AtomKind.UNREADABLE, entry, found.location),))
    assert parsed.coverage.unknown == (2,)
    assert [(d.code, d.location.line) for d in parsed.diagnostics] == [("unreadable-entry", 2)]


def test_location_covers_the_entry_and_the_diagnostic_points_at_the_word() -> None:
    parsed = cisco_ios.parse("ip access-list extended A\n   permit tcp any any eq nosuch\n", "r.cfg")
    at = parsed.devices[0].rule_lists[0].rules[0].location
    assert (at.line, at.column, at.end_column) == (2, 4, 32)
    assert str(parsed.diagnostics[0].location) == "r.cfg:2:23"


@pytest.mark.parametrize(
    ("entry", "sources"),
    [("permit any", ANY4), ("permit 10.0.0.1", net("10.0.0.1")), ("permit host 10.0.0.1", net("10.0.0.1")),
     ("permit 10.0.0.0 0.0.0.255 log", net("10.0.0.0/24"))],
)  # fmt: skip
def test_standard_entry_matches_the_source_only(entry: str, sources: AddressSet) -> None:
    for text in (f"ip access-list standard S\n {entry}\n", f"access-list 7 {entry}\n", f"access-list 1399 {entry}\n"):
        (found,) = rules(text)
        assert found.match == Match(sources, ANY4, ANY_SERVICE)
        assert found.logged == ("log" in entry)


def test_numbers_say_what_kind_a_list_is() -> None:
    found = device("".join(f"access-list {n} permit ip any any\n" for n in (99, 100, 199, 200, 1300, 2000, 2699, 2700)))
    kinds = {r.name: r.rules[0].action for r in found.rule_lists}
    unknown, permit = Action.UNKNOWN, Action.PERMIT
    assert kinds == {"99": unknown, "100": permit, "199": permit, "1300": unknown, "2000": permit, "2699": permit}


def test_sequence_numbers_order_the_entries() -> None:
    found = rules(
        "ip access-list extended A\n 30 deny ip any any\n 10 permit tcp any any\n permit udp any any\n 20 permit icmp any any\n"
    )
    assert [r.text.split()[-3] for r in found] == ["tcp", "icmp", "ip", "udp"]
    assert [r.index for r in found] == [0, 1, 2, 3]


def test_number_used_again_replaces_and_no_removes() -> None:
    found = rules(
        "ip access-list extended A\n 10 permit tcp any any\n 20 permit udp any any\n 10 deny tcp any any\n"
        " 30 permit icmp any any\n no 20\n no permit icmp any any\n"
    )
    assert [(r.index, r.text) for r in found] == [(0, "10 deny tcp any any")]


def test_list_entered_twice_goes_on_and_a_removed_list_is_gone() -> None:
    found = device(
        "access-list 101 permit tcp any any\nip access-list extended 101\n permit udp any any\n"
        "access-list 102 permit ip any any\nno access-list 102\nip access-list standard S\n permit any\nno ip access-list standard S\n"
    )
    assert [(r.name, len(r.rules)) for r in found.rule_lists] == [("101", 2)]


def test_remarks_belong_to_the_next_entry() -> None:
    found = rules("ip access-list extended A\n remark one\n 15 remark two\n permit tcp any any\n permit udp any any\n")
    assert [r.remarks for r in found] == [("one", "two"), ()]


def test_schedule_names_its_end() -> None:
    found = rules(
        "time-range T\n absolute start 00:00 1 January 2020 end 23:59 31 December 2021\n"
        "ip access-list extended A\n permit tcp any any time-range T log\n"
    )
    assert [(r.schedule, r.schedule_end, r.logged) for r in found] == [("T", "2021-12-31T23:59", True)]


def test_wildcard_with_too_many_ranges_is_an_atom_over_what_encloses_it() -> None:
    found = rule("permit ip 10.0.0.0 255.255.255.0 any")
    assert found.match.atoms == (Atom(AtomKind.WILDCARD, "10.0.0.0 255.255.255.0", found.location),)
    assert net("200.1.2.0") <= found.match.sources


def test_equal_operands_are_one_object() -> None:
    first, second = rules(
        "ip access-list extended A\n permit tcp host 10.0.0.1 10.0.0.0 0.0.0.255 eq 80\n deny tcp host 10.0.0.1 10.0.0.0 0.0.0.255 eq 80\n"
    )
    assert all(a is b for a, b in zip(first.match.over_parts, second.match.over_parts, strict=True))


def test_reflexive_list_answers_what_it_saw() -> None:
    found = device(
        "ip access-list extended OUT\n permit tcp 10.0.0.0 0.0.0.255 any eq 443 reflect R\n"
        "ip access-list extended IN\n evaluate R\n"
    )
    out, back = found.rule_lists[0].rules[0], found.rule_lists[1].rules[0]
    assert out.match.under == out.match.over_parts
    assert back.match.over_parts == (ANY4, net("10.0.0.0/24"), tcp(source=((443, 443),)) & ESTABLISHED)
    assert back.match.under is None


def test_list_without_entries_permits_everything() -> None:
    found = device(
        "interface Gi0/0\n ip address 10.0.0.1 255.0.0.0\n ip access-group E in\n ip access-group GONE out\nip access-list extended E\n remark none\n"
    )
    assert [(r.name, r.default, r.default_location and r.default_location.line) for r in found.rule_lists] == [
        ("E", Action.PERMIT, 3),
        ("GONE", Action.PERMIT, 4),
    ]
    assert [(r.name, r.kind) for r in found.undefined] == [("GONE", "access-list")]


def test_ipv6_list_ends_in_neighbour_discovery_unless_it_ends_in_everything() -> None:
    found = device(
        "ipv6 access-list A\n permit tcp any host 2001:db8::1 eq 22\nipv6 access-list B\n deny ipv6 any any\n"
    )
    first, second = found.rule_lists
    assert [(r.name, r.match) for r in first.rules[1:]] == [
        ("implicit", Match(ANY6, ANY6, ServiceSet.icmp(58, 136))),
        ("implicit", Match(ANY6, ANY6, ServiceSet.icmp(58, 135))),
    ]
    assert first.rules[0].match == Match(ANY6, net("2001:db8::1"), tcp((22, 22)))
    assert [r.match for r in second.rules] == [Match(ANY6, ANY6)]


@pytest.mark.parametrize(
    ("entry", "services"),
    [("permit icmp any any echo-request", ServiceSet.icmp(58, 128)), ("permit icmp any any nd-ns", ServiceSet.icmp(58, 135)),
     ("permit tcp any any eq 80", tcp((80, 80))), ("permit 50 any any", ServiceSet.protocol(50)),
     ("sequence 40 permit udp any any", udp()), ("permit udp any any sequence 40", udp())],
)  # fmt: skip
def test_ipv6_entry(entry: str, services: ServiceSet) -> None:
    (found, *_) = rules(f"ipv6 access-list A\n {entry}\n")
    assert (found.match.sources, found.match.services, found.match.atoms) == (ANY6, services, ())


def test_a_bare_no_ends_a_block_and_is_told() -> None:
    parsed = cisco_ios.parse("hostname a\nrouter ospf 1\nno\ninterface Gi0/0\n", "t")
    assert 3 in parsed.coverage.unknown
