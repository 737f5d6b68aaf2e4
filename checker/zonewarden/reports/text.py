"""The terminal report: read by an engineer at two in the morning, in 80 columns, possibly without colour.

ASCII of our own, wide characters measured by rich, everything from outside made printable first.
"""

from __future__ import annotations

import io
import itertools
import re

from rich.console import Console
from rich.text import Text

from zonewarden.reports import text_rest
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible, without_commands
from zonewarden.reports.outcome import WORST_FIRST, outcome, summarise
from zonewarden.reports.places import place, worst_first
from zonewarden.reports.quotes import redacted
from zonewarden.reports.text_finding import STYLES, print_finding
from zonewarden.triage.finding import Result, Verdict

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
        console.print(section)
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
    """Print one group a severity, worst first; in it one a file."""
    findings = worst_first(result, Verdict.FAIL)
    for level in WORST_FIRST:
        found = [f for f in findings if f.level is level]
        if found:
            console.print()
            console.print(Text(f"{level.label.upper()} ({len(found):,})", f"bold {STYLES[level]}"))
        for path, members in itertools.groupby(found, key=lambda f: place(result, f).path):
            console.print()
            console.print(Text(visible(path), "underline"))
            for i, finding in enumerate(members):
                if i:
                    console.print()
                print_finding(console, result, finding, options)
