"""What clock a device keeps: the time zones in which the local times of its configuration may have to be read.

Cisco IOS Basic System Management Command Reference and ASA Command Reference, `clock timezone`, `clock summer-time`; NX-OS writes
the weeks of summer time without `recurring`, 5 for the last. Other platforms name a zone of the IANA database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from zonewarden.site.model import Site
from zonewarden_parsers.model import Device, Rule, Times

_HALF_HOURS = tuple(timezone(timedelta(minutes=30 * n)) for n in range(-24, 29))
"""Every time zone that a clock may keep, from 12 hours behind UTC to 14 ahead."""
_HOUR = timedelta(hours=1)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKS = {"first": 1, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "last": 5}
_DEFAULT_RULE = "2 sun mar 2:00 1 sun nov 2:00"
"""The rule of the United States, which `recurring` alone means."""


def clocks(device: Device, site: Site) -> tuple[tzinfo, ...]:
    """Return the time zones that a device's clock may keep: one where its configuration says which.

    Where it says nothing, that is UTC, which most platforms keep then, or the site's zone, which people may have meant.
    """
    said = {s.name: s.value for s in device.management.settings if s.name in {"clock-timezone", "clock-summer-time"}}
    if not said:
        return (UTC,) if site.time_zone == UTC else (UTC, site.time_zone)
    found = _zone(said.get("clock-timezone", "UTC 0"), said.get("clock-summer-time", ""))
    return (found,) if found is not None else (*_HALF_HOURS, site.time_zone)


def beginning(times: Times, zone: tzinfo) -> datetime | None:
    """Return the moment before which a rule never applies, by a clock of this zone; None where there is none."""
    return _moment(times.start, zone, time.min)


def ending(times: Times, zone: tzinfo) -> datetime | None:
    """Return the moment after which a rule never applies, by a clock of this zone; None where there is none."""
    return _moment(times.end, zone, time.max)


def over(rule: Rule, zones: Iterable[tzinfo], now: datetime) -> bool:
    """Return whether the time of a rule is surely over, on every clock that its device may keep."""
    if rule.times is None or not rule.times.end:
        return False
    ends = [ending(rule.times, zone) for zone in zones]
    return all(end is not None and end < now for end in ends)


def _moment(written: str, zone: tzinfo, of_day: time) -> datetime | None:
    """Return a moment on a clock, of a day alone its beginning or end; None where nothing is written, or no such time."""
    try:
        found = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    if found is None or not 1900 < found.year < 9999:
        return None
    if len(written) == len("2026-01-31"):
        found = datetime.combine(found, of_day)
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def _zone(text: str, summer: str) -> tzinfo | None:
    words = text.split()
    if len(words) == 1 and not summer:
        try:
            return ZoneInfo(words[0].strip("\"'"))
        except (KeyError, ValueError, OSError):
            return None
    offset = re.fullmatch(r"\S+ ([+-]?\d{1,2})(?: (\d{1,2}))?", " ".join(words), re.ASCII)
    if offset is None or abs(int(offset[1])) > 14:
        return None
    minutes = int(offset[2] or 0)
    standard = timedelta(hours=int(offset[1]), minutes=-minutes if offset[1].startswith("-") else minutes)
    if not summer:
        return timezone(standard)
    ends = _season(summer.lower().split()[1:])
    return Clock(standard, ends[0], ends[1]) if ends is not None else None


@dataclass(frozen=True, slots=True)
class Turn:
    """When summer time begins or ends: in a week (5: the last), on a weekday (0: Monday) of a month; or on one day for ever."""

    week: int
    weekday: int
    month: int
    hour: int
    minute: int
    day: datetime | None = None

    def moment(self, year: int) -> datetime:
        """Return the local time of it in a year."""
        if self.day is not None:
            return self.day
        first = datetime(year, self.month, 1, self.hour, self.minute)  # noqa: DTZ001  # what the wall clock shows
        day = first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.week - 1))
        return day if day.month == self.month else day - timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Clock(tzinfo):
    """A clock with summer time by a rule of its own, an hour ahead of standard time from `begin` to `end`."""

    standard: timedelta
    begin: Turn
    end: Turn

    def utcoffset(self, when: datetime | None) -> timedelta:
        """Return how far ahead of UTC a local time is."""
        return self.standard + self.dst(when)

    def dst(self, when: datetime | None) -> timedelta:
        """Return by how much summer time moves a local time."""
        if when is None:
            return timedelta(0)
        wall = when.replace(tzinfo=None)
        begin, end = self.begin.moment(wall.year), self.end.moment(wall.year)
        inside = begin <= wall < end if begin < end else not end <= wall < begin
        return _HOUR if inside else timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        """Return a name for it."""
        return "summer" if self.dst(when) else "standard"


def _season(words: Sequence[str]) -> tuple[Turn, Turn] | None:
    """Return when summer time begins and ends; None for what cannot be read, and for another shift than an hour."""
    kind = words[0] if words else ""
    rest = list(words[1:] if kind in {"recurring", "date"} else words) or (
        _DEFAULT_RULE.split() if kind != "date" else []
    )
    if len(rest) == 9 and rest[8] == "60":
        rest.pop()
    if len(rest) != 8:
        return None
    read = _on_date if kind == "date" else _in_week
    begin, end = read(rest[:4]), read(rest[4:])
    return (begin, end) if begin is not None and end is not None else None


def _in_week(words: Sequence[str]) -> Turn | None:
    week, day, month, clock = words
    told = re.fullmatch(r"(\d{1,2}):(\d\d)", clock, re.ASCII)
    if week not in _WEEKS or day[:3] not in _DAYS or month[:3] not in _MONTHS or told is None or int(told[1]) > 23:
        return None
    return Turn(_WEEKS[week], _DAYS.index(day[:3]), _MONTHS.index(month[:3]) + 1, int(told[1]), int(told[2]))


def _on_date(words: Sequence[str]) -> Turn | None:
    """Read `29 Mar 2026 2:00`, or the month first."""
    first, second, year, clock = words
    day, month = (first, second) if first.isdigit() else (second, first)
    try:
        moment = datetime.strptime(f"{day} {month[:3]} {year} {clock}", "%d %b %Y %H:%M")  # noqa: DTZ007
    except ValueError:
        return None
    return Turn(1, 0, moment.month, moment.hour, moment.minute, moment)
