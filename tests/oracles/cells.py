"""The whole packet space cut into cells in which nothing changes: brute force over it is exact.

Every rule is a product, so a cell is decided by three bit masks: which rules its source, its destination and its service
are inside of. Cells with equal masks are one cell. Our own answers cut the space too, so that a set that is wrong by one
address shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from tests.oracles.terms import ICMP, ICMP6, PORTED, TCP, TOP, Entry, Part, Service, Traffic, carries, holds
from zonewarden_parsers.model import IntervalSet, ServiceSet

UNMENTIONED = 253
"""A protocol that no generator names (RFC 3692: for experiments)."""


Tag = tuple[tuple[str, ...] | None] | None
"""Where a simulator puts an address: the ports it lies behind (None: nobody knows), or nothing at all."""

Side = tuple[tuple[Part, ...], tuple[Part, ...]]
"""The addresses of one side of a rule: what it may match, what it surely matches."""


class Key(NamedTuple):
    """What tells one row of a dimension from another: the rules that may and that surely hold it, a tag, our own sets."""

    over: int
    under: int
    tag: Tag
    ours: int


Rows = dict[Key, list[int]]
ServiceRows = dict[Key, list[Service]]


def no_tag(_: int) -> Tag:
    """Return the same tag for everything."""
    return None


def address_rows(
    version: int,
    sides: Sequence[Side],
    ours: Sequence[IntervalSet],
    cuts: Iterable[int] = (),
    tag: Callable[[int], Tag] = no_tag,
) -> Rows:
    """Return the rows of the source or destination dimension; `sides` are (over, under) of each rule."""
    points = {0, *cuts}
    points.update(c for over, under in sides for p in (*over, *under) if p.version == version for c in p.cuts())
    points.update(c for s in ours for low, high in s.spans for c in (low, high + 1))
    rows: Rows = {}
    for point in sorted(p for p in points if p <= TOP[version]):
        over = sum(1 << i for i, (parts, _) in enumerate(sides) if holds(parts, version, point))
        under = sum(1 << i for i, (_, parts) in enumerate(sides) if holds(parts, version, point))
        mine = sum(1 << i for i, s in enumerate(ours) if point in s)
        rows.setdefault(Key(over, under, tag(point), mine), []).append(point)
    return rows


def service_rows(terms: Sequence[tuple[Traffic, ...]], ours: Sequence[ServiceSet]) -> ServiceRows:
    """Return the rows of the service dimension."""
    boxes = [[(b.protocols, b.first, b.second) for b in s.boxes()] for s in ours]
    edges = {e for found in boxes for (low, high), _, _ in found for e in (low, high + 1) if e < 256}
    named = {t.protocol for parts in terms for t in parts if t.protocol is not None}
    rows: ServiceRows = {}
    for protocol in sorted(edges | named | {TCP, 17, ICMP, ICMP6, UNMENTIONED, 0}):
        for service in _points(protocol, terms, boxes):
            over = sum(1 << i for i, parts in enumerate(terms) if carries(parts, service))
            mine = sum(1 << i for i, found in enumerate(boxes) if _boxed(found, service))
            rows.setdefault(Key(over, over, None, mine), []).append(service)
    return rows


Boxes = Sequence[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]


def _points(protocol: int, terms: Sequence[tuple[Traffic, ...]], boxes: Sequence[Boxes]) -> list[Service]:
    if protocol not in (*PORTED, ICMP, ICMP6):
        return [Service(protocol)]
    top = 255 if protocol in (ICMP, ICMP6) else 65535
    cuts: tuple[set[int], set[int]] = ({0}, {0})
    for traffic in (t for parts in terms for t in parts if t.protocol in (None, protocol)):
        for where, spans in zip(cuts, (traffic.first, traffic.second), strict=True):
            where.update(e for low, high in spans for e in (low, high + 1))
    for found in boxes:
        for (low, high), *slots in found:
            if low <= protocol <= high or (protocol == TCP and high == 256):
                for where, (a, b) in zip(cuts, slots, strict=True):
                    where.update((a, b + 1))
    first, second = (sorted(c for c in where if c <= top) for where in cuts)
    acks = (False, True) if protocol == TCP else (False,)
    return [Service(protocol, f, s, ack) for f, s, ack in product(first, second, acks)]


def point_of(service: Service) -> tuple[int, int, int]:
    """Return a service as the model counts it: TCP with ACK or RST is protocol 256."""
    return (256 if service.ack else service.protocol, service.first, service.second)


def _boxed(boxes: Boxes, service: Service) -> bool:
    p, f, s = point_of(service)
    return any(a <= p <= b and c <= f <= d and e <= s <= g for (a, b), (c, d), (e, g) in boxes)


@dataclass(frozen=True, slots=True)
class Decider:
    """One list as masks over the bits of all rules: decides a cell by its masks as `terms.verdict` decides a packet."""

    permits: int
    denies: int
    unreadable: int
    certain: int
    default: bool

    @classmethod
    def of(cls, entries: Sequence[Entry], *, default: bool, shift: int = 0) -> Decider:
        """Return the masks of `entries`, whose bits begin at `shift`."""
        bits = [(1 << i + shift, e) for i, e in enumerate(entries) if e.enabled]
        return cls(
            sum(b for b, e in bits if e.permit is True),
            sum(b for b, e in bits if e.permit is False),
            sum(b for b, e in bits if e.permit is None),
            sum(b for b, e in bits if e.permit is not None and not e.condition),
            default,
        )

    def decide(self, over: int, under: int) -> tuple[bool, bool]:
        """Return whether packets of the cell may be permitted, and may be denied."""
        over &= self.permits | self.denies | self.unreadable
        sure = under & self.certain
        if sure:
            over &= (sure & -sure) * 2 - 1
        open_end = not sure
        return (
            bool(over & (self.permits | self.unreadable)) or (open_end and self.default),
            bool(over & (self.denies | self.unreadable)) or (open_end and not self.default),
        )


def sides(entries: Sequence[Entry]) -> tuple[list[Side], list[Side]]:
    """Return the (over, under) parts of all sources and of all destinations."""
    return (
        [(e.sources.over, e.sources.sure) for e in entries],
        [(e.destinations.over, e.destinations.sure) for e in entries],
    )
