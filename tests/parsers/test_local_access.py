"""Who reaches a service of the device: brute force over a small world agrees, and what is in doubt is never left out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.local_access import access
from zonewarden_parsers.model import (
    NOWHERE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Location,
    Match,
    Rule,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.services import EMPTY_SERVICE

HERE = Location("x", 1)
OWN = AddressSet.range(4, 100, 101)
SSH = ServiceSet.of(((6, 6),), second=((22, 22),))
WORLD = range(8)
ATOM = Atom(AtomKind.SCHEDULE, "s", HERE)


def addresses(values: set[int]) -> AddressSet:
    return AddressSet.union(AddressSet.range(4, v, v) for v in values)


sources = st.sets(st.sampled_from(list(WORLD))).map(addresses)
destinations = st.sets(st.sampled_from([100, 101, 102])).map(addresses)
services = st.sampled_from([SSH, ServiceSet.protocol(6), ServiceSet.protocol(17)])
actions = st.sampled_from([Action.PERMIT, Action.DENY])
interfaces = st.sampled_from([None, frozenset({"a"}), frozenset({"b"})])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    match = Match(draw(sources), draw(destinations), draw(services))
    if draw(st.booleans()):
        match = replace(
            match,
            atoms=(ATOM,),
            under=draw(st.sampled_from([None, (NOWHERE, NOWHERE, EMPTY_SERVICE), match.over_parts])),
        )
    return Rule(0, draw(actions), match, HERE, "", enabled=draw(st.booleans()), from_interfaces=draw(interfaces))


def reaches(listed: RuleList, source: int, own: int, held: frozenset[int]) -> bool:
    """Return whether a packet passes; `held` are the rules in doubt that match in full, the others only surely."""
    for index, rule in enumerate(listed.rules):
        if not rule.enabled or (rule.from_interfaces is not None and "a" not in rule.from_interfaces):
            continue
        parts = rule.match.over_parts if index in held else rule.match.under_parts
        if source in parts[0].v4 and own in parts[1].v4 and SSH <= parts[2]:
            return rule.action is Action.PERMIT
    return listed.default is Action.PERMIT


@given(st.lists(rules(), max_size=5), actions)
def test_whoever_reaches_some_address_is_found(drawn: list[Rule], default: Action) -> None:
    listed = RuleList("l", tuple(drawn), HERE, default)
    found = access(listed, "a", OWN, SSH)
    for doubt in (frozenset[int](), frozenset(range(5))):
        for source in WORLD:
            if any(reaches(listed, source, own, doubt) for own in (100, 101)):
                assert source in found.sources.v4
    if not any(rule.match.atoms for rule in drawn):
        assert found.exact


@given(st.lists(rules(), max_size=4))
def test_for_one_address_without_doubt_nobody_is_added(drawn: list[Rule]) -> None:
    plain = [replace(r, match=Match(r.match.sources, r.match.destinations, r.match.services)) for r in drawn]
    listed = RuleList("l", tuple(plain), HERE, Action.DENY)
    found = access(listed, "a", AddressSet.range(4, 100, 100), SSH)
    assert {s for s in WORLD if s in found.sources.v4} == {s for s in WORLD if reaches(listed, s, 100, frozenset())}
