"""Operands of rules: what they may hold, what they surely hold, and why the two differ."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from socket import AF_INET, inet_pton

from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, AtomKind, IntervalSet
from zonewarden_parsers.model.addresses import MAX_V4


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an operand is not exact: an atom's kind and text."""

    kind: AtomKind
    text: str


@dataclass(frozen=True, slots=True)
class Operand:
    """An address operand: `over` may match, `under` surely does. Without doubts they are equal."""

    over: AddressSet
    under: AddressSet
    doubts: tuple[Doubt, ...] = ()


NOTHING = Operand(NOWHERE, NOWHERE)
UNSET = frozenset({"0.0.0.0", "0.0.0.0/0", "::", "::/0"})  # noqa: S104
"""How FortiOS writes an address that is not set, which often stands for any."""
FIRST4 = "0.0.0.0"  # noqa: S104


def exact(addresses: AddressSet) -> Operand:
    """Return the operand that is exactly `addresses`."""
    return Operand(addresses, addresses)


def doubtful(kind: AtomKind, text: str, over: AddressSet = ANY) -> Operand:
    """Return an operand of which only `over` is known."""
    return Operand(over, NOWHERE, (Doubt(kind, text),))


def joined(parts: Iterable[Operand]) -> Operand:
    """Return what any of the parts holds."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    over = AddressSet.union(p.over for p in listed)
    doubts = tuple(dict.fromkeys(d for p in listed for d in p.doubts))
    return Operand(over, AddressSet.union(p.under for p in listed) if doubts else over, doubts)


def without(whole: Operand, part: Operand) -> Operand:
    """Return what `whole` holds and `part` does not."""
    doubts = tuple(dict.fromkeys((*whole.doubts, *part.doubts)))
    return Operand(whole.over - part.under, whole.under - part.over, doubts)


def ipv4(text: str) -> int | None:
    """Return a dotted quad as a number, None for other text."""
    try:
        return int.from_bytes(inet_pton(AF_INET, text))
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=256)
def _mask(text: str) -> int | None:
    return ipv4(text)


def subnet(words: tuple[str, ...]) -> AddressSet | None:
    """Return the addresses of `A MASK` or `A/LENGTH` (IPv4), None for other words; host bits are ignored."""
    if len(words) == 1:
        return prefix(words[0])
    if len(words) != 2:
        return None
    base, bits = ipv4(words[0]), _mask(words[1])
    if base is None or bits is None:
        return None
    rest = bits ^ MAX_V4
    if rest & (rest + 1):
        return masked(base, bits)
    return AddressSet(IntervalSet(((base & bits, base & bits | rest),)))


def masked(base: int, bits: int) -> AddressSet | None:
    """Return the addresses that equal `base` wherever `bits` is 1, None where these are too many ranges."""
    try:
        return AddressSet.wildcard(base & bits, bits ^ MAX_V4)
    except ValueError:
        return None


def prefix(text: str) -> AddressSet | None:
    """Return the addresses of a prefix or of one address, IPv4 or IPv6, None for other text."""
    try:
        return AddressSet.parse(text) if "-" not in text and "%" not in text else None
    except ValueError:
        return None


def host(text: str) -> AddressSet | None:
    """Return the one address that `text` writes, None for other text."""
    return prefix(text) if "/" not in text else None


def span(low: str, high: str) -> AddressSet | None:
    """Return the addresses from `low` to `high`, None where these are not two ordered addresses of one family."""
    try:
        first, last = ipaddress.ip_address(low), ipaddress.ip_address(high)
    except ValueError:
        return None
    if first.version != last.version or int(first) > int(last):
        return None
    return AddressSet.range(first.version, int(first), int(last))


def interval(text: str) -> AddressSet | None:
    """Return the addresses of `A-B`, `A` or `A/LENGTH`, None for other text."""
    low, dash, high = text.partition("-")
    return span(low.strip(), high.strip()) if dash else prefix(text)
