"""What changes, exceptions and access cost over time: downtime of security changes, drift, debt of exceptions, lag of revocation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from zonewarden.metrics import formulas
from zonewarden.metrics.model import Measure
from zonewarden.metrics.targets import period_days
from zonewarden.site.shapes import moment
from zonewarden.triage.finding import Certainty, Result, Verdict

Json = Mapping[str, Any]
DOWNTIME, DRIFT, DEBT, LAG = "security_change_downtime_h", "segmentation_drift", "waiver_debt", "revocation_lag"
DRIFT_POLICY = "SEG-001"


def governance(facts: Json, result: Result) -> Iterator[Measure]:
    """Yield the measures of changes, flows, exceptions and grants, each over its own period."""
    yield _downtime(facts)
    yield _drift(result)
    yield _debt(facts)
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
    return change["status"] in {"implemented", "closed"} or change["implemented_at"] is not None


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


def _drift(result: Result) -> Measure:
    """Return how many zone pairs let through, at some device, what no conduit declares and nobody accepted."""
    if DRIFT_POLICY not in {p.id for p in result.policies}:
        return Measure(DRIFT, "site", "count", None, missing=(f"policy {DRIFT_POLICY}, which is not in use",))
    found = [f for f in result.findings if f.policy.id == DRIFT_POLICY]
    unknown = [f for f in found if f.verdict is Verdict.NOT_ASSESSABLE]
    if unknown:
        whole = any(f.subject.kind == "site" for f in unknown)
        lack = "conduits.yaml: no conduit is declared" if whole else f"an assessment of {len(unknown)} flows"
        return Measure(DRIFT, "site", "count", None, missing=(lack,))
    undeclared = [f for f in found if f.verdict is Verdict.FAIL]
    inputs = {
        "possible": float(sum(f.certainty is Certainty.POSSIBLE for f in undeclared)),
        "waived": float(sum(f.verdict is Verdict.WAIVED for f in found)),
    }
    return Measure(DRIFT, "site", "count", float(len(undeclared)), inputs)


def _debt(facts: Json) -> Measure:
    """Return the days that exceptions in force have stood, each times the production impact that it accepts (0-4)."""
    if "exceptions" not in facts["site"]["declared"]:
        return Measure(DEBT, "site", "days", None, missing=("exceptions.yaml: no exception is declared",))
    approved = [e for _, e in sorted(facts["exceptions"].items()) if e["status"] == "deviation-approved"]
    open_ = [e for e in approved if e["expires_ago_h"] is None or e["expires_ago_h"] <= 0]
    missing = tuple(f"accepted_at of {e['id']}" for e in open_ if e["accepted_at_ago_h"] is None)
    if missing:
        return Measure(DEBT, "site", "days", None, missing=missing)
    ages = [max(0.0, e["accepted_at_ago_h"]) / 24 for e in open_]
    weights = [e["worst_impact"] if e["impact"] is None else e["impact"] for e in open_]
    inputs = {
        "open": float(len(open_)),
        "expired": float(len(approved) - len(open_)),
        "mean_age_days": round(formulas.mean(ages), 2) if ages else 0.0,
    }
    debt = formulas.weighted(ages, weights)
    return Measure(DEBT, "site", "days", round(debt, 2), inputs)


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
