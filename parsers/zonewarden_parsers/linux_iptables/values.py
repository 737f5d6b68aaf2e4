"""Values of match options: addresses, ports, protocols, ICMP types, as iptables(8) and iptables-extensions(8) write them."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from zonewarden_parsers.linux_iptables.scope import UnreadableError
from zonewarden_parsers.linux_names import ICMP6_TYPES, ICMP_TYPES, port_number, protocol_number
from zonewarden_parsers.model import AddressSet, IntervalSet, ServiceSet
from zonewarden_parsers.model.addresses import MAX_V4, MAX_V6, block4
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import ALL_PORTS, ICMP, ICMP6, WITH_PORTS

_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")


@lru_cache(maxsize=65536)
def addresses(text: str, family: int) -> AddressSet | None:
    """Return `address[/mask]` of an IP version; None for a host name. Raises UnreadableError for anything else."""
    block = block4(text) if family == 4 else None
    if block is not None:
        return AddressSet.range(4, *block)
    address, slash, mask = text.partition("/")
    try:
        if family == 6:
            return _v6(address, mask if slash else "128")
        return _v4(address, mask if slash else "32")
    except ValueError:
        pass
    if not slash and _HOST.fullmatch(address) and not re.fullmatch(r"[0-9.]+", address):
        return None
    raise UnreadableError(text)


def _v4(address: str, mask: str) -> AddressSet:
    octets = address.split(".")
    padded = ".".join(octets + ["0"] * (4 - len(octets)))
    base = int(ipaddress.IPv4Address(padded))
    bits = _prefix(mask, 32) if mask.isdigit() else int(ipaddress.IPv4Address(mask))
    return AddressSet.wildcard(base & bits, ~bits & MAX_V4)


def _v6(address: str, mask: str) -> AddressSet:
    base = int(ipaddress.IPv6Address(address))
    bits = _prefix(mask, 128) if mask.isdigit() else int(ipaddress.IPv6Address(mask))
    rest = ~bits & MAX_V6
    if rest & (rest + 1):
        raise UnreadableError(mask)
    return AddressSet.range(6, base & bits, base & bits | rest)


def _prefix(text: str, width: int) -> int:
    length = int(text) if text.isascii() and len(text) < 4 else width + 1
    if length > width:
        raise ValueError(text)
    return ((1 << length) - 1) << (width - length)


def address_range(text: str) -> AddressSet:
    """Return `first-last` or one address."""
    try:
        return AddressSet.parse(text) if "/" not in text else AddressSet()
    except ValueError as error:
        raise UnreadableError(text) from error


@lru_cache(maxsize=65536)
def port_spans(text: str) -> Spans:
    """Return ports `a`, `a:b`, `:b`, `a:`, or a comma list of them, by number or name."""
    return IntervalSet.of(_port_span(part) for part in text.split(",")).spans


def _port_span(text: str) -> tuple[int, int]:
    low, colon, high = text.partition(":")
    first = 0 if colon and not low else _port(low)
    last = 65535 if colon and not high else _port(high) if colon else first
    if first > last:
        raise UnreadableError(text)
    return (first, last)


def _port(text: str) -> int:
    found = port_number(text)
    if found is None:
        raise UnreadableError(text)
    return found


def protocol(text: str) -> int | None:
    """Return a protocol number; None for `all` or 0."""
    if text.lower() in {"all", "any", "ip"}:
        return None
    found = protocol_number(text)
    if found is None:
        raise UnreadableError(text)
    return found or None


@lru_cache(maxsize=65536)
def with_ports(number: int | None, destination: Spans = ALL_PORTS, source: Spans = ALL_PORTS) -> ServiceSet:
    """Return the services of a protocol with ports; raises UnreadableError for another."""
    if number not in WITH_PORTS:
        raise UnreadableError("ports need a protocol that has them")
    return ServiceSet.ports(number, destination, source)


def icmp(text: str, family: int) -> ServiceSet:
    """Return an ICMP type: name, `type`, or `type/code`; `any` for all."""
    number = ICMP if family == 4 else ICMP6
    if text == "any" or (family == 4 and text == "255"):
        return ServiceSet.icmp(number)
    named = (ICMP_TYPES if family == 4 else ICMP6_TYPES).get(text)
    if named is not None:
        return ServiceSet.icmp(number, *named)
    kind, slash, code = text.partition("/")
    values = [kind, code] if slash else [kind]
    if not all(v.isascii() and v.isdigit() and len(v) <= 3 and int(v) <= 255 for v in values):
        raise UnreadableError(text)
    return ServiceSet.icmp(number, int(kind), int(code) if slash else None)
