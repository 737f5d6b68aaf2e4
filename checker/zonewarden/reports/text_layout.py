"""Wrapped text under an indent or beside a label. A tenth of the time that nested rich tables take."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

INDENT = 4
LABEL = 13
_MIN_WIDTH = 16


def print_wrapped(console: Console, value: Text, first: str, rest: str) -> None:
    """Print `value` wrapped to the console, `first` (dim) before its first line and `rest` before the others."""
    width = max(console.width - len(first), _MIN_WIDTH)
    for i, line in enumerate(value.wrap(console, width, overflow="fold")):
        console.print(Text.assemble((rest if i else first, "dim"), line), soft_wrap=True)


def print_field(console: Console, label: str, value: Text) -> None:
    """Print a labelled value; nothing where the value is empty."""
    if value:
        print_wrapped(console, value, f"{'':{INDENT}}{label:{LABEL}}", " " * (INDENT + LABEL))


def print_indented(console: Console, value: Text, by: int) -> None:
    """Print `value` wrapped under an indent."""
    print_wrapped(console, value, " " * by, " " * by)
