"""The terminal report: read by an engineer at two in the morning, in 80 columns, possibly without colour.

ASCII of our own, wide characters measured by rich, everything from outside made printable first.
"""

from __future__ import annotations

import io
import re

from rich.console import Console
from rich.text import Text

from zonewarden.reports import text_rest
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible, without_commands
from zonewarden.reports.outcome import WORST_FIRST, counted, outcome, summarise
from zonewarden.reports.quotes import redacted
from zonewarden.reports.text_cause import STYLES, causes, print_cause
from zonewarden.reports.text_finding import print_finding
from zonewarden.triage.finding import Result

NAME: str = "text"

_MIN_WIDTH = 40
_TRAILING = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)


def render(result: Result, options: Options) -> str:
    """Return the report: failures, waived, passes where asked, gaps, diagnostics, coverage, summary."""
    clean = redacted(result)
    drawn = io.StringIO()
    console = _console(drawn, options)
    console.print(Text(_heading(clean), "bold"))
    _print_failures(console, clean, options)
    for section in (
        *text_rest.waived(clean),
        *(text_rest.passes(clean) if options.show_passes else ()),
        *text_rest.unassessed(clean, options),
        *text_rest.diagnostics(clean, options),
        *text_rest.disabled(clean),
        *text_rest.coverage(clean, options),
        text_rest.summary(summarise(clean), outcome(clean, options)),
    ):
        console.print()
        console.print(section, soft_wrap=isinstance(section, Text))
    return without_commands(_TRAILING.sub(r"\1", drawn.getvalue()))


def _console(file: io.StringIO, options: Options) -> Console:
    """Return a console that draws into `file` and looks at no environment variable for what matters."""
    return Console(
        file=file,
        width=max(options.width, _MIN_WIDTH),
        force_terminal=options.colour,
        force_interactive=False,
        force_jupyter=False,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _heading(result: Result) -> str:
    site = f": {result.site}" if result.site else ""
    return visible(f"Zonewarden {result.version}{site}, as of {result.as_of}")


def _print_failures(console: Console, result: Result, options: Options) -> None:
    """Print one block a cause, worst first under a heading a severity; one block a finding where asked to be verbose."""
    listed = causes(result)
    for level in WORST_FIRST:
        group = [c for c in listed if c.level is level]
        if not group:
            continue
        findings = sum(len(c.findings) for c in group)
        title = f"{level.label.upper()}: {counted(len(group), 'cause')}, {counted(findings, 'finding')}"
        console.print()
        console.print(Text(title, f"bold {STYLES[level]}"))
        for cause in group:
            console.print()
            print_cause(console, result, cause, options)
            if options.verbose:
                for finding in cause.findings:
                    console.print()
                    print_finding(console, result, finding, options)
