"""Random addresses and ports that like to touch: few networks, nested and neighbouring, and the ends of the space."""

from __future__ import annotations

import ipaddress
from itertools import pairwise
from random import Random

from tests.oracles.terms import TOP, WIDTH, Block, Range, Span

LENGTHS = {
    4: (0, 7, 8, 8, 14, 16, 16, 22, 23, 24, 24, 25, 30, 31, 32),
    6: (0, 16, 32, 46, 48, 62, 63, 64, 64, 127, 128),
}
PORT_POOL = (0, 1, 22, 23, 25, 53, 80, 81, 102, 443, 502, 503, 1023, 1024, 2404, 44818, 49152, 65534, 65535)


def address(rng: Random, version: int) -> int:
    """Return an address out of few."""
    if version == 6:
        if rng.random() < 0.05:
            return rng.choice((0, 1, TOP[6], 0xFE80 << 112 | 1, 0xFF02 << 112 | 1))
        return (
            0x20010DB8 << 96 | rng.randrange(3) << 80 | rng.randrange(3) << 64 | rng.choice((0, 1, 2, 2**63, 2**64 - 1))
        )
    if rng.random() < 0.08:
        return rng.choice((0, TOP[4], 0xE0000005, 0x7F000001, 0xC0A80001, 0xAC100001))
    return (
        10 << 24
        | rng.randrange(3) << 16
        | rng.randrange(3) << 8
        | rng.choice((0, 1, 2, 3, 77, 127, 128, 129, 254, 255))
    )


def care(version: int, length: int) -> int:
    """Return the bits that a prefix of this length fixes."""
    return TOP[version] >> WIDTH[version] - length << WIDTH[version] - length if length else 0


def network(rng: Random, version: int) -> tuple[Block, int]:
    """Return a network, its base with host bits as drawn, and its prefix length."""
    length = rng.choice(LENGTHS[version])
    return Block(version, address(rng, version), care(version, length)), length


def span(rng: Random, version: int) -> Range:
    """Return a range of addresses."""
    low, high = sorted((address(rng, version), address(rng, version)))
    return Range(version, low, high)


def text4(value: int) -> str:
    """Return an IPv4 address as text."""
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def text6(rng: Random, value: int) -> str:
    """Return an IPv6 address in one of the ways people write it."""
    plain = ipaddress.IPv6Address(value)
    return rng.choice((str(plain), str(plain).upper(), plain.exploded))


def text(rng: Random, version: int, value: int) -> str:
    """Return an address as text."""
    return text4(value) if version == 4 else text6(rng, value)


def port(rng: Random) -> int:
    """Return a port out of few."""
    return rng.choice(PORT_POOL)


def operator(rng: Random, *, several: bool, empty: bool) -> tuple[str, list[int], tuple[Span, ...]]:
    """Return a port operator, its operands, and the ports it means. `several`: `eq` and `neq` take up to three."""
    word = rng.choice(("eq", "eq", "eq", "range", "gt", "lt", "neq"))
    if word == "range":
        low, high = sorted((port(rng), port(rng)))
        return word, [low, high], ((low, high),)
    values = [port(rng) for _ in range(rng.choice((1, 1, 2, 3)) if several and word in ("eq", "neq") else 1)]
    one = values[0]
    if word == "eq":
        return word, values, tuple((v, v) for v in values)
    if word == "neq":
        edges = [-1, *sorted(set(values)), 65536]
        return word, values, tuple((a + 1, b - 1) for a, b in pairwise(edges) if a + 1 <= b - 1)
    if not empty and (word, one) in (("gt", 65535), ("lt", 0)):
        one = values[0] = 1024
    spans = ((one + 1, 65535),) if word == "gt" else ((0, one - 1),)
    return word, values, tuple(s for s in spans if s[0] <= s[1])
