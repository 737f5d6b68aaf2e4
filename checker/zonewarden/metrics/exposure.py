"""Windows of exposure: how long critical vulnerabilities have stood open to a less trusted zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from zonewarden.metrics import formulas
from zonewarden.metrics.model import Measure, State, Window

Json = Mapping[str, Any]
OPEN_STATES = frozenset({"in_triage", "exploitable"})
CRITICAL = frozenset({"immediate", "out_of_cycle"})
HOURS = "critical_exposure_hours"


def open_vulnerabilities(facts: Json) -> list[Json]:
    """Return the open members of the register, by id."""
    return [v for _, v in sorted(facts["vulnerabilities"].items()) if v["status"] in OPEN_STATES]


def state(facts: Json, vulnerability: Json) -> State:
    """Return whether a vulnerability is reachable in the computed flows, in the way that counts against the site.

    The flows are seen without the sources that a proved control in force allows (analysis/exposure.py). What is still
    reachable then is exposed, whatever else was decided: a control that holds for one zone or asset says nothing of others.
    """
    exposure = vulnerability["exposure"]
    if exposure in {"controlled", "open"}:
        return State.EXPOSED
    if vulnerability["vector"]["network"] is False or (exposure == "small" and _every_asset_seen(facts, vulnerability)):
        return State.CLOSED
    return State.UNKNOWN


def _every_asset_seen(facts: Json, vulnerability: Json) -> bool:
    """Return whether some device was asked about each asset: nothing reaches the others only as far as anybody knows."""
    rows = facts["exposures"].values()
    seen = {r["asset"] for r in rows if r["vulnerability"] == vulnerability["id"]}
    return set(vulnerability["assets"]) <= seen


def windows(facts: Json, now: datetime) -> list[Window]:
    """Return the windows of the open vulnerabilities that are critical or say not whether they are, longest first."""
    found = [
        _window(facts, v, now)
        for v in open_vulnerabilities(facts)
        if v["priority"] is None or v["priority"] in CRITICAL
    ]
    return sorted(found, key=lambda w: (w.state is not State.EXPOSED, -(w.hours or 0), w.vulnerability))


def _window(facts: Json, vulnerability: Json, now: datetime) -> Window:
    hours = _hours_known(facts, vulnerability)
    here = state(facts, vulnerability)
    return Window(
        vulnerability=vulnerability["id"],
        title=vulnerability["title"],
        priority=vulnerability["priority"] or "",
        state=here,
        since=_moment(now, hours),
        hours=hours,
        sources=tuple(vulnerability["exposed_from"]),
        units=tuple(vulnerability["affected_units"]),
        missing=tuple(_lacking(vulnerability, here, hours)),
    )


def _moment(now: datetime, hours: float | None) -> str:
    if hours is None:
        return ""
    return (now - timedelta(hours=hours)).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _hours_known(facts: Json, vulnerability: Json) -> float | None:
    """Return the hours since the earlier of detection and publication: the longer window hides nothing."""
    advisory = facts["advisories"].get(vulnerability["advisory"])
    known = [vulnerability["detected_at_ago_h"], advisory["published_ago_h"] if advisory else None]
    past = [float(h) for h in known if h is not None and h >= 0]
    return max(past, default=None)


def _lacking(vulnerability: Json, here: State, hours: float | None) -> Iterator[str]:
    name = vulnerability["id"]
    if here not in {State.EXPOSED, State.UNKNOWN}:
        return
    if vulnerability["priority"] is None:
        yield f"priority of {name}"
    if hours is None:
        yield f"detected_at of {name}, or an advisory with its date, in the past"
    if here is State.UNKNOWN:
        yield f"whether {name} is reachable: no device between its assets and a less trusted zone could be assessed"


def exposure_hours(facts: Json, found: list[Window]) -> Measure:
    """Return the mean window of those exposed, in hours; none exposed is 0."""
    if "vulnerabilities" not in facts["site"]["declared"]:
        return Measure(HOURS, "site", "h", None, missing=("vulnerabilities.yaml: no register is declared",))
    missing = tuple(m for w in found for m in w.missing)
    if missing:
        return Measure(HOURS, "site", "h", None, missing=missing)
    hours = [w.hours for w in found if w.state is State.EXPOSED and w.hours is not None]
    if not hours:
        return Measure(HOURS, "site", "h", 0.0, {"exposed": 0.0})
    inputs = {
        "exposed": float(len(hours)),
        "p95": formulas.percentile(hours, 95),
        "max": max(hours),
    }
    return Measure(HOURS, "site", "h", round(formulas.mean(hours), 2), inputs)
