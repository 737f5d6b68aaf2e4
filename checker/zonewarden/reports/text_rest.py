"""What follows the findings on the terminal: waivers, gaps, diagnostics, coverage, the summary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible
from zonewarden.reports.outcome import WORST_FIRST, Outcome, Summary, counted
from zonewarden.reports.places import place
from zonewarden.reports.styled import Line, styled
from zonewarden.reports.text_layout import Page
from zonewarden.reports.wording import region
from zonewarden.triage.finding import FileCoverage, Finding, Result, Verdict
from zonewarden_parsers.model import Diagnostic, Severity

_SUBJECTS = 4
_POLICIES = 8
_DIAGNOSTICS = 10
_LINES = 8
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def print_waived(page: Page, result: Result) -> None:
    """Print the waived findings with the reason of each."""
    findings = result.with_verdict(Verdict.WAIVED)
    if findings:
        _print_section(page, f"WAIVED ({len(findings):,})", "bold", [_waiver(f) for f in findings])


def _waiver(finding: Finding) -> str:
    reasons = "; ".join(finding.reasons)
    return visible(f"{finding.policy.id}  {finding.subject.title}" + (f": {reasons}" if reasons else ""))


def print_passes(page: Page, result: Result) -> None:
    """Print the subjects that passed, by policy."""
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for finding in result.with_verdict(Verdict.PASS):
        titles[f"{finding.policy.id}  {finding.policy.title}"].append(finding.subject.title)
    if titles:
        lines = [visible(f"{policy}: {', '.join(sorted(titles[policy]))}") for policy in sorted(titles)]
        _print_section(page, f"PASSED ({sum(map(len, titles.values())):,})", "bold green", lines)


def print_unassessed(page: Page, result: Result, options: Options) -> None:
    """Print what could not be judged, one entry a reason, the reason that costs most first."""
    findings = result.with_verdict(Verdict.NOT_ASSESSABLE)
    reasons: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for reason in finding.reasons or (finding.message,):
            reasons[reason].append(finding)
    if findings:
        order = sorted(reasons, key=lambda reason: (-len(reasons[reason]), reason))
        _print_section(page, f"NOT ASSESSABLE ({len(findings):,})", "bold magenta", ())
        for reason in order:
            _print_reason(page, result, reason, reasons[reason], options)


def _print_reason(page: Page, result: Result, reason: str, findings: list[Finding], options: Options) -> None:
    titles = sorted({f.subject.title for f in findings})
    policies = sorted({f.policy.id for f in findings})
    where = region(min(place(result, f) for f in findings))
    lines = (
        where,
        f"{counted(len(policies), 'policy')}: {_some(policies, _POLICIES, options)}",
        f"{counted(len(titles), 'subject')}: {_some(titles, _SUBJECTS, options)}",
    )
    page.indented(styled(visible(reason)), 2)
    for line in lines:
        page.indented(styled(line, "dim"), 4)


def _some(names: Sequence[str], limit: int, options: Options) -> str:
    """Return the first names and how many follow; all of them where asked."""
    shown = names if options.verbose else names[:limit]
    rest = f" and {len(names) - len(shown):,} more" if len(shown) < len(names) else ""
    return visible(", ".join(shown)) + rest


def print_diagnostics(page: Page, result: Result, options: Options) -> None:
    """Print what the tool says about its input: all errors, some warnings, notes where asked."""
    wanted = [d for d in result.diagnostics if options.verbose or d.severity is not Severity.NOTE]
    wanted.sort(key=lambda d: (_WEIGHT[d.severity], d.location, d.code, d.message))
    errors = sum(1 for d in wanted if d.severity is Severity.ERROR)
    shown = wanted if options.verbose else wanted[: max(errors, _DIAGNOSTICS)]
    if wanted:
        _print_section(page, f"DIAGNOSTICS ({len(wanted):,})", "bold", ())
    for diagnostic in shown:
        page.write((("  ", ""), *_diagnostic(diagnostic)))
    if len(shown) < len(wanted):
        page.write((("  ", ""), (f"and {len(wanted) - len(shown):,} more (--verbose shows all)", "dim")))


def _diagnostic(diagnostic: Diagnostic) -> Line:
    """Return `path:line:column: severity: message` in one piece: editors and terminals make a link of it."""
    return (
        (f"{region(diagnostic.location)}: ", ""),
        (diagnostic.severity.value, _STYLES[diagnostic.severity]),
        (visible(f": {diagnostic.message} [{diagnostic.code}]"), ""),
    )


def print_disabled(page: Page, result: Result) -> None:
    """Print the policies that the project switched off or that wait for a declaration, with the reasons."""
    if result.disabled:
        alike: dict[str, list[str]] = {}
        for key, reason in sorted(result.disabled.items()):
            alike.setdefault(reason, []).append(key)
        lines = [visible(f"{', '.join(keys)}: {reason}") for reason, keys in alike.items()]
        _print_section(page, f"NOT IN USE ({counted(len(result.disabled), 'policy')})", "bold", lines)


def print_coverage(page: Page, result: Result, options: Options) -> None:
    """Print one line on how much of the configurations was understood, and the lines that were not."""
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
    _print_section(page, "COVERAGE", "bold", [head, *(_unknown(file, options) for file in gaps)])


def _unknown(file: FileCoverage, options: Options) -> str:
    return f"{visible(file.path)}: unknown at {_some([str(n) for n in file.unknown_lines], _LINES, options)}"


def print_summary(page: Page, counts: Summary, end: Outcome) -> None:
    """Print the last lines: counts by severity, passes, what is open, and what the exit code says."""
    levels = ", ".join(f"{counts.at(level)} {level.label}" for level in WORST_FIRST)
    passed = f"{counted(counts.passes, 'subject')} passed by {counted(counts.passing_policies, 'policy')}"
    _print_section(page, levels, "bold", ())
    page.wrap(styled(f"{passed}, {counts.not_assessable:,} not assessable, {counts.waived:,} waived"))
    page.wrap(styled(f"exit {end.code}: {visible(end.reason)}", "red" if end.code else "green"))


def _print_section(page: Page, title: str, style: str, entries: Iterable[str]) -> None:
    page.write()
    page.wrap(styled(title, style))
    for entry in entries:
        page.indented(styled(entry), 2)
