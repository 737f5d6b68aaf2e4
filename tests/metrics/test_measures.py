"""Measures of a small plant: hand-computed values, and no number where an input is missing or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.metrics.plant import CONFIG, FILES, build
from zonewarden.check import Request, analyse, read
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.document import facts
from zonewarden.measures.exposure import state
from zonewarden.measures.model import Measure, Standing, State
from zonewarden.measuring import measure
from zonewarden.metrics.board import Run, board
from zonewarden.metrics.model import Board
from zonewarden.metrics.record import Record
from zonewarden.triage.finding import Result


def made(folder: Path, earlier: Sequence[Record] = (), **changed: str) -> Board:
    """Return the report of a plant without what policies say: measures of declared records and flows need none."""
    document = facts_of(folder, **changed)
    result = Result("plant", document["as_of"], "0.1.0", (), (), (), (), {})
    return board(Run(result, document), earlier)


def facts_of(folder: Path, **changed: str) -> dict[str, Any]:
    inputs = read(Request(build(folder, **changed) / "zonewarden.yaml"))
    analysed = analyse(inputs)
    assert analysed is not None, inputs.diagnostics
    return facts(analysed, inputs.configs.parsed)


def judged(folder: Path, **changed: str) -> Board:
    run, diagnostics = measure(Request(build(folder, **changed) / "zonewarden.yaml"), EmbeddedEngine())
    assert run is not None, diagnostics
    return board(run)


def declared(kind: str) -> str:
    return FILES[f"declarations/{kind}.yaml"]


def one(found: Board, id_: str, scope: str = "site") -> Measure:
    return next(m for m in found.measures if (m.id, m.scope) == (id_, scope))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return made(tmp_path_factory.mktemp("plant"))


def test_values_by_hand(whole: Board) -> None:
    values = {(m.id, m.scope): m.value for m in whole.measures if m.id not in {"violations", "undecidable_share"}}
    assert values == {
        ("availability", "line1"): 0.911884,  # 1573 h of 1725 h, the later of two periods
        ("expected_annual_loss", "line1"): 6300.0,  # 0.05 a year * 6 h * 21000 an hour: V-1 alone is reachable
        ("risk_adjusted_uptime", "line1"): 0.911733,  # 0.911884 * (1 - 6300 / 38000000)
        ("availability", "line2"): None,
        ("expected_annual_loss", "line2"): 0.0,
        ("risk_adjusted_uptime", "line2"): None,
        ("time_to_safe_integration", "site"): 45.0,  # 40 and 50 days; i-3 was before the quarter
        ("live_before_safe", "site"): 1.0,  # i-2, ten days early
        ("critical_exposure_hours", "site"): 264.0,  # detected 11 days ago; publication is another's matter
        ("production_cost_at_risk", "site"): 0.0,  # no policy was asked
        ("security_change_downtime_h", "site"): None,
        ("segmentation_drift", "site"): None,
        ("open_exceptions", "site"): None,
        ("expired_exceptions", "site"): None,
        ("mean_exception_age_days", "site"): None,
        ("waiver_debt", "site"): None,
        ("revocation_lag", "site"): None,
        ("avoided_loss", "INV-2"): 160440.0,  # (0.08 * 36 - 0.02 * 12) * 21000 + 20000 + 180000 - 95000
    }
    assert one(whole, "avoided_loss", "INV-2").inputs == {"low": 96264.0, "high": 224616.0}


def test_what_is_missing_is_named(whole: Board) -> None:
    assert one(whole, "risk_adjusted_uptime", "line2").missing == (
        "a measurement of line2 whose period has ended",
        "annual_production_value of line2",
    )
    assert all((m.value is None) == bool(m.missing) for m in whole.measures)


def test_standing_against_the_declared_targets(whole: Board) -> None:
    standing = {m.id: m.standing for m in whole.measures if m.scope in {"site", "line1"}}
    assert standing["risk_adjusted_uptime"] is Standing.ON_TARGET
    assert standing["time_to_safe_integration"] is Standing.OFF_TARGET
    assert standing["critical_exposure_hours"] is Standing.BEYOND_THRESHOLD
    assert standing["availability"] is Standing.NO_TARGET


def test_windows_are_open_only_where_the_flows_reach(whole: Board) -> None:
    assert [(w.vulnerability, w.state, w.hours, w.sources) for w in whole.windows] == [
        ("V-1", State.EXPOSED, 264.0, ("ent",)),
        ("V-2", State.CLOSED, 0.0, ()),
    ]


def test_closing_the_flow_closes_the_window(tmp_path: Path) -> None:
    config = CONFIG.replace("access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.20.1.10 eq 102 log\n", "")
    found = made(tmp_path, **{"fw-1": config})
    assert [w.state for w in found.windows] == [State.CLOSED, State.CLOSED]
    assert one(found, "critical_exposure_hours").value == 0
    assert one(found, "expected_annual_loss", "line1").value == 0


def test_no_device_between_leaves_the_window_unknown(tmp_path: Path) -> None:
    config = CONFIG.partition("interface")[0]
    found = made(tmp_path, **{"fw-1": config})
    exposure = one(found, "critical_exposure_hours")
    assert State.UNKNOWN in {w.state for w in found.windows}
    assert exposure.value is None
    assert any("whether V-1 is reachable" in m for m in exposure.missing)


def test_what_no_device_was_asked_about_is_neither_reachable_nor_out_of_reach() -> None:
    vulnerability = {"exposure": None, "vector": {"network": None}}
    assert state(vulnerability) is State.UNKNOWN
    assert state(vulnerability | {"exposure": "small"}) is State.CLOSED
    assert state(vulnerability | {"exposure": "controlled"}) is State.EXPOSED
    assert state(vulnerability | {"vector": {"network": False}}) is State.CLOSED


def test_a_control_that_allows_the_outside_mitigates_nothing(tmp_path: Path) -> None:
    """The flows prove the control, and what it allows is the office network: the window stays open."""
    register = declared("vulnerabilities").replace(
        "    priority: immediate\n",
        "    priority: immediate\n    decision: {type: mitigated, control_ids: [CC-1]}\n",
        1,
    )
    register += (
        "compensating_controls:\n  - {id: CC-1, kind: segmentation, for: [V-1], "
        'assert: {type: only_from, dst_asset: plc-1, service: s7comm, src: [bi-1]}, expires: "2026-06-30"}\n'
    )
    found = made(tmp_path, vulnerabilities=register)
    assert {w.vulnerability: w.state for w in found.windows}["V-1"] is State.EXPOSED
    assert one(found, "expected_annual_loss", "line1").value == 6300


@pytest.mark.parametrize(
    ("kind", "old", "new", "measure_id", "scope", "missing"),
    [
        ("vulnerabilities", ", annual_probability: 0.05", "", "risk_adjusted_uptime", "line1",
         "production_risk.annual_probability of V-1"),
        ("vulnerabilities", "    priority: immediate\n", "", "critical_exposure_hours", "site", "priority of V-1"),
        ("units", "    annual_production_value: 38000000\n", "", "risk_adjusted_uptime", "line1",
         "annual_production_value of line1"),
        ("units", "downtime_cost_per_hour: 21000, ", "", "expected_annual_loss", "line1",
         "bia.downtime_cost_per_hour of line1"),
        ("units", "21000", "22000", "avoided_loss", "INV-2",
         "one downtime cost an hour: INV-2 says 21000, its unit 22000"),
        ("kpis", "actual_production_time_h: 1573", "actual_production_time_h: 1800", "availability", "line1",
         "a measurement of line1 whose actual production time is within its planned busy time"),
        ("integrations", 'requested_at: "2026-02-01T00:00:00Z", ', "", "time_to_safe_integration", "site",
         "requested_at of i-1"),
        ("integrations", 'safe_at: "2026-03-13T00:00:00Z", ', "", "time_to_safe_integration", "site", "safe_at of i-1"),
        ("integrations", ', go_live: "2026-03-14T00:00:00Z"', "", "live_before_safe", "site", "go_live of i-1"),
    ],
)  # fmt: skip
def test_without_an_input_there_is_no_number(
    tmp_path: Path, kind: str, old: str, new: str, measure_id: str, scope: str, missing: str
) -> None:
    text = declared(kind)
    assert old in text
    found = one(made(tmp_path, **{kind: text.replace(old, new, 1)}), measure_id, scope)
    assert (found.value, missing in found.missing) == (None, True), found


@pytest.mark.parametrize(
    ("kind", "measure_id", "scope"),
    [
        ("vulnerabilities", "critical_exposure_hours", "site"),
        ("vulnerabilities", "risk_adjusted_uptime", "line1"),
        ("integrations", "time_to_safe_integration", "site"),
        ("integrations", "live_before_safe", "site"),
        ("kpis", "availability", "line1"),
    ],
)
def test_without_a_register_there_is_no_number(tmp_path: Path, kind: str, measure_id: str, scope: str) -> None:
    found = one(made(tmp_path, **{kind: ""}), measure_id, scope)
    assert found.value is None
    assert found.missing


def test_cost_counts_each_unit_once(tmp_path: Path) -> None:
    units = declared("units").replace(
        "bia: {safety_consequence: 1}", "bia: {downtime_cost_per_hour: 1000, credible_outage_h: 2}"
    )
    found = judged(tmp_path, units=units)
    by_unit = {u.unit: (u.cost_at_risk, u.findings.total > 0) for u in found.unit_costs}
    assert by_unit == {"line1": (756000.0, True), "line2": (2000.0, True)}
    assert one(found, "production_cost_at_risk").value == 758000
    assert {f.cost_at_risk for f in found.finding_costs if f.units == ("line1",)} == {756000.0}
    assert all(f.cost_at_risk is None for f in found.finding_costs if not f.units)
    assert found.tally.findings.total == len(found.finding_costs) == one(found, "violations").value


def test_a_unit_without_a_price_leaves_no_total(tmp_path: Path) -> None:
    found = judged(tmp_path)
    assert one(found, "production_cost_at_risk").missing == (
        "bia.downtime_cost_per_hour of line2",
        "bia.credible_outage_h of line2",
    )
    assert found.unit_costs[0].unit == "line2"
    assert {f.units for f in found.finding_costs[: found.unit_costs[0].findings.total]} == {("line2",)}


RISKS = """\
schema: governance/v1
risk_register:
  - {id: R-1, unit: line1, residual_ale: 100000, status: remediating, linked: [V-1]}
  - {id: R-2, unit: line1, residual_ale: 1000, status: open, linked: [V-1]}
  - {id: R-3, residual_ale: 500, status: deviation-approved, linked: [V-1]}
  - {id: R-4, unit: line1, residual_ale: 70000, status: closed}
  - {id: R-5, unit: line2, residual_ale: 70, status: open}
  - {id: R-6, unit: line1, residual_ale: 40, status: investigating, linked: [V-2]}
  - {id: R-7, residual_ale: 5000, status: open}
"""


def test_a_risk_adds_what_it_exceeds_the_vulnerabilities_by_that_it_is_linked_to(tmp_path: Path) -> None:
    """R-2 and R-3 are less than V-1 itself, R-4 is closed, R-7 bears on no unit; V-2 is out of reach, and costs nothing."""
    found = made(tmp_path, governance=RISKS)
    assert one(found, "expected_annual_loss", "line1").value == 100040.0
    assert one(found, "expected_annual_loss", "line2").value == 70.0
    uptime = one(found, "risk_adjusted_uptime", "line1")
    assert uptime.value == round(1573 / 1725 * (1 - 100040 / 38000000), 6)
    assert [(p.kind, p.id, p.loss) for p in uptime.parts] == [
        ("risk", "R-1", 93700.0),
        ("vulnerability", "V-1", 6300.0),
        ("risk", "R-6", 40.0),
    ]
    assert [p.gain for p in uptime.parts] == [0.002249, 0.000151, 1e-06]


def test_a_risk_of_no_amount_leaves_no_loss_but_a_bound(tmp_path: Path) -> None:
    found = made(tmp_path, governance=RISKS.replace("residual_ale: 1000, ", ""))
    loss, uptime = (one(found, name, "line1") for name in ("expected_annual_loss", "risk_adjusted_uptime"))
    assert (loss.value, loss.missing, loss.bound) == (None, ("residual_ale of R-2",), 100040.0)
    assert (uptime.value, uptime.bound) == (None, round(1573 / 1725 * (1 - 100040 / 38000000), 6))


def test_a_loss_above_the_production_value_leaves_no_uptime(tmp_path: Path) -> None:
    found = made(tmp_path, governance=RISKS.replace("100000", "50000000"))
    uptime = one(found, "risk_adjusted_uptime", "line1")
    assert uptime.value == 0.0
    assert uptime.parts[0].gain == round(1573 / 1725 * (1 - 6340 / 38000000), 6)


def test_the_periods_before_are_measured_ones_at_the_loss_of_today(tmp_path: Path) -> None:
    uptime = one(made(tmp_path), "risk_adjusted_uptime", "line1")
    assert [(p.at, p.value) for p in uptime.periods] == [
        ("2026-03-31", uptime.value),
        ("2025-12-31", round(1 - 6300 / 38000000, 6)),
    ]


def test_a_missing_date_leaves_the_median_a_bound(tmp_path: Path) -> None:
    """50 days, and one that was safe at once for all that anybody knows."""
    text = declared("integrations").replace('requested_at: "2026-02-01T00:00:00Z", ', "", 1)
    found = one(made(tmp_path, integrations=text), "time_to_safe_integration")
    assert (found.value, found.bound) == (None, 25.0)


def test_a_pilot_is_not_safe_yet_and_leaves_the_median(tmp_path: Path) -> None:
    found = made(tmp_path, integrations=declared("integrations").replace("status: planned", "status: pilot"))
    assert one(found, "time_to_safe_integration").value == 45.0
    assert one(found, "live_before_safe").value == 2.0


def test_an_indicator_of_a_unit_has_the_measure_of_the_unit(tmp_path: Path) -> None:
    """i-2 alone was made safe within the month; V-1 bears on line1, and on nothing of line2."""
    kpis = declared("kpis").replace(
        "measurements:",
        "  - {id: time_to_safe_integration_line1, unit: days, scope: line1, target: 30, period: month}\n"
        "  - {id: critical_exposure_hours_line1, unit: h, scope: line1, target: 72}\n"
        "  - {id: critical_exposure_hours_line2, unit: h, scope: line2, target: 72}\nmeasurements:",
    )
    found = made(tmp_path, kpis=kpis)
    assert one(found, "time_to_safe_integration", "line1").value == 50.0
    assert one(found, "time_to_safe_integration").value == 45.0
    assert one(found, "critical_exposure_hours", "line1").value == 264.0
    assert one(found, "critical_exposure_hours", "line2").value == 0.0
    assert one(found, "critical_exposure_hours", "line2").standing is Standing.ON_TARGET
