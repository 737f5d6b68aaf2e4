"""Bitmaps that relate many sets at once: which columns overlap a set, contain it, or hold a point.

A *column* is a set and a bit in a Python int; equal sets share one entry, so the work is paid once a value and not once a
rule (PERFORMANCE.md, algorithm 1 step 2).
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate, chain, islice, pairwise
from typing import TypeVar, cast

from zonewarden_parsers.model.region import Span, Spans

MAX_STATES = 16384
"""Points of one table after which the columns that hold them are kept."""

unite = cast("Callable[[int, int], int]", operator.or_)
toggle = cast("Callable[[int, int], int]", operator.xor)
"""Union and symmetric difference of bitmaps, typed."""
Value = TypeVar("Value", bound=Hashable)


class Table:
    """Columns along one dimension: equal sets once, with their bits. What a question needs is built when it is first asked.

    `entries` is how many bitmaps the table may hold, roughly.
    """

    __slots__ = ("_columns", "_hulls", "_points", "_runs", "entries")

    def __init__(self, columns: Mapping[Spans, int]) -> None:
        self._columns = list(columns.items())
        self.entries = 4 * len(columns) + 3 * min(MAX_STATES, sum(len(spans) - 1 for spans in columns))
        self._points: _Runs | None = None
        self._hulls: _Hulls | None = None
        self._runs: _Runs | None = None

    def stabs(self, points: Iterable[int]) -> dict[int, int]:
        """Return for each of `points` the columns that hold it."""
        if self._points is None:
            self._points = _Runs(self._columns)
        return self._points.stabs(points)

    def overlap(self, spans: Spans) -> int:
        """Return the columns that share a point with `spans`."""
        hulls, runs = self._ranges()
        return hulls.overlap(spans) if runs is None else hulls.overlap(spans) | runs.overlap(spans)

    def contain(self, spans: Spans) -> int:
        """Return the columns that hold every point of `spans`."""
        hulls, runs = self._ranges()
        return hulls.contain(spans) if runs is None else hulls.contain(spans) | runs.contain(spans)

    def _ranges(self) -> tuple[_Hulls, _Runs | None]:
        if self._hulls is None:
            self._hulls = _Hulls([(spans[0], bits) for spans, bits in self._columns if len(spans) == 1])
            several = [(spans, bits) for spans, bits in self._columns if len(spans) > 1]
            self._runs = _Runs(several) if several else None
        return self._hulls, self._runs


class _Hulls:
    """Columns that are one interval each: two sorted lists with running ORs answer every question with two bisections."""

    __slots__ = ("_highs", "_lows", "_with_high", "_with_low")

    def __init__(self, columns: Sequence[tuple[Span, int]]) -> None:
        by_low = sorted(columns, key=lambda c: c[0][0])
        by_high = sorted(columns, key=lambda c: -c[0][1])
        self._lows = [span[0] for span, _ in by_low]
        self._highs = [-span[1] for span, _ in by_high]
        self._with_low = list(accumulate((bits for _, bits in by_low), unite, initial=0))
        self._with_high = list(accumulate((bits for _, bits in by_high), unite, initial=0))

    def overlap(self, spans: Spans) -> int:
        found = 0
        for low, high in spans:
            found |= self._with_low[bisect_right(self._lows, high)] & self._with_high[bisect_right(self._highs, -low)]
        return found

    def contain(self, spans: Spans) -> int:
        low, high = spans[0][0], spans[-1][1]
        return self._with_low[bisect_right(self._lows, low)] & self._with_high[bisect_right(self._highs, -high)]


class _Runs:
    """Columns of any number of intervals, as cuts: points where some of them begin or are over.

    The columns that hold a point are known after every `stride`-th cut and replayed from there. What overlaps an interval
    holds its first point or changes inside; what contains it holds its first point and does not change.
    """

    __slots__ = ("_changes", "_cuts", "_groups", "_states", "_stride", "_tree")

    def __init__(self, columns: Sequence[tuple[Spans, int]]) -> None:
        events = {0: 0}
        for spans, bits in columns:
            for span in spans:
                for cut in (span[0], span[1] + 1):
                    there = events.get(cut)
                    events[cut] = there ^ bits if there else bits
        self._cuts = sorted(events)
        self._changes = [events[x] for x in self._cuts]
        self._stride = 1 + len(self._cuts) // MAX_STATES
        self._states = list(islice(accumulate(self._changes, toggle), 0, None, self._stride))
        self._groups = len(self._states)
        self._tree: list[int] = []

    def stabs(self, points: Iterable[int]) -> dict[int, int]:
        if self._stride == 1:
            cuts, states = self._cuts, self._states
            return {x: states[bisect_right(cuts, x) - 1] for x in points}
        return {x: self._stab(x) for x in points}

    def _stab(self, point: int) -> int:
        cut = bisect_right(self._cuts, point) - 1
        group = cut // self._stride
        changes: list[int] = self._changes[group * self._stride + 1 : cut + 1]
        return reduce(toggle, changes, self._states[group])

    def overlap(self, spans: Spans) -> int:
        found = 0
        for low, high in spans:
            found |= self._stab(low) | (self._changed(low, high) if low < high else 0)
        return found

    def contain(self, spans: Spans) -> int:
        found = -1
        for low, high in spans:
            found &= self._stab(low)
            if found and low < high:
                found &= ~self._changed(low, high)
        return found

    def _changed(self, low: int, high: int) -> int:
        """Return the columns that begin or are over at a cut after `low`, up to `high`."""
        first, stop = bisect_right(self._cuts, low), bisect_right(self._cuts, high)
        left, right = -(-first // self._stride), stop // self._stride
        if left >= right:
            return reduce(unite, self._changes[first:stop], 0)
        found = reduce(unite, self._changes[first : left * self._stride], self._joined(left, right))
        return reduce(unite, self._changes[right * self._stride : stop], found)

    def _joined(self, left: int, right: int) -> int:
        """Return the OR of the changes in whole groups, from a tree that is built on the first call."""
        n, stride = self._groups, self._stride
        if not self._tree:
            groups = (self._changes[k * stride : (k + 1) * stride] for k in range(n))
            self._tree = [0] * n + [reduce(unite, group) for group in groups]
            for i in range(n - 1, 0, -1):
                self._tree[i] = self._tree[2 * i] | self._tree[2 * i + 1]
        found, left, right = 0, left + n, right + n
        while left < right:
            if left & 1:
                found |= self._tree[left]
                left += 1
            if right & 1:
                right -= 1
                found |= self._tree[right]
            left >>= 1
            right >>= 1
        return found


def ends(spans: Spans) -> Spans:
    """Return the first and last points of the intervals, as intervals of their own."""
    return tuple((x, x) for x in chain.from_iterable(spans))


def coarse(spans: Spans, limit: int) -> Spans:
    """Return a superset of `spans` with at most `limit` intervals, each beginning and ending at points of `spans`."""
    if len(spans) <= limit:
        return spans
    gaps = sorted(range(1, len(spans)), key=lambda k: (spans[k - 1][1] - spans[k][0], k))
    cuts = [0, *sorted(gaps[: limit - 1]), len(spans)]
    return tuple((spans[a][0], spans[b - 1][1]) for a, b in pairwise(cuts))


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
