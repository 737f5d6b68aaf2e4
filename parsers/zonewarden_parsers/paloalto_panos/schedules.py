"""Schedules: when a rule applies, and for one that only happens once, when it is over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonewarden_parsers.model import Atom, AtomKind, Location, Times
from zonewarden_parsers.paloalto_panos.objects import Names

_MOMENT = re.compile(r"(\d{4})/(\d{2})/(\d{2})@(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: the condition that it puts on a rule, and when it holds."""

    atom: Atom
    times: Times


def schedule(names: Names, name: str, at: Location) -> Schedule:
    """Return the schedule `name`.

    PAN-OS Web Interface Help, *Objects > Schedules*: it governs new sessions only, and nothing makes it end those that are open.
    """
    node = names.find("schedule", name)
    if node is None:
        return Schedule(names.undefined(name, "time-range", at), Times(known=False))
    node.mark()
    body = node.children.get("schedule-type", node)
    once = body.children.get("non-recurring")
    atom = Atom(AtomKind.SCHEDULE, f"schedule {name}", at)
    if once is None:
        return Schedule(atom, Times(recurring="recurring" in body.children, known="recurring" in body.children))
    return Schedule(atom, Times.hull([_span(n.key) for n in once.children.values()]))


def _span(text: str) -> Times:
    """Return when `2024/01/31@08:00-2024/02/01@18:00` is."""
    start, _, end = text.partition("-")
    return Times(_moment(start), _moment(end), known=bool(_moment(start) and _moment(end)))


def _moment(text: str) -> str:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return ""
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:00"
