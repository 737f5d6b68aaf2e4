"""Lines on the terminal: wrapped under an indent or beside a label, and small tables.

Rich wraps, measures and paints. Printing each line through its console would take most of the time of a long report, so
lines are painted one by one and written to the console's file; what is plain ASCII is measured by its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import TextWrapper

from rich.color import ColorSystem
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

INDENT = 4
LABEL = 13
_MIN_WIDTH = 16
_GAP = "  "


def emit(console: Console, line: Text) -> None:
    """Write one line as it is, however long."""
    console.file.write(f"{_painted(console, line)}\n")


def _painted(console: Console, line: Text) -> str:
    if console.no_color:
        return line.plain
    return "".join(
        segment.style.render(segment.text, color_system=ColorSystem.STANDARD) if segment.style else segment.text
        for segment in line.render(console)
    )


def print_wrapped(console: Console, value: Text, first: str, rest: str) -> None:
    """Print `value` wrapped to the console, `first` (dim) before its first line and `rest` before the others."""
    width = max(console.width - len(first), _MIN_WIDTH)
    for i, line in enumerate(wrapped(console, value, width)):
        lead = rest if i else first
        emit(console, Text.assemble((lead, "dim"), line) if lead.strip() else Text.assemble(lead, line))


def wrapped(console: Console, value: Text, width: int) -> Iterable[Text]:
    """Return the lines of `value`, each of at most `width` cells."""
    plain = value.plain
    if plain.isascii() and "\n" not in plain:
        if len(plain) <= width:
            return [value]
        if not value.spans and max(map(len, plain.split())) <= width:
            return _lines(plain, value, width)
    return value.wrap(console, width, overflow="fold")


def _lines(plain: str, value: Text, width: int) -> Iterator[Text]:
    wrapper = TextWrapper(width, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False)
    return (Text(line, value.style) for line in wrapper.wrap(plain))


def print_field(console: Console, label: str, value: Text) -> None:
    """Print a labelled value; nothing where the value is empty."""
    if value:
        print_wrapped(console, value, f"{'':{INDENT}}{label:{LABEL}}", " " * (INDENT + LABEL))


def print_indented(console: Console, value: Text, by: int) -> None:
    """Print `value` wrapped under an indent."""
    print_wrapped(console, value, " " * by, " " * by)


def print_table(console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns beside the labels, cells wrapped where they do not fit; rich measures what is not plain ASCII."""
    if not all(cell.isascii() and "\n" not in cell for row in rows for cell in row):
        _print_rich(console, headers, rows)
        return
    room = console.width - INDENT - LABEL - len(_GAP) * (len(headers) - 1)
    widths = shares([max(map(len, column)) for column in zip(headers, *rows, strict=True)], room)
    lead = " " * (INDENT + LABEL)
    for number, row in enumerate((headers, *rows)):
        cells = [_folded(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            text = _GAP.join(f"{part:{width}}" for part, width in zip(line, widths, strict=True)).rstrip()
            emit(console, Text.assemble(lead, (text, "" if number else "dim")))


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns, at least 1: what they want where there is room, else the widest give way first."""
    widths = list(wanted)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _folded(cell: str, width: int) -> list[str]:
    return [cell] if len(cell) <= width else TextWrapper(width, break_on_hyphens=False).wrap(cell)


def _print_rich(console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, padding=(0, len(_GAP), 0, 0), pad_edge=False, header_style="dim")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(Padding(table, (0, 0, 0, INDENT + LABEL), expand=False))
