"""First-match classification against brute force over a tiny universe, and against z3 over the real one."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonewarden.analysis.first_match import Status, Verdict, classify
from zonewarden_parsers.model import (
    Action,
    AddressSet,
    Atom,
    AtomKind,
    IntervalSet,
    Location,
    Match,
    Rule,
    RuleList,
    ServiceSet,
)

HERE = Location("list", 1)
UNIVERSE = list(product(range(5), range(5), range(3), range(2), range(3)))
Point = tuple[int, int, int, int, int]


def interval(top: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, top), st.integers(0, top)).map(lambda p: (min(p), max(p)))


addresses = st.one_of(
    st.just(AddressSet(v4=IntervalSet(((0, 4),)))),
    st.lists(interval(4), min_size=1, max_size=2).map(lambda s: AddressSet(v4=IntervalSet.of(s))),
)
services = st.one_of(
    st.just(ServiceSet.of(((0, 2),), ((0, 1),), ((0, 2),))),
    st.lists(st.tuples(interval(2), interval(1), interval(2)), min_size=1, max_size=2).map(
        lambda boxes: ServiceSet.union(ServiceSet.of((p,), (f,), (s,)) for p, f, s in boxes)
    ),
)
atoms = st.sampled_from([(), (), (), (Atom(AtomKind.FQDN, "host.example", HERE),)])
matches = st.builds(Match, addresses, addresses, services, atoms)


def as_list(found: list[tuple[Action, Match]], default: Action = Action.DENY) -> RuleList:
    return RuleList("list", tuple(Rule(i, a, m, HERE, f"rule {i}") for i, (a, m) in enumerate(found)), HERE, default)


rule_lists = st.lists(st.tuples(st.sampled_from([Action.PERMIT, Action.DENY]), matches), min_size=1, max_size=9).map(
    as_list
)


def points(match: Match, *, under: bool = False) -> set[Point]:
    if under and match.atoms:
        return set()
    boxes = list(match.services.boxes())
    return {
        (a, b, p, f, s)
        for a, b, p, f, s in UNIVERSE
        if a in match.sources.v4
        and b in match.destinations.v4
        and any(
            x.protocols[0] <= p <= x.protocols[1] and x.first[0] <= f <= x.first[1] and x.second[0] <= s <= x.second[1]
            for x in boxes
        )
    }


def expected(rules: tuple[Rule, ...], i: int) -> Status:
    own, action = points(rules[i].match), rules[i].action
    left = own - {p for r in rules[:i] for p in points(r.match, under=True)}
    if not left:
        return Status.SHADOWED
    if rules[i].match.atoms:
        return Status.LIVE
    for later in rules[i + 1 :]:
        hit = left & points(later.match)
        if hit and (later.match.atoms or later.action is not action):
            return Status.LIVE
        left -= hit
        if not left:
            return Status.REDUNDANT
    return Status.LIVE


@given(rule_lists)
@settings(deadline=None, max_examples=400)
def test_statuses_agree_with_brute_force(rule_list: RuleList) -> None:
    verdicts = classify(rule_list)
    assert [v.status for v in verdicts] == [expected(rule_list.rules, i) for i in range(len(verdicts))]


@given(rule_lists)
@settings(deadline=None, max_examples=200)
def test_witnesses_and_blockers_prove_the_verdict(rule_list: RuleList) -> None:
    rules = rule_list.rules
    for i, verdict in enumerate(classify(rule_list)):
        own = points(rules[i].match)
        before = {p for r in rules[:i] for p in points(r.match, under=True)}
        if verdict.witness is not None:
            w = verdict.witness
            assert (w.source, w.destination, w.protocol, w.first, w.second) in own - before
        if verdict.status is Status.SHADOWED:
            cover = [points(rules[b].match, under=True) for b in verdict.blockers]
            assert own <= set().union(*cover)
            for left_out in range(len(cover)):
                assert not own <= set().union(*(c for k, c in enumerate(cover) if k != left_out))
            assert verdict.different_action == any(rules[b].action is not rules[i].action for b in verdict.blockers)


def net(text: str) -> AddressSet:
    return AddressSet.network(text)


def one(action: Action, source: str, destination: str, service: ServiceSet) -> tuple[Action, Match]:
    return action, Match(net(source), net(destination), service)


TCP = ServiceSet.ports(6)


def test_two_halves_shadow_together_and_each_is_needed() -> None:
    verdict = classify(
        as_list(
            [
                one(Action.DENY, "10.0.0.0/9", "0.0.0.0/0", TCP),
                one(Action.DENY, "192.0.2.0/24", "0.0.0.0/0", TCP),
                one(Action.DENY, "10.128.0.0/9", "0.0.0.0/0", TCP),
                one(Action.PERMIT, "10.0.0.0/8", "198.51.100.0/24", ServiceSet.ports(6, ((443, 443),))),
            ]
        )
    )[3]
    assert verdict == Verdict(Status.SHADOWED, (0, 2), different_action=True)


def test_a_rule_is_judged_in_both_ip_versions() -> None:
    any4 = AddressSet(v4=IntervalSet(((0, 2**32 - 1),)))
    any6 = AddressSet(v6=IntervalSet(((0, 2**128 - 1),)))
    rules = [(Action.DENY, Match(any4, any4, TCP)), (Action.PERMIT, Match(services=TCP))]
    assert classify(as_list(rules))[1].status is Status.LIVE
    rules.insert(1, (Action.DENY, Match(any6, any6, TCP)))
    assert classify(as_list(rules))[2] == Verdict(Status.SHADOWED, (0, 1), different_action=True)


def test_special_statuses() -> None:
    empty = (Action.PERMIT, Match(AddressSet(), net("10.0.0.0/8"), TCP))
    undefined = (Action.PERMIT, Match(atoms=(Atom(AtomKind.REFERENCE, "GROUP-X", HERE),)))
    unread = (Action.UNKNOWN, Match(atoms=(Atom(AtomKind.UNREADABLE, "permit xyz", HERE),)))
    assert [v.status for v in classify(as_list([empty, undefined, unread]))] == [
        Status.UNMATCHABLE,
        Status.UNDEFINED,
        Status.UNDECIDED,
    ]
    off = Rule(0, Action.PERMIT, Match(), HERE, "", enabled=False)
    on = Rule(1, Action.DENY, Match(), HERE, "")
    assert [v.status for v in classify(RuleList("x", (off, on), HERE))] == [Status.DISABLED, Status.LIVE]


@pytest.mark.parametrize("block", [3, 8])
def test_blocks_do_not_change_the_answer(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(4)

    def some(top: int) -> tuple[int, int]:
        a, b = sorted((rng.randrange(top), rng.randrange(top)))
        return a, b

    rules = [
        (
            rng.choice([Action.PERMIT, Action.DENY]),
            Match(
                AddressSet(v4=IntervalSet.of([some(50)])),
                AddressSet(v4=IntervalSet.of([some(50)])),
                ServiceSet.of((some(3),), (some(2),), (some(9),)),
            ),
        )
        for _ in range(60)
    ]
    whole = classify(as_list(rules))
    monkeypatch.setattr("zonewarden.analysis.blocks.BLOCK", block)
    assert classify(as_list(rules)) == whole


@pytest.mark.parametrize("seed", range(12))
def test_shadowing_agrees_with_z3(seed: int) -> None:
    z3 = pytest.importorskip("z3", reason="z3-solver is not installed")
    rng = Random(seed)
    hosts = [f"10.{rng.randrange(3)}.{rng.randrange(3)}.0/{rng.choice([16, 22, 24, 24])}" for _ in range(8)]
    nets = [AddressSet.parse(h) for h in hosts] + [AddressSet.network("0.0.0.0/0")]
    ports = [((0, 65535),), ((80, 80),), ((0, 1023),), ((1024, 65535),), ((443, 502),)]
    rules = [
        (
            rng.choice([Action.PERMIT, Action.DENY]),
            Match(rng.choice(nets), rng.choice(nets), ServiceSet.ports(rng.choice([6, 17]), rng.choice(ports))),
        )
        for _ in range(40)
    ]
    src, dst = z3.BitVecs("src dst", 32)
    proto, first, second = z3.BitVecs("proto first second", 17)

    def formula(match: Match) -> object:
        def within(term: object, spans: tuple[tuple[int, int], ...]) -> object:
            return z3.Or(*(z3.And(z3.UGE(term, a), z3.ULE(term, b)) for a, b in spans))

        boxes = [
            z3.And(within(proto, (b.protocols,)), within(first, (b.first,)), within(second, (b.second,)))
            for b in match.services.boxes()
        ]
        return z3.And(within(src, match.sources.v4.spans), within(dst, match.destinations.v4.spans), z3.Or(*boxes))

    formulas = [formula(m) for _, m in rules]
    for i, verdict in enumerate(classify(as_list(rules))):
        solver = z3.Solver()
        solver.add(formulas[i], *(z3.Not(f) for f in formulas[:i]))
        assert (verdict.status is Status.SHADOWED) == (solver.check() == z3.unsat)
