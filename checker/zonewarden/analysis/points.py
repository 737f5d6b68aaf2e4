"""Single packets of a product: its corners, and whether a product holds a packet."""

from __future__ import annotations

from bisect import bisect_right

from zonewarden.analysis.entries import Cell
from zonewarden_parsers.model import Packet
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import WITH_TYPES

Point = tuple[int, int, int, int, int]
"""A packet within one IP version: source, destination, protocol, first and second service slot."""


def first_corner(cell: Cell) -> Point:
    """Return the lowest packet of a product that is not empty."""
    protocol, _, ports = cell[2].slabs[0]
    first, _, seconds = ports[0]
    return (cell[0][0][0], cell[1][0][0], protocol, first, seconds[0][0])


def last_corner(cell: Cell) -> Point:
    """Return the highest packet of a product that is not empty."""
    _, protocol, ports = cell[2].slabs[-1]
    _, first, seconds = ports[-1]
    return (cell[0][-1][1], cell[1][-1][1], protocol, first, seconds[-1][1])


def mixed_corner(cell: Cell) -> Point:
    """Return the packet with the lowest source and service and the highest destination."""
    low = first_corner(cell)
    return (low[0], cell[1][-1][1], *low[2:])


def holds(cell: Cell, point: Point) -> bool:
    """Return whether a product holds a packet."""
    source, destination, protocol, first, second = point
    if not (_within(cell[0], source) and _within(cell[1], destination)):
        return False
    for low, high, ports in cell[2].slabs:
        if low <= protocol <= high:
            return any(a <= first <= b and _within(seconds, second) for a, b, seconds in ports)
    return False


def as_packet(version: int, point: Point) -> Packet:
    """Return a point as a packet: the last ICMP type and code stand for the rest of their slots."""
    source, destination, protocol, first, second = point
    if protocol in WITH_TYPES:
        first, second = min(first, 255), min(second, 255)
    return Packet(version, source, destination, protocol, first, second)


def _within(spans: Spans, point: int) -> bool:
    k = bisect_right(spans, point, key=_low)
    return k > 0 and spans[k - 1][1] >= point


def _low(span: tuple[int, int]) -> int:
    return span[0]
