"""One finding on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines
from zonewarden.reports.outcome import counted
from zonewarden.reports.places import place
from zonewarden.reports.styled import Line, styled
from zonewarden.reports.text_cause import STYLES
from zonewarden.reports.text_layout import INDENT, Page
from zonewarden.reports.text_quote import quotation
from zonewarden.reports.wording import FINGERPRINT_DIGITS, certainty, fix, omitted, region, rule_line, subject, terms
from zonewarden.triage.finding import Certainty, Finding, PacketRow, Result
from zonewarden_parsers.model import Location

_ROWS = 10
_RULES = 6
_MEMBERS = 4
_RULE_LENGTH = 160
_PROSE_LENGTH = 600


def print_finding(page: Page, result: Result, finding: Finding, options: Options) -> None:
    """Print everything an engineer needs to judge and mend one finding.

    Commands are printed unbroken, however long: what is copied from here is pasted into a device.
    """
    first = place(result, finding)
    style = f"bold {STYLES[finding.level]}"
    head = f"{finding.policy.id} {finding.level.label}"
    page.indented(((head, style), (f"  {visible(finding.policy.title)}", "")), 2)
    page.indented(_prose(finding.message, options), INDENT)
    for line in quotation(result, first, options.width - INDENT):
        page.write(((" " * INDENT, ""), *line))
    _print_fields(page, finding, first, options)
    _print_fix(page, finding)


def _prose(text: str, options: Options, style: str = "") -> Line:
    line = visible(text)
    return styled(line if options.verbose else shortened(line, _PROSE_LENGTH), style)


def _print_fields(page: Page, finding: Finding, first: Location, options: Options) -> None:
    """Print the labelled rest, empty fields left out."""
    sure = _prose(certainty(finding), options, "" if finding.certainty is Certainty.DEFINITE else "yellow")
    page.field("Subject", _prose(subject(finding), options))
    page.field("Certainty", sure)
    page.field("Rules", _rules(finding, first, options))
    if finding.packets:
        _print_packets(page, finding, options)
    page.field("Witness", _prose(finding.witness, options))
    page.field("Also at", _elsewhere(finding, first, options))
    page.field("Evidence", _evidence(finding) if options.verbose else ())
    page.field("Impact", _prose(finding.production_impact, options))
    page.field("Severity", styled(terms(finding.rating) if finding.rating else ""))
    page.field("Fingerprint", styled(finding.fingerprint[: None if options.verbose else FINGERPRINT_DIGITS]))


def _print_fix(page: Page, finding: Finding) -> None:
    summary, commands = fix(finding)
    if commands and not summary:
        summary = "On the device:"
    page.field("Fix", styled("\n".join(visible_lines(summary))))
    for command in visible_lines(commands):
        page.write(styled(" " * (INDENT + 2) + command, "green"))


def _rules(finding: Finding, first: Location, options: Options) -> Line:
    """Return the contributing rules; nothing where the quoted line is the only one."""
    if all(rule.location == first for rule in finding.rules):
        return ()
    limit = _RULE_LENGTH if not options.verbose else None
    lines = [visible(rule_line(rule)) for rule in finding.rules]
    placed = [
        f"{shortened(line, limit) if limit else line} ({region(rule.location)})"
        for line, rule in zip(lines, finding.rules, strict=True)
    ]
    return styled(_listed(placed, len(placed) if options.verbose else _RULES))


def _elsewhere(finding: Finding, first: Location, options: Options) -> Line:
    """Return the other locations, but for those that the rules name already."""
    named = {first, *(rule.location for rule in finding.rules)}
    lines = [region(location) for location in finding.locations if location not in named]
    return styled(_listed(lines, len(lines) if options.verbose else _RULES))


def _evidence(finding: Finding) -> Line:
    return styled("\n".join(visible(f"{key}: {value}") for key, value in sorted(finding.evidence.items())))


def _listed(lines: Sequence[str], limit: int) -> str:
    rest = len(lines) - limit
    return "\n".join([*lines[:limit], *([f"and {rest:,} more"] if rest > 0 else [])])


def _print_packets(page: Page, finding: Finding, options: Options) -> None:
    """Print the products as a table, with the certainty of each only where they differ."""
    rows = finding.packets if options.verbose else finding.packets[:_ROWS]
    mixed = len({row.certainty for row in finding.packets}) > 1
    page.field("Packets", styled(counted(len(finding.packets) + finding.packets_omitted, "product"), "dim"))
    page.table(
        ("from", "to", "service", *(("certainty",) if mixed else ())),
        [(*_cells(row, options), *((row.certainty.value,) if mixed else ())) for row in rows],
    )
    rest = omitted(finding, len(rows))
    page.field("", styled(f"and {rest:,} more" if rest else "", "dim"))


def _cells(row: PacketRow, options: Options) -> list[str]:
    columns = (row.sources, row.destinations, row.services)
    return [_listed([visible(m) for m in column], len(column) if options.verbose else _MEMBERS) for column in columns]
