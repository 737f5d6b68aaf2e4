"""The zone-based firewall as one rule list, asked about every packet through the router.

Source: Cisco Zone-Based Policy Firewall Design and Application Guide (document 98628), Rules For Applying Zone-Based
Policy Firewall: between zones only what a zone pair's policy inspects or passes; within a zone everything, unless the
zone is paired with itself; between a zone and an interface in none nothing; between interfaces in none everything.
`zone security default` makes the interfaces in no zone a zone of their own.

Read so that no violation is hidden: `inspect` is taken to permit every protocol, though some releases inspect only TCP,
UDP and ICMP and drop the rest; what application inspection ends later is permitted to begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zonewarden_parsers.cisco_ios import pieces
from zonewarden_parsers.cisco_ios.draft import Draft
from zonewarden_parsers.cisco_ios.inspect_classes import Classes
from zonewarden_parsers.cisco_ios.pieces import Piece
from zonewarden_parsers.cisco_ios.zone_draft import DEFAULT, SELF, InspectPolicy, PolicyClass, ZonePair
from zonewarden_parsers.model import (
    Action,
    Aspect,
    AtomKind,
    Binding,
    Direction,
    Effect,
    Gap,
    Location,
    Match,
    Reference,
    Rule,
    RuleList,
)

NAME = "zone-pair security"
"""The name of the list: no access list can be called so, since theirs are single words."""
ACTIONS = {"inspect": Action.PERMIT, "pass": Action.PERMIT, "drop": Action.DENY}


def members(draft: Draft) -> dict[str, frozenset[str]]:
    """Return the interfaces of each zone; those in no zone are the zone `default` where it is defined, else empty name.

    A pair that names the default zone counts as its definition, so that what it may permit is not left out.
    """
    rest = DEFAULT if DEFAULT in draft.zoning.zones or _pairs_default(draft) else ""
    found: dict[str, set[str]] = {rest: set()}
    for port in draft.ports.values():
        found.setdefault(port.zone or rest, set()).add(port.name)
    return {zone: frozenset(names) for zone, names in found.items()}


def is_active(draft: Draft) -> bool:
    """Return whether the firewall filters anything: an interface is in a zone, or the default zone is paired."""
    return any(p.zone for p in draft.ports.values()) or (_pairs_default(draft) and DEFAULT in draft.zoning.zones)


def _pairs_default(draft: Draft) -> bool:
    return any(DEFAULT in (p.source, p.destination) for p in draft.zoning.pairs.values())


def zone_list(draft: Draft, classes: Classes) -> tuple[RuleList, Binding] | None:
    """Return the list with its binding, None where no interface is in a zone."""
    if not is_active(draft):
        return None
    zones = members(draft)
    rules = [*_pair_rules(draft, classes, zones), *_implicit_rules(draft, zones)]
    at = _place(draft)
    placed = tuple(replace(rule, index=i) for i, rule in enumerate(rules))
    _note_translation(draft, at)
    return RuleList(NAME, placed, at, Action.DENY, at), Binding(NAME, "", Direction.FORWARD, at, (4, 6))


def _place(draft: Draft) -> Location:
    lines = [*draft.zoning.members.values(), *(p.line for p in draft.zoning.pairs.values())]
    return min(draft.ledger.at(line) for line in lines)


def _pair_rules(draft: Draft, classes: Classes, zones: dict[str, frozenset[str]]) -> Iterator[Rule]:
    nothing: frozenset[str] = frozenset()
    for pair in draft.zoning.pairs.values():
        _note_zones(pair, draft)
        if SELF in (pair.source, pair.destination):
            continue
        sides = zones.get(pair.source, nothing), zones.get(pair.destination, nothing)
        for rule in policy_rules(pair, draft, classes):
            yield replace(rule, from_interfaces=sides[0], to_interfaces=sides[1])


def _note_zones(pair: ZonePair, draft: Draft) -> None:
    for zone in (pair.source, pair.destination):
        if zone not in draft.zoning.zones and zone != SELF:
            draft.undefined.append(Reference(zone, "zone", draft.ledger.at(pair.line)))


def policy_rules(pair: ZonePair, draft: Draft, classes: Classes) -> list[Rule]:
    """Return the rules of a pair in order of evaluation, the last for everything; a pair without a policy drops."""
    at = draft.ledger.at(pair.policy_line or pair.line)
    if not pair.policy:
        return [
            _rule(pair.name, Action.DENY, pieces.everything(at, f"{pair.line.text}: no policy, everything is dropped"))
        ]
    policy = draft.zoning.policies.get(pair.policy)
    if policy is None:
        draft.undefined.append(Reference(pair.policy, "policy-map", at))
        text = f"{(pair.policy_line or pair.line).text}: policy map is not defined"
        return [_rule(pair.name, Action.UNKNOWN, pieces.doubtful(AtomKind.REFERENCE, pair.policy, at, text))]
    return [*_class_rules(pair, policy, draft, classes)]


def _class_rules(pair: ZonePair, policy: InspectPolicy, draft: Draft, classes: Classes) -> Iterator[Rule]:
    rest = next((c for c in policy.classes if c.name == "class-default"), None)
    for found in policy.classes:
        if found is not rest:
            for piece in classes.matched(found.name, found.line):
                yield _class_rule(pair, found, piece)
    if rest is None:
        at = draft.ledger.at(policy.line)
        yield _rule(pair.name, Action.DENY, pieces.everything(at, f"{policy.line.text}: class class-default drops"))
    else:
        line = rest.action_line or rest.line
        yield _class_rule(pair, rest, pieces.everything(draft.ledger.at(line), line.text))


def _class_rule(pair: ZonePair, found: PolicyClass, piece: Piece) -> Rule:
    """A class that says nothing about its packets may do either, but `class-default`, which drops."""
    action = ACTIONS.get(found.action, Action.DENY if found.name == "class-default" else Action.UNKNOWN)
    text = f"class {found.name} {found.action or action.value}: {piece.text}"
    return _rule(pair.name, action, replace(piece, text=text), logged=found.logged, references=(found.name,))


def _rule(name: str, action: Action, piece: Piece, *, logged: bool = False, references: tuple[str, ...] = ()) -> Rule:
    return Rule(0, action, piece.match(), piece.location, piece.text, name, logged=logged, references=references)


def _implicit_rules(draft: Draft, zones: dict[str, frozenset[str]]) -> Iterator[Rule]:
    paired = {p.source for p in draft.zoning.pairs.values() if p.source == p.destination}
    for zone, names in zones.items():
        if zone in paired or not names:
            continue
        within = f"implicit: within zone {zone} everything passes" if zone else "implicit: interfaces in no zone"
        yield Rule(
            0, Action.PERMIT, Match(), _zone_place(zone, names, draft), within, "implicit", implicit=True,
            from_interfaces=names, to_interfaces=names,
        )  # fmt: skip


def _zone_place(zone: str, names: Iterable[str], draft: Draft) -> Location:
    line = draft.zoning.zones.get(zone)
    if line is not None:
        return draft.ledger.at(line)
    listed = [draft.zoning.members[n] for n in names if n in draft.zoning.members]
    if listed:
        return min(draft.ledger.at(m) for m in listed)
    return min(draft.ports[n].location for n in names)


def _note_translation(draft: Draft, at: Location) -> None:
    """Zones see the inside address of a translated host, interface lists the published one: the model has one of both."""
    if any(rule.kind == "static" for rule in draft.nat):
        reason = "the zone-based firewall sees published hosts by their real address"
        draft.gaps.append(Gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, at))
