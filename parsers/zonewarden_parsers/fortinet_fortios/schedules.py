"""Schedules: always, never, at recurring times, once, and groups of them.

FortiOS CLI Reference, `config firewall schedule recurring|onetime|group`. `always` and `none` are always there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import Times
from zonewarden_parsers.model.times import OPEN

RECURRING, ONETIME, GROUP = (f"firewall schedule {kind}" for kind in ("recurring", "onetime", "group"))
DAYS = frozenset({"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"})
MAX_NESTING = 16


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a schedule holds: `always`, `never`, or at times."""

    always: bool = False
    never: bool = False
    times: Times = OPEN

    @property
    def known(self) -> bool:
        """False where nothing is known of it."""
        return self.times.known


ALWAYS = Schedule(always=True)
NEVER = Schedule(never=True)
RECURS = Schedule(times=Times(recurring=True))
UNKNOWN = Schedule(times=Times(known=False))


def schedule(draft: Draft, name: str, line: int, depth: int = 0) -> Schedule:
    """Return the schedule called `name`; one that nothing defines holds at times that are not known."""
    for table in (RECURRING, ONETIME, GROUP):
        name = draft.section(table).current(name, line)
    recurring = draft.section(RECURRING).entries.get(name)
    if recurring is not None:
        draft.used.add((RECURRING, name))
        return read_recurring(recurring)
    once = draft.section(ONETIME).entries.get(name)
    if once is not None:
        draft.used.add((ONETIME, name))
        return read_once(once)
    group = draft.section(GROUP).entries.get(name)
    if group is not None and depth < MAX_NESTING:
        draft.used.add((GROUP, name))
        return _any_of([schedule(draft, m, group.at("member"), MAX_NESTING) for m in group.words("member")])
    if name == "always":
        return ALWAYS
    if name == "none":
        return NEVER
    draft.missing("schedule", name, line)
    return UNKNOWN


def read_recurring(entry: Node) -> Schedule:
    """Return a weekly schedule; without days it never holds, on all days without hours it always does."""
    days = frozenset(entry.words("day"))
    start, end = entry.text("start", "00:00"), entry.text("end", "00:00")
    entry.claim("label-day")
    if not days - {"none"}:
        return ALWAYS if entry.name == "always" else NEVER if not entry.words("label-day") else RECURS
    return ALWAYS if days >= DAYS and start == end == "00:00" else RECURS


def read_once(entry: Node) -> Schedule:
    """Return a schedule with one start and one end."""
    entry.claim("expiration-days")
    start, end = _side(entry, "start"), _side(entry, "end")
    return Schedule(times=Times(start, end, known=bool(end)))


def _side(entry: Node, name: str) -> str:
    """Return the start or end of a one-time schedule; what is said in UTC counts before the device's own clock."""
    utc = entry.text(f"{name}-utc")
    if utc.isascii() and utc.isdecimal() and len(utc) < 12:
        entry.claim(name)
        return datetime.fromtimestamp(int(utc), UTC).isoformat(timespec="minutes")
    return moment(entry.text(name))


def moment(text: str) -> str:
    """Return `HH:MM YYYY/MM/DD` or `YYYY-MM-DD HH:MM:SS` as ISO 8601, empty for other text."""
    for form in ("%H:%M %Y/%m/%d", "%H:%M:%S %Y/%m/%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).isoformat(timespec="minutes")  # noqa: DTZ007
        except ValueError:
            continue
    return ""


def _any_of(parts: list[Schedule]) -> Schedule:
    if any(p.always for p in parts):
        return ALWAYS
    live = [p for p in parts if not p.never]
    if not live:
        return NEVER
    return Schedule(times=Times.hull([p.times for p in live]))
