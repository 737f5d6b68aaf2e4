"""Figures that indicators report, recomputed for the day that they are of: from records, or from dated declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from zonewarden.measures.governance import governance
from zonewarden.measures.integration import integration
from zonewarden.measures.model import Measure
from zonewarden.measures.past import recorded, records
from zonewarden.measures.targets import indicators
from zonewarden.measures.uptime import AVAILABILITY, UPTIME, uptime

Json = Mapping[str, Any]
DAY_H = 24
_BY_DATES: Mapping[str, Callable[[Json], Iterator[Measure]]] = {
    "time_to_safe_integration": integration,
    "security_change_downtime_h": governance,
    "revocation_lag": governance,
    AVAILABILITY: uptime,
}
"""Measures that follow from dates alone, so that an earlier moment has the value that it had then."""


def recomputed(facts: Json, kpi: Json, told: list[Measure]) -> tuple[list[float], float | None]:
    """Return what a reported value may be, and what it is at most; nothing and None where neither can be told.

    A value is of a day, and the moment of it is not known: a record within a day of it, else what it is today, else both ends
    of the day by the dates in the declarations. An uptime of another day is at most the availability that was measured.
    """
    measure = _measure(facts, kpi, told)
    ago = kpi["value_at_ago_h"]
    if measure is None or kpi["value_reported"] is None or ago is None or ago < 0:
        return [], None
    near = [r for r in records(facts) if abs(r["as_of_ago_h"] - (ago - DAY_H / 2)) <= DAY_H]
    unit = measure.unit if not measure.unit.startswith("money") else facts["site"]["currency"] + measure.unit[5:]
    kept = [v for r in near if (v := recorded(r, measure.id, measure.scope, unit)) is not None]
    if kept:
        return kept, None
    if ago <= DAY_H:
        return [] if measure.value is None else [measure.value], None
    if measure.id in _BY_DATES:
        return _then(facts, measure.id, measure.scope, ago), None
    if measure.id == UPTIME:
        return [], max(_then(facts, AVAILABILITY, measure.scope, ago), default=None)
    return [], None


def _measure(facts: Json, kpi: Json, told: list[Measure]) -> Measure | None:
    """Return the measure that an indicator reports; None where it is about several, or in another unit."""
    found = [m for m in told if kpi["id"] in {k["id"] for k in indicators(facts, m.id, m.scope)}]
    return found[0] if len(found) == 1 and kpi["unit"] in {None, found[0].unit} else None


def _then(facts: Json, measure: str, scope: str, ago_h: float) -> list[float]:
    """Return the values that a measure had at both ends of a day; none where it lacked an input at either."""
    at_ends = [_at(facts, hours) for hours in (ago_h, ago_h - DAY_H)]
    found = [m.value for then in at_ends for m in _BY_DATES[measure](then) if (m.id, m.scope) == (measure, scope)]
    return [] if None in found else [v for v in found if v is not None]


def _at(facts: Json, ago_h: float) -> Json:
    """Return the declarations as they look so many hours earlier; their words are those of today."""
    moment = datetime.fromisoformat(facts["as_of"]) - timedelta(hours=ago_h)
    dated = ("integrations", "changes", "grants", "measurements", "exceptions")
    return {**facts, **{name: _earlier(facts[name], ago_h) for name in dated}, "as_of": moment.isoformat()}


def _earlier(value: object, hours: float) -> object:
    """Return a value with every `..._ago_h` in it counted from so many hours earlier."""
    if isinstance(value, list):
        return [_earlier(one, hours) for one in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    return {key: _shifted(key, one, hours) for key, one in cast("dict[str, object]", value).items()}


def _shifted(key: str, value: object, hours: float) -> object:
    return value - hours if key.endswith("_ago_h") and isinstance(value, int | float) else _earlier(value, hours)
