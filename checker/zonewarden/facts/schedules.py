"""Facts about when rules apply, held against the windows of the grants that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

from zonewarden.analysis.clock import beginning, clocks, ending
from zonewarden.facts.json import Json, location
from zonewarden.site.model import Site
from zonewarden.site.shapes import moment
from zonewarden_parsers.model import AtomKind, Device, Rule, Times
from zonewarden_parsers.strict_yaml.nodes import text

_TICK = timedelta(minutes=1)
"""Schedules go by whole minutes, the last one included."""
Span = tuple[datetime | None, datetime | None]


class ScheduleWriter:
    """Writes the fields of one device's rules that say when they apply."""

    def __init__(self, device: Device, site: Site, now: datetime) -> None:
        self._clocks: tuple[tzinfo, ...] = clocks(device, site)
        self._now = now
        self._windows = {
            entry.id: (moment(text(entry.node.get("valid_from"))), moment(text(entry.node.get("valid_until"))))
            for entry in site.registers.get("grants", ())
        }

    def fields(self, rule: Rule, grants: Sequence[str]) -> Json:
        """Return the fields of a rule that names these grants."""
        times = rule.times
        if times is None and any(atom.kind is AtomKind.SCHEDULE for atom in rule.match.atoms):
            times = Times(known=False)
        if times is None:
            return {"schedule": "", "schedule_expired": False, "times": None, "grant_windows": {}}
        spans = _spans(times, self._clocks)
        over = [end is not None and end < self._now for _, end in spans]
        return {
            "schedule": rule.schedule,
            "schedule_expired": all(over),
            "times": {
                "known": times.known,
                "recurring": times.recurring,
                "bounded": bool(times.start and times.end),
                "ends": bool(times.end),
                "elapsed": "yes" if all(over) else "perhaps" if any(over) or not times.known else "no",
                "ends_sessions": times.ends_sessions,
            },
            "grant_windows": {g: _fit(times, spans, self._windows[g]) for g in grants if g in self._windows},
        }


def unclear(rule: Rule, fields: Json) -> list[Json]:
    """Return the taint of a rule for which cannot be told whether it applies in the window of a grant that it names."""
    fits = set(fields["grant_windows"].values())
    if "open" not in fits or "inside" in fits:
        return []
    reason = f"when {rule.schedule or 'the time of the rule'} is cannot be told: "
    known = rule.times is not None and rule.times.known
    why = "the configuration does not say which time zone its clock keeps" if known else "it is not understood"
    return [{"reason": reason + why, "location": location(rule.location)}]


def _fit(times: Times, spans: Sequence[Span], window: Span) -> str:
    """Return how times lie to a window, on every clock that they may be of: `inside`, `early`, `late`, `around`, or `open`."""
    found = {_place(span, window) for span in spans}
    if not times.known or (len(found) > 1 and "inside" in found):
        return "open"
    return found.pop() if len(found) == 1 else "around"


def _place(span: Span, window: Span) -> str:
    early = window[0] is not None and (span[0] is None or span[0] < window[0])
    late = window[1] is not None and (span[1] is None or span[1] > window[1] + _TICK)
    return "around" if early and late else "early" if early else "late" if late else "inside"


def _spans(times: Times, zones: Iterable[tzinfo]) -> list[Span]:
    return list(dict.fromkeys((beginning(times, zone), ending(times, zone)) for zone in zones))
