"""Downtime of security changes, drift, debt of exceptions, lag of revocation: values by hand, and none where an input is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.metrics.plant import CONFIG
from tests.metrics.test_measures import made, one
from zonewarden.measures.model import Standing
from zonewarden.metrics.board import Board
from zonewarden.metrics.record import record_of

_CHANGE = (
    "{{id: {0}, type: {1}, scope: {{}}, disruption: hot, status: {2}, start: '2026-04-01T08:00:00Z', "
    "end: '{3}T12:00:00Z'{4}}}"
)


def changes(*rows: tuple[str, str, str, str, str]) -> str:
    listed = "".join(f"  - {_CHANGE.format(*row)}\n" for row in rows)
    return f"schema: operations/v1\nchanges:\n{listed}"


PATCHED = ("C-1", "normal", "closed", "2026-04-02", ", cyber_controls_affected: [VUL-008], attributed_downtime_h: 1.5")
URGENT = ("C-2", "emergency", "implemented", "2026-04-03", ", attributed_downtime_h: 0.25")
NAMES_URGENT = """\
schema: vulnerabilities/v1
vulnerabilities:
  - {id: V-9, assets: [plc-1], status: resolved, change_id: C-2}
"""
KPIS = """\
schema: kpis/v1
kpis:
  - {id: security_change_downtime_h, unit: h, scope: site, target: 0, threshold: 2, direction: lower, period: quarter}
"""


def test_downtime_is_summed_over_security_changes_of_the_period(tmp_path: Path) -> None:
    rows = (
        PATCHED,
        URGENT,
        ("C-3", "normal", "closed", "2026-04-04", ", attributed_downtime_h: 9"),  # for no security reason
        ("C-4", "normal", "approved", "2026-04-05", ", cyber_controls_affected: [FW-006]"),  # not carried out
        ("C-5", "normal", "closed", "2026-04-01", ", cyber_controls_affected: [FW-006], attributed_downtime_h: 7, implemented_at: '2026-01-01T08:00:00Z'"),  # before the quarter
    )  # fmt: skip
    found = one(
        made(tmp_path, operations=changes(*rows), vulnerabilities=NAMES_URGENT, kpis=KPIS), "security_change_downtime_h"
    )
    assert (found.value, found.inputs) == (1.75, {"changes": 2.0, "emergencies": 1.0, "period_days": 92.0})
    assert found.standing is Standing.OFF_TARGET


def test_downtime_that_nobody_recorded_leaves_no_sum(tmp_path: Path) -> None:
    silent = (*PATCHED[:4], ", cyber_controls_affected: [VUL-008]")
    found = one(made(tmp_path, operations=changes(silent)), "security_change_downtime_h")
    assert (found.value, found.missing) == (None, ("attributed_downtime_h of C-1",))


EXCEPTION = (
    "  - {{id: {0}, policy_ids: [SEG-001], scope: {{objects: [plc-1]}}, status: {1}, expires: '{2}'{3}}}\n"
)  # fmt: skip


def exceptions(*rows: tuple[str, str, str, str]) -> str:
    return "schema: exceptions/v1\nexceptions:\n" + "".join(EXCEPTION.format(*row) for row in rows)


def test_debt_is_age_times_impact_of_what_is_in_force(tmp_path: Path) -> None:
    found = made(tmp_path, exceptions=exceptions(
            ("E-1", "deviation-approved", "2026-06-30", ", accepted_at: '2026-04-21T00:00:00Z', impact: 3"),  # 10 days
            ("E-2", "deviation-approved", "2026-06-30", ", accepted_at: '2026-04-01T00:00:00Z', impact: 1"),  # 30 days
            ("E-3", "deviation-approved", "2026-04-29", ", accepted_at: '2026-01-01T00:00:00Z', impact: 4"),  # ran out
            ("E-4", "deviation-requested", "2026-06-30", ""),
    ))  # fmt: skip
    names = ("waiver_debt", "open_exceptions", "expired_exceptions", "mean_exception_age_days")
    told = [one(found, name) for name in names]
    assert [(m.value, m.unit) for m in told] == [(60.0, "days"), (2.0, "count"), (1.0, "count"), (20.0, "days")]


def test_an_exception_of_no_day_leaves_no_debt(tmp_path: Path) -> None:
    whole = made(tmp_path, exceptions=exceptions(("E-1", "deviation-approved", "2026-06-30", "")))
    for name in ("waiver_debt", "mean_exception_age_days"):
        found = one(whole, name)
        assert (found.value, found.missing) == (None, ("accepted_at of E-1",))
    assert one(whole, "open_exceptions").value == 1.0


GRANT = (
    "  - {{id: {0}, valid_from: '2026-04-01T00:00:00Z', valid_until: '{1}', status: {2}, "
    "task: {{status: done{3}}}{4}}}\n"
)  # fmt: skip


def grants(*rows: tuple[str, str, str, str, str]) -> dict[str, str]:
    return {"remote-access": "schema: remote-access/v1\ngrants:\n" + "".join(GRANT.format(*row) for row in rows)}


def done(moment: str) -> str:
    return f", completed_at: '{moment}'"


def test_access_ends_when_it_is_revoked_or_runs_out(tmp_path: Path) -> None:
    rows = (
        # 20 minutes, then 30 until it ran out by itself, 0 as it was revoked before, 120 until now
        (
            "G-1",
            "2026-04-30T00:00:00Z",
            "completed",
            done("2026-04-10T10:00:00Z"),
            ", revoked_at: '2026-04-10T10:20:00Z'",
        ),
        ("G-2", "2026-04-10T10:30:00Z", "expired", done("2026-04-10T10:00:00Z"), ""),
        (
            "G-3",
            "2026-04-30T00:00:00Z",
            "completed",
            done("2026-04-10T10:00:00Z"),
            ", revoked_at: '2026-04-10T09:00:00Z'",
        ),
        ("G-4", "2026-05-02T00:00:00Z", "active", done("2026-04-30T22:00:00Z"), ""),
        ("G-5", "2026-05-02T00:00:00Z", "active", "", ""),  # the task goes on
    )
    found = one(made(tmp_path, **grants(*rows)), "revocation_lag")
    assert (found.value, found.unit) == (120.0, "min")
    assert found.inputs == {"grants": 4.0, "not_revoked": 2.0, "median": 25.0, "longest": 120.0, "period_days": 366.0}


@pytest.mark.parametrize(
    ("status", "missing"),
    [("completed", "task.completed_at of G-1"), ("active", "a grant whose task was completed in the last 366 days")],
)
def test_without_a_completed_task_there_is_no_lag(tmp_path: Path, status: str, missing: str) -> None:
    found = one(made(tmp_path, **grants(("G-1", "2026-05-02T00:00:00Z", status, "", ""))), "revocation_lag")
    assert (found.value, found.missing) == (None, (missing,))


NO_CONDUITS = "schema: conduits/v1\nconduits: []\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return made(tmp_path_factory.mktemp("plant"), conduits=NO_CONDUITS)


def test_drift_counts_undeclared_flows_and_what_came_since_the_last_record(whole: Board, tmp_path: Path) -> None:
    drift = one(whole, "segmentation_drift")
    assert (drift.value, drift.inputs) == (1.0, {"possible": 0.0})  # ent -> cell1, of no conduit
    earlier = replace(record_of(whole), as_of="2026-04-01T00:00:00Z")
    before = [replace(v, value=0.0) if v.id == "segmentation_drift" else v for v in earlier.measures]
    later = made(tmp_path, (replace(earlier, measures=tuple(before)),), conduits=NO_CONDUITS)
    assert one(later, "segmentation_drift").inputs["change"] == 1.0
    assert next(t for t in later.trends if t.id == "segmentation_drift").points[0].value == 0.0


def test_without_conduits_there_is_no_drift(tmp_path: Path) -> None:
    found = one(made(tmp_path), "segmentation_drift")
    assert (found.value, found.missing) == (None, ("conduits.yaml: no conduit is declared",))


def test_one_flow_that_is_not_assessable_leaves_no_drift(tmp_path: Path) -> None:
    """A line that nobody can read may permit anything out of the cell; what leads into it is sure nevertheless."""
    config = CONFIG.replace("access-list CELL1-IN", "access-list CELL1-IN extended fancy 1\naccess-list CELL1-IN", 1)
    drift = one(made(tmp_path, conduits=NO_CONDUITS, **{"fw-1": config}), "segmentation_drift")
    assert (drift.value, drift.bound, drift.missing) == (None, 1.0, ("an assessment of 3 flows",))
