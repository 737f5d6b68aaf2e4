"""The board report as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden.metrics.model import Board
from zonewarden.reports import board_words as words
from zonewarden.reports.markup import prose


def render(board: Board) -> str:
    """Return the report; names from outside cannot leave their cells."""
    money = f"{board.currency}_per_event"
    lines = [f"# {prose(words.heading(board))}", "", prose(f"As of {board.as_of}; {words.tally(board.tally)}."), ""]
    measures = [
        (words.title(m.id), m.scope, words.amount(m.value, m.unit), words.target(m), words.inputs(m))
        for m in board.measures
    ]
    lines += _table("Measures", ("measure", "scope", "value", "target", "from"), measures)
    heads = ("vulnerability", "priority", "state", "since", "exposed for", "reachable from")
    lines += _table("Critical exposure windows", heads, [words.window(w) for w in board.windows])
    units = [(u.name, words.amount(u.cost_at_risk, money), f"{u.findings.total:,}") for u in board.unit_costs]
    lines += _table("Production units", ("unit", "at risk", "violations"), units)
    findings = [
        (f"{f.severity} {f.policy}", f.message, words.amount(f.cost_at_risk, money), ", ".join(f.units) or "-")
        for f in board.finding_costs[: words.TALL]
    ]
    lines += _table("Violations by production cost at risk", ("violation", "what", "at risk", "units"), findings)
    trends = [
        (words.title(t.id), t.scope, *(words.amount(p.value, t.unit) for p in t.points[-words.TALL :]))
        for t in board.trends
        if len(t.points) > 1
    ]
    if trends:
        wide = max(len(row) for row in trends)
        padded = [(*row[:2], *[""] * (wide - len(row)), *row[2:]) for row in trends]
        lines += _table("Trend, oldest first", ("measure", "scope", *[""] * (wide - 3), "now"), padded)
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    body = [f"| {' | '.join(prose(cell) for cell in row)} |" for row in rows]
    if not body:
        return []
    return [f"## {title}", "", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *body, ""]
