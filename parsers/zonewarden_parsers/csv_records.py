"""CSV read strictly, record by record, with the lines that each stands on (RFC 4180; `#` begins a comment line)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator


class CsvRecords:
    """The records of a CSV text: the number of their first and last line, and their cells. Raises csv.Error.

    A line is a comment only where a record begins: inside a quoted cell it is text, and a quote in a comment opens no cell.
    `comment` is told the number of each such line; `begun` is how many lines stand before the record that is read.
    """

    def __init__(self, lines: list[str], delimiter: str, comment: Callable[[int], None] = lambda _: None) -> None:
        self._lines = lines
        self._comment = comment
        self._next = 0
        self.begun = 0
        self._reader = csv.reader(self._feed(), delimiter=delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while self._next < len(self._lines):
            self._next += 1
            yield self._lines[self._next - 1] + "\n"

    def __iter__(self) -> Iterator[tuple[int, int, list[str]]]:
        while self._next < len(self._lines):
            self.begun = self._next
            if self._lines[self._next].startswith("#"):
                self._next += 1
                self._comment(self._next)
            else:
                cells = next(self._reader)
                yield self.begun + 1, self._next, cells


def cell_column(line: str, index: int, delimiter: str) -> int:
    """Return the column, from 1, at which a cell of a one-line record begins; past the last cell, the line's end."""
    at, quoted = 0, False
    for offset, character in enumerate(line):
        if at == index:
            return offset + 1
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            at += 1
    return len(line) + 1
