"""`access-group`: lists applied to interfaces. A later line for the same place takes the earlier one's."""

from __future__ import annotations

from collections.abc import Mapping

from zonewarden_parsers.cisco_asa.access_lists import ListDraft
from zonewarden_parsers.cisco_asa.draft import AccessGroup, Draft
from zonewarden_parsers.lines import Block
from zonewarden_parsers.model import Action, Aspect, Binding, Direction, Effect, RuleList

_DIRECTIONS = {"in": Direction.IN, "out": Direction.OUT, "global": Direction.GLOBAL}


def read_access_group(draft: Draft, block: Block) -> bool:
    """Read an `access-group` line; a control-plane list filters traffic to the device and is a setting, no binding."""
    line = block.line
    match line.words:
        case ("access-group", name, "global"):
            draft.access_groups.append(AccessGroup(name, "", "global", line))
        case ("access-group", name, ("in" | "out"), "interface", interface, "control-plane"):
            draft.used.add(name)
            draft.setting("control-plane-list", f"{interface}:{name}", line)
        case ("access-group", name, ("in" | "out") as direction, "interface", interface):
            draft.access_groups.append(AccessGroup(name, interface, direction, line))
        case ("access-group", name, ("in" | "out") as direction, "interface", interface, "per-user-override"):
            draft.access_groups.append(AccessGroup(name, interface, direction, line))
            reason = "per-user-override: a user's downloaded list takes the place of this one"
            draft.gap(Aspect.FLOWS, Effect.EITHER, reason, line, interface)
        case _:
            return False
    return True


def bind(draft: Draft, drafts: Mapping[str, ListDraft], lists: dict[str, RuleList]) -> tuple[Binding, ...]:
    """Return the bindings in force. A list that is bound but not defined is added to `lists`, deciding nothing."""
    found: dict[tuple[str, str, str], Binding] = {}
    for group in draft.access_groups:
        at = draft.at(group.line)
        draft.used.add(group.name)
        if group.interface and group.interface not in draft.interfaces:
            draft.missing("interface", group.interface, at)
        source = drafts.get(group.name)
        if source is not None and source.ethertype:
            reason = f"EtherType list {group.name} is not modelled"
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, reason, group.line, group.interface)
            if group.name not in lists:
                continue
        if source is None:
            draft.missing("access-list", group.name, at)
            lists.setdefault(group.name, RuleList(group.name, (), at, Action.UNKNOWN, at))
        family = source.family if source else "ip"
        families = (6,) if family == "ipv6" else (4, 6) if draft.dual else (4,)
        binding = Binding(group.name, group.interface, _DIRECTIONS[group.direction], at, families)
        found[(group.interface, group.direction, family)] = binding
    return tuple(found.values())
