"""Chains flattened to one list, held against a walker that takes packets through the chains one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonewarden_parsers import chains as module
from zonewarden_parsers.chains import Chain, Flattened, Step, Verdict, flatten, unreached
from zonewarden_parsers.cubes import ALL, Cube
from zonewarden_parsers.model import Action, AddressSet, Atom, AtomKind, IntervalSet, Location, Match, Rule, ServiceSet

INTERFACES = frozenset({"a", "b", "c"})
ADDRESSES = (0, 1, 2)
PORTS = (10, 20)
AT = Location("t", 1)


@dataclass(frozen=True, slots=True)
class Probe:
    """A packet of the tiny universe of these tests."""

    source: int
    destination: int
    port: int
    came: str
    left: str


PROBES = [Probe(*p) for p in product(ADDRESSES, ADDRESSES, PORTS, sorted(INTERFACES), sorted(INTERFACES))]


def addresses(points: frozenset[int]) -> AddressSet:
    return AddressSet(v4=IntervalSet.of((p, p) for p in points))


def tcp(points: frozenset[int]) -> ServiceSet:
    return ServiceSet.union(ServiceSet.ports(6, ((p, p),)) for p in points)


some = st.frozensets(st.sampled_from(ADDRESSES), min_size=1)
ports = st.frozensets(st.sampled_from(PORTS), min_size=1)
names = st.none() | st.frozensets(st.sampled_from(sorted(INTERFACES)))


@st.composite
def matches(draw: st.DrawFn, *, doubts: bool) -> Match:
    sources, destinations, services = draw(some), draw(some), draw(ports)
    over = (addresses(sources), addresses(destinations), tcp(services))
    if not doubts or draw(st.booleans()):
        return Match(*over)
    atom = Atom(AtomKind.OTHER, str(draw(st.integers(0, 3))), AT)
    if draw(st.booleans()):
        return Match(*over, atoms=(atom,))
    under = tuple(draw(st.frozensets(st.sampled_from(sorted(s)), min_size=1)) for s in (sources, destinations))
    return Match(*over, atoms=(atom,), under=(addresses(under[0]), addresses(under[1]), over[2]))


@st.composite
def steps(draw: st.DrawFn, line: int, targets: list[str], *, doubts: bool) -> Step:
    verdicts = [Verdict.PERMIT, Verdict.DENY, Verdict.RETURN, Verdict.RETURN, Verdict.CONTINUE]
    verdict = draw(st.sampled_from(verdicts + [Verdict.JUMP, Verdict.GOTO] * 2 if targets else verdicts))
    cubes = draw(st.lists(st.builds(Cube, matches(doubts=doubts), names, names), min_size=0, max_size=2))
    target = draw(st.sampled_from(targets)) if verdict in {Verdict.JUMP, Verdict.GOTO} else ""
    return Step(verdict, Location("t", line), str(line), tuple(cubes), target)


@st.composite
def graphs(draw: st.DrawFn, *, doubts: bool = False) -> dict[str, Chain]:
    """Four chains, each calling only later ones."""
    chains: dict[str, Chain] = {}
    for i in range(4):
        later = [f"k{j}" for j in range(i + 1, 4)]
        found = [draw(steps(10 * i + n, later, doubts=doubts)) for n in range(draw(st.integers(0, 4)))]
        policy = draw(st.sampled_from([Action.PERMIT, Action.DENY]))
        chains[f"k{i}"] = Chain(f"k{i}", tuple(found), AT, policy)
    return chains


def holds(parts: tuple[AddressSet, AddressSet, ServiceSet], probe: Probe) -> bool:
    point = ServiceSet.of(((6, 6),), second=((probe.port, probe.port),))
    return probe.source in parts[0].v4 and probe.destination in parts[1].v4 and bool(parts[2] & point)


def crosses(cube: Cube | Rule, probe: Probe) -> bool:
    return (cube.from_interfaces is None or probe.came in cube.from_interfaces) and (
        cube.to_interfaces is None or probe.left in cube.to_interfaces
    )


def asked(step: Step, probe: Probe, truths: frozenset[str]) -> bool:
    """Whether a step matches in a world where the atoms named in `truths` hold."""
    for cube in step.cubes:
        true = all(a.text in truths for a in cube.match.atoms)
        if crosses(cube, probe) and holds(cube.match.over_parts if true else cube.match.under_parts, probe):
            return True
    return False


def walk(chains: Mapping[str, Chain], key: str, probe: Probe, truths: frozenset[str]) -> Action | None:
    """The kernel's way: take one packet through the chains; None where a chain decides nothing."""
    for step in chains[key].steps:
        if not asked(step, probe, truths):
            continue
        match step.verdict:
            case Verdict.PERMIT | Verdict.DENY:
                return Action(step.verdict.value)
            case Verdict.RETURN:
                return None
            case Verdict.JUMP:
                found = walk(chains, step.target, probe, truths)
                if found is not None:
                    return found
            case Verdict.GOTO:
                return walk(chains, step.target, probe, truths)
            case Verdict.CONTINUE | Verdict.UNKNOWN:
                pass
    return None


def answers(flat: Flattened, probe: Probe) -> set[Action]:
    """What the flattened list may do with a packet."""
    found: set[Action] = set()
    for rule in flat.rule_list.rules:
        if not crosses(rule, probe) or not holds(rule.match.over_parts, probe):
            continue
        if rule.action is Action.UNKNOWN:
            found |= {Action.PERMIT, Action.DENY}
            continue
        found.add(rule.action)
        if holds(rule.match.under_parts, probe):
            return found
    return found | {flat.rule_list.default}


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_without_atoms_the_list_does_what_the_chains_do(chains: dict[str, Chain]) -> None:
    flat = flatten(chains, "k0", interfaces=INTERFACES)
    assert [r.index for r in flat.rule_list.rules] == list(range(len(flat.rule_list.rules)))
    for probe in PROBES:
        assert answers(flat, probe) == {walk(chains, "k0", probe, frozenset()) or chains["k0"].policy}, probe


@given(graphs(doubts=True), st.frozensets(st.sampled_from("0123")))
@settings(max_examples=60, deadline=None)
def test_with_atoms_the_list_allows_whatever_the_chains_may_do(
    chains: dict[str, Chain], truths: frozenset[str]
) -> None:
    flat = flatten(chains, "k0", interfaces=INTERFACES)
    for probe in PROBES:
        assert (walk(chains, "k0", probe, truths) or chains["k0"].policy) in answers(flat, probe), probe


@given(graphs(doubts=True), st.frozensets(st.sampled_from("0123")), st.integers(0, 3), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_beyond_the_bounds_the_list_stays_sound(
    chains: dict[str, Chain], truths: frozenset[str], splits: int, rules: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_SPLITS", splits)
        patch.setattr(module, "MAX_RULES", rules)
        flat = flatten(chains, "k0", interfaces=INTERFACES)
    for probe in PROBES:
        assert (walk(chains, "k0", probe, truths) or chains["k0"].policy) in answers(flat, probe), probe


@given(matches(doubts=True), matches(doubts=True), names, names)
@settings(max_examples=100, deadline=None)
def test_cubes_subtract_exactly(
    one: Match, other: Match, came: frozenset[str] | None, left: frozenset[str] | None
) -> None:
    a, b = Cube(one, came, left), Cube(other, left, came)
    rest = list(a.without(b, INTERFACES))
    for p in PROBES:
        over = [crosses(c, p) and holds(c.match.over_parts, p) for c in (a, b, *rest)]
        under = [crosses(c, p) and holds(c.match.under_parts, p) for c in (a, b, *rest)]
        assert any(over[2:]) == (over[0] and not under[1])
        assert not any(under[2:]) or (under[0] and not over[1])
        assert any(under[2:]) == (under[0] and not over[1])


def step(verdict: Verdict, line: int, target: str = "", **more: object) -> Step:
    return Step(verdict, Location("t", line), f"line {line}", target=target, **more)  # type: ignore[arg-type]


def test_a_leaf_keeps_its_place_and_names_its_callers() -> None:
    chains = {
        "in": Chain("in", (step(Verdict.JUMP, 1, "k"),), AT, Action.DENY, Location("t", 9)),
        "k": Chain("k", (step(Verdict.JUMP, 2, "leaf"),), AT),
        "leaf": Chain("leaf", (step(Verdict.PERMIT, 3, remarks=("web",)),), AT),
        "lost": Chain("lost", (step(Verdict.PERMIT, 4),), Location("t", 4)),
        "empty": Chain("empty", (), Location("t", 5)),
    }
    flat = flatten(chains, "in", interfaces=INTERFACES)
    (rule,) = flat.rule_list.rules
    assert (rule.location.line, rule.text) == (3, "line 3")
    assert rule.remarks == ("web", "called by: line 1", "called by: line 2")
    assert flat.rule_list.default_location == Location("t", 9)
    assert flat.reached == {"in", "k", "leaf"}
    assert [d.location.line for d in unreached(chains, ["in"])] == [4]


def test_return_in_the_entry_chain_meets_the_policy() -> None:
    chains = {"in": Chain("in", (step(Verdict.RETURN, 1), step(Verdict.PERMIT, 2)), AT, Action.DENY)}
    assert [r.action for r in flatten(chains, "in", interfaces=INTERFACES).rule_list.rules] == [
        Action.DENY,
        Action.PERMIT,
    ]


@pytest.mark.parametrize(
    ("chains", "code"),
    [
        ({"in": Chain("in", (step(Verdict.JUMP, 1, "in"),), AT)}, "chain-cycle"),
        (
            {
                "in": Chain("in", (step(Verdict.JUMP, 1, "k"),), AT),
                "k": Chain("k", (step(Verdict.GOTO, 2, "k"),), AT),
            },
            "chain-cycle",
        ),
        ({"in": Chain("in", (step(Verdict.JUMP, 1, "none"),), AT)}, "undefined-chain"),
        (
            {"in": Chain("in", (step(Verdict.JUMP, 1, "0"),), AT)}
            | {str(i): Chain(str(i), (step(Verdict.JUMP, i + 2, str(i + 1)),), AT) for i in range(200)},
            "chain-depth",
        ),
    ],
)
def test_what_cannot_be_followed_may_do_anything(chains: dict[str, Chain], code: str) -> None:
    flat = flatten(chains, "in", interfaces=INTERFACES)
    assert [d.code for d in flat.diagnostics] == [code]
    (rule,) = flat.rule_list.rules
    assert rule.action is Action.UNKNOWN
    assert rule.match.atoms
    assert [u.name for u in flat.undefined] == (["none"] if code == "undefined-chain" else [])


def test_chains_that_double_at_each_level_end() -> None:
    twice = {
        str(i): Chain(str(i), (step(Verdict.JUMP, i, str(i + 1)), step(Verdict.JUMP, i, str(i + 1))), AT)
        for i in range(40)
    }
    flat = flatten(twice | {"40": Chain("40", (step(Verdict.CONTINUE, 40),), AT)}, "0", interfaces=INTERFACES)
    assert {d.code for d in flat.diagnostics} == {"flattened-too-long"}


def test_a_log_marks_the_rules_that_it_covers() -> None:
    web = Cube(Match(services=tcp(frozenset({10}))))
    chains = {
        "in": Chain(
            "in",
            (
                step(Verdict.CONTINUE, 1, logged=True, cubes=(web,)),
                step(Verdict.PERMIT, 2, cubes=(web,)),
                step(Verdict.DENY, 3, cubes=(ALL,)),
            ),
            AT,
        )
    }
    assert [r.logged for r in flatten(chains, "in", interfaces=INTERFACES).rule_list.rules] == [True, False]
