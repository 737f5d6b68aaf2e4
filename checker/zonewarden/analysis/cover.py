"""Do some products together hold every packet of another? An exact search, with a packet they miss when they do not.

The target is narrowed and split until each piece lies inside one cut or meets none. Cuts that hold a piece in all
dimensions but one are taken away at once, which leaves one smaller piece; only when there is none the piece is split in two.
Bitmaps over the cuts answer what overlaps and what contains a piece. The problem is NP-hard in the number of cuts (covering
a box by boxes), so every search has an allowance of steps; past it OverBudgetError is raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from zonewarden.analysis.columns import Table, grouped, indices_of, lowest
from zonewarden.analysis.entries import Cell
from zonewarden.analysis.points import Point
from zonewarden.analysis.residue import OverBudgetError
from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.region import Spans, difference, intersection, normalise

AXES = range(5)
Piece = tuple[Spans, Spans, Spans, Spans, Spans]
"""A product of five interval sets: sources, destinations, protocols, first and second service slot."""


class Steps:
    """A deterministic allowance of work: so much for one question, and so much for all of them together."""

    __slots__ = ("_each", "_left", "_total")

    def __init__(self, each: int, total: int) -> None:
        self._each = each
        self._total = total
        self._left = min(each, total)

    def begin(self) -> None:
        """Begin the next question."""
        self._left = min(self._each, self._total)

    def spend(self, steps: int) -> None:
        """Take steps from the allowance; raises OverBudgetError when it is used up."""
        self._left -= steps
        self._total -= steps
        if self._left < 0:
            raise OverBudgetError


class Cover:
    """The cuts of one target, ready for questions about the target or pieces of it.

    `whole` is the target as pieces. A cut is some bits, one for each product of its services: see `bits`.
    """

    __slots__ = ("_axes", "_bits", "_columns", "_steps", "everything", "whole")

    def __init__(self, target: Cell, cuts: Sequence[Cell], steps: Steps) -> None:
        self._steps = steps
        self.whole = [(target[0], target[1], *part) for part in products(target[2])]
        self._columns: list[Piece] = []
        self._bits: list[int] = []
        clip = _Clip(target)
        for cut in cuts:
            first = len(self._columns)
            self._columns.extend(clip(cut))
            self._bits.append((1 << len(self._columns)) - (1 << first))
        steps.spend(len(self._columns))
        self.everything = (1 << len(self._columns)) - 1
        self._axes = [_Axis([c[axis] for c in self._columns], [w[axis] for w in self.whole], steps) for axis in AXES]

    def bits(self, k: int) -> int:
        """Return the bits of cut `k`; none where it does not meet the target."""
        return self._bits[k]

    def pieces(self, k: int) -> list[Piece]:
        """Return the part of the target that cut `k` holds."""
        return [self._columns[c] for c in indices_of(self._bits[k])]

    def gap(self, pieces: Iterable[Piece], cuts: int) -> Point | None:
        """Return a packet of `pieces` that no cut among `cuts` (bits) holds, or None where there is none."""
        stack = [(piece, cuts) for piece in pieces]
        while stack:
            piece, live = self._narrowed(*stack.pop())
            if piece is None:
                continue
            if not live:
                return (piece[0][0][0], piece[1][0][0], piece[2][0][0], piece[3][0][0], piece[4][0][0])
            stack.extend(self._split(piece, live))
        return None

    def _narrowed(self, piece: Piece, live: int) -> tuple[Piece | None, int]:
        """Return what is left of a piece after every cut that leaves one product, with the cuts that still overlap it."""
        while True:
            self._steps.spend(sum(map(len, piece)))
            related = [axis.relate(part) for axis, part in zip(self._axes, piece, strict=True)]
            for overlap, _ in related:
                live &= overlap
            contain = [c for _, c in related]
            if not live or live & contain[0] & contain[1] & contain[2] & contain[3] & contain[4]:
                return (None if live else piece), 0
            for axis in AXES:
                alone = live
                for other in AXES:
                    if other != axis:
                        alone &= contain[other]
                if alone:
                    left = difference(piece[axis], self._axes[axis].union(alone))
                    if not left:
                        return None, 0
                    piece = _with(piece, axis, left)
                    live &= ~alone
                    break
            else:
                return piece, live

    def _split(self, piece: Piece, live: int) -> list[tuple[Piece, int]]:
        """Split a piece in two by one cut, along one axis; the half that fewer cuts overlap comes last."""
        cut = self._columns[lowest(live)]
        halves: list[tuple[int, Piece, int]] = []
        for axis in AXES:
            outside = difference(piece[axis], cut[axis])
            if outside:
                inside = intersection(piece[axis], cut[axis])
                for part in (inside, outside):
                    overlap = live & self._axes[axis].relate(part)[0]
                    halves.append((overlap.bit_count(), _with(piece, axis, part), overlap))
                break
        halves.sort(key=lambda h: -h[0])
        return [(half, overlap) for _, half, overlap in halves]


def _with(piece: Piece, axis: int, part: Spans) -> Piece:
    parts = list(piece)
    parts[axis] = part
    return (parts[0], parts[1], parts[2], parts[3], parts[4])


class _Axis:
    """The cuts along one axis."""

    __slots__ = ("_known", "_table", "_values")

    def __init__(self, columns: Sequence[Spans], whole: Sequence[Spans], steps: Steps) -> None:
        groups = grouped(columns)
        trivial = len(groups) == 1 and all(part in groups for part in whole)
        self._values = columns
        cells = sum(map(len, groups))
        steps.spend(cells + cells * len(columns) // 1024)
        self._table = None if trivial else Table(groups, cells)
        self._known: dict[Spans, tuple[int, int]] = {}

    def relate(self, part: Spans) -> tuple[int, int]:
        """Return the cuts that overlap and those that contain `part`."""
        if self._table is None:
            return -1, -1
        known = self._known.get(part)
        if known is None:
            known = self._known[part] = (self._table.overlap(part), self._table.contain(part))
        return known

    def union(self, cuts: int) -> Spans:
        return normalise(span for value in {self._values[k] for k in indices_of(cuts)} for span in value)


class _Clip:
    """Cuts a product down to a target, as pieces; equal parts are computed once."""

    __slots__ = ("_destinations", "_parts", "_services", "_sources", "_target")

    def __init__(self, target: Cell) -> None:
        self._target = target
        self._parts = products(target[2])
        self._sources: dict[Spans, Spans] = {}
        self._destinations: dict[Spans, Spans] = {}
        self._services: dict[int, list[tuple[Spans, Spans, Spans]]] = {}

    def __call__(self, cut: Cell) -> list[Piece]:
        sources, destinations, services = cut
        s = self._sources.get(sources)
        if s is None:
            s = self._sources[sources] = intersection(sources, self._target[0])
        d = self._destinations.get(destinations)
        if d is None:
            d = self._destinations[destinations] = intersection(destinations, self._target[1])
        if not (s and d):
            return []
        parts = self._services.get(id(services))
        if parts is None:
            parts = self._services[id(services)] = [
                both for own in self._parts for other in products(services) if (both := _meet(own, other)) is not None
            ]
        return [(s, d, *part) for part in parts]


def _meet(
    a: tuple[Spans, Spans, Spans], b: tuple[Spans, Spans, Spans]
) -> tuple[Spans, Spans, Spans] | None:
    protocols, first, second = (x if x is y else intersection(x, y) for x, y in zip(a, b, strict=True))
    return (protocols, first, second) if protocols and first and second else None


@lru_cache(maxsize=65536)
def products(services: ServiceSet) -> tuple[tuple[Spans, Spans, Spans], ...]:
    """Return disjoint products (protocols, first, second) whose union is the set."""
    by_ports: dict[object, list[tuple[int, int]]] = {}
    for low, high, ports in services.slabs:
        by_ports.setdefault(ports, []).append((low, high))
    out: list[tuple[Spans, Spans, Spans]] = []
    for ports, protocols in by_ports.items():
        by_second: dict[Spans, list[tuple[int, int]]] = {}
        for low, high, seconds in ports:
            by_second.setdefault(seconds, []).append((low, high))
        out.extend((tuple(protocols), tuple(firsts), seconds) for seconds, firsts in by_second.items())
    return tuple(out)
