"""A report as lines on the terminal: wrapped under an indent or beside a label, and small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from zonewarden.reports.cells import cell_len
from zonewarden.reports.styled import Line, painted, plain, stripped, styled, wrapped

INDENT = 4
LABEL = 13
_MIN_WIDTH = 16
_GAP = "  "


@dataclass(slots=True)
class Page:
    """What is written so far, to a terminal of `width` cells."""

    width: int
    colour: bool
    lines: list[str] = field(default_factory=list[str])

    def write(self, line: Line = ()) -> None:
        """Write one line as it is, however long; blanks at its end are left out."""
        self.lines.append(painted(stripped(line)) if self.colour else plain(line).rstrip(" "))

    def wrap(self, value: Line, first: str = "", rest: str = "") -> None:
        """Write `value` wrapped to the page, `first` (dim) before its first line and `rest` before the others."""
        lead = styled(first, "dim" if first.strip() else "")
        for line in wrapped(value, max(self.width - len(first), _MIN_WIDTH)):
            self.write((*lead, *line))
            lead = styled(rest)

    def field(self, label: str, value: Line) -> None:
        """Write a labelled value; nothing where the value is empty."""
        if value:
            self.wrap(value, f"{'':{INDENT}}{label:{LABEL}}", " " * (INDENT + LABEL))

    def indented(self, value: Line, by: int) -> None:
        """Write `value` wrapped under an indent."""
        self.wrap(value, " " * by, " " * by)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write columns beside the labels, cells wrapped where they do not fit; cells may have several lines."""
        listed = [[cell.split("\n") for cell in row] for row in (headers, *rows)]
        room = self.width - INDENT - LABEL - len(_GAP) * (len(headers) - 1)
        wanted = [max(cell_len(line) for cell in column for line in cell) for column in zip(*listed, strict=True)]
        widths = shares(wanted, room)
        lead = " " * (INDENT + LABEL)
        for number, row in enumerate(listed):
            cells = [_folded(cell, width) for cell, width in zip(row, widths, strict=True)]
            for line in zip_longest(*cells, fillvalue=""):
                text = _GAP.join([part + " " * (w - cell_len(part)) for part, w in zip(line, widths, strict=True)])
                self.write((*styled(lead), *styled(text.rstrip(" "), "" if number else "dim")))


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns, at least 1: what they want where there is room, else the widest give way first."""
    widths = list(wanted)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _folded(cell: Sequence[str], width: int) -> list[str]:
    return [plain(line) for text in cell for line in wrapped(styled(text), width) or [()]]
