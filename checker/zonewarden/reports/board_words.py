"""Words and numbers of the board report that every output writes alike."""

from __future__ import annotations

from zonewarden.measures.model import Measure, Window
from zonewarden.metrics.model import Board, Tally

NOT_KNOWN = "not known"
TITLES = {
    "availability": "Availability",
    "expected_annual_loss": "Expected annual loss",
    "risk_adjusted_uptime": "Risk-adjusted uptime",
    "time_to_safe_integration": "Time to safe integration (median)",
    "live_before_safe": "Integrations live before they were safe",
    "critical_exposure_hours": "Critical exposure window (mean)",
    "production_cost_at_risk": "Production cost at risk",
    "avoided_loss": "Loss avoided by an investment",
    "security_change_downtime_h": "Downtime by security changes",
    "segmentation_drift": "Undeclared flows (segmentation drift)",
    "open_exceptions": "Exceptions in force",
    "expired_exceptions": "Exceptions that have run out",
    "mean_exception_age_days": "Mean age of the exceptions in force",
    "waiver_debt": "Debt of exceptions (days times impact)",
    "revocation_lag": "Access that outlived its task (95th percentile)",
    "violations": "Violations",
    "undecidable_share": "Share of verdicts that could not be reached",
}
DEAREST = 3
"""Losses that a measure is shown with; the JSON has them all."""
TALL = 10
"""Violations that are listed; the JSON has them all."""


def title(measure: str) -> str:
    """Return what a measure is called."""
    return TITLES.get(measure, measure)


def amount(value: float | None, unit: str) -> str:
    """Return a value with its unit; `not known` for None."""
    if value is None:
        return NOT_KNOWN
    if unit == "ratio":
        return f"{value:.4f}"
    if unit == "count":
        return f"{value:,.0f}"
    money = unit.partition("_per_")
    if money[1]:
        return f"{value:,.0f} {money[0]} a year" if money[2] == "year" else f"{value:,.0f} {money[0]} an event"
    return f"{value:,.1f} {unit}" if unit in {"h", "days"} else f"{value:,.0f} {unit}"


def inputs(measure: Measure) -> str:
    """Return what a value rests on, or what it lacks."""
    if measure.value is None:
        return "missing: " + "; ".join(measure.missing)
    rests = [f"{name.replace('_', ' ')} {value:,.10g}" for name, value in measure.inputs.items()]
    gains = [f"without {p.kind} {p.id} {p.gain:.4f} higher" for p in measure.parts[:DEAREST]]
    return ", ".join([*rests, *gains])


def target(measure: Measure) -> str:
    """Return the target and where the value stands."""
    if measure.target is None:
        return measure.standing.value
    return f"{measure.standing.value} ({amount(measure.target, measure.unit)})"


def window(found: Window) -> tuple[str, ...]:
    """Return one window as cells: vulnerability, priority, state, since, hours, from where."""
    hours = amount(found.hours, "h")
    return (
        found.title,
        found.priority or NOT_KNOWN,
        found.state.value,
        found.since or NOT_KNOWN,
        hours,
        ", ".join(found.sources) or "-",
    )


def tally(found: Tally) -> str:
    """Return in one sentence what the run came to."""
    f = found.findings
    return (
        f"{f.total:,} violations ({f.critical:,} critical, {f.high:,} high, {f.medium:,} medium, {f.low:,} low, {f.info:,} info), "
        f"{found.not_assessable:,} not assessable, {found.waived:,} waived, {found.passed:,} passed, by {found.policies:,} policies"
    )


def heading(board: Board) -> str:
    """Return what the report is called."""
    return f"Board report: {board.name or board.site}"
