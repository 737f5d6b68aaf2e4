"""Bitmaps that relate many sets at once: which of a block of rules overlap, contain or hold a point of a given set.

A *column* is a rule of the block, a bit in a Python int; a *row* is a distinct value that somebody asks about. Equal
values are interned, so the work is paid once a value and not once a rule (PERFORMANCE.md, algorithm 1 step 2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zonewarden_parsers.model.region import Spans, normalise
from zonewarden_parsers.model.services import Box, ServiceSet


@dataclass(frozen=True, slots=True)
class Relation:
    """For one row value, the columns that overlap it, that contain it, and that hold its first and its last point."""

    overlap: int
    contain: int
    first: int
    last: int


class Dimension:
    """The distinct interval sets of one dimension, numbered. `ids[i]` is the number of the i-th set given."""

    __slots__ = ("ids", "values")

    def __init__(self, sets: Iterable[Spans]) -> None:
        numbers: dict[Spans, int] = {}
        self.ids = [numbers.setdefault(s, len(numbers)) for s in sets]
        self.values = list(numbers)

    def relate(self, columns: Mapping[int, int], rows: Iterable[int]) -> dict[int, Relation]:
        """Relate each value number of `rows` to `columns`, which maps value numbers to their columns' bits."""
        single = {k: bits for k, bits in columns.items() if len(self.values[k]) == 1}
        several = {k: bits for k, bits in columns.items() if len(self.values[k]) > 1}
        plain = _Hulls([(self.values[k][0], bits) for k, bits in single.items()])
        if not several:
            return {k: plain.relate(self.values[k]) for k in rows}
        cells = _Cells([(self.values[k], bits) for k, bits in several.items()])
        return {k: _either(plain.relate(self.values[k]), cells.relate(self.values[k])) for k in rows}


def _either(a: Relation, b: Relation) -> Relation:
    return Relation(a.overlap | b.overlap, a.contain | b.contain, a.first | b.first, a.last | b.last)


class _Hulls:
    """Columns that are one interval each: two sorted lists with running ORs answer every question with two bisections."""

    __slots__ = ("_highs", "_lows", "_with_high", "_with_low")

    def __init__(self, columns: Sequence[tuple[tuple[int, int], int]]) -> None:
        by_low = sorted((span[0], bits) for span, bits in columns)
        by_high = sorted((-span[1], bits) for span, bits in columns)
        self._lows = [low for low, _ in by_low]
        self._highs = [high for high, _ in by_high]
        self._with_low = _running_or(bits for _, bits in by_low)
        self._with_high = _running_or(bits for _, bits in by_high)

    def _starting_by(self, point: int) -> int:
        return self._with_low[bisect_right(self._lows, point)]

    def _ending_from(self, point: int) -> int:
        return self._with_high[bisect_right(self._highs, -point)]

    def relate(self, spans: Spans) -> Relation:
        low, high = spans[0][0], spans[-1][1]
        starting, ending = self._starting_by(low), self._ending_from(high)
        if len(spans) == 1:
            overlap = self._starting_by(high) & self._ending_from(low)
        else:
            overlap = 0
            for a, b in spans:
                overlap |= self._starting_by(b) & self._ending_from(a)
        return Relation(overlap, starting & ending, starting & self._ending_from(low), self._starting_by(high) & ending)


def _running_or(parts: Iterable[int]) -> list[int]:
    out = [0]
    for bits in parts:
        out.append(out[-1] | bits)
    return out


class _Cells:
    """Columns of many intervals: elementary intervals with their columns, under two trees of ORs and ANDs."""

    __slots__ = ("_all", "_any", "_size", "_starts", "_state")

    def __init__(self, columns: Sequence[tuple[Spans, int]]) -> None:
        events = {0: 0}
        for spans, bits in columns:
            for low, high in spans:
                events[low] = events.get(low, 0) ^ bits
                events[high + 1] = events.get(high + 1, 0) ^ bits
        self._starts = sorted(events)
        state, self._state = 0, list[int]()
        for start in self._starts:
            state ^= events[start]
            self._state.append(state)
        self._size = n = len(self._state)
        self._any = [0] * n + self._state
        self._all = [0] * n + self._state
        for i in range(n - 1, 0, -1):
            self._any[i] = self._any[2 * i] | self._any[2 * i + 1]
            self._all[i] = self._all[2 * i] & self._all[2 * i + 1]

    def _at(self, point: int) -> int:
        return bisect_right(self._starts, point) - 1

    def relate(self, spans: Spans) -> Relation:
        overlap, contain = 0, -1
        for low, high in spans:
            left, right = self._at(low) + self._size, self._at(high) + self._size + 1
            while left < right:
                if left & 1:
                    overlap |= self._any[left]
                    contain &= self._all[left]
                    left += 1
                if right & 1:
                    right -= 1
                    overlap |= self._any[right]
                    contain &= self._all[right]
                left >>= 1
                right >>= 1
        return Relation(overlap, contain, self._state[self._at(spans[0][0])], self._state[self._at(spans[-1][1])])


class ServiceDimension:
    """The distinct service sets of a list, numbered; a set that is a product of three interval sets is related by them.

    A column that is no product is compared with each row by set algebra. `overlap` is exact unless the row is no product,
    then it may name columns too many; `contain`, `first` and `last` are always exact.
    """

    __slots__ = ("_boxes", "_irregular", "_parts", "ids", "values")

    def __init__(self, sets: Iterable[ServiceSet]) -> None:
        numbers: dict[ServiceSet, int] = {}
        self.ids = [numbers.setdefault(s, len(numbers)) for s in sets]
        self.values = list(numbers)
        self._boxes = [tuple(v.boxes()) for v in self.values]
        factors = [v.factors() for v in self.values]
        self._irregular = {k for k, f in enumerate(factors) if f is None}
        hulls = [
            tuple(x.spans for x in f) if f is not None else _projections(self._boxes[k]) for k, f in enumerate(factors)
        ]
        self._parts = tuple(Dimension(h[axis] for h in hulls) for axis in range(3))

    def corners(self, number: int) -> tuple[Box, Box]:
        """Return the boxes whose lowest and whose highest corner stand for the value in `first` and `last`."""
        boxes = self._boxes[number]
        return boxes[0], boxes[-1]

    def relate(self, columns: Mapping[int, int], rows: Iterable[int]) -> dict[int, Relation]:
        """Relate each value number of `rows` to `columns`, as `Dimension.relate` does."""
        regular = {k: bits for k, bits in columns.items() if k not in self._irregular}
        wanted = list(rows)
        out = self._relate_products(regular, wanted)
        irregular = [(k, bits) for k, bits in columns.items() if k in self._irregular]
        if irregular:
            for row in wanted:
                out[row] = _either(out[row], self._relate_irregular(row, irregular))
        return out

    def _relate_products(self, columns: Mapping[int, int], rows: Sequence[int]) -> dict[int, Relation]:
        tables = []
        for part in self._parts:
            merged: dict[int, int] = {}
            for k, bits in columns.items():
                merged[part.ids[k]] = merged.get(part.ids[k], 0) | bits
            tables.append(part.relate(merged, {part.ids[k] for k in rows}))
        out = {}
        for k in rows:
            p, f, s = (table[part.ids[k]] for table, part in zip(tables, self._parts, strict=True))
            first, last = p.first & f.first & s.first, p.last & f.last & s.last
            if k in self._irregular:
                low, high = self.corners(k)
                first = self._holding(columns, low.protocols[0], low.first[0], low.second[0])
                last = self._holding(columns, high.protocols[1], high.first[1], high.second[1])
            out[k] = Relation(p.overlap & f.overlap & s.overlap, p.contain & f.contain & s.contain, first, last)
        return out

    def _holding(self, columns: Mapping[int, int], protocol: int, first: int, second: int) -> int:
        point = ServiceSet.of(((protocol, protocol),), ((first, first),), ((second, second),))
        bits = 0
        for k, columns_of_k in columns.items():
            if point <= self.values[k]:
                bits |= columns_of_k
        return bits

    def _relate_irregular(self, row: int, columns: Sequence[tuple[int, int]]) -> Relation:
        value = self.values[row]
        low, high = self.corners(row)
        points = (
            ServiceSet.of(((low.protocols[0],) * 2,), ((low.first[0],) * 2,), ((low.second[0],) * 2,)),
            ServiceSet.of(((high.protocols[1],) * 2,), ((high.first[1],) * 2,), ((high.second[1],) * 2,)),
        )
        overlap = contain = first = last = 0
        for k, bits in columns:
            other = self.values[k]
            if value & other:
                overlap |= bits
                contain |= bits if value <= other else 0
                first |= bits if points[0] <= other else 0
                last |= bits if points[1] <= other else 0
        return Relation(overlap, contain, first, last)


def _projections(boxes: Sequence[Box]) -> tuple[Spans, Spans, Spans]:
    return (
        normalise(b.protocols for b in boxes),
        normalise(b.first for b in boxes),
        normalise(b.second for b in boxes),
    )


def bits_of(indices: Iterable[int], size: int) -> int:
    """Return an int with the given bits set; linear, where a loop of shifts is quadratic."""
    buffer = bytearray((size + 7) // 8)
    for i in indices:
        buffer[i >> 3] |= 1 << (i & 7)
    return int.from_bytes(buffer, "little")


def indices_of(bits: int) -> list[int]:
    """Return the positions of the set bits, ascending."""
    out = []
    while bits:
        low = bits & -bits
        out.append(low.bit_length() - 1)
        bits ^= low
    return out
