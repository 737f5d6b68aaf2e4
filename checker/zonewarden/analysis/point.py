"""Point queries: which entries of an ordered list match one packet, without walking the list.

Each dimension says with a bisection or two which entries hold a point, as bits; their AND is the answer (PERFORMANCE.md,
*point query*). Blocks of entries are indexed when a query first reaches them, so memory grows linearly with the list, and
a list whose packets match early is never indexed to its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from zonewarden.analysis.entries import Cell, Entry
from zonewarden_parsers.model import IntervalSet, Packet, ServiceSet
from zonewarden_parsers.model.region import Spans, covers
from zonewarden_parsers.model.services import ALL_PORTS, MAX_PROTOCOL

BLOCK = 4096
MAX_CELLS = 16384
MAX_RUNS = 8
Value = TypeVar("Value", bound=Hashable)
_WHOLE = (IntervalSet(((0, MAX_PROTOCOL),)), IntervalSet(ALL_PORTS), IntervalSet(ALL_PORTS))


class PointIndex:
    """The entries of one list within one IP version, to be asked about many packets of that version."""

    __slots__ = ("_blocks", "entries")

    def __init__(self, listed: Sequence[Entry]) -> None:
        self.entries = listed
        self._blocks: list[_Block] = []

    def holding(self, packet: Packet) -> Iterator[int]:
        """Yield the positions of the entries that may match the packet (those whose `over` holds it), ascending."""
        for base in range(0, len(self.entries), BLOCK):
            bits = self._block(base).holding(packet)
            while bits:
                low = bits & -bits
                yield base + low.bit_length() - 1
                bits ^= low

    def first(self, packet: Packet) -> int:
        """Return the position of the first entry that may match the packet, or -1."""
        for base in range(0, len(self.entries), BLOCK):
            bits = self._block(base).holding(packet)
            if bits:
                return base + (bits & -bits).bit_length() - 1
        return -1

    def _block(self, base: int) -> _Block:
        number = base // BLOCK
        while len(self._blocks) <= number:
            start = len(self._blocks) * BLOCK
            self._blocks.append(_Block([e.over for e in self.entries[start : start + BLOCK]]))
        return self._blocks[number]


def first_match(index: PointIndex, packet: Packet) -> Entry | None:
    """Return the first entry that may match the packet, or None. It decides the packet when it is exact."""
    position = index.first(packet)
    return None if position < 0 else index.entries[position]


def holds(cell: Cell, packet: Packet) -> bool:
    """Return whether a packet of the cell's IP version is in the cell."""
    sources, destinations, services = cell
    return (
        covers(sources, ((packet.source, packet.source),))
        and covers(destinations, ((packet.destination, packet.destination),))
        and holds_service(services, packet.protocol, packet.first, packet.second)
    )


def holds_service(services: ServiceSet, protocol: int, first: int, second: int) -> bool:
    """Return whether one point of the service space is in the set."""
    for low, high, ports in services.slabs:
        if low <= protocol <= high:
            return any(a <= first <= b and covers(seconds, ((second, second),)) for a, b, seconds in ports)
    return False


class _Stab:
    """Sets along one dimension, asked which of them hold a point: elementary intervals, each with its sets as bits.

    Where the sets have more than MAX_CELLS intervals together, those of many are entered as their hulls: `loose` names
    them, and their hits may be wrong.
    """

    __slots__ = ("_starts", "_states", "loose")

    def __init__(self, columns: Sequence[tuple[Spans, int]]) -> None:
        many = sum(len(spans) for spans, _ in columns) > MAX_CELLS
        self.loose = 0
        events = {0: 0}
        for spans, bits in columns:
            runs = spans
            if many and len(spans) > MAX_RUNS:
                self.loose |= bits
                runs = ((spans[0][0], spans[-1][1]),)
            for low, high in runs:
                events[low] = events.get(low, 0) ^ bits
                events[high + 1] = events.get(high + 1, 0) ^ bits
        self._starts = sorted(events)
        state, self._states = 0, list[int]()
        for start in self._starts:
            state ^= events[start]
            self._states.append(state)

    def at(self, point: int) -> int:
        return self._states[bisect_right(self._starts, point) - 1]


class _Block:
    """Up to BLOCK cells, bit 0 the first. Hits in `_loose` may be wrong and are checked: services that are no product of
    three sets, and sets of so many intervals that they are entered as wider ones."""

    __slots__ = ("_cells", "_destinations", "_loose", "_services", "_sources")

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells = cells
        self._sources = _Stab(_grouped(c[0] for c in cells))
        self._destinations = _Stab(_grouped(c[1] for c in cells))
        self._loose = self._sources.loose | self._destinations.loose
        parts: tuple[list[tuple[Spans, int]], ...] = ([], [], [])
        for services, bits in _grouped(c[2] for c in cells):
            factors = services.factors()
            if factors is None:
                self._loose |= bits
            for part, factor in zip(parts, factors or _WHOLE, strict=True):
                part.append((factor.spans, bits))
        self._services = tuple(_Stab(part) for part in parts)
        for stab in self._services:
            self._loose |= stab.loose

    def holding(self, packet: Packet) -> int:
        found = self._sources.at(packet.source) & self._destinations.at(packet.destination)
        if not found:
            return 0
        protocols, firsts, seconds = self._services
        found &= protocols.at(packet.protocol) & firsts.at(packet.first) & seconds.at(packet.second)
        suspects = found & self._loose
        while suspects:
            low = suspects & -suspects
            if not holds(self._cells[low.bit_length() - 1], packet):
                found ^= low
            suspects ^= low
        return found


def _grouped(values: Iterable[Value]) -> list[tuple[Value, int]]:
    """Return each distinct value with the positions that have it, as bits."""
    positions: dict[Value, list[int]] = {}
    for k, value in enumerate(values):
        positions.setdefault(value, []).append(k)
    return [(value, _bits(found)) for value, found in positions.items()]


def _bits(ascending: Sequence[int]) -> int:
    if len(ascending) < 8:
        return sum(1 << k for k in ascending)
    buffer = bytearray((ascending[-1] >> 3) + 1)
    for k in ascending:
        buffer[k >> 3] |= 1 << (k & 7)
    return int.from_bytes(buffer, "little")
