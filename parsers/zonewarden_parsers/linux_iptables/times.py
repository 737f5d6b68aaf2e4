"""When a rule with `-m time` applies (iptables-extensions(8), *time*)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zonewarden_parsers.model import Times

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?)?)?", re.ASCII)
_RECURRING = frozenset({"--timestart", "--timestop", "--weekdays", "--monthdays"})
_REST = frozenset({"--kerneltz", "--utc", "--contiguous"})
_LATEST = "2038-01-19T04:17:07"


def read_times(options: Mapping[str, str]) -> Times | None:
    """Return the times of the module's options, None where there are none.

    Dates are UTC unless `--kerneltz` says otherwise; what a date leaves out is the first month, day, hour and so on.
    """
    if not options:
        return None
    zone = "" if "--kerneltz" in options else "+00:00"
    start, end = (_moment(options.get(name, ""), zone) for name in ("--datestart", "--datestop"))
    known = start is not None and end is not None
    known = known and options.keys() <= _RECURRING | _REST | {"--datestart", "--datestop"}
    return Times(start or "", end or "", recurring=not _RECURRING.isdisjoint(options), known=known)


def _moment(text: str, zone: str) -> str | None:
    """Return a date as ISO 8601, empty for none and for the last one there is, None for other text."""
    if text in {"", _LATEST}:
        return ""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (
        int(part or low) for part, low in zip(found.groups(), (0, 1, 1, 0, 0, 0), strict=True)
    )
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
