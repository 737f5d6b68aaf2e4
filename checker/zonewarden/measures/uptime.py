"""Availability, expected loss and risk-adjusted uptime of each production unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from zonewarden.measures import formulas
from zonewarden.measures.losses import Loss, losses
from zonewarden.measures.model import Measure, Part, Point
from zonewarden.measures.past import PERIODS, recorded, records, rising
from zonewarden.measures.targets import PERIOD_DAYS

Json = Mapping[str, Any]
AVAILABILITY, LOSS, UPTIME = "availability", "expected_annual_loss", "risk_adjusted_uptime"
MONEY = "money_per_year"


def uptime(facts: Json) -> Iterator[Measure]:
    """Yield the three measures of each production unit, by unit."""
    if not facts["units"]:
        yield Measure(UPTIME, "site", "ratio", None, missing=("units.yaml: no production unit is declared",))
    for _, unit in sorted(facts["units"].items()):
        found = losses(facts, unit)
        available, loss = _availability(facts, unit), _loss(facts, unit, found)
        yield available
        yield loss
        yield _adjusted(facts, unit, available, loss, found)


def measured(facts: Json, unit: str) -> list[Json]:
    """Return the measurements of a unit whose period has ended, the latest first."""
    ended = [m for m in facts["measurements"].values() if m["unit"] == unit and (m["period_end_ago_h"] or -1) >= 0]
    return sorted(ended, key=lambda m: m["period_end_ago_h"])


def _availability(facts: Json, unit: Json) -> Measure:
    name = unit["id"]
    periods = measured(facts, name)
    missing = ""
    if not periods:
        missing = f"a measurement of {name} whose period has ended"
    elif periods[0]["period_end_ago_h"] > PERIOD_DAYS["year"] * 24:
        missing = f"a measurement of {name} that ended less than a year ago"
    elif (same := sum(m["period_end_ago_h"] == periods[0]["period_end_ago_h"] for m in periods)) > 1:
        missing = f"one measurement of {name} for its last period: {same} end at the same time"
    elif not _possible(periods[0]):
        missing = f"a measurement of {name} whose actual production time is within its planned busy time"
    if missing:
        return Measure(AVAILABILITY, name, "ratio", None, missing=(missing,))
    actual, planned = (float(periods[0][f]) for f in ("actual_production_time_h", "planned_busy_time_h"))
    inputs = {"actual_production_time_h": actual, "planned_busy_time_h": planned}
    return Measure(AVAILABILITY, name, "ratio", round(formulas.availability(actual, planned), 6), inputs)


def _possible(measurement: Json) -> bool:
    return float(measurement["actual_production_time_h"]) <= float(measurement["planned_busy_time_h"])


def _loss(facts: Json, unit: Json, found: Sequence[Loss]) -> Measure:
    """Return the sum of the losses that bear on the unit; of those that are known, where some are not, as its bound."""
    name = unit["id"]
    if "vulnerabilities" not in facts["site"]["declared"]:
        return Measure(
            LOSS, name, MONEY, None, missing=("vulnerabilities.yaml: no register is declared",), bound=_sum(found)
        )
    missing = tuple(dict.fromkeys(lack for loss in found for lack in loss.missing))
    if missing:
        return Measure(LOSS, name, MONEY, None, missing=missing, bound=_sum(found))
    counts = {f"open_{many}": float(sum(f.kind == kind for f in found)) for kind, many in _KINDS.items()}
    return Measure(LOSS, name, MONEY, _sum(found), counts)


_KINDS = {"vulnerability": "vulnerabilities", "risk": "risks"}


def _sum(found: Sequence[Loss]) -> float:
    return round(sum((loss.amount or 0.0 for loss in found), 0.0), 2)


def _adjusted(facts: Json, unit: Json, available: Measure, loss: Measure, found: Sequence[Loss]) -> Measure:
    name, worth = unit["id"], unit["annual_production_value"]
    missing = [*available.missing, *loss.missing]
    if not worth:
        missing.append(f"annual_production_value of {name}")
    if missing or available.value is None or loss.value is None or not worth:
        known = loss.bound if loss.value is None else loss.value
        best = None if available.value is None else round(_value(available.value, known if worth else 0, worth or 1), 6)
        return Measure(UPTIME, name, "ratio", None, missing=tuple(missing), bound=best)
    inputs = {AVAILABILITY: available.value, LOSS: loss.value, "annual_production_value": float(worth)}
    value = round(_value(available.value, loss.value, worth), 6)
    parts = tuple(_parts(available.value, loss.value, worth, found))
    periods = _periods(facts, unit, value, loss.value)
    return Measure(UPTIME, name, "ratio", value, inputs, parts=parts, periods=periods, rising=rising(periods))


def _value(available: float, loss: float | None, worth: float) -> float:
    return formulas.risk_adjusted_uptime(available, [loss or 0.0], worth)


def _parts(available: float, total: float, worth: float, found: Sequence[Loss]) -> Iterator[Part]:
    """Yield the losses by what the uptime gains once each is gone, the most first."""
    now = _value(available, total, worth)
    amounts = [(loss, loss.amount or 0.0) for loss in found]
    for loss, amount in sorted(amounts, key=lambda pair: (-pair[1], pair[0].id)):
        gain = _value(available, max(0.0, total - amount), worth) - now
        yield Part(loss.kind, loss.id, round(amount, 2), round(gain, 6))


def _periods(facts: Json, unit: Json, value: float, loss: float) -> tuple[Point, ...]:
    """Return the uptime of the last measured periods, the latest first.

    An earlier period has the loss that a record between its end and the end of the next one holds; else today's stands for it.
    """
    periods = measured(facts, unit["id"])[:PERIODS]
    points = [Point(periods[0]["period_end"], value)]
    for later, one in pairwise(periods):
        then = _recorded_loss(facts, unit["id"], one["period_end_ago_h"], later["period_end_ago_h"])
        available = formulas.availability(one["actual_production_time_h"], one["planned_busy_time_h"])
        known = _possible(one) and one["period_end_ago_h"] > later["period_end_ago_h"]
        past = _value(available, loss if then is None else then, unit["annual_production_value"])
        points.append(Point(one["period_end"], round(past, 6) if known else None))
    return tuple(points)


def _recorded_loss(facts: Json, unit: str, begin_ago_h: float, end_ago_h: float) -> float | None:
    money = f"{facts['site']['currency']}_per_year"
    within = [r for r in records(facts) if begin_ago_h >= r["as_of_ago_h"] > end_ago_h]
    return recorded(within[0], LOSS, unit, money) if within else None
