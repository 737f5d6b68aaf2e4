"""What follows the findings on the terminal: waivers, gaps, diagnostics, coverage, the summary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible
from zonewarden.reports.outcome import WORST_FIRST, Outcome, Summary, counted
from zonewarden.reports.places import place
from zonewarden.reports.wording import region
from zonewarden.triage.finding import FileCoverage, Finding, Result, Verdict
from zonewarden_parsers.model import Diagnostic, Severity

_SUBJECTS = 4
_POLICIES = 8
_DIAGNOSTICS = 10
_LINES = 8
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def waived(result: Result) -> Iterator[RenderableType]:
    """Give the waived findings with the reason of each."""
    findings = result.with_verdict(Verdict.WAIVED)
    if findings:
        yield _section(f"WAIVED ({len(findings):,})", "bold", [Text(_waiver(f)) for f in findings])


def _waiver(finding: Finding) -> str:
    reasons = "; ".join(finding.reasons)
    return visible(f"{finding.policy.id}  {finding.subject.title}" + (f": {reasons}" if reasons else ""))


def passes(result: Result) -> Iterator[RenderableType]:
    """Give the subjects that passed, by policy."""
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for finding in result.with_verdict(Verdict.PASS):
        titles[f"{finding.policy.id}  {finding.policy.title}"].append(finding.subject.title)
    if titles:
        lines = [Text(visible(f"{policy}: {', '.join(sorted(titles[policy]))}")) for policy in sorted(titles)]
        yield _section(f"PASSED ({sum(map(len, titles.values())):,})", "bold green", lines)


def unassessed(result: Result, options: Options) -> Iterator[RenderableType]:
    """Give what could not be judged, one entry a reason, the reason that costs most first."""
    findings = result.with_verdict(Verdict.NOT_ASSESSABLE)
    reasons: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for reason in finding.reasons or (finding.message,):
            reasons[reason].append(finding)
    if findings:
        order = sorted(reasons, key=lambda reason: (-len(reasons[reason]), reason))
        entries = [_reason(result, reason, reasons[reason], options) for reason in order]
        yield _section(f"NOT ASSESSABLE ({len(findings):,})", "bold magenta", entries)


def _reason(result: Result, reason: str, findings: list[Finding], options: Options) -> RenderableType:
    titles = sorted({f.subject.title for f in findings})
    policies = sorted({f.policy.id for f in findings})
    where = region(min(place(result, f) for f in findings))
    lines = (
        where,
        f"{counted(len(policies), 'policy')}: {_some(policies, _POLICIES, options)}",
        f"{counted(len(titles), 'subject')}: {_some(titles, _SUBJECTS, options)}",
    )
    return Group(Text(visible(reason)), *(Padding(Text(line, "dim"), (0, 0, 0, 2), expand=False) for line in lines))


def _some(names: Sequence[str], limit: int, options: Options) -> str:
    """Return the first names and how many follow; all of them where asked."""
    shown = names if options.verbose else names[:limit]
    rest = f" and {len(names) - len(shown):,} more" if len(shown) < len(names) else ""
    return visible(", ".join(shown)) + rest


def diagnostics(result: Result, options: Options) -> Iterator[RenderableType]:
    """Give what the tool says about its input: all errors, some warnings, notes where asked."""
    wanted = [d for d in result.diagnostics if options.verbose or d.severity is not Severity.NOTE]
    wanted.sort(key=lambda d: (_WEIGHT[d.severity], d.location, d.code, d.message))
    errors = sum(1 for d in wanted if d.severity is Severity.ERROR)
    shown = wanted if options.verbose else wanted[: max(errors, _DIAGNOSTICS)]
    lines = [_diagnostic(d) for d in shown]
    if len(shown) < len(wanted):
        lines.append(Text(f"and {len(wanted) - len(shown):,} more (--verbose shows all)", "dim"))
    if lines:
        yield Text("\n  ").join([Text(f"DIAGNOSTICS ({len(wanted):,})", "bold"), *lines])


def _diagnostic(diagnostic: Diagnostic) -> Text:
    """Return `path:line:column: severity: message` in one piece: editors and terminals make a link of it."""
    return Text.assemble(
        f"{region(diagnostic.location)}: ",
        (diagnostic.severity.value, _STYLES[diagnostic.severity]),
        visible(f": {diagnostic.message} [{diagnostic.code}]"),
    )


def disabled(result: Result) -> Iterator[RenderableType]:
    """Give the policies that the project switched off or that wait for a declaration, with the reasons."""
    if result.disabled:
        alike: dict[str, list[str]] = {}
        for key, reason in sorted(result.disabled.items()):
            alike.setdefault(reason, []).append(key)
        lines = [Text(visible(f"{', '.join(keys)}: {reason}")) for reason, keys in alike.items()]
        yield _section(f"NOT IN USE ({counted(len(result.disabled), 'policy')})", "bold", lines)


def coverage(result: Result, options: Options) -> Iterator[RenderableType]:
    """Give one line on how much of the configurations was understood, and the lines that were not."""
    if not result.coverage:
        return
    totals = Counter[str]()
    for file in result.coverage:
        totals.update(
            lines=file.lines, modelled=file.modelled, irrelevant=file.irrelevant, unknown=len(file.unknown_lines)
        )
    gaps = sorted((f for f in result.coverage if f.unknown_lines), key=lambda f: f.path)
    head = (
        f"{counted(len(result.coverage), 'file')}, {counted(totals['lines'], 'line')}: {totals['modelled']:,} modelled, "
        f"{totals['irrelevant']:,} irrelevant, {totals['unknown']:,} unknown"
    )
    yield _section("COVERAGE", "bold", [Text(head), *(Text(_unknown(file, options)) for file in gaps)])


def _unknown(file: FileCoverage, options: Options) -> str:
    return f"{visible(file.path)}: unknown at {_some([str(n) for n in file.unknown_lines], _LINES, options)}"


def summary(counts: Summary, end: Outcome) -> RenderableType:
    """Return the last lines: counts by severity, passes, what is open, and what the exit code says."""
    levels = ", ".join(f"{counts.at(level)} {level.label}" for level in WORST_FIRST)
    passed = f"{counted(counts.passes, 'subject')} passed by {counted(counts.passing_policies, 'policy')}"
    rest = f"{passed}, {counts.not_assessable:,} not assessable, {counts.waived:,} waived"
    return Group(
        Text(levels, "bold"),
        Text(rest),
        Text(f"exit {end.code}: {visible(end.reason)}", "red" if end.code else "green"),
    )


def _section(title: str, style: str, entries: list[RenderableType] | list[Text]) -> RenderableType:
    return Group(Text(title, style), *(Padding(entry, (0, 0, 0, 2), expand=False) for entry in entries))
