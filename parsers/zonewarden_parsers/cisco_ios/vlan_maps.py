"""VLAN access maps: what they let into a VLAN and out of it, as forward lists about the VLAN's own interface.

Source: Cisco IOS Catalyst 6500 Software Configuration Guide, VLAN ACLs; NX-OS Security Configuration Guide, VLAN ACLs: a map
filters every packet that is bridged within the VLAN or routed into or out of it; steps run by their number, a packet
that no step matches is dropped where a step tests packets of its kind. What the VLAN bridges is outside the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.cisco_ios import pieces
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.pieces import Piece
from zonewarden_parsers.cisco_ios.rule_lists import FAMILY_NAMES, ListIndex
from zonewarden_parsers.cisco_ios.vlan_draft import VlanFilter, VlanStep
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import (
    Action,
    Aspect,
    AtomKind,
    Binding,
    Direction,
    Effect,
    Rule,
    RuleList,
)

ACTIONS = {"forward": Action.PERMIT, "drop": Action.DENY}
"""`redirect` sends the packet elsewhere: it may do either, as a step without an action."""


@dataclass(slots=True)
class VlanLists:
    """The lists that the filters make, with their bindings."""

    lists: list[RuleList] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)


def _access_map(cmd: Command, draft: Draft) -> bool:
    """`vlan access-map NAME [NUMBER]` with `match {ip|ipv6|mac} address LIST...` and `action ...`."""
    name, number = cmd.word(2), cmd.word(3) or "10"
    if not name or len(cmd.words) > 4 or not (number.isascii() and number.isdigit() and len(number) < 6):
        return False
    steps = draft.vlan_maps.setdefault(name, {})
    if cmd.negated:
        steps.pop(int(number), None)
        return not cmd.children
    step = steps.setdefault(int(number), VlanStep(cmd.line))
    for line in cmd.children:
        if _step_line(command(line), step, draft):
            draft.ledger.modelled(line)
        else:
            draft.ledger.unknown(line, f"unknown command in VLAN access map {name}")
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"unread line in VLAN access map {name}", line)
    return True


def _step_line(inner: Command, step: VlanStep, draft: Draft) -> bool:
    if inner.negated:
        return False
    match inner.words:
        case ("match", "ip" | "ipv6" as kind, "address", *names) if names:
            family = 6 if kind == "ipv6" else 4
            for name in names:
                step.tests.append((family, name))
                draft.use_list(name, inner.line, family)
        case ("match", "mac", "address", _):
            step.mac = True
        case ("action", action, *_):
            step.action, step.action_line = action, inner.line
        case ("statistics", "per-entry") | ("exit",):
            pass
        case _:
            return False
    return True


def _filter(cmd: Command, draft: Draft) -> bool:
    """`vlan filter MAP vlan-list 10,20-30`."""
    vlans = _vlans("".join(cmd.words[4:])) if cmd.word(3) == "vlan-list" else None
    if vlans is None:
        return False
    if cmd.negated:
        draft.vlan_filters = [f for f in draft.vlan_filters if (f.name, f.vlans) != (cmd.words[2], vlans)]
    else:
        draft.vlan_filters.append(VlanFilter(cmd.words[2], vlans, cmd.line))
    return True


def _vlans(text: str) -> tuple[tuple[int, int], ...] | None:
    if text == "all":
        return ((1, 4094),)
    spans: list[tuple[int, int]] = []
    for part in text.split(","):
        low, dash, high = part.partition("-")
        ends = [w for w in (low, high if dash else low) if w.isascii() and w.isdigit() and len(w) < 5]
        if len(ends) != 2:
            return None
        spans.append((int(ends[0]), int(ends[1])))
    return tuple(spans)


def _vlan_of(name: str) -> int | None:
    """Return the VLAN of an interface `Vlan10`, None for others."""
    number = name[4:] if name.lower().startswith("vlan") else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None


def vlan_lists(draft: Draft, index: ListIndex) -> VlanLists:
    """Return the forward lists of all filters; one whose VLAN has no interface here leaves a gap: it filters frames only."""
    made = VlanLists()
    for found in draft.vlan_filters:
        names = frozenset(
            p.name
            for p in draft.ports.values()
            if (vlan := _vlan_of(p.name)) is not None and any(low <= vlan <= high for low, high in found.vlans)
        )
        if not names:
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"VLAN filter {found.name} drops bridged frames", found.line)
            continue
        steps = draft.vlan_maps.get(found.name)
        if not steps:
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"VLAN access map {found.name} is not defined", found.line)
            continue
        for family in (4, 6):
            _add_lists(found, [steps[n] for n in sorted(steps)], family, names, draft, index, made)
    return made


def _add_lists(
    found: VlanFilter, steps: list[VlanStep], family: int, names: frozenset[str], draft: Draft, index: ListIndex,
    made: VlanLists,
) -> None:  # fmt: skip
    at = draft.ledger.at(found.line)
    decided = [*_decisions(steps, family, draft, index)]
    open_end = any(not step.tests and not step.mac for step in steps)
    if not open_end and any(f == family for step in steps for f, _ in step.tests):
        decided.append((Action.DENY, pieces.everything(at, f"{found.line.text}: what no step matches is dropped")))
    if all(action is Action.PERMIT for action, _ in decided):
        return
    for side in ("into", "out of"):
        name = f"vlan filter {found.name} {side} {draft.ledger.at(found.line).line}{'' if family == 4 else ' ipv6'}"
        entry, leave = (names, None) if side == "out of" else (None, names)
        rules = tuple(
            Rule(
                i,
                action,
                piece.match(),
                piece.location,
                piece.text,
                found.name,
                from_interfaces=entry,
                to_interfaces=leave,
            )
            for i, (action, piece) in enumerate(decided)
        )
        made.lists.append(RuleList(name, rules, at, Action.PERMIT, at, FAMILY_NAMES[family]))
        made.bindings.append(Binding(name, "", Direction.FORWARD, at, (family,)))


def _decisions(steps: list[VlanStep], family: int, draft: Draft, index: ListIndex) -> Iterator[tuple[Action, Piece]]:
    for step in steps:
        line = step.action_line or step.line
        action = ACTIONS.get(step.action, Action.UNKNOWN)
        if not step.tests and not step.mac:
            yield action, pieces.everything(draft.ledger.at(line), line.text)
        for tested, name in step.tests:
            if tested == family:
                for piece in _listed(name, family, line, draft, index):
                    yield action, piece


def _listed(name: str, family: int, line: Line, draft: Draft, index: ListIndex) -> list[Piece]:
    rules = index.get((FAMILY_NAMES[family], name))
    found = pieces.permitted(rules.rules) if rules is not None and rules.rules else None
    if found is None:
        return [pieces.doubtful(AtomKind.REFERENCE, f"access list {name}", draft.ledger.at(line), line.text)]
    return found


COMMANDS: dict[str, Reader] = {"vlan filter": _filter}
MODES: dict[str, Reader] = {"vlan access-map": _access_map}
