"""Schedules: when a rule applies, and for one that only happens once, when it is over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonewarden_parsers.model import Atom, AtomKind, Location
from zonewarden_parsers.paloalto_panos.objects import Names

_MOMENT = re.compile(r"(\d{4})/(\d{2})/(\d{2})@(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: its start and end are empty where it comes back for ever, or is not understood."""

    atom: Atom
    end: str = ""
    start: str = ""


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
    spans = [n.key.partition("-") for n in once.children.values()]
    starts, ends = [_moment(first) for first, _, _ in spans], [_moment(last) for _, _, last in spans]
    known = bool(ends) and all(starts) and all(ends)
    return Schedule(atom, max(ends) if ends and all(ends) else "", min(starts) if known else "")


def _moment(text: str) -> str:
    """Return a side of `2024/01/31@08:00-2024/02/01@18:00` as ISO 8601, empty for other text."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return ""
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:00"
