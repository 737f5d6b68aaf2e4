"""CSV with a header line: every column known and there, every cell of its column's form."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from zonewarden.site.schema import suggestion
from zonewarden.site.shapes import Number, Record, Text, day, moment
from zonewarden.site.validate import Report
from zonewarden_parsers.csv_records import CsvRecords, cell_column
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import Location

_DIALECTS = (",", ";", "\t")
MAX_REPORTED = 1_000
"""Wrong rows of one file after which reading stops: it is of another kind."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """The cells of one record by column, and where it stands."""

    cells: dict[str, str]
    location: Location


def read_csv_rows(text: str, path: str, shape: Record, report: Report) -> Iterator[CsvRow]:
    """Yield the records of a file that are as they should be. A cell may be empty where its field is not required."""
    yield from _Reader(text, path, shape, report).rows()


def latest(written: str) -> datetime | None:
    """Return the moment that a cell states; of a day its end (UTC), so that nothing seems older than it is. None for an empty cell."""
    date = day(written)
    return moment(written) if date is None else datetime.combine(date, time.max, UTC)


class _Reader:
    def __init__(self, text: str, path: str, shape: Record, report: Report) -> None:
        self.path, self.shape, self.report = path, shape, report
        self.lines = raw_lines(text)
        self.mark = _separator(self.lines, shape)
        self.good: dict[str, set[str]] = {name: set() for name in shape.names}

    def rows(self) -> Iterator[CsvRow]:
        records = CsvRecords(self.lines, self.mark)
        header: list[str] = []
        before = len(self.report.diagnostics)
        try:
            for first, last, cells in records:
                if not any(cell.strip() for cell in cells):
                    continue
                if not header:
                    header = [cell.strip() for cell in cells]
                    if not self.heads(header, first):
                        return
                    continue
                row = self.row(header, cells, first, last)
                if row is not None:
                    yield row
                elif len(self.report.diagnostics) - before >= MAX_REPORTED:
                    return
        except csv.Error as error:
            self.report.error(Location(self.path, records.begun + 1, 0, 1), "csv-syntax", f"not valid CSV: {error}")
        if not header:
            self.report.error(Location(self.path, 1, 0, 1), "missing-column", "there is no header line")

    def heads(self, header: list[str], line: int) -> bool:
        """Report what is wrong with the header line, and return whether nothing is."""
        before = len(self.report.diagnostics)
        for index, name in enumerate(header):
            place = self.cell(line, line, index)
            if name not in self.shape.names:
                near = suggestion(name, self.shape.names) or f"; the columns are {', '.join(self.shape.names)}"
                self.report.error(place, "unknown-column", f"unknown column {name[:40]!r}{near}")
            elif name in header[:index]:
                self.report.error(place, "duplicate-column", f"column {name!r} stands here for the second time")
        for name, found in self.shape.names.items():
            if name not in header and found.default is None:
                self.report.error(Location(self.path, line, 0, 1), "missing-column", f"column {name!r} is missing")
        return len(self.report.diagnostics) == before

    def row(self, header: list[str], cells: list[str], first: int, last: int) -> CsvRow | None:
        place = Location(self.path, first, last if last > first else 0, 1, len(self.lines[last - 1]) + 1)
        if len(cells) != len(header):
            self.report.error(place, "csv-cells", f"{len(cells)} cells under {len(header)} headings")
            return None
        found = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        wrong = False
        for index, (name, value) in enumerate(found.items()):
            if value not in self.good[name]:
                problem = _wrong(value, self.shape, name)
                if problem:
                    self.report.error(self.cell(first, last, index), "wrong-cell", f"{name} {value[:40]!r}: {problem}")
                    wrong = True
                else:
                    self.good[name].add(value)
        return None if wrong else CsvRow(found, place)

    def cell(self, first: int, last: int, index: int) -> Location:
        """Return the place of a cell; of a record of several lines, the whole."""
        line = self.lines[first - 1]
        if last > first:
            return Location(self.path, first, last, 1, len(self.lines[last - 1]) + 1)
        start = cell_column(line, index, self.mark)
        return Location(self.path, first, 0, start, max(start, cell_column(line, index + 1, self.mark) - 1))


def _separator(lines: list[str], shape: Record) -> str:
    """Return what separates the columns: the mark between the most that are known."""
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    known = Counter(
        {mark: sum(cell.strip().strip('"') in shape.names for cell in head.split(mark)) for mark in _DIALECTS}
    )
    return known.most_common(1)[0][0]


def _wrong(value: str, shape: Record, name: str) -> str:
    """Return what is wrong with the text of a cell, empty where nothing is."""
    field = shape.names[name]
    if not value:
        return "a value is missing" if field.required else ""
    match field.shape:
        case Text(form, choices):
            if choices and value not in choices:
                return f"one of {', '.join(choices)}"
            return form.wrong(value) if form else ""
        case Number(whole=True):
            return "" if value.isascii() and value.isdigit() and len(value) <= 18 else "a whole number, at least 0"
        case _:
            return ""
