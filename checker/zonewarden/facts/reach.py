"""How far an operand of a rule reaches: its widest block, how many addresses it has, how many inventoried hosts are among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from zonewarden.facts.json import Json
from zonewarden_parsers.model import AddressSet, IntervalSet, ServiceSet
from zonewarden_parsers.model.services import ICMP, ICMP6, MAX_PORT, TCP, TCP_ESTABLISHED, UDP

_EVERY_ICMP = (ServiceSet.protocol(ICMP), ServiceSet.protocol(ICMP6))
_HIGH_PORTS = ((1024, MAX_PORT),)
_RETURN_RANGES = (
    ServiceSet.protocol(TCP_ESTABLISHED),
    ServiceSet.ports(TCP, _HIGH_PORTS),
    ServiceSet.ports(UDP, _HIGH_PORTS),
)
_BITS = {4: 32, 6: 128}
MAX_COUNT = 1 << 40
"""Larger counts are given as this one: engines read numbers as floating point."""


class HostIndex:
    """The addresses of the inventoried hosts, to be counted by ranges."""

    __slots__ = ("_points",)

    def __init__(self, hosts: Iterable[AddressSet]) -> None:
        whole = AddressSet.union(hosts)
        self._points = {
            version: [p for low, high in whole.family(version).spans for p in range(low, min(high, low + 255) + 1)]
            for version in (4, 6)
        }

    def count(self, addresses: AddressSet) -> int:
        """Return how many addresses of hosts are among these."""
        return sum(
            bisect_right(points, high) - bisect_left(points, low)
            for version, points in self._points.items()
            for low, high in addresses.family(version).spans
        )


def reach(addresses: AddressSet, hosts: HostIndex) -> Json:
    """Return the reach of an operand. `prefix4` and `prefix6` are the lengths of a prefix as wide as its longest run, or null.

    `most`: it holds more than half of the addresses of a family, as what a negated object leaves often does.
    """
    return {
        "prefix4": _prefix(addresses.v4, 4),
        "prefix6": _prefix(addresses.v6, 6),
        "addresses": min(MAX_COUNT, addresses.v4.size + addresses.v6.size),
        "assets": hosts.count(addresses),
        "most": addresses.v4.size > 1 << 31 or addresses.v6.size > 1 << 127,
    }


def _prefix(spans: IntervalSet, version: int) -> int | None:
    longest = max((high - low + 1 for low, high in spans.spans), default=0)
    return _BITS[version] - (longest.bit_length() - 1) if longest else None


def opens_answers(services: ServiceSet) -> bool:
    """Return whether services hold what a list without memory opens for answers: established TCP, or every high port.

    Answers to one service (established, from its port) are no such range: they are bound to it.
    """
    return any(wide <= services for wide in _RETURN_RANGES)


def opens_every_icmp(services: ServiceSet) -> bool:
    """Return whether services hold every message of ICMP or of ICMPv6."""
    return any(icmp <= services for icmp in _EVERY_ICMP)
