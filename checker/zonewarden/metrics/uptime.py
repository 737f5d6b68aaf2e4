"""Availability, expected loss and risk-adjusted uptime of each production unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zonewarden.metrics import formulas
from zonewarden.metrics.exposure import open_vulnerabilities, state
from zonewarden.metrics.model import Measure, State
from zonewarden.metrics.targets import PERIOD_DAYS

Json = Mapping[str, Any]
AVAILABILITY, LOSS, UPTIME = "availability", "expected_annual_loss", "risk_adjusted_uptime"


def uptime(facts: Json) -> Iterator[Measure]:
    """Yield the three measures of each production unit, by unit."""
    if not facts["units"]:
        yield Measure(UPTIME, "site", "ratio", None, missing=("units.yaml: no production unit is declared",))
    for _, unit in sorted(facts["units"].items()):
        available, loss = _availability(facts, unit), _loss(facts, unit)
        yield available
        yield loss
        yield _adjusted(unit, available, loss)


def _availability(facts: Json, unit: Json) -> Measure:
    name = unit["id"]
    periods = [m for m in facts["measurements"].values() if m["unit"] == name and (m["period_end_ago_h"] or -1) >= 0]
    ended = min((m["period_end_ago_h"] for m in periods), default=None)
    latest = [m for m in periods if m["period_end_ago_h"] == ended]
    missing = ""
    if ended is None:
        missing = f"a measurement of {name} whose period has ended"
    elif ended > PERIOD_DAYS["year"] * 24:
        missing = f"a measurement of {name} that ended less than a year ago"
    elif len(latest) > 1:
        missing = f"one measurement of {name} for its last period: {len(latest)} end at the same time"
    elif latest[0]["actual_production_time_h"] > latest[0]["planned_busy_time_h"]:
        missing = f"a measurement of {name} whose actual production time is within its planned busy time"
    if missing:
        return Measure(AVAILABILITY, name, "ratio", None, missing=(missing,))
    actual, planned = latest[0]["actual_production_time_h"], latest[0]["planned_busy_time_h"]
    inputs = {"actual_production_time_h": float(actual), "planned_busy_time_h": float(planned)}
    return Measure(AVAILABILITY, name, "ratio", round(formulas.availability(actual, planned), 6), inputs)


def _loss(facts: Json, unit: Json) -> Measure:
    """Return the sum over the open vulnerabilities that bear on the unit and are not proved to be out of reach."""
    name, cost = unit["id"], unit["bia"]["downtime_cost_per_hour"]
    money = "money_per_year"
    if "vulnerabilities" not in facts["site"]["declared"]:
        return Measure(LOSS, name, money, None, missing=("vulnerabilities.yaml: no register is declared",))
    counting = [
        v
        for v in open_vulnerabilities(facts)
        if name in v["affected_units"] and state(facts, v) in {State.EXPOSED, State.UNKNOWN}
    ]
    fields = ("annual_probability", "expected_outage_h")
    missing = [
        f"production_risk.{field} of {v['id']}"
        for v in counting
        for field in fields
        if v["production_risk"][field] is None
    ]
    if counting and cost is None:
        missing.append(f"bia.downtime_cost_per_hour of {name}")
    if missing:
        return Measure(LOSS, name, money, None, missing=tuple(missing))
    price = float(cost or 0)
    risks = [v["production_risk"] for v in counting]
    losses = [formulas.expected_annual_loss(r["annual_probability"], r["expected_outage_h"], price) for r in risks]
    return Measure(LOSS, name, money, round(sum(losses), 2), {"open_vulnerabilities": float(len(counting))})


def _adjusted(unit: Json, available: Measure, loss: Measure) -> Measure:
    name, worth = unit["id"], unit["annual_production_value"]
    missing = [*available.missing, *loss.missing]
    if not worth:
        missing.append(f"annual_production_value of {name}")
    if missing or available.value is None or loss.value is None or not worth:
        return Measure(UPTIME, name, "ratio", None, missing=tuple(missing))
    value = formulas.risk_adjusted_uptime(available.value, [loss.value], worth)
    inputs = {AVAILABILITY: available.value, LOSS: loss.value, "annual_production_value": float(worth)}
    return Measure(UPTIME, name, "ratio", round(value, 6), inputs)
