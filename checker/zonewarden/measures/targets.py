"""Targets that the site declares for its measures, and where a value stands against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zonewarden.measures.model import Measure, Standing

Json = Mapping[str, Any]
PERIOD_DAYS = {"week": 7, "month": 31, "quarter": 92, "half_year": 184, "year": 366}
"""Days back from the moment of judgement that a declared period covers."""
_HIGHER_IS_BETTER = frozenset({"availability", "risk_adjusted_uptime", "avoided_loss"})


def indicators(facts: Json, id_: str, scope: str) -> list[Json]:
    """Return the declared indicators of a measure: those for its own scope, or those for the whole site where there are none.

    Their id is the measure's, or begins with it and a separator: several units may have one each.
    """
    named = [k for i, k in sorted(facts["kpis"].items()) if i == id_ or i.startswith((f"{id_}_", f"{id_}-", f"{id_}."))]
    own = [k for k in named if k["scope"] == scope]
    return own or [k for k in named if k["scope"] in {None, "site"}]


def indicator(facts: Json, id_: str, scope: str) -> Json | None:
    """Return the first indicator of a measure, None for none."""
    return next(iter(indicators(facts, id_, scope)), None)


def scopes(facts: Json, id_: str) -> list[str]:
    """Return what a measure of the whole site is wanted for besides: units that an indicator of it names."""
    wanted = {k["scope"] for unit in facts["units"] for k in indicators(facts, id_, unit) if k["scope"] == unit}
    return ["site", *sorted(wanted)]


def period_days(facts: Json, id_: str, scope: str = "site", otherwise: int = PERIOD_DAYS["year"]) -> int:
    """Return the days of a period of a measure: as declared, else a year or what is said `otherwise`."""
    found = indicator(facts, id_, scope)
    return PERIOD_DAYS.get(found["period"] or "", otherwise) if found else otherwise


def against_target(facts: Json, measure: Measure) -> Measure:
    """Return the measure with its target, threshold and standing.

    A target whose unit is declared to be another one is none.
    """
    found = indicator(facts, measure.id, measure.scope)
    if found is None or found["target"] is None or found["unit"] not in {None, measure.unit}:
        return measure
    target, threshold = float(found["target"]), found["threshold"]
    higher = (
        found["direction"] == "higher" if found["direction"] in {"higher", "lower"} else measure.id in _HIGHER_IS_BETTER
    )
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
