"""The terminal report: read by an engineer at two in the morning, in 80 columns, possibly without colour.

ASCII of our own, wide characters measured by rich, everything from outside made printable first.
"""

from __future__ import annotations

from zonewarden.reports import text_rest
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible, without_commands
from zonewarden.reports.outcome import WORST_FIRST, counted, outcome, summarise
from zonewarden.reports.quotes import redacted
from zonewarden.reports.styled import styled
from zonewarden.reports.text_cause import STYLES, causes, print_cause
from zonewarden.reports.text_finding import print_finding
from zonewarden.reports.text_layout import Page
from zonewarden.triage.finding import Result

NAME: str = "text"

_MIN_WIDTH = 40


def render(result: Result, options: Options) -> str:
    """Return the report: failures, waived, passes where asked, gaps, diagnostics, coverage, summary."""
    clean = redacted(result)
    page = Page(max(options.width, _MIN_WIDTH), options.colour)
    page.wrap(styled(_heading(clean), "bold"))
    _print_failures(page, clean, options)
    text_rest.print_waived(page, clean)
    if options.show_passes:
        text_rest.print_passes(page, clean)
    text_rest.print_unassessed(page, clean, options)
    text_rest.print_diagnostics(page, clean, options)
    text_rest.print_disabled(page, clean)
    text_rest.print_coverage(page, clean, options)
    text_rest.print_summary(page, summarise(clean), outcome(clean, options))
    return without_commands("\n".join([*page.lines, ""]))


def _heading(result: Result) -> str:
    site = f": {result.site}" if result.site else ""
    return visible(f"Zonewarden {result.version}{site}, as of {result.as_of}")


def _print_failures(page: Page, result: Result, options: Options) -> None:
    """Print one block a cause, worst first under a heading a severity; one block a finding where asked to be verbose."""
    listed = causes(result)
    for level in WORST_FIRST:
        group = [c for c in listed if c.level is level]
        if not group:
            continue
        findings = sum(len(c.findings) for c in group)
        title = f"{level.label.upper()}: {counted(len(group), 'cause')}, {counted(findings, 'finding')}"
        page.write()
        page.wrap(styled(title, f"bold {STYLES[level]}"))
        for cause in group:
            page.write()
            print_cause(page, result, cause, options)
            if options.verbose:
                for finding in cause.findings:
                    page.write()
                    print_finding(page, result, finding, options)
