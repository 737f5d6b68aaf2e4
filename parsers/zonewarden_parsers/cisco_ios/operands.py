"""Operands of access-list entries: addresses, ports, services. Equal words give the same object, read once."""

from __future__ import annotations

import ipaddress
import itertools
from dataclasses import dataclass, field
from typing import NamedTuple

from zonewarden_parsers.cisco_ios import names
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    ANY_SERVICE,
    EMPTY_SERVICE,
    NOWHERE,
    AddressSet,
    AtomKind,
    ServiceSet,
)
from zonewarden_parsers.model.addresses import MAX_V4
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import ALL_PORTS, ICMP6, MAX_PORT, WITH_PORTS

Words = tuple[str, ...]
Doubt = tuple[AtomKind, str]
"""What keeps an operand from being exact: the kind of condition and its text."""


class UnreadableError(Exception):
    """An entry cannot be read: `word` is the index of the word where reading stopped."""

    def __init__(self, word: int, message: str) -> None:
        super().__init__(message)
        self.word = word


class Addresses(NamedTuple):
    """An address operand: what it may match, what it surely matches, and why the two differ. `name`: its group."""

    over: AddressSet
    under: AddressSet
    doubts: tuple[Doubt, ...] = ()
    name: str = ""


class Services(NamedTuple):
    """A service operand, as `Addresses`."""

    over: ServiceSet
    under: ServiceSet
    doubts: tuple[Doubt, ...] = ()
    name: str = ""


def exact(addresses: AddressSet) -> Addresses:
    """Return an operand without doubt."""
    return Addresses(addresses, addresses)


EVERY4 = exact(ANY4)
EVERY6 = exact(ANY6)
EVERY = {4: EVERY4, 6: EVERY6}
EVERY_SERVICE = Services(ANY_SERVICE, ANY_SERVICE)


@dataclass(slots=True)
class Memo:
    """Operands read so far, by their words, addresses by IP version too; one for each parse."""

    addresses: dict[int, dict[Words, Addresses]] = field(default_factory=lambda: {4: {}, 6: {}})
    services: dict[tuple[str, int, Words, Words], Services] = field(default_factory=dict)


_OCTETS = {text: n for n in range(256) for text in (str(n), f"{n:02}", f"{n:03}")}


def ipv4(word: str) -> int | None:
    """Return a dotted quad as an integer, or None. Leading zeros are read as decimal, as IOS does."""
    try:
        a, b, c, d = word.split(".")
        return _OCTETS[a] << 24 | _OCTETS[b] << 16 | _OCTETS[c] << 8 | _OCTETS[d]
    except (KeyError, ValueError):
        return None


def wildcard(address: str, mask: str) -> Addresses | None:
    """Return the operand `A W` with a wildcard mask; over is the enclosing range where the set has too many spans."""
    base, bits = ipv4(address), ipv4(mask)
    if base is None or bits is None:
        return None
    if bits == MAX_V4:
        return EVERY4
    if not bits & (bits + 1):
        return exact(AddressSet.range(4, base & ~bits, base | bits))
    try:
        return exact(AddressSet.wildcard(base, bits))
    except ValueError:
        over = AddressSet.range(4, base & ~bits & MAX_V4, base | bits)
        return Addresses(over, NOWHERE, ((AtomKind.WILDCARD, f"{address} {mask}"),))


def netmask(mask: int) -> int | None:
    """Return the prefix length of a contiguous subnet mask, or None."""
    low = ~mask & MAX_V4
    return None if low & (low + 1) else 32 - low.bit_length()


def subnet(address: str, mask: str) -> AddressSet | None:
    """Return the network of `A M` with a subnet mask or `/len`, or None."""
    base = ipv4(address)
    if mask.startswith("/"):
        length = int(mask[1:]) if mask[1:].isascii() and mask[1:].isdigit() and len(mask) < 4 else None
    else:
        bits = ipv4(mask)
        length = None if bits is None else netmask(bits)
    if base is None or length is None or length > 32:
        return None
    host_bits = (1 << 32 - length) - 1
    return AddressSet.range(4, base & ~host_bits & MAX_V4, base | host_bits)


def prefix(word: str) -> AddressSet | None:
    """Return an address or `A/len` of either family, host bits ignored, or None."""
    address, slash, length = word.partition("/")
    if slash and ":" not in address:
        return subnet(address, f"/{length}")
    if "%" in word:
        return None
    try:
        net = ipaddress.ip_interface(word).network
    except ValueError:
        return None
    return AddressSet.range(net.version, int(net.network_address), int(net.broadcast_address))


def host(word: str, family: int) -> AddressSet | None:
    """Return one address of IP version `family`, or None."""
    if family == 4:
        value = ipv4(word)
        return None if value is None else AddressSet.range(4, value, value)
    found = None if "/" in word else prefix(word)
    return found if found and found.v6 else None


def ports_end(words: Words, i: int) -> int:
    """Return the index after the port operator at `i`, or `i` when there is none. `words` end in empty words."""
    operator = words[i]
    if operator not in names.PORT_OPERATORS:
        return i
    if operator == "range":
        return i + 3
    i += 2
    if operator in ("eq", "neq"):
        while (words[i].isascii() and words[i].isdigit()) or words[i] in names.PORT_WORDS:
            i += 1
    return i


def ports(words: Words, protocol: int) -> Spans | None:
    """Return the spans of a port operator with its operands, e.g. `("neq", "80")`; None when it cannot be read."""
    if not words:
        return ALL_PORTS
    numbers = [names.port_number(w, protocol) for w in words[1:]]
    listed = [n for n in numbers if n is not None]
    if len(listed) != len(numbers) or not listed:
        return None
    first, last = listed[0], listed[-1]
    match words[0]:
        case "eq":
            return _spans(sorted(set(listed)))
        case "neq":
            return _complement(sorted(set(listed)))
        case "gt":
            return ((first + 1, MAX_PORT),) if first < MAX_PORT else ()
        case "lt":
            return ((0, first - 1),) if first else ()
        case _:
            return ((min(first, last), max(first, last)),)


def _spans(values: list[int]) -> Spans:
    spans: list[tuple[int, int]] = []
    for value in values:
        if spans and spans[-1][1] + 1 == value:
            spans[-1] = (spans[-1][0], value)
        else:
            spans.append((value, value))
    return tuple(spans)


def _complement(values: list[int]) -> Spans:
    edges = [-1, *values, MAX_PORT + 1]
    return tuple((a + 1, b - 1) for a, b in itertools.pairwise(edges) if a + 1 <= b - 1)


def service(protocol: str, family: int, source: Words, destination: Words) -> Services | None:
    """Return the services of a protocol word with port operators, or for ICMP with type and code words in `destination`."""
    if protocol in (("ip", "ipv4") if family == 4 else ("ipv6",)):
        return None if source or destination else EVERY_SERVICE
    if protocol == "hbh" and family == 6:
        return None if source or destination else Services(ANY_SERVICE, EMPTY_SERVICE, ((AtomKind.PACKET, "hbh"),))
    number = names.protocol_number(protocol, family)
    if number is None:
        return None
    if number in (1, 58) and not source:
        return _icmp(number, destination)
    if not source and not destination:
        return _sure(ServiceSet.protocol(number))
    if number not in WITH_PORTS:
        return _igmp(destination) if number == 2 and not source else None
    first, second = ports(source, number), ports(destination, number)
    if first is None or second is None:
        return None
    return _sure(ServiceSet.ports(number, second, first) if first and second else EMPTY_SERVICE)


def _sure(services: ServiceSet) -> Services:
    return Services(services, services)


def _igmp(words: Words) -> Services | None:
    if len(words) != 1:
        return None
    return Services(ServiceSet.protocol(2), EMPTY_SERVICE, ((AtomKind.PACKET, f"igmp {words[0]}"),))


def _icmp(number: int, words: Words) -> Services | None:
    if not words:
        return _sure(ServiceSet.icmp(number))
    named = (names.ICMP6 if number == ICMP6 else names.ICMP).get(words[0])
    if named is not None:
        return _sure(ServiceSet.icmp(number, *named)) if len(words) == 1 else None
    if len(words) > 2 or not all(w.isascii() and w.isdigit() and len(w) < 4 and int(w) < 256 for w in words):
        return None
    return _sure(ServiceSet.icmp(number, *(int(w) for w in words)))


def message_end(words: Words, i: int, protocol: int) -> int:
    """Return the index after an ICMP message or IGMP type at `i`, or `i` when there is none."""
    if protocol == 2:
        return i + 1 if words[i] in names.IGMP or _small(words[i].removeprefix("0x")) else i
    if words[i] in (names.ICMP6 if protocol == ICMP6 else names.ICMP):
        return i + 1
    if not _small(words[i]):
        return i
    return i + 2 if _small(words[i + 1]) else i + 1


def _small(word: str) -> bool:
    return word.isascii() and word.isdigit()
