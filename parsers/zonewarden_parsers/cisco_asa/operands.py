"""Addresses as ASA writes them: hosts, netmasks (not wildcards), IPv6 prefixes and `name` labels, as exact sets."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from socket import AF_INET, inet_pton

from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, AtomKind, IntervalSet
from zonewarden_parsers.model.addresses import MAX_V4

Labels = Mapping[str, str]
"""`name` labels: label to address text."""

_ABBREVIATED = {"0": 0}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an operand is not exact: an atom's kind and text, and the (kind, name) that is undefined, if that is it."""

    kind: AtomKind
    text: str
    missing: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """An address operand: what it may hold (`over`), what it surely holds (`under`), and why they differ.

    Without doubts the two are the same object. `names` are the objects it refers to.
    """

    over: AddressSet
    under: AddressSet
    doubts: tuple[Doubt, ...] = ()
    names: tuple[str, ...] = ()


def exact(addresses: AddressSet) -> Operand:
    """Return the operand that is exactly `addresses`."""
    return Operand(addresses, addresses)


def doubtful(doubt: Doubt, *, over: AddressSet = ANY, name: str = "") -> Operand:
    """Return an operand of which only `over` is known."""
    return Operand(over, NOWHERE, (doubt,), (name,) if name else ())


def ipv4(text: str) -> int | None:
    """Return a dotted quad (or the abbreviation `0`) as a number, None for other text."""
    try:
        return int.from_bytes(inet_pton(AF_INET, text))
    except (OSError, ValueError):
        return _ABBREVIATED.get(text)


@lru_cache(maxsize=256)
def _mask(text: str) -> int | None:
    return ipv4(text)


def ipv6(text: str) -> int | None:
    """Return an IPv6 address as a number, None for other text."""
    if ":" not in text:
        return None
    try:
        return int(ipaddress.IPv6Address(text))
    except ValueError:
        return None


def host(text: str, labels: Labels) -> AddressSet | None:
    """Return the one address that `text` or its label names."""
    text = labels.get(text, text)
    four = ipv4(text)
    if four is not None:
        return AddressSet(IntervalSet(((four, four),)))
    six = ipv6(text)
    return None if six is None else AddressSet(v6=IntervalSet(((six, six),)))


def netmask(address: str, mask: str, labels: Labels) -> AddressSet | None:
    """Return the addresses of a network and its netmask; a mask with holes gives the exact set of its combinations.

    None when either is no IPv4 address, or when the mask gives more ranges than an exact set may have.
    """
    base, bits = ipv4(labels.get(address, address)), _mask(mask)
    if base is None or bits is None:
        return None
    rest = bits ^ MAX_V4
    if not rest & (rest + 1):
        low = base & bits
        return AddressSet(IntervalSet(((low, low | rest),)))
    try:
        return AddressSet.wildcard(base & bits, rest)
    except ValueError:
        return None


def is_mask_with_holes(address: str, mask: str, labels: Labels) -> bool:
    """Return whether the two are an address and a mask, however many ranges they make (often a wildcard by mistake)."""
    return ipv4(labels.get(address, address)) is not None and ipv4(mask) is not None


def prefix(text: str) -> AddressSet | None:
    """Return the addresses of an IPv6 (or IPv4) prefix in `/` notation; host bits are ignored."""
    if "/" not in text:
        return None
    try:
        return AddressSet.parse(text)
    except ValueError:
        return None


def address_range(low: str, high: str, labels: Labels) -> AddressSet | None:
    """Return the addresses from `low` to `high`, None when they are not two ordered addresses of one family."""
    first, last = host(low, labels), host(high, labels)
    if first is None or last is None:
        return None
    for version in (4, 6):
        a, b = first.family(version).spans, last.family(version).spans
        if a and b and a[0][0] <= b[0][0]:
            return AddressSet.range(version, a[0][0], b[0][0])
    return None


def network(words: tuple[str, ...], labels: Labels) -> AddressSet | None:
    """Return the set of an address phrase: `host A`, `A MASK`, `PREFIX`, or `A` alone for one host."""
    match words:
        case ("host", one):
            return host(one, labels)
        case (one,) if "/" in one:
            return prefix(one)
        case (one,):
            return host(one, labels)
        case (address, mask):
            return netmask(address, mask, labels)
        case _:
            pass
    return None
