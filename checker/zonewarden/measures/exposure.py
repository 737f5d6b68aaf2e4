"""Windows of exposure: how long critical vulnerabilities were open, reachable from a less trusted zone and not mitigated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from zonewarden.measures import formulas
from zonewarden.measures.model import Measure, State, Window
from zonewarden.measures.past import ages, over_time, records
from zonewarden.measures.targets import period_days, scopes

Json = Mapping[str, Any]
OPEN_STATES = frozenset({"in_triage", "exploitable"})
CRITICAL = frozenset({"immediate", "out_of_cycle"})
HOURS, WINDOW = "critical_exposure_hours", "exposed_hours"


def open_vulnerabilities(facts: Json) -> list[Json]:
    """Return the open members of the register, by id."""
    return [v for _, v in sorted(facts["vulnerabilities"].items()) if v["status"] in OPEN_STATES]


def state(vulnerability: Json) -> State:
    """Return whether an open vulnerability is reachable in the computed flows, in the way that counts against the site.

    The flows are seen without the sources that a proved control in force allows (analysis/exposure.py). What is still
    reachable then is exposed, whatever else was decided: a control that holds for one zone or asset says nothing of others.
    """
    if vulnerability["exposure"] in {"controlled", "open"}:
        return State.EXPOSED
    closed = vulnerability["vector"]["network"] is False or vulnerability["exposure"] == "small"
    return State.CLOSED if closed else State.UNKNOWN


def now_state(vulnerability: Json) -> State:
    """Return the state of a vulnerability at the moment of judgement; one that is not open any more is closed."""
    return state(vulnerability) if vulnerability["status"] in OPEN_STATES else State.CLOSED


def begun_ago_h(facts: Json, vulnerability: Json) -> float | None:
    """Return since how many hours a vulnerability is known to the site: its detection, else its advisory's publication."""
    advisory = facts["advisories"].get(vulnerability["advisory"])
    known = [vulnerability["detected_at_ago_h"], advisory["published_ago_h"] if advisory else None]
    return next((float(h) for h in known if h is not None and h >= 0), None)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a record tells of vulnerabilities; None where it tells nothing."""

    ago_h: float
    reachable: frozenset[str] | None
    unreachable: frozenset[str] | None

    def state(self, id_: str) -> State:
        """Return the state of a vulnerability: one that is not named is unknown, unless only those reachable are named."""
        if self.reachable is not None and id_ in self.reachable:
            return State.EXPOSED
        named = self.unreachable is None or id_ in self.unreachable
        return State.CLOSED if self.reachable is not None and named else State.UNKNOWN


def sightings(facts: Json) -> list[Sighting]:
    """Return what the records tell, the oldest first."""
    return [Sighting(r["as_of_ago_h"], _ids(r["reachable"]), _ids(r["unreachable"])) for r in records(facts)]


def _ids(listed: list[str] | None) -> frozenset[str] | None:
    return None if listed is None else frozenset(listed)


def exposed(vulnerability: Json, begun: float | None, seen_by: Sequence[Sighting]) -> tuple[float | None, float]:
    """Return the hours of exposure since so many hours ago, at most and as seen.

    Between two records nobody looked. A span counts where either end is exposed or unknown, and is seen where both are
    exposed; what lies before the first record has one end alone.
    """
    past = [(s.ago_h, s.state(vulnerability["id"])) for s in seen_by if begun is None or s.ago_h <= begun]
    known = [*past, (0.0, now_state(vulnerability))]
    seen = sum((a[0] - b[0] for a, b in pairwise(known) if a[1] is b[1] is State.EXPOSED), 0.0)
    if begun is None:
        return None, round(seen, 2)
    ends = [(begun, known[0][1]), *known]
    most = sum((a[0] - b[0] for a, b in pairwise(ends) if {a[1], b[1]} != {State.CLOSED}), 0.0)
    return round(most, 2), round(seen, 2)


def windows(facts: Json, now: datetime) -> list[Window]:
    """Return the windows of vulnerabilities that are critical or say not whether they are, longest first: the open ones, and
    those that were exposed at some record of the indicator's period."""
    seen_by, span = sightings(facts), period_days(facts, HOURS) * 24
    lately = {id_ for s in seen_by if s.ago_h <= span for id_ in s.reachable or ()}
    found = [
        _window(facts, v, now, seen_by)
        for id_, v in sorted(facts["vulnerabilities"].items())
        if (v["priority"] is None or v["priority"] in CRITICAL) and (v["status"] in OPEN_STATES or id_ in lately)
    ]
    return sorted(found, key=lambda w: (w.state is not State.EXPOSED, -(w.hours or 0), w.vulnerability))


def _window(facts: Json, vulnerability: Json, now: datetime, seen_by: Sequence[Sighting]) -> Window:
    here = now_state(vulnerability)
    begun = begun_ago_h(facts, vulnerability)
    hours, seen = exposed(vulnerability, begun, seen_by)
    return Window(
        vulnerability=vulnerability["id"],
        title=vulnerability["title"],
        priority=vulnerability["priority"] or "",
        state=here,
        since="" if begun is None else ages(now, begun),
        hours=hours,
        seen=seen,
        sources=tuple(vulnerability["exposed_from"]),
        units=tuple(vulnerability["affected_units"]),
        missing=tuple(_lacking(vulnerability, here, hours, seen)),
    )


def _lacking(vulnerability: Json, here: State, hours: float | None, seen: float) -> Iterator[str]:
    name = vulnerability["id"]
    if here is State.CLOSED and not (hours or seen):
        return
    if vulnerability["priority"] is None:
        yield f"priority of {name}"
    if hours is None:
        yield f"detected_at of {name}, or an advisory with its date, in the past"
    if here is State.UNKNOWN:
        yield f"whether {name} is reachable: no device between its assets and a less trusted zone could be assessed"


def exposure_hours(facts: Json, found: list[Window]) -> Iterator[Measure]:
    """Yield the mean window of those exposed, in hours: of the whole site, and of each unit that an indicator names."""
    if "vulnerabilities" not in facts["site"]["declared"]:
        yield Measure(HOURS, "site", "h", None, missing=("vulnerabilities.yaml: no register is declared",))
        return
    for scope in scopes(facts, HOURS):
        measure = _mean(scope, [w for w in found if scope == "site" or scope in w.units])
        yield over_time(facts, measure, period_days(facts, HOURS, scope))


def _mean(scope: str, found: list[Window]) -> Measure:
    """Return the mean of the windows in which something was, or may have been, exposed; without any it is 0."""
    counted = [w for w in found if w.state is not State.CLOSED or w.hours or w.seen]
    if not counted:
        return Measure(HOURS, scope, "h", 0.0, {"exposed": 0.0})
    missing = tuple(m for w in counted for m in w.missing)
    seen = [w.seen for w in counted]
    least = round(formulas.mean(seen), 2)
    if missing:
        return Measure(HOURS, scope, "h", None, missing=missing, bound=least)
    hours = [w.hours for w in counted if w.hours is not None]
    inputs = {
        "exposed": float(len(hours)),
        "p95": formulas.percentile(hours, 95),
        "max": max(hours),
        "p95_seen": formulas.percentile(seen, 95),
    }
    return Measure(HOURS, scope, "h", round(formulas.mean(hours), 2), inputs, bound=least)


def exposed_hours(found: list[Window]) -> Iterator[Measure]:
    """Yield each window as a measure of its vulnerability, at most so long, and as records show as its bound."""
    for one in found:
        value = None if one.missing else one.hours
        yield Measure(WINDOW, one.vulnerability, "h", value, missing=one.missing, bound=one.seen)
