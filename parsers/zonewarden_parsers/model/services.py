"""Exact sets of services: protocol x source port x destination port, or x ICMP type x ICMP code.

The three dimensions and their universe, one box for every protocol:

- `protocol`: the IP protocol number 0-255, and 256 for *TCP segments with ACK or RST set*. Cisco's `established`
  matches only those (Cisco IOS Security Command Reference, `permit (extended)`), so TCP as a whole is {6, 256} and a
  packet that opens a TCP session is always in 6.
- `first`: source port 0-65535; for ICMP and ICMPv6 the type.
- `second`: destination port 0-65535; for ICMP and ICMPv6 the code.

ICMP types and codes end at 255: the value 255 stands for 255-65535, so that all types together are the whole slot and
`any` stays one box. Protocols without ports always span both slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zonewarden_parsers.model import region
from zonewarden_parsers.model.addresses import IntervalSet
from zonewarden_parsers.model.region import Region, Spans

ICMP, TCP, UDP, ICMP6 = 1, 6, 17, 58
TCP_ESTABLISHED = 256
MAX_PROTOCOL = 256
MAX_PORT = 65535
WITH_PORTS = frozenset({6, 17, 33, 132, 136, TCP_ESTABLISHED})
WITH_TYPES = frozenset({ICMP, ICMP6})
PROTOCOL_NAMES = {
    1: "icmp", 2: "igmp", 4: "ipinip", 6: "tcp", 8: "egp", 9: "igrp", 17: "udp", 33: "dccp", 41: "ipv6", 46: "rsvp",
    47: "gre", 50: "esp", 51: "ah", 58: "icmp6", 88: "eigrp", 89: "ospf", 94: "nos", 103: "pim", 108: "pcp",
    112: "vrrp", 115: "l2tp", 132: "sctp", 136: "udplite", 256: "tcp-established",
}  # fmt: skip

ALL_PORTS: Spans = ((0, MAX_PORT),)


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """One box of the service space: closed intervals of protocol, first and second slot."""

    protocols: tuple[int, int]
    first: tuple[int, int]
    second: tuple[int, int]

    def __str__(self) -> str:
        return box_text(self)


@dataclass(frozen=True, slots=True)
class ServiceSet:
    """An exact set of services in canonical form, so `==` is set equality. `any` is one value, `ANY_SERVICE`."""

    slabs: Region = ()

    @classmethod
    def of(cls, protocols: Spans, first: Spans = ALL_PORTS, second: Spans = ALL_PORTS) -> ServiceSet:
        """Return the product of three sets given as canonical spans (see `region`)."""
        if not (protocols and first and second):
            return cls()
        ports = tuple((low, high, second) for low, high in first)
        return cls(tuple((low, high, ports) for low, high in protocols))

    @classmethod
    def protocol(cls, number: int) -> ServiceSet:
        """Return everything of one IP protocol; TCP includes established segments."""
        return TCP_ANY if number == TCP else cls.of(((number, number),))

    @classmethod
    def ports(cls, protocol: int, destination: Spans = ALL_PORTS, source: Spans = ALL_PORTS) -> ServiceSet:
        """Return TCP (with established segments), UDP, SCTP, ... with these ports, given as canonical spans."""
        return cls.of(((6, 6), (256, 256)) if protocol == TCP else ((protocol, protocol),), source, destination)

    @classmethod
    def icmp(cls, protocol: int, type_: int | None = None, code: int | None = None) -> ServiceSet:
        """Return ICMP (1) or ICMPv6 (58) of one type and code, or of all where None."""
        return cls.of(((protocol, protocol),), _icmp_slot(type_), _icmp_slot(code))

    @classmethod
    def union(cls, parts: Iterable[ServiceSet]) -> ServiceSet:
        """Return the union of many sets, pairing them up so that the cost stays near linear."""
        queue = [p for p in parts if p]
        while len(queue) > 1:
            queue = [a | b for a, b in zip(queue[::2], [*queue[1::2], EMPTY_SERVICE], strict=False)]
        return queue[0] if queue else EMPTY_SERVICE

    def __or__(self, other: ServiceSet) -> ServiceSet:
        return self if not other or self is other else other if not self else _or(self, other)

    def __and__(self, other: ServiceSet) -> ServiceSet:
        if self is other or other is ANY_SERVICE:
            return self
        return other if self is ANY_SERVICE else _and(self, other)

    def __sub__(self, other: ServiceSet) -> ServiceSet:
        return self if not other else _sub(self, other)

    def __le__(self, other: ServiceSet) -> bool:
        return not self - other

    def __bool__(self) -> bool:
        return bool(self.slabs)

    def isdisjoint(self, other: ServiceSet) -> bool:
        """Return whether the two sets share no service."""
        return not region.meet(self.slabs, other.slabs, _ports_meet)

    def boxes(self) -> Iterator[Box]:
        """Yield disjoint boxes whose union is the set, in canonical order."""
        for p_low, p_high, ports in self.slabs:
            for f_low, f_high, seconds in ports:
                for span in seconds:
                    yield Box((p_low, p_high), (f_low, f_high), span)

    def factors(self) -> tuple[IntervalSet, IntervalSet, IntervalSet] | None:
        """Return (protocols, first, second) when the set is their product, else None."""
        inner = {ports for _, _, ports in self.slabs}
        if len(inner) != 1:
            return None
        ports = inner.pop()
        seconds = {s for _, _, s in ports}
        if len(seconds) != 1:
            return None
        return (
            IntervalSet(tuple((low, high) for low, high, _ in self.slabs)),
            IntervalSet(tuple((low, high) for low, high, _ in ports)),
            IntervalSet(seconds.pop()),
        )

    def texts(self) -> Iterator[str]:
        """Yield the set as text, e.g. `tcp/502`, `udp/1-1023 from 53`, `icmp echo-request`, `any`.

        TCP whose established half is the same set is printed once.
        """
        if self == ANY_SERVICE:
            yield "any"
            return
        tcp = self & TCP_NEW
        mirrored = _as_established(tcp)
        whole = bool(tcp) and mirrored == self & ESTABLISHED
        for box in (self - mirrored if whole else self).boxes():
            yield box_text(box)

    def __str__(self) -> str:
        return ", ".join(self.texts()) or "none"


def _icmp_slot(value: int | None) -> Spans:
    return ALL_PORTS if value is None else ((value, MAX_PORT if value >= 255 else value),)


def _inner_or(a: Any, b: Any) -> Any:
    return region.union(a, b)


def _inner_and(a: Any, b: Any) -> Any:
    return region.intersection(a, b)


def _inner_sub(a: Any, b: Any) -> Any:
    return region.difference(a, b)


def _ports_meet(a: Region, b: Region) -> bool:
    return region.meet(a, b, region.overlaps)


@lru_cache(maxsize=65536)
def _or(a: ServiceSet, b: ServiceSet) -> ServiceSet:
    return ServiceSet(region.combine(a.slabs, b.slabs, lambda p, q: region.combine(p, q, _inner_or)))


@lru_cache(maxsize=65536)
def _and(a: ServiceSet, b: ServiceSet) -> ServiceSet:
    return ServiceSet(region.combine(a.slabs, b.slabs, lambda p, q: region.combine(p, q, _inner_and)))


@lru_cache(maxsize=65536)
def _sub(a: ServiceSet, b: ServiceSet) -> ServiceSet:
    return ServiceSet(region.combine(a.slabs, b.slabs, lambda p, q: region.combine(p, q, _inner_sub)))


EMPTY_SERVICE = ServiceSet()
ANY_SERVICE = ServiceSet.of(((0, MAX_PROTOCOL),))
TCP_ANY = ServiceSet.of(((6, 6), (256, 256)))
TCP_NEW = ServiceSet.of(((6, 6),))
ESTABLISHED = ServiceSet.of(((256, 256),))
INITIATING = ANY_SERVICE - ESTABLISHED
"""Everything that can begin a session: all services but TCP segments with ACK or RST set."""


def _as_established(tcp: ServiceSet) -> ServiceSet:
    return ServiceSet(tuple((256, 256, ports) for _, _, ports in tcp.slabs))


def box_text(box: Box) -> str:
    """Return a box as people write it; protocols with ports as `tcp/DST from SRC`, ICMP as `icmp/TYPE/CODE`."""
    low, high = box.protocols
    if low != high:
        name = "any" if low == 0 and high >= 255 else f"protocol {low}-{min(high, 255)}"
        ports = _span_text(box.second, MAX_PORT)
        source = _span_text(box.first, MAX_PORT)
        return name + (f"/{ports}" if ports else "") + (f" from {source}" if source else "")
    name = PROTOCOL_NAMES.get(low, f"protocol {low}")
    if low in WITH_TYPES:
        kind, code = _span_text(box.first, 255), _span_text(box.second, 255)
        return name + (f"/{kind}" if kind else "/any" if code else "") + (f"/{code}" if code else "")
    ports, source = _span_text(box.second, MAX_PORT), _span_text(box.first, MAX_PORT)
    return name + (f"/{ports}" if ports else "") + (f" from {source}" if source else "")


def _span_text(span: tuple[int, int], top: int) -> str:
    low, high = span[0], min(span[1], top)
    if (low, high) == (0, top):
        return ""
    return str(low) if low == high else f"{low}-{high}"
