"""ASA access lists: each operand and option, as whole values."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_asa
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    NOWHERE,
    Action,
    AddressSet,
    AtomKind,
    Binding,
    Device,
    Direction,
    Location,
    Match,
    Reference,
    Rule,
    RuleList,
    ServiceSet,
)

PATH = "fw.cfg"
OBJECTS = """\
interface GigabitEthernet0/0
 nameif outside
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet0/1
 nameif modem
 ip address dhcp setroute
name 10.0.0.9 plc
object network net
 subnet 10.1.0.0 255.255.0.0
object network span
 range 10.2.0.1 10.2.0.3
object network name-only
 fqdn example.com
object network empty
object service modbus
 service tcp destination eq 502
object-group network grp
 network-object object net
 network-object host 10.3.0.1
object-group network doubtful
 network-object host 10.3.0.1
 network-object object name-only
object-group service web tcp
 port-object eq 80
 port-object range 8080 8081
object-group service either tcp-udp
 port-object eq 53
object-group service sets
 service-object object modbus
 service-object udp source eq 123 destination eq 123
object-group protocol tcpudp
 protocol-object tcp
 protocol-object udp
object-group icmp-type pings
 icmp-object echo
"""


def parse(text: str) -> Device:
    return cisco_asa.parse(text, PATH).devices[0]


def rule(entry: str) -> Rule:
    """Return the one rule of list `A` made of `entry`."""
    found = parse(f"{OBJECTS}access-list A {entry}\n").rule_list("A")
    assert found is not None
    assert len(found.rules) == 1
    return found.rules[0]


def net(text: str) -> AddressSet:
    return AddressSet.parse(text)


def tcp(*spans: tuple[int, int], source: tuple[tuple[int, int], ...] = ((0, 65535),)) -> ServiceSet:
    return ServiceSet.ports(6, spans, source)


EXACT = [
    ("extended permit ip any any", Match(ANY, ANY, ANY_SERVICE)),
    ("permit ip any4 any6", Match(ANY4, ANY6, ANY_SERVICE)),
    ("extended permit tcp host 10.0.0.1 10.5.0.0 255.255.0.0 eq ssh", Match(net("10.0.0.1"), net("10.5.0.0/16"), tcp((22, 22)))),
    ("extended deny tcp any range 1 9 host plc neq www",
     Match(ANY, net("10.0.0.9"), tcp((0, 79), (81, 65535), source=((1, 9),)))),
    ("extended permit udp any gt 1023 any lt 10", Match(ANY, ANY, ServiceSet.ports(17, ((0, 9),), ((1024, 65535),)))),
    ("extended permit ip object net object-group grp",
     Match(net("10.1.0.0/16"), net("10.1.0.0/16") | net("10.3.0.1"), ANY_SERVICE)),
    ("extended permit ip object span interface outside", Match(net("10.2.0.1-10.2.0.3"), net("192.0.2.1"), ANY_SERVICE)),
    ("extended permit object modbus any any", Match(ANY, ANY, tcp((502, 502)))),
    ("extended permit object-group sets any any",
     Match(ANY, ANY, tcp((502, 502)) | ServiceSet.ports(17, ((123, 123),), ((123, 123),)))),
    ("extended permit object-group tcpudp any any eq domain", Match(ANY, ANY, tcp((53, 53)) | ServiceSet.ports(17, ((53, 53),)))),
    ("extended permit tcp any object-group web any", Match(ANY, ANY, tcp((0, 65535), source=((80, 80), (8080, 8081))))),
    ("extended permit tcp any any object-group web", Match(ANY, ANY, tcp((80, 80), (8080, 8081)))),
    ("extended permit udp any any object-group either", Match(ANY, ANY, ServiceSet.ports(17, ((53, 53),)))),
    ("extended permit 50 any any", Match(ANY, ANY, ServiceSet.protocol(50))),
    ("extended permit sctp any any eq 2905", Match(ANY, ANY, ServiceSet.ports(132, ((2905, 2905),)))),
    ("extended permit icmp any any", Match(ANY, ANY, ServiceSet.protocol(1))),
    ("extended permit icmp any any unreachable 4", Match(ANY, ANY, ServiceSet.icmp(1, 3, 4))),
    ("extended permit icmp6 any any echo", Match(ANY, ANY, ServiceSet.icmp(58, 128))),
    ("extended permit icmp any any object-group pings", Match(ANY, ANY, ServiceSet.icmp(1, 8))),
    ("extended permit icmp6 any any object-group pings", Match(ANY, ANY, ServiceSet.icmp(58, 128))),
    ("extended permit ip 2001:db8::/32 host 2001:db8::1", Match(net("2001:db8::/32"), net("2001:db8::1"), ANY_SERVICE)),
    ("extended permit ip 10.0.0.4 255.0.255.252 any",
     Match(AddressSet.wildcard(0x0A000004, 0x00FF0003), ANY, ANY_SERVICE)),
    ("standard permit 10.8.0.0 255.255.0.0", Match(ANY, net("10.8.0.0/16"), ANY_SERVICE)),
    ("standard deny host 10.8.0.1", Match(ANY, net("10.8.0.1"), ANY_SERVICE)),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "match"), EXACT, ids=lambda v: v if isinstance(v, str) else "")
def test_exact_entries(entry: str, match: Match) -> None:
    found = rule(entry)
    assert found.match == match
    assert found.action is (Action.DENY if "deny" in entry else Action.PERMIT)


DOUBTS = [
    ("extended permit ip any object name-only", AtomKind.FQDN, ANY, None),
    ("extended permit ip object-group doubtful any", AtomKind.FQDN, ANY, (net("10.3.0.1"), ANY, ANY_SERVICE)),
    ("extended permit ip any object lost", AtomKind.REFERENCE, ANY, None),
    ("extended permit ip any object empty", AtomKind.UNREADABLE, ANY, None),
    ("extended permit ip any interface modem", AtomKind.OTHER, ANY, None),
    ("extended permit ip any interface lost", AtomKind.REFERENCE, ANY, None),
    ("extended permit ip 10.0.0.0 0.0.0.255 any", AtomKind.WILDCARD, ANY4, None),
    ("extended permit ip any any time-range lost", AtomKind.SCHEDULE, ANY, None),
    ("extended permit ip user PLANT\\anna any any", AtomKind.USER, ANY, None),
    ("extended permit ip any security-group tag 9 any", AtomKind.USER, ANY, None),
    ("advanced permit ip any any rule-id 7", AtomKind.OTHER, ANY, None),
    ("extended permit udp any any object-group web", AtomKind.UNREADABLE, ANY, None),
    ("extended permit object-group lost any any", AtomKind.REFERENCE, ANY, None),
    ("extended permit tcp any object-group lost any", AtomKind.REFERENCE, ANY, None),
]


@pytest.mark.parametrize(("entry", "kind", "sources", "under"), DOUBTS, ids=lambda v: v if isinstance(v, str) else "")
def test_entries_with_doubts(
    entry: str, kind: AtomKind, sources: AddressSet, under: tuple[AddressSet, AddressSet, ServiceSet] | None
) -> None:
    found = rule(entry)
    assert found.action is Action.PERMIT
    assert found.match.atoms[0].kind is kind
    assert found.match.atoms[0].location == found.location
    assert found.match.sources == sources
    assert found.match.under == under


@pytest.mark.parametrize(
    "entry",
    [
        "extended permit", "extended permit tcp any", "extended permit tcp any any eq", "extended permit tcp any any eq nosuch",
        "extended permit nosuch any any", "extended permit tcp any any established", "extended allow ip any any",
        "extended permit ip any any eq 22", "extended permit tcp any any range 9 1", "extended permit ip host 1.2.3 any",
        "extended permit icmp any any nosuch", "extended permit ip any any nonsense", "line", "line x", "permit",
        "extended permit tcp any any object-group tcpudp extra words", "standard permit nowhere", "nosuch",
        "extended permit ip 10.0.0.0/33 any", "extended permit ip any object-group web",
    ],
)  # fmt: skip
def test_unreadable_entries(entry: str) -> None:
    parsed = cisco_asa.parse(f"{OBJECTS}access-list A {entry}\n", PATH)
    rules = parsed.devices[0].rule_lists
    line = len(OBJECTS.splitlines()) + 1
    assert parsed.coverage.unknown == (line,)
    assert [d.location.line for d in parsed.diagnostics] == [line]
    found = rules[0].rules[0]
    assert found.action is Action.UNKNOWN
    assert found.match.atoms[0].kind is AtomKind.UNREADABLE
    assert (found.match.over_parts, found.match.under) == ((ANY, ANY, ANY_SERVICE), None)


def test_whole_rule() -> None:
    text = (
        "access-list A remark one\naccess-list A remark two\naccess-list A extended deny udp any any log 3 inactive \n"
    )
    found = parse(text).rule_lists
    at = Location(PATH, 3, 0, 1, 55)
    assert found == (
        RuleList(
            "A",
            (
                Rule(
                    0, Action.DENY, Match(ANY, ANY, ServiceSet.protocol(17)), at,
                    "access-list A extended deny udp any any log 3 inactive", enabled=False, logged=True, remarks=("one", "two"),
                ),
            ),
            Location(PATH, 1, 0, 1, 25),
            Action.DENY,
            Location(PATH, 1, 0, 1, 25),
        ),
    )  # fmt: skip


def test_schedule() -> None:
    text = "time-range T\n absolute end 18:00 14 March 2030\naccess-list A extended permit ip any any time-range T\n"
    found = parse(text).rule_lists[0].rules[0]
    assert (found.schedule, found.schedule_end) == ("T", "2030-03-14T18:00")
    assert [a.kind for a in found.match.atoms] == [AtomKind.SCHEDULE]
    assert found.match.under_parts[0] == NOWHERE


@pytest.mark.parametrize(
    ("options", "logged"),
    [
        ("", False),
        ("log", True),
        ("log 6 interval 10", True),
        ("log warnings", True),
        ("log disable", False),
        ("log default", False),
    ],
)
def test_logging(options: str, logged: bool) -> None:
    assert rule(f"extended deny ip any any {options}").logged is logged


@pytest.mark.parametrize(
    ("version", "everything", "families"),
    [("", ANY, (4, 6)), ("ASA Version 9.0(1)", ANY, (4, 6)), ("ASA Version 8.4(7)", ANY4, (4,)), ("PIX Version 8.0(4)", ANY4, (4,)),
     ("FWSM Version 4.1(4)", ANY4, (4,))],
)  # fmt: skip
def test_any_by_release(version: str, everything: AddressSet, families: tuple[int, ...]) -> None:
    text = f"{version}\ninterface e0\n nameif in1\naccess-list A extended permit ip any any\naccess-group A in interface in1\n"
    device = parse(text)
    assert device.rule_lists[0].rules[0].match == Match(everything, everything, ANY_SERVICE)
    assert device.bindings == (Binding("A", "in1", Direction.IN, Location(PATH, 5, 0, 1, 32), families),)


def test_inserted_lines() -> None:
    text = "access-list A extended permit tcp any any\naccess-list A extended permit udp any any\naccess-list A line 2 extended deny ip any any\n"
    rules = parse(text).rule_lists[0].rules
    assert [(r.index, r.location.line) for r in rules] == [(0, 1), (1, 3), (2, 2)]


def test_bindings() -> None:
    text = (
        "interface e0\n nameif a\naccess-list A extended permit ip any any\naccess-list B extended deny ip any any\n"
        "access-group A in interface a\naccess-group B in interface a\naccess-group A out interface a\n"
        "access-group B global\naccess-group A in interface a control-plane\naccess-group gone in interface b\n"
    )
    device = parse(text)
    assert [(b.rule_list, b.interface, b.direction.value) for b in device.bindings] == [
        ("B", "a", "in"), ("A", "a", "out"), ("B", "", "global"), ("gone", "b", "in"),
    ]  # fmt: skip
    gone = Location(PATH, 10, 0, 1, 33)
    assert device.undefined == (Reference("b", "interface", gone), Reference("gone", "access-list", gone))
    assert device.rule_list("gone") == RuleList("gone", (), gone, Action.UNKNOWN, gone)
    assert [(s.name, s.value) for s in device.management.settings] == [("control-plane-list", "a:A")]


def test_ipv6_list_before_9() -> None:
    text = (
        "ASA Version 8.2(5)\ninterface e0\n nameif a\nipv6 access-list V6 permit tcp any host 2001:db8::1 eq 22\n"
        "access-list V4 extended permit ip any any\naccess-group V6 in interface a\naccess-group V4 in interface a\n"
    )
    device = parse(text)
    assert [(b.rule_list, b.families) for b in device.bindings] == [("V6", (6,)), ("V4", (4,))]
    found = device.rule_list("V6")
    assert found is not None
    assert found.rules[0].match == Match(ANY6, net("2001:db8::1"), tcp((22, 22)))


def test_equal_operands_are_one_object() -> None:
    text = "access-list A extended permit tcp host 10.0.0.1 any eq 22\naccess-list A extended deny tcp host 10.0.0.1 any eq 22\n"
    one, two = parse(text).rule_lists[0].rules
    assert one.match.sources is two.match.sources
    assert one.match.services is two.match.services


def test_show_access_list_keeps_its_order() -> None:
    text = (
        "access-list cached ACL log flows: total 0, denied 0 (deny-flow-max 4096)\n            alert-interval 300\n"
        "access-list A; 3 elements; name hash: 0x1\n"
        "access-list A line 1 extended permit tcp object-group G any (hitcnt=0) 0x2d4f1c3a\n"
        "  access-list A line 1 extended permit tcp host 10.0.0.1 any (hitcnt=0) 0x2d4f1c3b\n"
        "  access-list A line 1 extended permit tcp host 10.0.0.2 any (hitcnt=0) 0x2d4f1c3c\n"
        "access-list A line 2 extended deny ip any any log informational interval 300 (hitcnt=4) (inactive) 0x2d4f1c3d\n"
    )
    rules = parse(text).rule_lists[0].rules
    assert [(r.location.line, r.action.value) for r in rules] == [
        (4, "permit"),
        (5, "permit"),
        (6, "permit"),
        (7, "deny"),
    ]


def test_ethertype_list_is_no_filter_of_packets_but_a_gap() -> None:
    text = "interface e0\n nameif a\naccess-list L2 ethertype deny any\naccess-group L2 in interface a\n"
    device = parse(text)
    assert (device.rule_lists, device.bindings, device.undefined) == ((), (), ())
    assert [(g.effect.value, g.interface, g.location.line) for g in device.gaps] == [("may-deny", "a", 4)]


def test_per_user_override() -> None:
    text = "interface e0\n nameif a\naccess-list A extended deny ip any any\naccess-group A in interface a per-user-override\n"
    device = parse(text)
    assert [b.rule_list for b in device.bindings] == ["A"]
    assert [(g.effect.value, g.interface) for g in device.gaps] == [("either", "a")]


def test_list_without_a_name_is_unknown() -> None:
    parsed = cisco_asa.parse("access-list \nhostname x\n", "t")
    assert parsed.coverage.unknown == (1,)
    assert [g.location.line for g in parsed.devices[0].gaps] == [1]
