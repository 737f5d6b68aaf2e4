"""One finding on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zonewarden.policy import Level
from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines
from zonewarden.reports.places import place
from zonewarden.reports.quotes import Quote, quoted
from zonewarden.reports.wording import FINGERPRINT_DIGITS, certainty, fix, omitted, region, rule_line, terms
from zonewarden.triage.finding import Certainty, Finding, PacketRow, Result
from zonewarden_parsers.model import Location

STYLES = {
    Level.CRITICAL: "red",
    Level.HIGH: "red",
    Level.MEDIUM: "yellow",
    Level.LOW: "cyan",
    Level.INFO: "blue",
}

_ROWS = 10
_RULES = 6
_MEMBERS = 4
_LABEL = 12
_QUOTED_LINES = 3


def block(result: Result, finding: Finding, options: Options) -> RenderableType:
    """Return everything an engineer needs to judge and mend one finding."""
    first = place(result, finding)
    title = Text.assemble(
        (finding.policy.id, f"bold {STYLES[finding.level]}"), "  ", (visible(finding.policy.title), "bold")
    )
    body = Group(
        Text(visible(finding.message)),
        *_quotation(result, first, options.width),
        _fields(result, finding, first, options),
    )
    return Group(title, Padding(body, (0, 0, 0, 2), expand=False))


def _quotation(result: Result, location: Location, width: int) -> Iterable[RenderableType]:
    """Return the place, the lines as they stand there, and a marker under the part that is meant."""
    yield Text(region(location), "dim")
    for quote in quoted(result.sources, location, _QUOTED_LINES):
        yield from _marked(quote, max(width - 16, 24))
    hidden = (location.end_line or location.line) - location.line + 1 - _QUOTED_LINES
    if hidden > 0:
        yield Text(f"      ... {hidden:,} more lines", "dim")


def _marked(quote: Quote, room: int) -> Iterable[Text]:
    before, marked, after = (visible(part) for part in (quote.before, quote.marked, quote.after))
    if len(before) + len(marked) + len(after) > room:
        before = before if len(before) <= room // 3 else "..." + before[-(room // 3 - 3) :]
        marked = shortened(marked, room - len(before) - 3)
        after = shortened(after, max(room - len(before) - len(marked), 3))
    line = Text.assemble((f"{quote.number:>5} | ", "dim"), before, (marked, "bold"), after, no_wrap=True)
    line.overflow = "ellipsis" if line.cell_len > room + 8 else "fold"
    yield line
    yield Text(" " * 5 + " | " + " " * cell_len(before) + "^" * max(cell_len(marked), 1), "dim", no_wrap=True, overflow="crop")


def _fields(result: Result, finding: Finding, first: Location, options: Options) -> Table:
    """Return the labelled rest, empty fields left out."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_LABEL, no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    subject = f"{finding.subject.kind.replace('_', ' ')} {finding.subject.title}"
    for label, value in (
        ("Subject", Text(visible(subject))),
        ("Certainty", Text(visible(certainty(finding)), "" if finding.certainty is Certainty.DEFINITE else "yellow")),
        ("Rules", _rules(finding, options)),
        ("Packets", _packets(finding, options)),
        ("Witness", Text(visible(finding.witness))),
        ("Also at", _elsewhere(finding, first, options)),
        ("Evidence", _evidence(finding) if options.verbose else Text()),
        ("Impact", Text(visible(finding.production_impact))),
        ("Severity", Text(terms(finding.rating) if finding.rating else "")),
        ("Fix", _fix(finding)),
        ("Fingerprint", Text(finding.fingerprint if options.verbose else finding.fingerprint[:FINGERPRINT_DIGITS])),
    ):
        if value:
            grid.add_row(label, value)
    return grid


def _rules(finding: Finding, options: Options) -> Text:
    lines = [f"{visible(rule_line(rule))} ({region(rule.location)})" for rule in finding.rules]
    return _listed(lines, len(lines) if options.verbose else _RULES)


def _elsewhere(finding: Finding, first: Location, options: Options) -> Text:
    """Return the other locations, but for those that the rules name already."""
    named = {first, *(rule.location for rule in finding.rules)}
    lines = [region(location) for location in finding.locations if location not in named]
    return _listed(lines, len(lines) if options.verbose else _RULES)


def _evidence(finding: Finding) -> Text:
    return Text("\n".join(visible(f"{key}: {value}") for key, value in sorted(finding.evidence.items())))


def _listed(lines: Sequence[str], limit: int) -> Text:
    rest = len(lines) - limit
    return Text("\n".join([*lines[:limit], *([f"and {rest:,} more"] if rest > 0 else [])]))


def _packets(finding: Finding, options: Options) -> RenderableType | None:
    """Return the products as a table, with the certainty of each only where they differ."""
    if not finding.packets:
        return None
    rows = finding.packets if options.verbose else finding.packets[:_ROWS]
    mixed = len({row.certainty for row in finding.packets}) > 1
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for header in ("from", "to", "service", *(("certainty",) if mixed else ())):
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*_cells(row, options), *((Text(row.certainty.value),) if mixed else ()))
    rest = omitted(finding, len(rows))
    return Group(table, Text(f"and {rest:,} more", "dim")) if rest else table


def _cells(row: PacketRow, options: Options) -> list[Text]:
    columns = (row.sources, row.destinations, row.services)
    return [_listed([visible(m) for m in column], len(column) if options.verbose else _MEMBERS) for column in columns]


def _fix(finding: Finding) -> Text:
    summary, commands = fix(finding)
    text = Text("\n".join(visible_lines(summary)))
    if commands:
        text.append("\n" if text else "")
        text.append("\n".join(f"  {line}" for line in visible_lines(commands)), "green")
    return text
