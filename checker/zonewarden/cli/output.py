"""Printing results of the listing commands: JSON, or a table that fits the terminal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence

import click


def print_json(value: object) -> None:
    """Print a value as indented JSON with sorted keys left as given."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; to a pipe as wide as it needs, to a terminal as wide as that is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wide = shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 200
    console = Console(width=wide, highlight=False, no_color=not sys.stdout.isatty(), soft_wrap=False)
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)


def printable(text: str) -> str:
    """Return text with control characters shown as escapes, so that a configuration cannot drive the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
