"""The questions asked of an ordered list of columns, each answered block by block for many rows at once.

`unmatched` and `next_matches` ask about single packets, `containers` and `overlaps` about whole products. Where a column
is loose (see `blocks`), its hits are checked one by one, at most MAX_CHECKS a row and block; past that the answer is the
one that proves nothing, and the caller decides exactly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zonewarden.analysis.blocks import Block, Columns, contains
from zonewarden.analysis.columns import lowest
from zonewarden.analysis.entries import Cell
from zonewarden.analysis.points import Point, holds

MAX_CHECKS = 64
UNSURE = -1
MAX_OVERLAPS = 2**29
"""Bits of overlaps held in memory at a time (64 MiB)."""

Row = tuple[int, int, int, int]
"""A packet to ask about: its row number, source, destination, and the number of its service point."""


class Packets:
    """Packets to ask about, by ascending row number; equal service points are looked up once."""

    __slots__ = ("rows", "services")

    def __init__(self, points: Iterable[tuple[int, Point]]) -> None:
        numbers: dict[tuple[int, int, int], int] = {}
        self.rows: list[Row] = [(i, s, d, numbers.setdefault((p, f, q), len(numbers))) for i, (s, d, p, f, q) in points]
        self.services = list(numbers)

    def stabs(self, block: Block, rows: Sequence[Row]) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
        """Return the columns of a block that hold the source, the destination and the service point of `rows`."""
        sources, destinations, protocols, first, second = block.tables
        numbers = {r[3] for r in rows}
        wanted = [self.services[n] for n in numbers]
        of_protocol, of_first, of_second = (
            table.stabs({point[axis] for point in wanted}) for axis, table in enumerate((protocols, first, second))
        )
        services = {
            n: of_protocol[p] & of_first[f] & of_second[q] for n, (p, f, q) in zip(numbers, wanted, strict=True)
        }
        return sources.stabs({r[1] for r in rows}), destinations.stabs({r[2] for r in rows}), services

    def point(self, row: Row) -> Point:
        """Return the packet of a row."""
        return (row[1], row[2], *self.services[row[3]])


def unmatched(columns: Columns, packets: Packets) -> list[int]:
    """Return the rows whose packet no column before the row's own number can hold, ascending."""
    alive: list[int] = []
    waiting = packets.rows
    for block in columns.blocks():
        if not waiting:
            break
        source, destination, service = packets.stabs(block, waiting)
        inside = bisect_left(waiting, (block.stop,))
        for row in waiting[:inside]:
            earlier = (1 << (row[0] - block.base)) - 1
            hits = source[row[1]] & destination[row[2]] & service[row[3]] & earlier
            if not hits or not _held(block, hits, packets, row):
                alive.append(row[0])
        waiting = [
            row
            for row in waiting[inside:]
            if not (hits := source[row[1]] & destination[row[2]] & service[row[3]])
            or not _held(block, hits, packets, row)
        ]
    return alive


def _held(block: Block, hits: int, packets: Packets, row: Row) -> bool:
    """Return whether one of the columns `hits` holds the row's packet, or may hold it as far as was checked."""
    return bool(hits & ~block.loose) or _first_held(block, hits, packets.point(row)) is not None


def _first_held(block: Block, hits: int, point: Point) -> int | None:
    """Return the lowest of the columns `hits` that holds a packet, None where none does, UNSURE past MAX_CHECKS."""
    for _ in range(MAX_CHECKS):
        if not hits:
            return None
        k = lowest(hits)
        if not block.loose >> k & 1 or holds(block.cells[k], point):
            return block.base + k
        hits &= hits - 1
    return UNSURE


def next_matches(columns: Columns, packets: Packets) -> dict[int, int]:
    """Return for each row the first column after the row's own number that holds its packet, or UNSURE.

    Rows without such a column are left out.
    """
    found: dict[int, int] = {}
    waiting: list[Row] = []
    rows = packets.rows
    start = rows[0][0] if rows else 0
    for block in columns.blocks(start):
        inside = bisect_left(rows, (block.stop,))
        asked = waiting + rows[:inside]
        rows = rows[inside:]
        source, destination, service = packets.stabs(block, asked)
        waiting = []
        for row in asked:
            hits = source[row[1]] & destination[row[2]] & service[row[3]]
            if row[0] >= block.base:
                hits &= -2 << (row[0] - block.base)
            following = _first_held(block, hits, packets.point(row)) if hits else None
            if following is None:
                waiting.append(row)
            else:
                found[row[0]] = following
    return found


def containers(columns: Columns, cells: Mapping[int, Cell]) -> dict[int, int]:
    """Return for each row (number and product) the first column before that number that contains the product.

    Rows without one, or where MAX_CHECKS wrong hits came first, are left out.
    """
    found: dict[int, int] = {}
    for block in columns.blocks():
        lookup = block.containing()
        for i, cell in cells.items():
            if i <= block.base or i in found:
                continue
            hits = lookup(cell)
            if i < block.stop:
                hits &= (1 << (i - block.base)) - 1
            k = first_container(block, hits, cell)
            if k is not None:
                found[i] = block.base + k
    return found


def first_container(block: Block, hits: int, cell: Cell) -> int | None:
    """Return the lowest of the columns `hits` that really contains a product; None if none of the first MAX_CHECKS does."""
    for _ in range(MAX_CHECKS):
        if not hits:
            return None
        k = lowest(hits)
        if contains(block.cells[k], cell):
            return k
        hits &= hits - 1
    return None


def batches(rows: Sequence[int], columns: int) -> Iterator[Sequence[int]]:
    """Yield the rows in portions whose `overlaps` take at most MAX_OVERLAPS bits."""
    size = max(256, MAX_OVERLAPS // max(1, columns))
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def overlaps(columns: Columns, cells: Mapping[int, Cell], ranges: Mapping[int, range]) -> dict[int, int]:
    """Return for each row the columns within its range that overlap its product, as bits; in rare cases too many."""
    found = dict.fromkeys(cells, 0)
    for block in columns.blocks():
        lookup = block.overlapping()
        for i, cell in cells.items():
            wanted = ranges[i]
            if wanted.start >= block.stop or wanted.stop <= block.base:
                continue
            hits = lookup(cell)
            if hits and wanted.stop < block.stop:
                hits &= (1 << (wanted.stop - block.base)) - 1
            if hits and wanted.start > block.base:
                hits &= -1 << (wanted.start - block.base)
            if hits:
                found[i] |= hits << block.base
    return found
