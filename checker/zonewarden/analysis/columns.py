"""Bitmaps that relate many sets at once: which columns overlap a set, contain it, or hold a point.

A *column* is a set and a bit in a Python int; equal sets share one entry, so the work is paid once a value and not once a
rule (PERFORMANCE.md, algorithm 1 step 2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import or_, xor
from typing import TypeVar

from zonewarden_parsers.model.region import Span, Spans

Value = TypeVar("Value", bound=Hashable)


class Table:
    """Columns along one dimension: equal sets once, with their bits. What a question needs is built when it is first asked.

    Columns of many intervals are exact as long as they have at most `max_cells` together; above it the longest are entered
    as wider sets and named in `loose`. `entries` is how many bitmaps the table may hold, roughly.
    """

    __slots__ = ("_cells", "_columns", "_hulls", "_points", "entries", "loose")

    def __init__(self, columns: Mapping[Spans, int], max_cells: int) -> None:
        lengths = [len(spans) for spans in columns if len(spans) > 1]
        limit = _run_limit(lengths, max_cells)
        self.loose = 0
        self._columns: list[tuple[Spans, int]] = []
        for spans, bits in columns.items():
            if len(spans) > limit:
                self.loose |= bits
                self._columns.append((coarse(spans, limit), bits))
            else:
                self._columns.append((spans, bits))
        self.entries = 4 * len(columns) + 4 * sum(min(n, limit) for n in lengths)
        self._points: tuple[list[int], list[int]] | None = None
        self._hulls: _Hulls | None = None
        self._cells: _Cells | None = None

    def stabs(self, points: Iterable[int]) -> dict[int, int]:
        """Return for each of `points` the columns that hold it."""
        if self._points is None:
            self._points = _elementary(self._columns)
        starts, state = self._points
        return {x: state[bisect_right(starts, x) - 1] for x in points}

    def overlap(self, spans: Spans) -> int:
        """Return the columns that share a point with `spans`."""
        hulls, cells = self._ranges()
        return hulls.overlap(spans) if cells is None else hulls.overlap(spans) | cells.overlap(spans)

    def contain(self, spans: Spans) -> int:
        """Return the columns that hold every point of `spans`."""
        hulls, cells = self._ranges()
        return hulls.contain(spans) if cells is None else hulls.contain(spans) | cells.contain(spans)

    def _ranges(self) -> tuple[_Hulls, _Cells | None]:
        if self._hulls is None:
            self._hulls = _Hulls([(spans[0], bits) for spans, bits in self._columns if len(spans) == 1])
            several = [(spans, bits) for spans, bits in self._columns if len(spans) > 1]
            self._cells = _Cells(several) if several else None
        return self._hulls, self._cells


def _elementary(columns: Sequence[tuple[Spans, int]]) -> tuple[list[int], list[int]]:
    """Return the starts of the intervals between which no column begins or ends, and the columns that hold each."""
    events = {0: 0}
    for spans, bits in columns:
        for low, high in spans:
            events[low] = events.get(low, 0) ^ bits
            events[high + 1] = events.get(high + 1, 0) ^ bits
    starts = sorted(events)
    return starts, list(accumulate((events[x] for x in starts), xor))


def _run_limit(lengths: Sequence[int], max_cells: int) -> int:
    """Return how many intervals a column may keep so that all together stay near `max_cells`."""
    if sum(lengths) <= max_cells:
        return max_cells
    return max(2, max_cells // len(lengths))


def ends(spans: Spans) -> Spans:
    """Return the first and last points of the intervals, as intervals of their own."""
    return tuple((x, x) for x in chain.from_iterable(spans))


def coarse(spans: Spans, limit: int) -> Spans:
    """Return a superset of `spans` with at most `limit` intervals, each beginning and ending at points of `spans`."""
    if len(spans) <= limit:
        return spans
    gaps = sorted(range(1, len(spans)), key=lambda k: (spans[k - 1][1] - spans[k][0], k))
    cuts = [0, *sorted(gaps[: limit - 1]), len(spans)]
    return tuple((spans[a][0], spans[b - 1][1]) for a, b in zip(cuts, cuts[1:], strict=False))


class _Hulls:
    """Columns that are one interval each: two sorted lists with running ORs answer every question with two bisections."""

    __slots__ = ("_highs", "_lows", "_with_high", "_with_low")

    def __init__(self, columns: Sequence[tuple[Span, int]]) -> None:
        by_low = sorted(columns, key=lambda c: c[0][0])
        by_high = sorted(columns, key=lambda c: -c[0][1])
        self._lows = [span[0] for span, _ in by_low]
        self._highs = [-span[1] for span, _ in by_high]
        self._with_low = list(accumulate((bits for _, bits in by_low), or_, initial=0))
        self._with_high = list(accumulate((bits for _, bits in by_high), or_, initial=0))

    def overlap(self, spans: Spans) -> int:
        found = 0
        for low, high in spans:
            found |= self._with_low[bisect_right(self._lows, high)] & self._with_high[bisect_right(self._highs, -low)]
        return found

    def contain(self, spans: Spans) -> int:
        low, high = spans[0][0], spans[-1][1]
        return self._with_low[bisect_right(self._lows, low)] & self._with_high[bisect_right(self._highs, -high)]


class _Cells:
    """Columns of many intervals: elementary intervals with their columns, under two trees of ORs and ANDs."""

    __slots__ = ("_all", "_any", "_size", "_starts")

    def __init__(self, columns: Sequence[tuple[Spans, int]]) -> None:
        self._starts, state = _elementary(columns)
        self._size = n = len(state)
        self._any, self._all = [0] * n + state, [0] * n + state
        for i in range(n - 1, 0, -1):
            self._any[i] = self._any[2 * i] | self._any[2 * i + 1]
            self._all[i] = self._all[2 * i] & self._all[2 * i + 1]

    def overlap(self, spans: Spans) -> int:
        found = 0
        for k in self._nodes(spans):
            found |= self._any[k]
        return found

    def contain(self, spans: Spans) -> int:
        found = -1
        for k in self._nodes(spans):
            found &= self._all[k]
        return found

    def _nodes(self, spans: Spans) -> Iterable[int]:
        """Yield the tree nodes whose ranges make up `spans`."""
        for low, high in spans:
            left = bisect_right(self._starts, low) - 1 + self._size
            right = bisect_right(self._starts, high) + self._size
            while left < right:
                if left & 1:
                    yield left
                    left += 1
                if right & 1:
                    right -= 1
                    yield right
                left >>= 1
                right >>= 1


def grouped(values: Iterable[Value]) -> dict[Value, int]:
    """Return each distinct value with the positions where it stands, as bits. Empty values (`()`) are left out."""
    out: dict[Value, int] = {}
    bit = 1
    for value in values:
        if value:
            out[value] = out.get(value, 0) | bit
        bit <<= 1
    return out


def bits_of(ascending: Sequence[int]) -> int:
    """Return an int with the given bits set; linear, where a loop of shifts is quadratic."""
    if not ascending:
        return 0
    buffer = bytearray((ascending[-1] >> 3) + 1)
    for i in ascending:
        buffer[i >> 3] |= 1 << (i & 7)
    return int.from_bytes(buffer, "little")


def lowest(bits: int) -> int:
    """Return the position of the lowest set bit of a non-zero int."""
    return (bits & -bits).bit_length() - 1


def indices_of(bits: int) -> list[int]:
    """Return the positions of the set bits, ascending; near linear in the length of `bits`."""
    out: list[int] = []
    if bits.bit_count() < 8:
        while bits:
            low = bits & -bits
            out.append(low.bit_length() - 1)
            bits ^= low
        return out
    text = bin(bits)[:1:-1]
    at = text.find("1")
    while at >= 0:
        out.append(at)
        at = text.find("1", at + 1)
    return out
