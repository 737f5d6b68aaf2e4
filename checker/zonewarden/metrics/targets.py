"""Targets that the site declares for its measures, and where a value stands against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zonewarden.metrics.model import Measure, Standing

Json = Mapping[str, Any]
PERIOD_DAYS = {"month": 31, "quarter": 92, "year": 366}
"""Days back from the moment of judgement that a declared period covers."""
_HIGHER_IS_BETTER = frozenset({"availability", "risk_adjusted_uptime", "avoided_loss"})


def indicator(facts: Json, id_: str, scope: str) -> Json | None:
    """Return the declared indicator of a measure, one for its own scope before one for the whole site; None for none.

    Its id is the measure's, or begins with it and a separator: several units may have one each.
    """
    named = [k for i, k in sorted(facts["kpis"].items()) if i == id_ or i.startswith((f"{id_}_", f"{id_}-", f"{id_}."))]
    own = [k for k in named if k["scope"] == scope]
    whole = [k for k in named if k["scope"] in {None, "site"}]
    return next(iter([*own, *whole]), None)


def period_days(facts: Json, id_: str) -> int:
    """Return how many days back a measure of the whole site looks: its declared period, else a year."""
    found = indicator(facts, id_, "site")
    return PERIOD_DAYS.get(found["period"] or "", PERIOD_DAYS["year"]) if found else PERIOD_DAYS["year"]


def against_target(facts: Json, measure: Measure) -> Measure:
    """Return the measure with its target, threshold and standing.

    A target whose unit is declared to be another one is none.
    """
    found = indicator(facts, measure.id, measure.scope)
    if found is None or found["target"] is None or found["unit"] not in {None, measure.unit}:
        return measure
    target, threshold = float(found["target"]), found["threshold"]
    higher = found["direction"] == "higher" if found["direction"] else measure.id in _HIGHER_IS_BETTER
    sign = 1 if higher else -1
    standing = Standing.ON_TARGET
    if measure.value is None:
        standing = Standing.UNKNOWN
    elif threshold is not None and sign * measure.value < sign * threshold:
        standing = Standing.BEYOND_THRESHOLD
    elif sign * measure.value < sign * target:
        standing = Standing.OFF_TARGET
    limit = None if threshold is None else float(threshold)
    return replace(measure, target=target, threshold=limit, standing=standing)
