"""One finding on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zonewarden.policy import Level
from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines
from zonewarden.reports.places import place
from zonewarden.reports.text_quote import quotation
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
_RULE_LENGTH = 160
_PROSE_LENGTH = 600
_INDENT = 4


def print_finding(console: Console, result: Result, finding: Finding, options: Options) -> None:
    """Print everything an engineer needs to judge and mend one finding.

    Commands are printed unbroken, however long: what is copied from here is pasted into a device.
    """
    first = place(result, finding)
    style = f"bold {STYLES[finding.level]}"
    title = Text.assemble((f"{finding.policy.id} {finding.level.label}", style), "  ", visible(finding.policy.title))
    summary, commands = fix(finding)
    if commands and not summary:
        summary = "On the device:"
    console.print(_indented(title, 2))
    console.print(_indented(_prose(finding.message, options), _INDENT))
    for line in quotation(result, first, options.width - _INDENT):
        console.print(_indented(line, _INDENT))
    console.print(_indented(_fields(finding, first, summary, options), _INDENT))
    for command in visible_lines(commands):
        console.print(Text(" " * (_INDENT + 2) + command, "green"), soft_wrap=True)


def _indented(content: RenderableType, by: int) -> Padding:
    return Padding(content, (0, 0, 0, by), expand=False)


def _prose(text: str, options: Options) -> Text:
    line = visible(text)
    return Text(line if options.verbose else shortened(line, _PROSE_LENGTH))


def _fields(finding: Finding, first: Location, summary: str, options: Options) -> Table:
    """Return the labelled rest, empty fields left out."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_LABEL, no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    sure = _prose(certainty(finding), options)
    sure.style = "" if finding.certainty is Certainty.DEFINITE else "yellow"
    for label, value in (
        ("Subject", _prose(f"{finding.subject.kind.replace('_', ' ')} {finding.subject.title}", options)),
        ("Certainty", sure),
        ("Rules", _rules(finding, first, options)),
        ("Packets", _packets(finding, options)),
        ("Witness", _prose(finding.witness, options)),
        ("Also at", _elsewhere(finding, first, options)),
        ("Evidence", _evidence(finding) if options.verbose else Text()),
        ("Impact", _prose(finding.production_impact, options)),
        ("Severity", Text(terms(finding.rating) if finding.rating else "")),
        ("Fingerprint", Text(finding.fingerprint if options.verbose else finding.fingerprint[:FINGERPRINT_DIGITS])),
        ("Fix", Text("\n".join(visible_lines(summary)))),
    ):
        if value:
            grid.add_row(label, value)
    return grid


def _rules(finding: Finding, first: Location, options: Options) -> Text:
    """Return the contributing rules; nothing where the quoted line is the only one."""
    if all(rule.location == first for rule in finding.rules):
        return Text()
    limit = _RULE_LENGTH if not options.verbose else None
    lines = [visible(rule_line(rule)) for rule in finding.rules]
    placed = [
        f"{shortened(line, limit) if limit else line} ({region(rule.location)})"
        for line, rule in zip(lines, finding.rules, strict=True)
    ]
    return _listed(placed, len(placed) if options.verbose else _RULES)


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
