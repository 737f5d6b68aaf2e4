"""The terminal report: read by an engineer at two in the morning, in 80 columns, possibly without colour.

ASCII of our own, wide characters measured by rich, everything from outside made printable first.
"""

from __future__ import annotations

import io
import itertools
import re

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from zonewarden.reports import text_finding, text_rest
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible, without_commands
from zonewarden.reports.outcome import WORST_FIRST, outcome, summarise
from zonewarden.reports.places import place
from zonewarden.reports.quotes import redacted
from zonewarden.triage.finding import Result, Verdict

NAME = "text"

_MIN_WIDTH = 40
_TRAILING = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)


def render(result: Result, options: Options) -> str:
    """Return the report: failures, waived, passes where asked, gaps, coverage, summary."""
    clean = redacted(result)
    console = _console(options)
    console.print(_heading(clean))
    for part in _parts(clean, options):
        console.print(Padding(part, (1, 0, 0, 0), expand=False))
    return without_commands(_TRAILING.sub(r"\1", _printed(console)))


def _console(options: Options) -> Console:
    """Return a console that draws into memory and looks at no environment variable for what matters."""
    return Console(
        file=io.StringIO(),
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


def _printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _heading(result: Result) -> Text:
    return Text(f"Zonewarden {visible(result.version)}: {visible(result.site)}, as of {visible(result.as_of)}", "bold")


def _parts(result: Result, options: Options) -> list[RenderableType]:
    return [
        *_failures(result, options),
        *text_rest.waived(result),
        *(text_rest.passes(result) if options.show_passes else ()),
        *text_rest.unassessed(result, options),
        *text_rest.diagnostics(result, options),
        *text_rest.coverage(result, options),
        text_rest.summary(summarise(result), outcome(result, options)),
    ]


def _failures(result: Result, options: Options) -> list[RenderableType]:
    """Return one group a severity, worst first; in it one a file."""
    parts: list[RenderableType] = []
    for level in WORST_FIRST:
        found = [f for f in result.with_verdict(Verdict.FAIL) if f.level is level]
        if found:
            style = text_finding.STYLES[level]
            parts.append(Text(f"{level.label.upper()} ({len(found):,})", f"bold {style}"))
        found.sort(key=lambda f: (place(result, f), f.policy.id, f.fingerprint))
        for path, members in itertools.groupby(found, key=lambda f: place(result, f).path):
            blocks = [text_finding.block(result, f, options) for f in members]
            spaced = [Padding(block, (0 if i == 0 else 1, 0, 0, 2), expand=False) for i, block in enumerate(blocks)]
            parts.append(Group(Text(visible(path), "underline"), *spaced))
    return parts
