"""One packet at one ordered list: what happens at each rule up to the one that decides, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zonewarden.analysis.entries import Entry, entries
from zonewarden.analysis.point import PointIndex, holds, holds_service
from zonewarden_parsers.model import Action, Packet, Rule, RuleList


class Fate(StrEnum):
    """What happens to a packet at a rule. `MAY_MATCH`: it matches if conditions are met that a packet does not show."""

    NO_MATCH = "no match"
    DISABLED = "disabled"
    MAY_MATCH = "may match"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at one rule.

    `fields` are those of source, destination and service that do not match; `conditions` what has to be met for a rule
    that may match.
    """

    rule: Rule
    fate: Fate
    fields: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """One packet through one list: every rule that was asked, in order.

    `outcomes` are the actions that may come of it (permit, deny); `matched` is False where the packet may come to the
    end of the list without a rule for it.
    """

    rule_list: RuleList
    steps: tuple[Step, ...]
    outcomes: frozenset[Action]
    matched: bool

    @property
    def decisive(self) -> Step | None:
        """The rule that surely matches, or None where there is none."""
        return self.steps[-1] if self.matched else None


def list_index(rule_list: RuleList, version: int) -> PointIndex:
    """Return the index of a list's own rules (without its default) for packets of one IP version."""
    return PointIndex(entries(rule_list.rules, version))


def walk(rule_list: RuleList, index: PointIndex, packet: Packet) -> Walk:
    """Send a packet through a list; `index` is the list's index for the packet's IP version.

    A rule that cannot be read never decides: it may do either, and the rules after it are asked as well.
    """
    possible: dict[int, Entry] = {}
    decisive: Entry | None = None
    for position in index.holding(packet):
        entry = index.entries[position]
        if entry.action is not Action.UNKNOWN and (entry.exact or holds(entry.under, packet)):
            decisive = entry
            break
        possible[entry.rule.index] = entry
    asked = [r for r in rule_list.rules if decisive is None or r.index <= decisive.rule.index]
    steps = tuple(_step(rule, packet, possible, decisive) for rule in asked)
    met = [*possible.values(), *([decisive] if decisive else [])]
    outcomes = frozenset(action for entry in met for action in _actions(entry.action))
    return Walk(rule_list, steps, outcomes, decisive is not None)


def _actions(action: Action) -> tuple[Action, ...]:
    return (Action.PERMIT, Action.DENY) if action is Action.UNKNOWN else (action,)


def _step(rule: Rule, packet: Packet, possible: dict[int, Entry], decisive: Entry | None) -> Step:
    if decisive is not None and rule.index == decisive.rule.index:
        return Step(rule, Fate.MATCH)
    if rule.index in possible:
        conditions = tuple(f"{atom.kind.value} {atom.text}" for atom in rule.match.atoms)
        return Step(rule, Fate.MAY_MATCH, conditions=conditions or ("the line cannot be read",))
    fields = mismatches(rule, packet)
    return Step(rule, Fate.NO_MATCH if rule.enabled else Fate.DISABLED, fields)


def mismatches(rule: Rule, packet: Packet) -> tuple[str, ...]:
    """Return which of `source`, `destination` and `service` of a rule do not hold the packet, in that order."""
    match = rule.match
    held = (
        ("source", packet.source in match.sources.family(packet.version)),
        ("destination", packet.destination in match.destinations.family(packet.version)),
        ("service", holds_service(match.services, packet.protocol, packet.first, packet.second)),
    )
    return tuple(name for name, holds in held if not holds)
