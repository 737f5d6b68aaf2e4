"""Time objects (Check Point Management API Reference, *show-time*)."""

from __future__ import annotations

from zonewarden_parsers.json_lines import Value
from zonewarden_parsers.model import Times


def read_time(found: Value) -> Times:
    """Return when a time object holds; of groups of them, and of other objects, nothing is known."""
    if found.text("type") not in {"time", ""}:
        return Times(known=False)
    start, end = _moment(found, "start", "start-now"), _moment(found, "end", "end-never")
    return Times(start or "", end or "", recurring=_recurs(found), known=None not in (start, end))


def _moment(found: Value, name: str, none: str) -> str | None:
    """Return a moment as ISO 8601, empty where `none` says that there is none, None where nothing is said."""
    without = found.get(none)
    if without is not None:
        without.claim()
        if without.scalar is True:
            return ""
    return found.text(name, "iso-8601") or None


def _recurs(found: Value) -> bool:
    """Return whether it holds at some hours, or on some days, only."""
    enabled = [one.get("enabled") for one in found.list("hours-ranges")]
    return any(e is not None and e.scalar is True for e in enabled) or found.text("recurrence", "pattern") not in {
        "",
        "Daily",
    }
