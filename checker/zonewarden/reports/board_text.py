"""The board report as plain tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonewarden.metrics.model import Board
from zonewarden.reports import board_words as words
from zonewarden.reports.escape import visible


def render(board: Board) -> str:
    """Return the report; what the measures lack stands below their table, so that the table stays narrow."""
    lines = [words.heading(board), f"as of {board.as_of}; {words.tally(board.tally)}", ""]
    rows = [(words.title(m.id), m.scope, words.amount(m.value, m.unit), words.target(m)) for m in board.measures]
    lines += _table(("measure", "scope", "value", "target"), rows)
    lines += _missing(board)
    if board.windows:
        heads = ("vulnerability", "priority", "state", "since", "exposed for", "reachable from")
        lines += ["", *_table(heads, [words.window(w) for w in board.windows])]
    if board.unit_costs:
        lines += ["", *_table(("production unit", "at risk", "violations", "worst"), list(_units(board)))]
    if board.finding_costs:
        lines += ["", *_table(("violation", "at risk", "units"), list(_findings(board)))]
    if board.trends:
        lines += ["", *_table(("trend", "scope", "values, oldest first"), list(_trends(board)))]
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    every = [heads, *rows]
    wide = [max(len(row[k]) for row in every) for k in range(len(heads))]
    lined = ["  ".join(f"{cell:{w}}" for cell, w in zip(row, wide, strict=True)) for row in every]
    return [lined[0], "  ".join("-" * w for w in wide), *lined[1:]]


def _missing(board: Board) -> Iterator[str]:
    lacking = [m for m in board.measures if m.missing]
    if lacking:
        yield ""
        yield "Not known, because these are missing:"
        for item in dict.fromkeys(m for measure in lacking for m in measure.missing):
            yield f"  - {item}"


def _units(board: Board) -> Iterator[tuple[str, ...]]:
    unit = f"{board.currency}_per_event"
    for u in board.unit_costs:
        f = u.findings
        severities = (
            ("critical", f.critical),
            ("high", f.high),
            ("medium", f.medium),
            ("low", f.low),
            ("info", f.info),
        )
        worst = next((name for name, n in severities if n), "-")
        yield (u.name, words.amount(u.cost_at_risk, unit), f"{f.total:,}", worst)


def _findings(board: Board) -> Iterator[tuple[str, ...]]:
    for f in board.finding_costs[: words.TALL]:
        what = f"{f.severity} {f.policy} {f.message}"
        shown = what if len(what) <= 110 else what[:109] + "…"
        yield (shown, words.amount(f.cost_at_risk, f"{board.currency}_per_event"), ", ".join(f.units) or "-")
    more = len(board.finding_costs) - words.TALL
    if more > 0:
        yield (f"and {more:,} more (--format json lists all)", "", "")


def _trends(board: Board) -> Iterator[tuple[str, ...]]:
    for t in board.trends:
        yield (words.title(t.id), t.scope, " > ".join(words.amount(p.value, t.unit) for p in t.points))
