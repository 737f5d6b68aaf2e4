"""Schedules: when a rule applies, and for one that only happens once, when it is over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonewarden_parsers.model import Atom, AtomKind, Location
from zonewarden_parsers.paloalto_panos.objects import Names

_MOMENT = re.compile(r"(\d{4})/(\d{2})/(\d{2})@(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: its end is empty where it comes back for ever, or is not understood."""

    atom: Atom
    end: str = ""


def schedule(names: Names, name: str, at: Location) -> Schedule:
    """Return the schedule `name` as the condition that it puts on a rule."""
    node = names.find("schedule", name)
    if node is None:
        return Schedule(names.undefined(name, "time-range", at))
    node.mark()
    body = node.children.get("schedule-type", node)
    once = body.children.get("non-recurring")
    atom = Atom(AtomKind.SCHEDULE, f"schedule {name}", at)
    if once is None:
        return Schedule(atom)
    ends = [_end(n.key) for n in once.children.values()]
    return Schedule(atom, max(ends) if ends and all(ends) else "")


def _end(text: str) -> str:
    """Return the end of `2024/01/31@08:00-2024/02/01@18:00`, empty for other text."""
    found = _MOMENT.fullmatch(text.rpartition("-")[2])
    if found is None:
        return ""
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:00"
