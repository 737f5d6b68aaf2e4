"""Earlier runs: what is recorded, what records say of exposure and trends, and what they cannot say."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import zonewarden
from tests.metrics.plant import build
from tests.metrics.test_measures import declared, facts_of, made, one
from zonewarden.measures.exposure import exposed, sightings
from zonewarden.measures.model import Point
from zonewarden.measures.past import rising, rising_by_neglect

NOW = datetime(2026, 5, 1, tzinfo=UTC)
HISTORY = "exports/flow-history.jsonl"


def at(hours: float) -> str:
    return (NOW - timedelta(hours=hours)).isoformat()


def record(hours: float, *reachable: str, **more: object) -> dict[str, object]:
    return {"as_of": at(hours), "reachable_vulnerabilities": list(reachable), **more}


def lines(*records: dict[str, object]) -> dict[str, str]:
    return {HISTORY: "".join(json.dumps(r) + "\n" for r in records)}


def kept(hours: float, reachable: list[str] | None, unreachable: list[str] | None = None) -> dict[str, Any]:
    return {"as_of_ago_h": hours, "reachable": reachable, "unreachable": unreachable}


def window(now: str | None, begun: float | None, *records: dict[str, Any]) -> tuple[float | None, float]:
    """Return the hours of a vulnerability that is in this exposure now, detected so many hours ago."""
    vulnerability = {
        "id": "V", "status": "exploitable", "exposure": now, "vector": {"network": True},
    }  # fmt: skip
    return exposed(vulnerability, begun, sightings({"history": {str(n): r for n, r in enumerate(records)}}))


@pytest.mark.parametrize(
    ("now", "begun", "records", "hours"),
    [
        ("open", 100, [], (100, 0)),  # nobody looked: all of it, and none of it is sure
        ("small", 100, [], (0, 0)),
        (None, 100, [], (100, 0)),
        ("open", 100, [kept(60, ["V"])], (100, 60)),
        ("open", 100, [kept(60, [])], (60, 0)),  # it opened after the record; before that it was closed
        ("small", 100, [kept(60, ["V"])], (100, 0)),
        ("small", 100, [kept(80, ["V"]), kept(60, ["V"]), kept(10, [])], (90, 20)),
        ("open", 100, [kept(80, []), kept(60, ["V"]), kept(50, ["V"]), kept(40, [])], (80, 10)),
        ("small", 100, [kept(200, ["V"]), kept(60, [])], (0, 0)),  # of before it was detected
        ("small", 100, [kept(60, None)], (100, 0)),  # a record that tells of none
        ("small", 100, [kept(60, [], ["V"])], (0, 0)),
        ("small", 100, [kept(60, [], ["W"])], (100, 0)),  # one that knows of others tells nothing of this
        ("open", None, [kept(60, ["V"])], (None, 60)),
    ],
)
def test_hours_of_exposure(
    now: str | None, begun: float | None, records: list[dict[str, Any]], hours: tuple[float | None, float]
) -> None:
    assert window(now, begun, *records) == hours


@given(
    begun=st.integers(1, 500),
    moments=st.lists(st.tuples(st.integers(1, 600), st.booleans()), unique_by=lambda pair: pair[0], max_size=8),
    now=st.sampled_from(["open", "small"]),
)
def test_bounds_hold_whatever_happens_at_the_records(begun: int, moments: list[tuple[int, bool]], now: str) -> None:
    """Exposure that changes only at records, or right after them, lies between what is seen and what it is at most."""
    most, seen = window(now, begun, *(kept(h, ["V"] if open_ else []) for h, open_ in moments))
    assert most is not None
    assert 0 <= seen <= most <= begun
    ends = sorted([(h, open_) for h, open_ in moments if h <= begun] + [(0, now == "open")], reverse=True)
    later = sum(a[0] - b[0] for a, b in pairwise(ends) if a[1])  # it stays as each record found it
    earlier = sum(a[0] - b[0] for a, b in pairwise(ends) if b[1])
    assert seen <= min(later, earlier)
    assert max(later, earlier) <= most


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3, 2, 1], True),
        ([3, 3, 1], False),
        ([0, None, None], False),
        ([3, None, None], None),
        ([3, 2, None], None),
        ([2, 3, None], False),
        ([None, 2, 1], None),
    ],
)
def test_rising_over_periods(values: list[float | None], expected: bool | None) -> None:
    assert rising([Point("", v) for v in values]) is expected


def monthly(*values: float | None) -> list[Point]:
    return [Point(at(31 * 24 * k), v) for k, v in enumerate(values)]


@pytest.mark.parametrize(
    ("mean_ages", "numbers", "expected"),
    [
        (monthly(102, 71, 40), [3, 3, 3], False),  # the same ones stand
        (monthly(102.01, 71, 40.01), [None, None, None], False),
        (monthly(60, 50, 40), [6, 5, 4], True),  # some came, and the old ones stand
        (monthly(60, 50, 19), [3, 3, 3], True),  # in one of the periods only time passed
        (monthly(102.5, 71, 40), [3, 3, 3], True),
        (monthly(140, 90, 40), [2, 3, 3], False),  # a young one ended
        (monthly(60, 50, 40), [2, 3, None], False),
        (monthly(60, 50, 40), [3, 3, None], None),
        (monthly(60, 50, None), [3, 3, 3], None),
        (monthly(50, 60, 40), [3, 3, 3], False),
    ],
)
def test_a_mean_age_rises_where_nobody_reduces_what_ages(
    mean_ages: list[Point], numbers: list[float | None], expected: bool | None
) -> None:
    assert rising_by_neglect(mean_ages, numbers) is expected


@pytest.mark.parametrize(("earlier", "rises"), [((80, 40), True), ((89, 58), False), ((80, 40, 2), False)])
def test_the_age_of_the_exceptions_of_a_site(tmp_path: Path, earlier: tuple[float, ...], rises: bool) -> None:
    """One exception of 120 days: what it was one and two months ago is told by records, with their number."""

    def told(days: float, age: float, open_: float = 0) -> dict[str, object]:
        rows = (
            ("mean_exception_age_days", "days", age),
            ("open_exceptions", "count", open_),
            ("expired_exceptions", "count", 1),
        )
        return record(days * 24, measures=[{"id": i, "scope": "site", "unit": u, "value": v} for i, u, v in rows])

    exceptions = (
        "schema: exceptions/v1\nexceptions:\n  - {id: E-1, policy_ids: [SEG-001], scope: {objects: [plc-1]}, "
        'status: deviation-approved, accepted_at: "2026-01-01T00:00:00Z", expires: "2026-06-30"}\n'
    )
    kpis = "schema: kpis/v1\nkpis:\n  - {id: mean_exception_age_days, unit: days, scope: site, target: 900, period: month}\n"
    history = lines(told(31, earlier[0]), told(62, *earlier[1:]))
    measures = facts_of(tmp_path, exceptions=exceptions, kpis=kpis, **history)["measures"]
    assert measures["mean_exception_age_days@site"]["rising"] is rises


def test_windows_of_a_plant_that_keeps_records(tmp_path: Path) -> None:
    """V-3 was mended, and was exposed in the quarter: it counts with the day that it was seen, and V-1 with all of it."""
    register = declared("vulnerabilities").replace("id: V-3,", 'id: V-3, detected_at: "2026-02-01T00:00:00Z",')
    found = made(tmp_path, vulnerabilities=register, **lines(
        record(1000, "V-3"), record(976, "V-3"), record(240, "V-1"), record(24, "V-1"),
    ))  # fmt: skip
    hours = {w.vulnerability: (w.hours, w.seen) for w in found.windows}
    before_first = (NOW - datetime(2026, 2, 1, tzinfo=UTC)).total_seconds() / 3600 - 1000
    assert hours == {"V-1": (264.0, 240.0), "V-2": (0.0, 0.0), "V-3": (before_first + 24 + 736, 24.0)}
    exposure = one(found, "critical_exposure_hours")
    assert exposure.value == round((264 + before_first + 760) / 2, 2)
    assert exposure.bound == 132.0


def test_trends_end_each_period_at_the_nearest_record(tmp_path: Path) -> None:
    """Half a period around each end: 46 days of a quarter."""

    def drift(days: float, value: float) -> dict[str, object]:
        return record(days * 24, measures=[{"id": "open_exceptions", "scope": "site", "unit": "count", "value": value}])

    exceptions = "schema: exceptions/v1\nexceptions:\n" + "".join(
        f"  - {{id: E-{n}, policy_ids: [SEG-001], scope: {{objects: [plc-1]}}, status: deviation-approved, "
        f'accepted_at: "2026-04-01T00:00:00Z", expires: "2026-06-30"}}\n'
        for n in range(3)
    )
    kpis = "schema: kpis/v1\nkpis:\n  - {id: open_exceptions, unit: count, scope: site, target: 9, period: quarter}\n"
    for name, days, rises in (("risen", (95, 180), True), ("hole", (95, 231), None)):
        history = lines(*(drift(d, v) for d, v in zip((*days, 300), (2, 1, 7), strict=True)))
        told = facts_of(tmp_path / name, exceptions=exceptions, kpis=kpis, **history)["measures"][
            "open_exceptions@site"
        ]
        assert (told["value"], told["rising"]) == (3.0, rises)
        assert bool(told["taints"]) == (rises is None)  # there are older records: one should be there


def test_a_line_is_added_and_the_next_run_reads_it(tmp_path: Path) -> None:
    plant = build(tmp_path / "plant")
    first = zonewarden("report", plant, "--record", plant / HISTORY, "--as-of", "2026-04-28")
    assert first.code == 0, first.err
    (kept_line,) = (plant / HISTORY).read_text(encoding="utf-8").splitlines()
    written = json.loads(kept_line)
    assert (written["reachable_vulnerabilities"], written["unreachable_vulnerabilities"]) == (["V-1"], ["V-2", "V-4"])
    assert written["policy_counts"]["SEG-006"] > 0
    assert {"id": "availability", "scope": "line2", "unit": "ratio"} in written["measures"]
    second = zonewarden("report", plant, "--record", plant / HISTORY, "--format", "json")
    trends = {(t["id"], t["scope"]): [p["value"] for p in t["points"]] for t in json.loads(second.out)["trends"]}
    assert trends["critical_exposure_hours", "site"] == [192.0, 264.0]
    assert len((plant / HISTORY).read_text(encoding="utf-8").splitlines()) == 2
    again = zonewarden("report", plant, "--record", plant / HISTORY)
    assert again.code == 2
    assert "a record of this moment stands already on line 2" in again.err
    assert len((plant / HISTORY).read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (record(24, site="other"), "the record is of site other, not plant"),
        (record(-24), "which is yet to come"),
        ({"reachable_vulnerabilities": []}, "as_of"),
        (record(24, policy_counts={"SEG-001": -1}), "-1"),
        (record(24, reachable="V-1"), "unknown"),
    ],
)
def test_a_record_that_cannot_be_is_none_and_the_export_says_so(
    tmp_path: Path, wrong: dict[str, object], says: str
) -> None:
    facts = facts_of(tmp_path, **lines(record(48, "V-1"), wrong))
    assert [h["as_of_ago_h"] for h in facts["history"].values()] == [48.0]
    assert any(says in t["reason"] for t in facts["exports"]["flow-history"]["taints"])


def test_a_day_or_a_moment_elsewhere_is_a_moment_here(tmp_path: Path) -> None:
    times = ("2026-04-01", "2026-04-02t02:00:00+02:00")
    facts = facts_of(tmp_path, **lines(*({"as_of": at} for at in times)))
    assert {at: h["as_of_ago_h"] for at, h in facts["history"].items()} == {
        "2026-04-01T00:00:00Z": 720.0,
        "2026-04-02T00:00:00Z": 696.0,
    }


def test_no_hole_in_what_was_never_recorded(tmp_path: Path) -> None:
    """A history of flows alone, as others may keep it, says nothing about exceptions: nothing is missing in it."""
    exceptions = (
        "schema: exceptions/v1\nexceptions:\n  - {id: E-1, policy_ids: [SEG-001], scope: {objects: [plc-1]}, "
        'status: deviation-approved, accepted_at: "2026-04-01T00:00:00Z", expires: "2026-06-30"}\n'
    )
    rows = (record(24 * d, policy_counts={"SEG-001": n}) for d, n in ((150, 3), (62, 0), (31, 0)))
    told = facts_of(tmp_path, exceptions=exceptions, conduits="schema: conduits/v1\nconduits: []\n", **lines(*rows))
    measures = told["measures"]
    assert (measures["open_exceptions@site"]["rising"], measures["open_exceptions@site"]["taints"]) == (None, [])
    assert [p["value"] for p in measures["segmentation_drift@site"]["periods"]] == [1.0, 0.0, 0.0]


REPORTED = """\
schema: kpis/v1
kpis:
  - {id: risk_adjusted_uptime, unit: ratio, scope: line1, period: quarter, value_reported: 0.9, value_at: "2026-04-10"}
  - {id: time_to_safe_integration, unit: days, scope: site, period: quarter, value_reported: 30, value_at: "2026-04-10"}
  - {id: critical_exposure_hours, unit: h, scope: site, period: quarter, value_reported: 30, value_at: "2026-04-10"}
  - {id: availability, unit: ratio, scope: line1, period: quarter, value_reported: 0.9, value_at: "2026-04-30"}
measurements:
  - {unit: line1, period_start: "2025-10-01", period_end: "2025-12-31", actual_production_time_h: 1700, planned_busy_time_h: 1700}
  - {unit: line1, period_start: "2026-01-01", period_end: "2026-04-20", actual_production_time_h: 1573, planned_busy_time_h: 1725}
"""


def test_reported_values_are_recomputed_for_their_day(tmp_path: Path) -> None:
    """On 10 April i-1 alone was made safe within the quarter, and the quarter before last was the last that was measured."""
    told = {
        k: (v["recomputed"], v["recomputed_most"]) for k, v in facts_of(tmp_path / "a", kpis=REPORTED)["kpis"].items()
    }
    assert told == {
        "risk_adjusted_uptime": ([], 1.0),
        "time_to_safe_integration": ([40.0, 40.0], None),
        "critical_exposure_hours": ([], None),
        "availability": ([0.911884], None),
    }
    row = record(500, measures=[{"id": "critical_exposure_hours", "scope": "site", "unit": "h", "value": 12}])
    recorded = facts_of(tmp_path / "b", kpis=REPORTED, **lines(row))["kpis"]
    assert recorded["critical_exposure_hours"]["recomputed"] == [12.0]
    assert recorded["time_to_safe_integration"]["recomputed"] == [40.0, 40.0]


def test_the_share_of_the_last_recorded_run_is_a_measure_for_a_month(tmp_path: Path) -> None:
    def share(hours: float, value: float) -> dict[str, object]:
        return record(hours, measures=[{"id": "undecidable_share", "scope": "site", "unit": "ratio", "value": value}])

    recent = facts_of(tmp_path / "a", **lines(share(700, 0.1), share(24, 0.3)))["measures"]
    assert recent["undecidable_share@site"]["value"] == 0.3
    assert "undecidable_share@site" not in facts_of(tmp_path / "b", **lines(share(800, 0.3)))["measures"]


def test_an_earlier_uptime_has_the_loss_that_was_recorded_then(tmp_path: Path) -> None:
    loss = [{"id": "expected_annual_loss", "scope": "line1", "unit": "EUR_per_year", "value": 3800000}]
    found = made(tmp_path, **lines(record(24 * 100, measures=loss)))
    assert [p.value for p in one(found, "risk_adjusted_uptime", "line1").periods] == [0.911733, 0.9]
