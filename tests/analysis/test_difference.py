"""What a change opens and closes, against the trace packet by packet and against rewrites that change nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from tests.analysis.build import HERE, bound, device, net, rule_list, zone
from tests.analysis.test_matrix import TWO, ZONES, atom
from tests.analysis.test_trace import holds, packet, random_device
from zonewarden.analysis.blocking import blockers
from zonewarden.analysis.chain import Filters
from zonewarden.analysis.difference import NO_DEVICE, Change, PairDifference, Version, compare_pairs
from zonewarden.analysis.edits import binding_edits, rule_edits
from zonewarden.analysis.filtering import Answer
from zonewarden.analysis.matrix import matrix
from zonewarden.analysis.trace import Tracer
from zonewarden.analysis.ways import Ways
from zonewarden.site.model import Zone
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    INITIATING,
    Action,
    Aspect,
    Atom,
    AtomKind,
    Device,
    Direction,
    Effect,
    Gap,
    Location,
    Match,
    Packet,
    PacketSet,
    Rule,
    RuleList,
    ServiceSet,
)

PERMIT, DENY = Action.PERMIT, Action.DENY
MODBUS, WEB = ServiceSet.ports(6, ((502, 502),)), ServiceSet.ports(6, ((443, 443),))


def version(found: Device, zones: dict[str, Zone] = ZONES) -> Version:
    return Version(found, {(f.from_zone, f.to_zone): f for f in matrix(found, "r1", zones, None)}, {})


def changes(base: Device, head: Device, zones: dict[str, Zone] = ZONES) -> tuple[PairDifference, ...]:
    return compare_pairs("r1", version(base, zones), version(head, zones))


def one_list(*found: tuple[Action, Match], name: str = "in", default: Action = DENY) -> Device:
    return device(interfaces=TWO, rule_lists=(rule_list(name, *found, default=default),), bindings=(bound(name, "a"),))


def packets(found: tuple[Change, ...], *, definite: bool = True) -> PacketSet:
    return PacketSet(tuple(p for c in found for p in c.products if c.definite is definite))


def same(a: PacketSet, b: PacketSet) -> bool:
    return a <= b and b <= a


def test_a_new_permit_opens_exactly_what_nothing_permitted_before() -> None:
    base = one_list((PERMIT, Match(net("10.1.0.0/25"), ANY4, MODBUS)), (DENY, Match(ANY4, ANY4)))
    head = one_list(
        (PERMIT, Match(net("10.1.0.0/25"), ANY4, MODBUS)), (PERMIT, Match(net("10.1.0.0/24"), ANY4, MODBUS)),
        (DENY, Match(ANY4, ANY4)),
    )  # fmt: skip
    [pair] = changes(base, head)
    assert (pair.from_zone, pair.to_zone, pair.closed) == ("it", "ot", ())
    expected = PacketSet.match(net("10.1.0.128/25"), net("10.2.0.0/24"), MODBUS & INITIATING)
    assert same(packets(pair.opened), expected)
    [change] = pair.opened
    assert [str(v.location) for v in change.permitted_by] == ["device.cfg:11"]
    assert [(str(v.location), v.text) for v in change.blocked_by] == [("device.cfg:11", "deny 1")]
    [back] = changes(head, base)
    assert same(packets(back.closed), expected)
    assert back.opened == ()


def test_what_blocks_names_every_deciding_rule_and_the_end_of_the_list_and_no_other() -> None:
    base = one_list(
        (DENY, Match(net("10.1.0.0/26"), ANY4)), (DENY, Match(net("10.1.0.0/27"), ANY4)), (DENY, Match(net("10.1.0.64/26"), ANY4)),
        (DENY, Match(net("172.16.0.0/12"), ANY4)),
    )  # fmt: skip
    [pair] = changes(base, one_list((PERMIT, Match(ANY4, ANY4, MODBUS))))
    [change] = pair.opened
    assert [v.text for v in change.blocked_by] == ["deny 0", "deny 2", "implicit deny at the end of in"]


def test_a_required_port_that_a_new_deny_takes_away_is_closed_by_it() -> None:
    base = one_list((PERMIT, Match(ANY4, ANY4, MODBUS)))
    head = one_list((DENY, Match(net("10.1.0.7"), ANY4, MODBUS)), (PERMIT, Match(ANY4, ANY4, MODBUS)))
    [pair] = changes(base, head)
    assert same(packets(pair.closed), PacketSet.match(net("10.1.0.7"), net("10.2.0.0/24"), MODBUS & INITIATING))
    assert [v.text for v in pair.closed[0].blocked_by] == ["deny 0"]


@pytest.mark.parametrize(
    "rewritten",
    [
        one_list((PERMIT, Match(ANY4, ANY4, WEB)), (PERMIT, Match(ANY4, ANY4, MODBUS)), (DENY, Match(ANY4, ANY4))),
        one_list((PERMIT, Match(ANY4, ANY4, MODBUS | WEB))),
        one_list((PERMIT, Match(ANY4, ANY4, MODBUS)), (PERMIT, Match(ANY4, ANY4, WEB)), name="renamed"),
        one_list(
            (PERMIT, Match(net("10.1.0.0/25"), ANY4, MODBUS | WEB)), (PERMIT, Match(net("10.1.0.128/25"), ANY4, MODBUS)),
            (PERMIT, Match(net("10.1.0.64/26"), ANY4, MODBUS)), (PERMIT, Match(net("10.1.0.128/25"), net("10.2.0.0/16"), WEB)),
        ),
    ],
)  # fmt: skip
def test_reordering_renaming_and_regrouping_change_nothing(rewritten: Device) -> None:
    base = one_list((PERMIT, Match(ANY4, ANY4, MODBUS)), (PERMIT, Match(ANY4, ANY4, WEB)))
    assert changes(base, rewritten) == ()
    assert changes(rewritten, base) == ()


def conditional(text: str, kind: AtomKind = AtomKind.FQDN) -> tuple[Atom, ...]:
    return (Atom(kind, text, Location("device.cfg", len(text))),)


def test_the_same_condition_is_no_change_and_another_one_is_a_possible_change() -> None:
    base = one_list((PERMIT, Match(ANY4, ANY4, MODBUS, conditional("a.example"))))
    moved = one_list((DENY, Match(net("9.9.9.9"), ANY4)), (PERMIT, Match(ANY4, ANY4, MODBUS, conditional("a.example"))))
    assert changes(base, moved) == ()
    other = one_list((PERMIT, Match(ANY4, ANY4, MODBUS, conditional("bb.example"))))
    [pair] = changes(base, other)
    whole = PacketSet.match(net("10.1.0.0/24"), net("10.2.0.0/24"), MODBUS & INITIATING)
    for found in (pair.opened, pair.closed):
        assert not packets(found)
        assert same(packets(found, definite=False), whole)


def test_from_possible_to_sure_is_a_possible_opening() -> None:
    base = one_list((PERMIT, Match(ANY4, ANY4, MODBUS, atom())))
    head = one_list((PERMIT, Match(ANY4, ANY4, MODBUS)))
    [pair] = changes(base, head)
    assert not packets(pair.opened)
    assert packets(pair.opened, definite=False)
    assert pair.opened[0].reasons[0] == "it was perhaps permitted already"
    [pair] = changes(head, base)
    assert packets(pair.closed, definite=False)
    assert not packets(pair.closed)


def test_an_unread_line_keeps_a_change_from_being_definite_and_is_named() -> None:
    unread = (Action.UNKNOWN, Match(ANY4, ANY4, atoms=atom(AtomKind.UNREADABLE)))
    base, head = one_list(unread), one_list((PERMIT, Match(ANY4, ANY4, MODBUS)))
    [pair] = changes(base, head)
    assert not packets(pair.opened)
    assert packets(pair.opened, definite=False)
    assert pair.base_taints
    assert not pair.head_taints
    [pair] = changes(base, base)
    assert (pair.opened, pair.closed) == ((), ())
    assert pair.base_taints == pair.head_taints != ()


def test_a_gap_on_one_side_is_named() -> None:
    plain = one_list((PERMIT, Match(ANY4, ANY4, MODBUS)))
    gap = Gap(Aspect.ALL, Effect.EITHER, "line not understood", HERE)
    found = changes(plain, replace(plain, gaps=(gap,)))
    assert {(p.from_zone, p.to_zone) for p in found} == {("it", "ot"), ("ot", "it")}
    assert all(p.head_taints and not p.base_taints and not p.opened and not p.closed for p in found)


def test_a_device_on_one_side_opens_or_closes_everything_it_permits() -> None:
    here = version(one_list((PERMIT, Match(ANY4, ANY4, MODBUS))))
    opened = compare_pairs("r1", NO_DEVICE, here)
    assert {(p.from_zone, p.to_zone) for p in opened if p.opened} == {("it", "ot"), ("ot", "it")}
    assert opened[0].opened[0].reasons == ("on the other side there is no such device",)
    assert all(p.closed and not p.opened for p in compare_pairs("r1", here, NO_DEVICE))


def test_an_interface_that_goes_down_closes_what_went_through_it() -> None:
    base = device(interfaces=TWO)
    head = device(interfaces=(TWO[0], replace(TWO[1], enabled=False)))
    found = {(p.from_zone, p.to_zone): p for p in changes(base, head)}
    assert packets(found["it", "ot"].closed) or packets(found["it", "ot"].closed, definite=False)


def edited(rng: Random, found: Device) -> Device:
    """The device with one to three random edits."""
    lists = list(found.rule_lists)
    bindings = list(found.bindings)
    for _ in range(rng.randrange(1, 4)):
        k = rng.randrange(len(lists))
        rules = list(lists[k].rules)
        match rng.choice(["add", "drop", "turn", "move", "bind"]):
            case "add":
                source = random_device(Random(rng.random())).rule_lists[0].rules
                rules[rng.randrange(len(rules) + 1) : 0] = source[:1]
            case "drop" if rules:
                del rules[rng.randrange(len(rules))]
            case "turn" if rules:
                i = rng.randrange(len(rules))
                if rules[i].action is not Action.UNKNOWN:
                    rules[i] = replace(rules[i], action=DENY if rules[i].action is PERMIT else PERMIT)
            case "move":
                rng.shuffle(rules)
            case "bind" if bindings:
                del bindings[rng.randrange(len(bindings))]
        lists[k] = replace(lists[k], rules=tuple(replace(r, index=i) for i, r in enumerate(rules)))
    return replace(found, rule_lists=tuple(lists), bindings=tuple(bindings))


BASES = {"x": "10.1.0", "y": "10.2.0", "z": "10.3.0"}
GRID = {name: zone(name, f"{base}.0/30") for name, base in BASES.items()}


@pytest.mark.parametrize("seed", range(40))
def test_random_edits_agree_with_the_trace_packet_by_packet(seed: int) -> None:
    rng = Random(seed)
    base = random_device(rng)
    head = edited(rng, base)
    old, new = (Tracer("r1", d, GRID, None) for d in (base, head))
    found = {(p.from_zone, p.to_zone): p for p in changes(base, head, GRID)}
    for a, b in permutations(BASES, 2):
        pair = found.get((a, b), PairDifference("r1", a, b, (), (), (), ()))
        for source, target, port, protocol in (
            (s, t, port, protocol)
            for s in range(4)
            for t in range(4)
            for port in (22, 80, 502)
            for protocol in (1, 6, 17)
        ):
            if rng.random() > 0.3:
                continue
            sent = packet(f"{BASES[a]}.{source}", f"{BASES[b]}.{target}", port, protocol)
            before, after = old.trace(sent).answer, new.trace(sent).answer
            agree(pair, before, after, sent)


def agree(pair: PairDifference, before: Answer | None, after: Answer | None, sent: Packet) -> None:
    steps = ((pair.opened, before, after, pair.base_taints, pair.head_taints),
             (pair.closed, after, before, pair.head_taints, pair.base_taints))  # fmt: skip
    for found, was, now, unread_was, unread_now in steps:
        surely = holds(list(packets(found).products), sent)
        perhaps = holds(list(packets(found, definite=False).products), sent)
        changed = was is Answer.DENIED and now is Answer.PERMITTED
        if surely:
            assert changed
        if changed:
            assert surely or (perhaps and unread_was)
        if was is Answer.DENIED and now is Answer.NOT_DECIDED:
            assert perhaps or unread_now
        if was is now and was is not Answer.NOT_DECIDED:
            assert not surely
            assert not perhaps or unread_was or unread_now


def sliced(rng: Random, found: Device) -> Device:
    """The same device with its rules cut in two, swapped where they do not overlap, in lists of other names."""
    lists = []
    for each in found.rule_lists:
        rules: list[Rule] = []
        for rule in each.rules:
            spans = rule.match.sources.v4.spans
            if rule.match.under is None and spans and spans[0][0] < spans[0][1] and rng.random() < 0.5:
                low, high = spans[0]
                middle = rng.randrange(low, high)
                first = net("0.0.0.0-255.255.255.255")
                left = replace(first, v4=replace(first.v4, spans=((low, middle),)))
                rules += (
                    replace(rule, match=replace(rule.match, sources=rule.match.sources & left)),
                    replace(rule, match=replace(rule.match, sources=rule.match.sources - left)),
                )
            else:
                rules.append(rule)
        for i in range(len(rules) - 1):
            a, b = (PacketSet.match(*r.match.over_parts) for r in rules[i : i + 2])
            if not a & b and rng.random() < 0.5:
                rules[i : i + 2] = rules[i + 1], rules[i]
        lists.append(
            RuleList(f"new-{each.name}", tuple(replace(r, index=i) for i, r in enumerate(rules)), HERE, each.default)
        )
    bindings = tuple(replace(b, rule_list=f"new-{b.rule_list}") for b in found.bindings)
    vpns = tuple(replace(v, filter_list=v.filter_list and f"new-{v.filter_list}") for v in found.vpns)
    return replace(found, rule_lists=tuple(lists), bindings=bindings, vpns=vpns)


@pytest.mark.parametrize("seed", range(40))
def test_random_rewrites_open_and_close_nothing(seed: int) -> None:
    rng = Random(seed)
    base = random_device(rng)
    found = changes(base, sliced(rng, base), GRID)
    assert [p for p in found if packets(p.opened) or packets(p.closed)] == []
    if not any(r.match.atoms for each in base.rule_lists for r in each.rules):
        assert all(not p.opened and not p.closed for p in found)
    assert binding_edits("r1", base, sliced(rng, base)) == ()


@pytest.mark.parametrize("seed", range(30))
def test_every_packet_that_is_denied_has_its_blocker_named(seed: int) -> None:
    rng = Random(seed)
    router = random_device(rng)
    ways, tracer = Ways(Filters(router)), Tracer("r1", router, GRID, None)
    for flow in matrix(router, "r1", GRID, None):
        sent = packet(f"{BASES[flow.from_zone]}.1", f"{BASES[flow.to_zone]}.2", rng.choice([22, 502]), 6)
        service = ServiceSet.of(((6, 6),), ((sent.first, sent.first),), ((sent.second, sent.second),))
        one = PacketSet.match(net(f"{BASES[flow.from_zone]}.1"), net(f"{BASES[flow.to_zone]}.2"), service)
        [crossing] = tracer.trace(sent).crossings
        named = {(v.list_name, v.text) for v in blockers(ways, flow, one.products)}
        by = crossing.filters[-1].by
        if crossing.answer is Answer.DENIED:
            assert by is not None
            assert (by.list_name, by.text) in named
        if crossing.answer is Answer.PERMITTED and not any(
            r.match.atoms for each in router.rule_lists for r in each.rules
        ):
            assert named == set()


def test_rule_edits_go_by_meaning_and_follow_a_renamed_list() -> None:
    base = one_list((PERMIT, Match(ANY4, ANY4, MODBUS)), (DENY, Match(ANY4, ANY4)))
    head = one_list(
        (DENY, Match(ANY4, ANY4)), (PERMIT, Match(ANY4, ANY4, MODBUS)), (PERMIT, Match(ANY, ANY4)), name="new"
    )
    edits = rule_edits("r1", base, head)
    assert [(e.list_name, e.added, e.rule.text) for e in edits] == [("new", True, "permit 2")]
    assert binding_edits("r1", base, head) == ()
    unbound = replace(base, bindings=(bound("in", "b", Direction.OUT),))
    assert [(e.interface, e.direction, e.before, e.after) for e in binding_edits("r1", base, unbound)] == [
        ("a", "in", "in", ""), ("b", "out", "", "in")
    ]  # fmt: skip
    assert rule_edits("r1", base, unbound) == ()
