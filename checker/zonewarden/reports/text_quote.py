"""Quoted configuration lines on the terminal, with a marker under the part that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.reports.cells import cell_len, set_cell_size
from zonewarden.reports.escape import visible
from zonewarden.reports.quotes import Quote, quoted
from zonewarden.reports.styled import Line, styled
from zonewarden.reports.wording import region
from zonewarden.triage.finding import Result
from zonewarden_parsers.model import Location

_LINES = 3
_GUTTER = 8
_MIN_ROOM = 24


def quotation(result: Result, location: Location, width: int) -> Iterator[Line]:
    """Give the place, then its lines as they stand there and their markers, each of these within `width` cells.

    The place is in one piece however long it is: terminals make a link of it.
    """
    yield styled(region(location), "dim")
    for quote in quoted(result.sources, location, _LINES):
        yield from _marked(quote, max(width - _GUTTER, _MIN_ROOM))
    hidden = (location.end_line or location.line) - location.line + 1 - _LINES
    if hidden > 0:
        yield styled(f"      ... {hidden:,} more lines", "dim")


def _marked(quote: Quote, room: int) -> Iterator[Line]:
    """Give the line and the marker. A line too long is cut around the marked part."""
    before, marked, after = (visible(part) for part in (quote.before, quote.marked, quote.after))
    if cell_len(before) + cell_len(marked) + cell_len(after) > room:
        before = _end(before, room // 3)
        marked = _beginning(marked, room - cell_len(before))
        after = _beginning(after, room - cell_len(before) - cell_len(marked))
    yield ((f"{quote.number:>5} | ", "dim"), (before, ""), (marked, "bold"), (after, ""))
    yield styled(f"{'|':>7} {' ' * cell_len(before)}{'^' * max(cell_len(marked), 1)}")


def _beginning(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 3).rstrip() + "..." if cells > 3 else ""


def _end(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return "..." + set_cell_size(text[::-1], cells - 3)[::-1]
