"""The board report as one self-contained page: tiles, measures against targets, windows, cost at risk, trends."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.measures.model import Measure, Standing, State
from zonewarden.metrics.model import Board, Counts, UnitCost
from zonewarden.reports import board_plots as plots
from zonewarden.reports import board_words as words
from zonewarden.reports.html_page import element, page, table, text
from zonewarden.reports.outcome import counted

_COLOURS = {
    Standing.ON_TARGET: "good",
    Standing.OFF_TARGET: "medium",
    Standing.BEYOND_THRESHOLD: "critical",
    Standing.NO_TARGET: "dim",
    Standing.UNKNOWN: "open",
}
_WINDOWS = {State.EXPOSED: "high", State.UNKNOWN: "open"}
_TILES = ("time_to_safe_integration", "critical_exposure_hours", "production_cost_at_risk", "undecidable_share")


def render(board: Board) -> str:
    """Return the page."""
    body = [*_head(board), *_measures(board), *_windows(board), *_units(board), *_findings(board), *_trends(board)]
    return page(words.heading(board), body)


def _head(board: Board) -> Iterator[str]:
    yield element("h1", text(words.heading(board)))
    yield element("p", text(f"As of {board.as_of}; version {board.version}. {words.tally(board.tally)}."), class_="dim")
    tiles = [_tile(m) for m in board.measures if m.id in _TILES]
    known = [m for m in board.measures if m.id == "risk_adjusted_uptime"]
    worst = min((m for m in known if m.value is not None), key=lambda m: m.value or 0.0, default=None)
    first = [_tile(worst, f"Lowest risk-adjusted uptime ({worst.scope})")] if worst else []
    yield element("div", [*first, *tiles], class_="tiles")


def _tile(measure: Measure, name: str = "") -> str:
    colour = "open" if measure.value is None else _COLOURS[measure.standing]
    value = element("b", text(words.amount(measure.value, measure.unit)), class_="" if colour == "dim" else colour)
    return element("div", value + text(name or words.title(measure.id)), class_="tile")


def _measures(board: Board) -> Iterator[str]:
    yield element("h2", "Measures")
    yield table(
        ("measure", "scope", "value", "target", "from"),
        (
            (
                text(words.title(m.id)),
                text(m.scope),
                element("b", text(words.amount(m.value, m.unit)), class_="open" if m.value is None else ""),
                element("span", text(words.target(m)), class_=_COLOURS[m.standing]),
                text(words.inputs(m)),
            )
            for m in board.measures
        ),
    )


def _windows(board: Board) -> Iterator[str]:
    if not board.windows:
        return
    yield element("h2", "Critical exposure windows")
    rows = [
        (w.vulnerability, w.hours, f"{words.amount(w.hours, 'h')}, {w.state.value}", _WINDOWS[w.state])
        for w in board.windows
        if w.state is not State.CLOSED
    ]
    if rows:
        yield element("div", plots.bars(rows, "hours since disclosure of each critical vulnerability"), class_="scroll")
    heads = ("vulnerability", "priority", "state", "since", "exposed for", "reachable from")
    yield table(heads, (tuple(map(text, words.window(w))) for w in board.windows))


def _units(board: Board) -> Iterator[str]:
    if not board.unit_costs:
        return
    money = f"{board.currency}_per_event"
    yield element("h2", "Production cost at risk")
    yield element("p", "What the worst credible outage of each production unit costs, and the worst violation there.")
    rows = [
        (
            u.name,
            u.cost_at_risk,
            f"{words.amount(u.cost_at_risk, money)}, {counted(u.findings.total, 'violation')}",
            _worst(u),
        )
        for u in board.unit_costs
    ]
    yield element("div", plots.bars(rows, "production cost at risk by unit"), class_="scroll")


def _worst(unit: UnitCost) -> str:
    return next((name for name in Counts.__slots__ if getattr(unit.findings, name)), "good")


def _findings(board: Board) -> Iterator[str]:
    if not board.finding_costs:
        return
    money = f"{board.currency}_per_event"
    yield element("h2", "Violations by production cost at risk")
    yield table(
        ("severity", "policy", "what", "at risk", "units"),
        (
            (
                element("b", text(f.severity), class_=f.severity),
                text(f.policy),
                text(f.message),
                text(words.amount(f.cost_at_risk, money)),
                text(", ".join(f.units) or "-"),
            )
            for f in board.finding_costs[: words.TALL]
        ),
    )
    more = len(board.finding_costs) - words.TALL
    if more > 0:
        yield element("p", f"{more:,} more are in the JSON.", class_="dim")


def _trends(board: Board) -> Iterator[str]:
    drawn = [(t, plots.line(t)) for t in board.trends]
    shown = [(t, plot) for t, plot in drawn if plot]
    if not shown:
        return
    yield element("h2", "Trend")
    yield table(
        ("measure", "scope", "over time", "first", "now"),
        (
            (
                text(words.title(t.id)),
                text(t.scope),
                plot,
                text(words.amount(t.points[0].value, t.unit)),
                text(words.amount(t.points[-1].value, t.unit)),
            )
            for t, plot in shown
        ),
    )
