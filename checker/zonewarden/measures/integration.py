"""How long integrations take to become safe, and how many went live before they were; what investments avoid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zonewarden.measures import formulas
from zonewarden.measures.model import Measure
from zonewarden.measures.targets import period_days, scopes

Json = Mapping[str, Any]
SAFE, EARLY, AVOIDED = "time_to_safe_integration", "live_before_safe", "avoided_loss"
_INPUTS = (
    "p_outage_before",
    "outage_h_before",
    "p_outage_after",
    "outage_h_after",
    "downtime_cost_per_hour",
    "regulatory_delta",
    "enabled_value",
)


def integration(facts: Json) -> Iterator[Measure]:
    """Yield the median days from request to safe over the period, and the count of integrations live before they were safe."""
    if "integrations" not in facts["site"]["declared"]:
        missing = ("integrations.yaml: no integration is declared",)
        yield Measure(SAFE, "site", "days", None, missing=missing)
        yield Measure(EARLY, "site", "count", None, missing=missing)
        return
    members = [i for _, i in sorted(facts["integrations"].items())]
    for scope in scopes(facts, SAFE):
        own = [i for i in members if scope == "site" or scope in i["affected_units"]]
        yield _time_to_safe(scope, own, period_days(facts, SAFE, scope))
    yield _early(members)


def _live(one: Json) -> bool:
    started = one["go_live_ago_h"]
    return one["status"] == "live" or (one["status"] != "retired" and started is not None and started >= 0)


def _time_to_safe(scope: str, members: list[Json], span: int) -> Measure:
    """Return the median; one that is live without its dates could be the slowest, so that there is none then."""
    missing = [
        f"{field} of {one['id']}"
        for one in members
        for field in ("requested_at", "safe_at")
        if one[field] is None and (_live(one) or (field == "requested_at" and one["safe_at"] is not None))
    ]
    made = [o for o in members if o["safe_at_ago_h"] is not None and 0 <= o["safe_at_ago_h"] <= span * 24]
    backwards = [
        o for o in made if o["requested_at_ago_h"] is not None and o["requested_at_ago_h"] < o["safe_at_ago_h"]
    ]
    missing += [f"a safe_at of {one['id']} after its requested_at" for one in backwards]
    if not missing and not made:
        missing.append(f"an integration made safe in the last {span} days")
    if missing:
        return Measure(SAFE, scope, "days", None, missing=tuple(missing), bound=_at_best(members, made))
    days = [_days(o) for o in made]
    waiting = sum(o["status"] in {"planned", "pilot"} and (o["safe_at_ago_h"] or -1) < 0 for o in members)
    inputs = {
        "made_safe": float(len(days)),
        "p90": round(formulas.percentile(days, 90), 2),
        "not_safe_yet": float(waiting),
        "period_days": float(span),
    }
    return Measure(SAFE, scope, "days", round(formulas.median(days), 2), inputs)


def _days(one: Json) -> float:
    days: float = (one["requested_at_ago_h"] - one["safe_at_ago_h"]) / 24
    return days


def _at_best(members: list[Json], made: list[Json]) -> float | None:
    """Return the median where each that lacks a date, or has them the wrong way round, was safe at once."""
    dated = [max(0.0, _days(o)) for o in made if o["requested_at_ago_h"] is not None]
    open_ = [o for o in members if _live(o) and o["safe_at"] is None]
    days = [*dated, *(0.0 for o in made if o["requested_at_ago_h"] is None), *(0.0 for _ in open_)]
    return round(formulas.median(days), 2) if dated else None


def _early(members: list[Json]) -> Measure:
    """Return how many that are live now are not safe, or were live first; a start that is not declared is missing."""
    live = [o for o in members if _live(o) or o["status"] == "pilot"]
    unsafe = [o for o in live if o["safe_at_ago_h"] is None or o["safe_at_ago_h"] < 0]
    safe = [o for o in live if o not in unsafe]
    missing = tuple(f"go_live of {o['id']}" for o in safe if o["go_live_ago_h"] is None)
    if missing:
        return Measure(EARLY, "site", "count", None, missing=missing)
    early = [o for o in safe if o["go_live_ago_h"] > o["safe_at_ago_h"]]
    return Measure(EARLY, "site", "count", float(len(unsafe) + len(early)), {"live": float(len(live))})


def investments(facts: Json) -> Iterator[Measure]:
    """Yield what each investment avoids in its first year, with the range that it declares."""
    for id_, case in sorted(facts["investments"].items()):
        missing = [f"inputs.{name} of {id_}" for name in _INPUTS if case["inputs"][name] is None]
        missing += [f"{name} of {id_}" for name in ("cost", "range_pct") if case[name] is None]
        unit = facts["units"].get(case["unit"])
        stated, assessed = case["inputs"]["downtime_cost_per_hour"], unit and unit["bia"]["downtime_cost_per_hour"]
        if stated is not None and assessed is not None and stated != assessed:
            missing.append(f"one downtime cost an hour: {id_} says {stated:g}, its unit {assessed:g}")
        if missing:
            yield Measure(AVOIDED, id_, "money", None, missing=tuple(missing))
            continue
        before, hours, after, left, cost, penalty, enabled = (float(case["inputs"][name]) for name in _INPUTS)
        value = formulas.avoided_loss((before, hours), (after, left), cost, penalty, enabled, float(case["cost"]))
        spread = abs(value) * case["range_pct"] / 100
        inputs = {"low": round(value - spread, 2), "high": round(value + spread, 2)}
        yield Measure(AVOIDED, id_, "money", round(value, 2), inputs)
