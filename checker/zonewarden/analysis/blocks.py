"""An ordered list of packet products as bitmap columns, in blocks that bound the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from zonewarden.analysis.columns import Table, coarse, ends, grouped
from zonewarden.analysis.entries import Cell
from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.region import Region, Spans, covers, normalise

BLOCK = 8192
"""Columns in a block: a bitmap of it is 1 KiB."""
MAX_RUNS = 64
"""Intervals of a row beyond which a superset is looked up."""
MAX_KEPT = 128 * 2**20
"""Bytes of bitmaps, roughly, that stay in memory; further blocks are built again for each question."""


class Columns:
    """The products of a list, in its order: column k is `cells[k]`, an empty product is never hit."""

    __slots__ = ("_kept", "_room", "cells")

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self._kept: dict[int, Block] = {}
        self._room = MAX_KEPT

    def blocks(self, start: int = 0) -> Iterator[Block]:
        """Yield the blocks from the one that holds column `start` on."""
        for base in range(start - start % BLOCK, len(self.cells), BLOCK):
            block = self._kept.get(base)
            if block is None:
                block = Block(base, self.cells[base : base + BLOCK])
                if block.weight <= self._room:
                    self._room -= block.weight
                    self._kept[base] = block
            yield block


class Block:
    """The tables of consecutive columns. Bit k stands for column `base + k`.

    `loose` are the columns whose services are no product and stand in the tables by their projections: what the tables
    say of them may be too much, never too little. `weight` is the size in bytes, roughly.
    """

    __slots__ = ("base", "cells", "loose", "stop", "tables", "weight")

    def __init__(self, base: int, cells: Sequence[Cell]) -> None:
        self.base, self.stop, self.cells = base, base + len(cells), cells
        services = grouped(c[2] for c in cells)
        values = (
            grouped(c[0] for c in cells),
            grouped(c[1] for c in cells),
            *(_projected(services, k) for k in range(3)),
        )
        self.tables = [Table(columns) for columns in values]
        self.loose = 0
        for value, bits in services.items():
            self.loose |= 0 if shape(value).product else bits
        self.weight = sum(t.entries for t in self.tables) * len(cells) // 16

    def overlapping(self) -> Lookup:
        """Return what tells, row by row, which columns may overlap it."""
        return Lookup([partial(_overlap, table) for table in self.tables])

    def containing(self) -> Lookup:
        """Return what tells, row by row, which columns may contain it."""
        return Lookup([partial(_contain, table) for table in self.tables])


def _overlap(table: Table, spans: Spans) -> int:
    return table.overlap(coarse(spans, MAX_RUNS))


def _contain(table: Table, spans: Spans) -> int:
    return table.contain(_sample(spans))


def _sample(spans: Spans) -> Spans:
    """Return `spans`, or where they are many some points of them: what contains `spans` contains those."""
    return spans if len(spans) <= MAX_RUNS else ends(coarse(spans, MAX_RUNS))


def _projected(services: dict[ServiceSet, int], axis: int) -> dict[Spans, int]:
    out: dict[Spans, int] = {}
    for value, bits in services.items():
        part = shape(value).parts[axis]
        out[part] = out.get(part, 0) | bits
    return out


class Lookup:
    """Relates rows to the columns of one block; their values repeat, and each distinct one is looked up once.

    Services are known by identity, which the parsers share: hashing them would cost more than looking some up twice. They
    are kept with their answer, so that an identity is never used again while it stands for one.
    """

    __slots__ = ("_ask", "_destinations", "_services", "_sources")

    def __init__(self, ask: Sequence[Callable[[Spans], int]]) -> None:
        self._ask = ask
        self._sources: dict[Spans, int] = {}
        self._destinations: dict[Spans, int] = {}
        self._services: dict[int, tuple[ServiceSet, int]] = {}

    def __call__(self, cell: Cell) -> int:
        """Return the columns related to `cell`, which is not empty: all that are, and in rare cases too many."""
        source, destination, service = cell
        s = self._sources.get(source)
        if s is None:
            s = self._sources[source] = self._ask[0](source)
        d = self._destinations.get(destination)
        if d is None:
            d = self._destinations[destination] = self._ask[1](destination)
        both = s & d
        if not both:
            return 0
        known = self._services.get(id(service))
        if known is None:
            protocols, first, second = shape(service).parts
            known = (service, self._ask[2](protocols) & self._ask[3](first) & self._ask[4](second))
            self._services[id(service)] = known
        return both & known[1]


@dataclass(frozen=True, slots=True)
class Shape:
    """The three projections of a service set (protocols, first, second), and whether the set is their product."""

    parts: tuple[Spans, Spans, Spans]
    product: bool


@lru_cache(maxsize=65536)
def shape(services: ServiceSet) -> Shape:
    """Return the shape of a service set that is not empty."""
    factors = services.factors()
    if factors is not None:
        return Shape((factors[0].spans, factors[1].spans, factors[2].spans), product=True)
    boxes = list(services.boxes())
    parts = ([b.protocols for b in boxes], [b.first for b in boxes], [b.second for b in boxes])
    return Shape((normalise(parts[0]), normalise(parts[1]), normalise(parts[2])), product=False)


def contains(outer: Cell, inner: Cell) -> bool:
    """Return whether one product contains another that is not empty."""
    return covers(outer[0], inner[0]) and covers(outer[1], inner[1]) and _serves(outer[2], inner[2])


def _serves(outer: ServiceSet, inner: ServiceSet) -> bool:
    """Return whether one service set contains another; as `inner <= outer`, which would remember every pair."""
    return outer is inner or _covers_slabs(outer.slabs, inner.slabs, lambda a, b: _covers_slabs(a, b, covers))


def _covers_slabs(outer: Region, inner: Region, within: Callable[[Any, Any], bool]) -> bool:
    """Return whether slabs contain others, where `within` says so of what stands at each point of both."""
    k = 0
    for low, high, part in inner:
        while k < len(outer) and outer[k][1] < low:
            k += 1
        at = k
        while low <= high:
            if at == len(outer) or outer[at][0] > low or not within(outer[at][2], part):
                return False
            low = outer[at][1] + 1
            at += 1
    return True
