"""What the generators mean, apart from how it is written: addresses, services, rules, lists. Nothing here knows a parser.

Membership is plain bit and number arithmetic, so that it shares no code with the sets it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

WIDTH = {4: 32, 6: 128}
TOP = {4: 2**32 - 1, 6: 2**128 - 1}
ICMP, TCP, UDP, ICMP6 = 1, 6, 17, 58
PORTED = (TCP, UDP, 33, 132, 136)
"""Protocols with ports: TCP, UDP, DCCP, SCTP, UDP-Lite."""


class Service(NamedTuple):
    """The service part of a packet: `first` and `second` are ports, or ICMP type and code, or 0. `ack`: a TCP segment with ACK or RST."""

    protocol: int
    first: int = 0
    second: int = 0
    ack: bool = False


class Packet(NamedTuple):
    """One packet."""

    version: int
    source: int
    destination: int
    service: Service


@dataclass(frozen=True, slots=True)
class Block:
    """Addresses equal to `base` in every bit of `care`: a host, a network, a wildcard of any shape."""

    version: int
    base: int
    care: int

    def holds(self, address: int) -> bool:
        return (address ^ self.base) & self.care == 0

    def cuts(self) -> Iterator[int]:
        """Yield where membership may change: the ends of each contiguous run."""
        free = ~self.care & TOP[self.version]
        run = 0
        while free >> run & 1:
            run += 1
        bits = [b for b in range(run, WIDTH[self.version]) if free >> b & 1]
        assert len(bits) <= 8, "the brute force would take too long"
        for choice in range(1 << len(bits)):
            low = self.base & self.care
            for i, bit in enumerate(bits):
                low |= (choice >> i & 1) << bit
            yield low
            yield low + (1 << run)


@dataclass(frozen=True, slots=True)
class Range:
    """Addresses from `low` to `high`, both included."""

    version: int
    low: int
    high: int

    def holds(self, address: int) -> bool:
        return self.low <= address <= self.high

    def cuts(self) -> Iterator[int]:
        yield self.low
        yield self.high + 1


Part = Block | Range
Span = tuple[int, int]
PORTS: Span = (0, 65535)


def everywhere(*versions: int) -> tuple[Block, ...]:
    """Return `any` of these IP versions."""
    return tuple(Block(v, 0, 0) for v in versions)


@dataclass(frozen=True, slots=True)
class Addresses:
    """An address operand: its words, what it may hold and what it surely holds (None: the same). `undefined`: nobody defines it."""

    words: str
    over: tuple[Part, ...]
    under: tuple[Part, ...] | None = None
    undefined: bool = False

    @property
    def sure(self) -> tuple[Part, ...]:
        return self.over if self.under is None else self.under


def holds(parts: Iterable[Part], version: int, address: int) -> bool:
    """Return whether one of the parts holds the address."""
    return any(p.version == version and p.holds(address) for p in parts)


@dataclass(frozen=True, slots=True)
class Traffic:
    """Services of one protocol (None: of every protocol) whose slots lie in one of the given spans; `ack` narrows TCP."""

    protocol: int | None = None
    first: tuple[Span, ...] = (PORTS,)
    second: tuple[Span, ...] = (PORTS,)
    ack: bool = False

    def holds(self, s: Service) -> bool:
        return (
            (self.protocol is None or s.protocol == self.protocol)
            and any(a <= s.first <= b for a, b in self.first)
            and any(a <= s.second <= b for a, b in self.second)
            and (s.ack or not self.ack)
        )


@dataclass(frozen=True, slots=True)
class Services:
    """A service operand: the words at each place of an entry, and what it matches.

    `protocol` stands before the source, `first` behind it, `second` behind the destination, `end` behind all.
    """

    protocol: str
    over: tuple[Traffic, ...]
    first: str = ""
    second: str = ""
    end: str = ""


def carries(parts: Iterable[Traffic], service: Service) -> bool:
    """Return whether one of the parts holds the service."""
    return any(p.holds(service) for p in parts)


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as meant. `permit` None: nobody can read it. `condition`: it matches only if something outside the packet holds."""

    permit: bool | None
    sources: Addresses
    destinations: Addresses
    services: Services
    condition: bool = False
    enabled: bool = True

    @property
    def undefined(self) -> bool:
        """Whether it names something that nobody defines."""
        return self.sources.undefined or self.destinations.undefined

    def may_match(self, p: Packet) -> bool:
        return (
            self.enabled
            and holds(self.sources.over, p.version, p.source)
            and holds(self.destinations.over, p.version, p.destination)
            and carries(self.services.over, p.service)
        )

    def surely_matches(self, p: Packet) -> bool:
        return (
            self.enabled
            and self.permit is not None
            and not self.condition
            and holds(self.sources.sure, p.version, p.source)
            and holds(self.destinations.sure, p.version, p.destination)
            and carries(self.services.over, p.service)
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as meant: its entries in evaluation order, and what happens to the rest. `lines`: where each entry stands."""

    name: str
    entries: tuple[Entry, ...]
    default: bool = False
    lines: tuple[int, ...] = field(default=(), compare=False)


def verdict(entries: Iterable[Entry], p: Packet, *, default: bool) -> tuple[bool, bool]:
    """Return whether the packet may be permitted and whether it may be denied, over every way the conditions can fall."""
    may_permit = may_deny = False
    for entry in entries:
        if not entry.may_match(p):
            continue
        may_permit = may_permit or entry.permit is not False
        may_deny = may_deny or entry.permit is not True
        if entry.surely_matches(p):
            return may_permit, may_deny
    return may_permit or default, may_deny or not default
