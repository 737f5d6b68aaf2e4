"""Exact sets of IPv4 and IPv6 addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice

from zonewarden_parsers.model import region
from zonewarden_parsers.model.region import Span, Spans
from zonewarden_parsers.model.swift import swift

MAX_V4 = 2**32 - 1
MAX_V6 = 2**128 - 1
MAX_WILDCARD_SPANS = 4096


@swift
@dataclass(frozen=True, slots=True)
class IntervalSet:
    """An exact set of integers: canonical closed intervals, so `==` is set equality."""

    spans: Spans = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> IntervalSet:
        """Return the set of all integers in `spans`, closed intervals in any order."""
        return cls(region.normalise(spans))

    def __or__(self, other: IntervalSet) -> IntervalSet:
        return IntervalSet(region.union(self.spans, other.spans))

    def __and__(self, other: IntervalSet) -> IntervalSet:
        return IntervalSet(region.intersection(self.spans, other.spans))

    def __sub__(self, other: IntervalSet) -> IntervalSet:
        return IntervalSet(region.difference(self.spans, other.spans))

    def __le__(self, other: IntervalSet) -> bool:
        return region.covers(other.spans, self.spans)

    def __contains__(self, point: int) -> bool:
        return region.covers(self.spans, ((point, point),))

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def size(self) -> int:
        """The number of integers in the set."""
        return sum(high - low + 1 for low, high in self.spans)

    def isdisjoint(self, other: IntervalSet) -> bool:
        """Return whether the two sets share no integer."""
        return not region.overlaps(self.spans, other.spans)


NONE = IntervalSet()
ALL_V4 = IntervalSet(((0, MAX_V4),))
ALL_V6 = IntervalSet(((0, MAX_V6),))


@swift
@dataclass(frozen=True, slots=True)
class AddressSet:
    """An exact set of addresses: IPv4 and IPv6 are two separate spaces."""

    v4: IntervalSet = NONE
    v6: IntervalSet = NONE

    @classmethod
    def union(cls, parts: Iterable[AddressSet]) -> AddressSet:
        """Return the union of many sets in one pass (`|` in a loop is quadratic)."""
        listed = list(parts)
        if len(listed) == 1:
            return listed[0]
        return cls(
            IntervalSet.of(s for p in listed for s in p.v4.spans), IntervalSet.of(s for p in listed for s in p.v6.spans)
        )

    @classmethod
    def network(cls, text: str) -> AddressSet:
        """Return the addresses of a CIDR block or of one address; raises ValueError on other text or on host bits."""
        net = ipaddress.ip_network(text)
        span = IntervalSet(((int(net.network_address), int(net.broadcast_address)),))
        return cls(v4=span) if net.version == 4 else cls(v6=span)

    @classmethod
    def parse(cls, text: str) -> AddressSet:
        """Return an address, a CIDR block (host bits ignored) or a range `a-b`; raises ValueError on other text."""
        block = block4(text)
        if block is not None:
            return cls(v4=IntervalSet((block,)))
        first, dash, last = text.partition("-")
        if not dash:
            net = ipaddress.ip_interface(text).network
            return cls.range(net.version, int(net.network_address), int(net.broadcast_address))
        low, high = ipaddress.ip_address(first.strip()), ipaddress.ip_address(last.strip())
        if low.version != high.version or int(low) > int(high):
            raise ValueError(f"not an address range: {text!r}")
        return cls.range(low.version, int(low), int(high))

    @classmethod
    def range(cls, version: int, low: int, high: int) -> AddressSet:
        """Return the addresses from `low` to `high`, both included, of IP `version` 4 or 6."""
        span = IntervalSet(((low, high),))
        return cls(v4=span) if version == 4 else cls(v6=span)

    @classmethod
    def wildcard(cls, address: int, wildcard: int) -> AddressSet:
        """Return the IPv4 addresses that equal `address` in every bit that is 0 in `wildcard` (Cisco wildcard mask).

        Non-contiguous masks give one span for each combination of the bits above the lowest run of ones. Raises
        ValueError when that is more than MAX_WILDCARD_SPANS, so that nobody is tempted to cut the set short.
        """
        low_run = 0
        while wildcard >> low_run & 1:
            low_run += 1
        base = address & ~wildcard & MAX_V4
        tail = (1 << low_run) - 1
        bits = [b for b in range(low_run, 32) if wildcard >> b & 1]
        if 1 << len(bits) > MAX_WILDCARD_SPANS:
            raise ValueError(
                f"wildcard mask {ipaddress.IPv4Address(wildcard)} gives more than {MAX_WILDCARD_SPANS} ranges"
            )
        starts = reduce(lambda values, bit: values + [v | 1 << bit for v in values], bits, [base])
        return cls(v4=IntervalSet.of((v, v | tail) for v in starts))

    def __or__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.v4 | other.v4, self.v6 | other.v6)

    def __and__(self, other: AddressSet) -> AddressSet:
        v4, v6 = _met(self.v4, other.v4, ALL_V4), _met(self.v6, other.v6, ALL_V6)
        if v4 is self.v4 and v6 is self.v6:
            return self
        return other if v4 is other.v4 and v6 is other.v6 else AddressSet(v4, v6)

    def __sub__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.v4 - other.v4, self.v6 - other.v6)

    def __le__(self, other: AddressSet) -> bool:
        return self.v4 <= other.v4 and self.v6 <= other.v6

    def __bool__(self) -> bool:
        return bool(self.v4) or bool(self.v6)

    def isdisjoint(self, other: AddressSet) -> bool:
        """Return whether the two sets share no address."""
        return not region.overlaps(self.v4.spans, other.v4.spans) and not region.overlaps(self.v6.spans, other.v6.spans)

    def family(self, version: int) -> IntervalSet:
        """Return the addresses of IP `version` 4 or 6 as integers."""
        return self.v4 if version == 4 else self.v6

    def texts(self) -> Iterator[str]:
        """Yield the set as text: `any`, CIDR blocks, single addresses, and `a-b` where a range needs over four blocks."""
        if self == ANY:
            yield "any"
            return
        for version, here, everything in ((4, self.v4, ALL_V4), (6, self.v6, ALL_V6)):
            if here == everything:
                yield f"any{version}"
                continue
            for span in here.spans:
                yield from _span_texts(version, span)

    def __str__(self) -> str:
        return ", ".join(self.texts()) or "none"


def _met(a: IntervalSet, b: IntervalSet, everything: IntervalSet) -> IntervalSet:
    """Return what two sets share, as one of them where that is seen at once."""
    if a is b or b is everything or not a.spans:
        return a
    return b if a is everything or not b.spans else a & b


def block4(text: str) -> Span | None:
    """Return the span of a plain `a.b.c.d` or `a.b.c.d/n`; None for any other text, which may still be an address."""
    address, slash, length = text.partition("/")
    parts = address.split(".")
    if len(parts) != 4 or (slash and length not in _LENGTHS):
        return None
    try:
        value = _OCTETS[parts[0]] << 24 | _OCTETS[parts[1]] << 16 | _OCTETS[parts[2]] << 8 | _OCTETS[parts[3]]
    except KeyError:
        return None
    host = _LENGTHS[length] if slash else 0
    return (value & ~host, value | host)


_OCTETS = {str(n): n for n in range(256)}
_LENGTHS = {str(n): (1 << 32 - n) - 1 for n in range(33)}

MAX_BLOCKS = 4


def _span_texts(version: int, span: Span) -> Iterator[str]:
    bits, written = (32, _dotted) if version == 4 else (128, _colons)
    blocks = list(islice(_blocks(*span, bits), MAX_BLOCKS + 1))
    if len(blocks) > MAX_BLOCKS:
        yield f"{written(span[0])}-{written(span[1])}"
        return
    for start, length in blocks:
        yield written(start) if length == bits else f"{written(start)}/{length}"


def _blocks(low: int, high: int, bits: int) -> Iterator[Span]:
    """Yield the CIDR blocks of an interval as (first address, prefix length)."""
    while low <= high:
        free = min((low & -low).bit_length() - 1 if low else bits, (high - low + 1).bit_length() - 1)
        yield low, bits - free
        low += 1 << free


def _dotted(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def _colons(value: int) -> str:
    return str(ipaddress.IPv6Address(value))


ANY4 = AddressSet(v4=ALL_V4)
ANY6 = AddressSet(v6=ALL_V6)
ANY = AddressSet(ALL_V4, ALL_V6)
NOWHERE = AddressSet()
