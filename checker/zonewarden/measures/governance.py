"""What changes, exceptions and access cost over time: downtime of security changes, drift, debt of exceptions, lag of revocation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from zonewarden.measures import formulas
from zonewarden.measures.model import Measure
from zonewarden.measures.past import over_time, rising_by_neglect
from zonewarden.measures.targets import period_days
from zonewarden.site.shapes import moment

Json = Mapping[str, Any]
DOWNTIME, DRIFT, DEBT, LAG = "security_change_downtime_h", "segmentation_drift", "waiver_debt", "revocation_lag"
OPEN, EXPIRED, AGE = "open_exceptions", "expired_exceptions", "mean_exception_age_days"
MONTH = 31
"""Days of a period that trends are read by where the site declares none."""


def governance(facts: Json) -> Iterator[Measure]:
    """Yield the measures of changes, flows, exceptions and grants, each over its own period."""
    yield _downtime(facts)
    yield _drift(facts)
    yield from _exceptions(facts)
    yield _lag(facts)


def _downtime(facts: Json) -> Measure:
    """Return the hours of unplanned downtime that changes with a security reason caused in the period."""
    if "operations" not in facts["site"]["declared"]:
        return Measure(DOWNTIME, "site", "h", None, missing=("operations.yaml: no change is declared",))
    days = period_days(facts, DOWNTIME)
    done = [c for _, c in sorted(facts["changes"].items()) if _done(c) and c["id"] in _for_security(facts)]
    dated = [c for c in done if _moment(c) is not None]
    counted = [c for c in dated if 0 <= (_moment(c) or 0) <= days * 24]
    missing = [f"implemented_at or end of {c['id']}" for c in done if c not in dated]
    missing += [f"attributed_downtime_h of {c['id']}" for c in counted if c["attributed_downtime_h"] is None]
    if missing:
        return Measure(DOWNTIME, "site", "h", None, missing=tuple(missing))
    hours = sum(float(c["attributed_downtime_h"]) for c in counted)
    inputs = {
        "changes": float(len(counted)),
        "emergencies": float(sum(c["type"] == "emergency" for c in counted)),
        "period_days": float(days),
    }
    return Measure(DOWNTIME, "site", "h", round(hours, 2), inputs)


def _done(change: Json) -> bool:
    """Return whether a change was carried out; a status that nobody knows does not say that it was not."""
    waits = change["status"] in {"requested", "planned", "approved", "rejected"}
    return not waits or change["implemented_at"] is not None


def _moment(change: Json) -> float | None:
    """Return how many hours ago a change was carried out, as far as its record says."""
    times = (change[f"{name}_ago_h"] for name in ("implemented_at", "end", "start"))
    return next((float(t) for t in times if t is not None), None)


def _for_security(facts: Json) -> set[str]:
    """Return the changes with a security reason: they touch controls, or a vulnerability, grant or exception names them."""
    own = {id_ for id_, c in facts["changes"].items() if c["cyber_controls_affected"]}
    named = {m["change_id"] for name in ("vulnerabilities", "grants") for m in facts[name].values()}
    remedies: set[str] = {(e["remediation"] or {}).get("change_id", "") for e in facts["exceptions"].values()}
    return own | named | remedies


def _drift(facts: Json) -> Measure:
    """Return how many zone pairs let through, at some device, what no conduit declares; an exception makes no conduit."""
    found = facts["residuals"].values()
    unknown = [r for r in found if not r["certainty"]]
    sure: float | None = float(sum(r["certainty"] == "definite" for r in found))
    days = period_days(facts, DRIFT, otherwise=MONTH)
    missing = ""
    if not {"zones", "conduits"} <= set(facts["site"]["declared"]):
        missing, sure = "conduits.yaml: no conduit is declared", None
    elif unknown:
        missing = f"an assessment of {len(unknown)} flows"
    if missing:
        return Measure(DRIFT, "site", "count", None, missing=(missing,), bound=sure)
    value = float(len(found))
    inputs = {"possible": value - (sure or 0.0)}
    return over_time(facts, Measure(DRIFT, "site", "count", value, inputs, bound=sure), days)


def _exceptions(facts: Json) -> Iterator[Measure]:
    """Yield how many exceptions are in force, how many approved ones have run out, how old those in force are, and their debt.

    The debt is the days that they have stood, each times the production impact that it accepts (0-4).
    """
    if "exceptions" not in facts["site"]["declared"]:
        lack: tuple[str, ...] = ("exceptions.yaml: no exception is declared",)
        yield from (Measure(name, "site", unit, None, missing=lack) for name, unit in _OF_EXCEPTIONS.items())
        return
    approved = [e for _, e in sorted(facts["exceptions"].items()) if e["status"] == "deviation-approved"]
    open_ = [e for e in approved if e["expires_ago_h"] is None or e["expires_ago_h"] <= 0]
    missing = tuple(f"accepted_at of {e['id']}" for e in open_ if e["accepted_at_ago_h"] is None)
    ages = [max(0.0, e["accepted_at_ago_h"] or 0.0) / 24 for e in open_]
    weights = [e["worst_impact"] if e["impact"] is None else e["impact"] for e in open_]
    values = {
        OPEN: float(len(open_)),
        EXPIRED: float(len(approved) - len(open_)),
        AGE: None if missing else round(formulas.mean(ages), 2) if ages else 0.0,
        DEBT: None if missing else round(formulas.weighted(ages, weights), 2),
    }
    for name, unit in _OF_EXCEPTIONS.items():
        lack = missing if values[name] is None else ()
        measure = Measure(name, "site", unit, values[name], missing=lack)
        told = over_time(facts, measure, period_days(facts, name, otherwise=MONTH))
        yield _age_trend(facts, told, values) if name == AGE else told


def _age_trend(facts: Json, age: Measure, values: Mapping[str, float | None]) -> Measure:
    """Return the age with its trend, held against the number of exceptions in force or run out in the same periods.

    One that has run out was not ended by anybody.
    """
    days = period_days(facts, AGE, otherwise=MONTH)
    counts = (over_time(facts, Measure(n, "site", "count", values[n]), days).periods for n in (OPEN, EXPIRED))
    numbers = [None if o.value is None or e.value is None else o.value + e.value for o, e in zip(*counts, strict=True)]
    return replace(age, rising=rising_by_neglect(age.periods, numbers))


_OF_EXCEPTIONS = {OPEN: "count", EXPIRED: "count", AGE: "days", DEBT: "days"}


def _lag(facts: Json) -> Measure:
    """Return the 95th percentile of the minutes from the end of a task to the end of the access that was granted for it."""
    if "remote-access" not in facts["site"]["declared"]:
        return Measure(LAG, "site", "min", None, missing=("remote-access.yaml: no grant is declared",))
    days = period_days(facts, LAG)
    grants = [g for _, g in sorted(facts["grants"].items())]
    missing = [
        f"task.completed_at of {g['id']}" for g in grants if g["status"] == "completed" and _completed(g) is None
    ]
    now = datetime.fromisoformat(facts["as_of"])
    ended = [(g, done) for g in grants if (done := _completed(g)) is not None]
    counted = [(g, done) for g, done in ended if timedelta() <= now - done <= timedelta(days=days)]
    if not missing and not counted:
        missing.append(f"a grant whose task was completed in the last {days} days")
    if missing:
        return Measure(LAG, "site", "min", None, missing=tuple(missing))
    minutes = [_lag_min(g, done, now) for g, done in counted]
    inputs = {
        "grants": float(len(counted)),
        "not_revoked": float(sum(g["revoked_at"] is None for g, _ in counted)),
        "median": round(formulas.median(minutes), 2),
        "longest": round(max(minutes), 2),
        "period_days": float(days),
    }
    return Measure(LAG, "site", "min", round(formulas.percentile(minutes, 95), 2), inputs)


def _completed(grant: Json) -> datetime | None:
    task: Json = grant["task"] or {}
    return moment(task.get("completed_at") or "")


def _lag_min(grant: Json, done: datetime, now: datetime) -> float:
    """Return the minutes that access outlived its task: until it was revoked, ran out by itself, or now."""
    stated = (moment(grant[name]) for name in ("revoked_at", "valid_until") if grant[name])
    return max(0.0, (min([now, *(t for t in stated if t)]) - done).total_seconds() / 60)
