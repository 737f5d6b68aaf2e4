"""One finding on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines
from zonewarden.reports.outcome import counted
from zonewarden.reports.places import place
from zonewarden.reports.text_cause import STYLES
from zonewarden.reports.text_layout import INDENT, LABEL, emit, print_field, print_indented
from zonewarden.reports.text_quote import quotation
from zonewarden.reports.wording import FINGERPRINT_DIGITS, certainty, fix, omitted, region, rule_line, subject, terms
from zonewarden.triage.finding import Certainty, Finding, PacketRow, Result
from zonewarden_parsers.model import Location

_ROWS = 10
_RULES = 6
_MEMBERS = 4
_RULE_LENGTH = 160
_PROSE_LENGTH = 600


def print_finding(console: Console, result: Result, finding: Finding, options: Options) -> None:
    """Print everything an engineer needs to judge and mend one finding.

    Commands are printed unbroken, however long: what is copied from here is pasted into a device.
    """
    first = place(result, finding)
    style = f"bold {STYLES[finding.level]}"
    title = Text.assemble((f"{finding.policy.id} {finding.level.label}", style), "  ", visible(finding.policy.title))
    print_indented(console, title, 2)
    print_indented(console, _prose(finding.message, options), INDENT)
    for line in quotation(result, first, options.width - INDENT):
        emit(console, Text.assemble(" " * INDENT, line))
    _print_fields(console, finding, first, options)
    _print_fix(console, finding)


def _prose(text: str, options: Options) -> Text:
    line = visible(text)
    return Text(line if options.verbose else shortened(line, _PROSE_LENGTH))


def _print_fields(console: Console, finding: Finding, first: Location, options: Options) -> None:
    """Print the labelled rest, empty fields left out."""
    sure = _prose(certainty(finding), options)
    sure.style = "" if finding.certainty is Certainty.DEFINITE else "yellow"
    print_field(console, "Subject", _prose(subject(finding), options))
    print_field(console, "Certainty", sure)
    print_field(console, "Rules", _rules(finding, first, options))
    if finding.packets:
        _print_packets(console, finding, options)
    print_field(console, "Witness", _prose(finding.witness, options))
    print_field(console, "Also at", _elsewhere(finding, first, options))
    print_field(console, "Evidence", _evidence(finding) if options.verbose else Text())
    print_field(console, "Impact", _prose(finding.production_impact, options))
    print_field(console, "Severity", Text(terms(finding.rating) if finding.rating else ""))
    print_field(console, "Fingerprint", Text(finding.fingerprint[: None if options.verbose else FINGERPRINT_DIGITS]))


def _print_fix(console: Console, finding: Finding) -> None:
    summary, commands = fix(finding)
    if commands and not summary:
        summary = "On the device:"
    print_field(console, "Fix", Text("\n".join(visible_lines(summary))))
    for command in visible_lines(commands):
        emit(console, Text(" " * (INDENT + 2) + command, "green"))


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


def _print_packets(console: Console, finding: Finding, options: Options) -> None:
    """Print the products as a table, with the certainty of each only where they differ."""
    rows = finding.packets if options.verbose else finding.packets[:_ROWS]
    mixed = len({row.certainty for row in finding.packets}) > 1
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for header in ("from", "to", "service", *(("certainty",) if mixed else ())):
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*_cells(row, options), *((Text(row.certainty.value),) if mixed else ()))
    print_field(
        console, "Packets", Text(f"{counted(len(finding.packets) + finding.packets_omitted, 'product')}", "dim")
    )
    console.print(Padding(table, (0, 0, 0, INDENT + LABEL), expand=False))
    rest = omitted(finding, len(rows))
    print_field(console, "", Text(f"and {rest:,} more" if rest else "", "dim"))


def _cells(row: PacketRow, options: Options) -> list[Text]:
    columns = (row.sources, row.destinations, row.services)
    return [_listed([visible(m) for m in column], len(column) if options.verbose else _MEMBERS) for column in columns]
