"""Markdown for job summaries and comments on pull requests. Nothing from outside becomes markup, a mention or a link."""

from __future__ import annotations

from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines, without_commands, without_surrogates
from zonewarden.reports.markup import code, fenced, prose
from zonewarden.reports.outcome import WORST_FIRST, counted, outcome, summarise
from zonewarden.reports.places import place, repository_path, worst_first
from zonewarden.reports.quotes import quoted, redacted
from zonewarden.reports.unassessed import gaps
from zonewarden.reports.wording import FINGERPRINT_DIGITS, certainty, fix, omitted, packet_line, region, rule_line
from zonewarden.triage.finding import Finding, Result, Verdict

NAME: str = "markdown"

_ROWS = 10
_QUOTED_LINES = 3
_CELL = 300


def render(result: Result, options: Options) -> str:
    """Return the summary, a table of the findings and the details of each, as many as fit into the limit."""
    clean = redacted(result)
    findings = worst_first(clean, Verdict.FAIL)
    head = _summary(clean, options)
    reserve = 200
    room = options.markdown_limit - len(head.encode("utf-8", "replace")) - reserve
    gap_rows = _table(
        _GAPS, [_gap_row(reason, policies, where) for reason, policies, where in _gap_cells(clean, options)]
    )
    rows = _table(_FINDINGS, [_row(clean, finding, options) for finding in findings])
    details = [f"\n{_details(clean, finding, options)}" for finding in findings]
    body, left = _fitting([*gap_rows, *rows, *details], room)
    note = (
        f"\n{counted(left, 'entry')} left out for length; the JSON and SARIF reports have all of them.\n"
        if left
        else ""
    )
    return without_commands(head + body + note)


_GAPS = ("Not assessable", "Policies", "Place")
_FINDINGS = ("Severity", "Policy", "Finding", "Place")


def _summary(result: Result, options: Options) -> str:
    counts, end = summarise(result), outcome(result, options)
    levels = ", ".join(f"**{counts.at(level)}** {level.label}" for level in WORST_FIRST)
    passed = f"{counted(counts.passes, 'subject')} passed by {counted(counts.passing_policies, 'policy')}"
    site = f": {prose(result.site)}" if result.site else ""
    return (
        f"## Zonewarden{site}\n\n{levels}\n\n"
        f"{passed}, {counts.not_assessable:,} not assessable, {counts.waived:,} waived, "
        f"{counted(len(result.disabled), 'policy')} switched off. Exit {end.code}: {prose(end.reason)}.\n"
    )


def _fitting(blocks: list[str], room: int) -> tuple[str, int]:
    """Return the first blocks that fit into `room` bytes, and how many do not."""
    used = 0
    for i, block in enumerate(blocks):
        used += len(block.encode())
        if used > room:
            return "".join(blocks[:i]), len(blocks) - i
    return "".join(blocks), 0


def _table(headers: tuple[str, ...], rows: list[str]) -> list[str]:
    """Return the rows, the first with the header before it."""
    if not rows:
        return []
    head = f"\n| {' | '.join(headers)} |\n|{' --- |' * len(headers)}\n"
    return [head + rows[0], *rows[1:]]


def _gap_cells(result: Result, options: Options) -> list[tuple[str, str, str]]:
    return [
        (gap.message, ", ".join(gap.policies), region(gap.location, repository_path(gap.location.path, options)))
        for gap in gaps(result)
    ]


def _gap_row(reason: str, policies: str, where: str) -> str:
    return f"| {prose(shortened(reason, _CELL))} | {prose(shortened(policies, _CELL))} | {code(where)} |\n"


def _row(result: Result, finding: Finding, options: Options) -> str:
    cells = (
        finding.level.label,
        prose(finding.policy.id),
        prose(shortened(finding.message, _CELL)),
        code(_where(result, finding, options)),
    )
    return f"| {' | '.join(cells)} |\n"


def _where(result: Result, finding: Finding, options: Options) -> str:
    first = place(result, finding)
    return region(first, repository_path(first.path, options))


def _details(result: Result, finding: Finding, options: Options) -> str:
    """Return one finding, folded: quoted lines, rules, packets, witness, impact, fix."""
    title = f"{prose(finding.level.label)} {prose(finding.policy.id)}: {prose(finding.policy.title)}"
    summary, commands = fix(finding)
    facts = [
        ("Subject", prose(finding.subject.title)),
        ("Certainty", prose(certainty(finding))),
        ("Witness", code(finding.witness) if finding.witness else ""),
        ("Production impact", prose(finding.production_impact)),
        ("Fix", prose(" ".join(visible_lines(summary)))),
        ("Fingerprint", code(finding.fingerprint[:FINGERPRINT_DIGITS])),
    ]
    parts = [
        f"<details><summary>{title}</summary>",
        prose(finding.message),
        _block(_quotation(result, finding, options)),
        _block(_packets(finding)),
        "\n".join(f"- {label}: {value}" for label, value in facts if value),
        _block(visible_lines(commands)),
        "</details>",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(lines: list[str]) -> str:
    return fenced("\n".join(shortened(without_surrogates(line), _CELL) for line in lines)) if lines else ""


def _quotation(result: Result, finding: Finding, options: Options) -> list[str]:
    quotes = quoted(result.sources, place(result, finding), _QUOTED_LINES)
    rules = [f"{visible(rule_line(rule))}  ({region(rule.location)})" for rule in finding.rules[:_ROWS]]
    return [_where(result, finding, options), *(f"{q.number:>5} | {visible(q.text)}" for q in quotes), *rules]


def _packets(finding: Finding) -> list[str]:
    rest = omitted(finding, _ROWS)
    return [*(visible(packet_line(row)) for row in finding.packets[:_ROWS]), *([f"and {rest:,} more"] if rest else [])]
