"""Do some products together hold every packet of another? An exact search, with a packet they miss when they do not.

The target is narrowed and split until each piece lies inside one cut or meets none. Cuts that hold a piece in all
dimensions but one are taken away at once, which leaves one smaller piece; only when there is none the piece is split in two.
Bitmaps over the cuts answer what overlaps and what contains a piece. The problem is NP-hard in the number of cuts (covering
a box by boxes), so every search has an allowance of steps; past it OverBudgetError is raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from zonewarden.analysis.columns import Table, grouped, indices_of, lowest
from zonewarden.analysis.entries import Cell
from zonewarden.analysis.points import Point
from zonewarden.analysis.residue import OverBudgetError
from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.region import Region, Spans, difference, intersection, normalise

AXES = range(5)
MAX_KNOWN = 4096
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
        """Begin the next question; raises OverBudgetError when nothing is left for it."""
        self._left = min(self._each, self._total)
        self.spend(1)

    def allows(self, steps: int) -> bool:
        """Return whether that many steps are left for all questions together."""
        return steps <= self._total

    def spend(self, steps: int) -> None:
        """Take steps from the allowance; raises OverBudgetError when it is used up."""
        self._left -= steps
        self._total -= steps
        if self._left < 0:
            raise OverBudgetError


@dataclass(frozen=True, slots=True)
class Answer:
    """A packet that the cuts leave open, or None and bits of cuts that leave none."""

    point: Point | None
    core: int


class Cuts:
    """Some products, ready for the question whether those among them that a mask names cover a piece.

    Each cut has a bit for each product of its services (`bits`).
    """

    __slots__ = ("_axes", "_bits", "_columns")

    def __init__(self, cuts: Iterable[Sequence[Piece]], steps: Steps) -> None:
        self._columns: list[Piece] = []
        self._bits: list[int] = []
        for parts in cuts:
            first = len(self._columns)
            self._columns.extend(parts)
            self._bits.append((1 << len(self._columns)) - (1 << first))
        steps.spend(_cost(self._columns))
        self._axes = [_Axis([c[axis] for c in self._columns]) for axis in AXES]

    @staticmethod
    def cost(cuts: Sequence[Sequence[Piece]]) -> int:
        """Return the steps that tables of these cuts take."""
        return _cost([piece for parts in cuts for piece in parts])

    def bits(self, k: int) -> int:
        """Return the bits of cut `k`."""
        return self._bits[k]

    def cover(self, pieces: Iterable[Piece], cuts: int, steps: Steps) -> Answer:
        """Return whether the cuts named by `cuts` (bits) hold every packet of `pieces`, and which of them are enough.

        Raises OverBudgetError when that takes more than `steps`.
        """
        stack = [(piece, cuts) for piece in pieces]
        core = 0
        while stack:
            piece, live, contain, used = self._narrowed(*stack.pop(), steps)
            core |= used
            if piece is None:
                continue
            if not live:
                return Answer((piece[0][0][0], piece[1][0][0], piece[2][0][0], piece[3][0][0], piece[4][0][0]), 0)
            stack.extend(self._split(piece, live, contain))
        return Answer(None, core)

    def _narrowed(self, piece: Piece, live: int, steps: Steps) -> tuple[Piece | None, int, list[int], int]:
        """Take away every cut that leaves one product of a piece.

        Returns what is left (None for nothing), the cuts that still overlap it, those that contain it along each axis, and
        the cuts that were taken away.
        """
        used = 0
        while True:
            steps.spend(sum(map(len, piece)))
            related = [axis.relate(part) for axis, part in zip(self._axes, piece, strict=True)]
            for overlap, _ in related:
                live &= overlap
            contain = [c for _, c in related]
            whole = live & contain[0] & contain[1] & contain[2] & contain[3] & contain[4]
            if whole:
                return None, 0, contain, used | whole & -whole
            alone, axis = _alone(live, contain)
            if not alone:
                return piece, live, contain, used
            used |= alone
            live &= ~alone
            left = difference(piece[axis], self._axes[axis].union(alone))
            if not left:
                return None, 0, contain, used
            piece = _with(piece, axis, left)

    def _split(self, piece: Piece, live: int, contain: Sequence[int]) -> list[tuple[Piece, int]]:
        """Split a piece in two by one cut, along one axis; the half that fewer cuts overlap comes last."""
        axis, cut = self._choice(live, contain)
        halves: list[tuple[int, Piece, int]] = []
        values = self._columns[cut][axis]
        for part in (intersection(piece[axis], values), difference(piece[axis], values)):
            overlap = live & self._axes[axis].relate(part)[0]
            halves.append((overlap.bit_count(), _with(piece, axis, part), overlap))
        halves.sort(key=lambda h: -h[0])
        return [(half, overlap) for _, half, overlap in halves]

    def _choice(self, live: int, contain: Sequence[int]) -> tuple[int, int]:
        """Return the axis and the cut to split by: a cut that contains the piece along as many axes as possible."""
        best = 0
        axis = 0
        for a, b in combinations(AXES, 2):
            both = live
            for other in AXES:
                if other not in (a, b):
                    both &= contain[other]
            if both.bit_count() > best.bit_count():
                best, axis = both, a
        if best:
            return axis, lowest(best)
        for a in AXES:
            if live & ~contain[a]:
                return a, lowest(live & ~contain[a])
        raise AssertionError


def _cost(columns: Sequence[Piece]) -> int:
    """Return the steps that the tables of some columns take: their distinct intervals, each with a bitmap."""
    runs = sum(len(spans) for axis in AXES for spans in {c[axis] for c in columns})
    return 3 * len(columns) + runs + runs * len(columns) // 8192


def _alone(live: int, contain: Sequence[int]) -> tuple[int, int]:
    """Return the cuts that contain a piece along all axes but one, for the first such axis, and that axis."""
    for axis in AXES:
        alone = live
        for other in AXES:
            if other != axis:
                alone &= contain[other]
        if alone:
            return alone, axis
    return 0, 0


def _with(piece: Piece, axis: int, part: Spans) -> Piece:
    parts = list(piece)
    parts[axis] = part
    return (parts[0], parts[1], parts[2], parts[3], parts[4])


class _Axis:
    """The cuts along one axis."""

    __slots__ = ("_known", "_only", "_table", "_values")

    def __init__(self, columns: Sequence[Spans]) -> None:
        groups = grouped(columns)
        self._values = columns
        self._only = columns[0] if len(groups) == 1 else None
        self._table = Table(groups)
        self._known: dict[Spans, tuple[int, int]] = {}

    def relate(self, part: Spans) -> tuple[int, int]:
        """Return the cuts that overlap and those that contain `part`."""
        if part is self._only:
            return -1, -1
        known = self._known.get(part)
        if known is None:
            if len(self._known) > MAX_KNOWN:
                self._known.clear()
            known = self._known[part] = (self._table.overlap(part), self._table.contain(part))
        return known

    def union(self, cuts: int) -> Spans:
        return normalise(span for value in {self._values[k] for k in indices_of(cuts)} for span in value)


def pieces(cell: Cell) -> list[Piece]:
    """Return a product as pieces, one for each product of its services."""
    return [(cell[0], cell[1], *part) for part in products(cell[2])]


class Clip:
    """Cuts products down to a target, as pieces; equal parts are computed once."""

    __slots__ = ("_destinations", "_parts", "_services", "_sources", "_target")

    def __init__(self, target: Cell) -> None:
        self._target = target
        self._parts = products(target[2])
        self._sources: dict[Spans, Spans] = {}
        self._destinations: dict[Spans, Spans] = {}
        self._services: dict[int, tuple[ServiceSet, list[tuple[Spans, Spans, Spans]]]] = {}

    def __call__(self, cut: Cell) -> list[Piece]:
        """Return the pieces of the target that lie in `cut`."""
        sources, destinations, services = cut
        s = self._sources.get(sources)
        if s is None:
            s = self._sources[sources] = _common(self._target[0], sources)
        d = self._destinations.get(destinations)
        if d is None:
            d = self._destinations[destinations] = _common(self._target[1], destinations)
        if not (s and d):
            return []
        known = self._services.get(id(services))
        if known is None:
            met = [
                both for own in self._parts for other in products(services) if (both := _meet(own, other)) is not None
            ]
            known = self._services[id(services)] = (services, met)
        return [(s, d, *part) for part in known[1]]


def _common(own: Spans, other: Spans) -> Spans:
    """Return the intersection, and `own` itself where it is equal."""
    both = intersection(own, other)
    return own if both == own else both


def _meet(a: tuple[Spans, Spans, Spans], b: tuple[Spans, Spans, Spans]) -> tuple[Spans, Spans, Spans] | None:
    protocols, first, second = (_common(x, y) for x, y in zip(a, b, strict=True))
    return (protocols, first, second) if protocols and first and second else None


@lru_cache(maxsize=65536)
def products(services: ServiceSet) -> tuple[tuple[Spans, Spans, Spans], ...]:
    """Return disjoint products (protocols, first, second) whose union is the set."""
    by_ports: dict[Region, list[tuple[int, int]]] = {}
    for low, high, ports in services.slabs:
        by_ports.setdefault(ports, []).append((low, high))
    out: list[tuple[Spans, Spans, Spans]] = []
    for ports, protocols in by_ports.items():
        by_second: dict[Spans, list[tuple[int, int]]] = {}
        for low, high, seconds in ports:
            by_second.setdefault(seconds, []).append((low, high))
        out.extend((tuple(protocols), tuple(firsts), seconds) for seconds, firsts in by_second.items())
    return tuple(out)
