"""`time-range NAME` with its absolute and periodic periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import Location, Times
from zonewarden_parsers.model.times import OPEN

_MONTHS = {
    m: i
    for i, m in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
        1,
    )
}  # fmt: skip


@dataclass(slots=True)
class TimeRange:
    """One time range: periodic periods hold between its absolute start and end only (Cisco IOS Security Configuration Guide)."""

    name: str
    location: Location
    times: Times = OPEN
    used: bool = False


def read_time_range(head: Line, name: str, children: Sequence[Line], ledger: Ledger) -> TimeRange:
    """Read the periods of a time range; of a period that cannot be read nothing is known.

    NX-OS numbers the periods.
    """
    found = TimeRange(name, ledger.at(head))
    for line in children:
        words = line.words[1:] if line.words[0].isdigit() else line.words
        first = words[0] if words else ""
        if first == "absolute":
            start, end = _moment(words, "start"), _moment(words, "end")
            if start is None or end is None:
                found.times = replace(found.times, known=False)
                ledger.unknown(line, "absolute time cannot be read")
                continue
            found.times = replace(found.times, start=start, end=end)
            ledger.modelled(line)
        elif first == "periodic":
            found.times = replace(found.times, recurring=True)
            ledger.modelled(line)
        elif first == "exit":
            ledger.irrelevant(line)
        else:
            found.times = replace(found.times, known=False)
            ledger.unknown(line, "unknown line in a time range")
    return found


_CLOCK = re.compile(r"(\d{1,4}):(\d{1,4})(?::(\d{1,4}))?", re.ASCII)


def _moment(words: tuple[str, ...], which: str) -> str | None:
    """Return a moment of `absolute [start TIME D MONTH Y] [end TIME D MONTH Y]` as ISO 8601, empty when it is open there.

    NX-OS may write seconds.
    """
    if which not in words:
        return ""
    part = words[words.index(which) + 1 :][:4]
    if len(part) != 4:
        return None
    clock, day, month, year = part
    told = _CLOCK.fullmatch(clock)
    number = next((n for name, n in _MONTHS.items() if len(month) >= 3 and name.startswith(month.lower())), None)
    if told is None or number is None or not all(d.isascii() and d.isdigit() and len(d) < 5 for d in (day, year)):
        return None
    hour, minute, second = told[1], told[2], told[3] or ""
    if int(hour) > 24 or int(minute) > 59 or int(second or 0) > 59 or not 0 < int(day) < 32:
        return None
    moment = f"{int(year):04}-{number:02}-{int(day):02}T{int(hour):02}:{int(minute):02}"
    return f"{moment}:{int(second):02}" if second else moment
