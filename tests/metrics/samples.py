"""Reports built by hand: one that has everything, with names that try to break out, and one of a site without anything."""

from __future__ import annotations

from zonewarden.measures.model import Measure, Part, Point, Standing, State, Window
from zonewarden.metrics.board import SCHEMA
from zonewarden.metrics.model import Board, Counts, FindingCost, Tally, Trend, UnitCost

AT = "2026-05-01T00:00:00Z"
SAMPLE = Board(
    schema=SCHEMA,
    site="plant",
    name="Plant <script>alert(1)</script> | \x1b[31m_north_",
    as_of=AT,
    version="0.1.0",
    currency="EUR",
    tally=Tally(Counts(critical=1, medium=1, low=1), not_assessable=2, waived=1, passed=1200, policies=133),
    measures=(
        Measure("availability", "line1", "ratio", 0.911884, {"actual_production_time_h": 1573.0, "planned_busy_time_h": 1725.0}),
        Measure("expected_annual_loss", "line1", "EUR_per_year", 6300.0, {"open_vulnerabilities": 1.0}),
        Measure("risk_adjusted_uptime", "line1", "ratio", 0.911733, {}, parts=(Part("risk", "R-<1>", 93700.0, 0.002249), Part("vulnerability", "V-1", 6300.0, 0.000151)), target=0.9, threshold=0.88, standing=Standing.ON_TARGET),
        Measure("risk_adjusted_uptime", "line2", "ratio", None, {}, ("annual_production_value of line2",)),
        Measure("time_to_safe_integration", "site", "days", 45.0, {"made_safe": 2.0, "p90": 50.0}, target=30.0, threshold=60.0, standing=Standing.OFF_TARGET),
        Measure("critical_exposure_hours", "site", "h", 360.0, {"exposed": 1.0, "max": 360.0}, target=72.0, threshold=240.0, standing=Standing.BEYOND_THRESHOLD),
        Measure("production_cost_at_risk", "site", "EUR_per_event", None, {}, ("bia.credible_outage_h of line2",), target=5.0, standing=Standing.UNKNOWN),
        Measure("avoided_loss", "INV-2", "EUR", 160440.0, {"low": 96264.0, "high": 224616.0}),
        Measure("violations", "site", "count", 3.0),
    ),
    windows=(
        Window("V-1", "vulnerability V-1", "immediate", State.EXPOSED, "2026-04-16T00:00:00Z", 360.0, 24.0, ("ent",), ("line1",)),
        Window("V-2", "vulnerability V-2", "", State.UNKNOWN, "", None, 0.0, (), (), ("priority of V-2",)),
        Window("V-3", "vulnerability V-3", "out_of_cycle", State.CLOSED, "2026-01-01T00:00:00Z", 0.0, 0.0, (), ("line1",)),
    ),
    unit_costs=(
        UnitCost("line2", "Line <2>", None, Counts(medium=1), ("bia.credible_outage_h of line2",)),
        UnitCost("line1", "Bottling line number one of the north hall", 756000.0, Counts(critical=1)),
    ),
    finding_costs=(
        FindingCost("0" * 32, "GOV-001", "medium", "line2 has no owner | <b>", ("line2",), None, ("bia.credible_outage_h of line2",)),
        FindingCost("1" * 32, "SEG-006", "critical", "ent reaches cell1: " + "x" * 120, ("line1",), 756000.0),
        *(FindingCost(f"{n:032x}", "DEV-004", "low", f"switch {n}", (), None, ("a production unit behind what it is about",)) for n in range(9)),
    ),
    trends=(
        Trend("availability", "line1", "ratio", (Point("2026-02-01T00:00:00Z", 0.9), Point("2026-03-01T00:00:00Z", None), Point(AT, 0.911884))),
        Trend("risk_adjusted_uptime", "line2", "ratio", (Point("2026-02-01T00:00:00Z", None), Point(AT, None))),
        Trend("violations", "site", "count", (Point("2026-02-01T00:00:00Z", 9.0), Point("2026-03-01T00:00:00Z", 5.0), Point(AT, 3.0))),
    ),
)  # fmt: skip
EMPTY = Board(SCHEMA, "site", "", AT, "0.1.0", "EUR", Tally(Counts(), 0, 0, 0, 0), (), (), (), (), ())
