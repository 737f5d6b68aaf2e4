"""The words of a rule table: addresses and services as people write them in tickets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zonewarden_parsers.model import ANY, ANY_SERVICE, AddressSet, ServiceSet

PROTOCOLS = {
    "icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "ospf": 89, "pim": 103, "vrrp": 112,
    "sctp": 132,
}  # fmt: skip
PORTED = frozenset({"tcp", "udp", "sctp"})
_SERVICE = re.compile(r"([a-z][a-z0-9]*)(?:/(\S+))?")
_SPAN = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


def addresses(words: Iterable[str]) -> AddressSet:
    """Return the addresses that words name (an address, a prefix, `first-last`, `any`); raises ValueError with the bad word."""
    return AddressSet.union(_address(word.strip().lower()) for word in words)


def services(words: Iterable[str]) -> ServiceSet:
    """Return the services that words name; raises ValueError with the bad word.

    `any`, `tcp`, `tcp/443`, `udp/1024-2047`, `icmp`, `icmp/8`, `icmp/8/0`, `ip/50`.
    """
    return ServiceSet.union([_service(word.strip().lower()) for word in words])


def _address(word: str) -> AddressSet:
    if word in {"any", "all", "*"}:
        return ANY
    try:
        if "-" in word:
            first, last = (AddressSet.parse(part.strip()) for part in word.split("-", 1))
            for version in (4, 6):
                low, high = first.family(version).spans, last.family(version).spans
                if low and high and low[0][0] <= high[-1][1]:
                    return AddressSet.range(version, low[0][0], high[-1][1])
            raise ValueError(word)
        return AddressSet.parse(word)
    except ValueError as error:
        raise ValueError(f"`{word}` is no address, prefix, range (`first-last`) or `any`") from error


def _service(word: str) -> ServiceSet:
    if word in {"any", "all", "*", "ip"}:
        return ANY_SERVICE
    bad = ValueError(f"`{word}` is no service: `tcp/443`, `udp/514`, `tcp/1024-2047`, `icmp/8`, `ip/50` or `any`")
    found = _SERVICE.fullmatch(word)
    if found is None:
        raise bad
    name, rest = found.groups()
    if name == "ip" and rest and rest.isdecimal() and int(rest) <= 255:
        number = int(rest)
        return ServiceSet.ports(number) if number in (6, 17, 132) else ServiceSet.protocol(number)
    if name not in PROTOCOLS:
        raise bad
    number = PROTOCOLS[name]
    if name in PORTED:
        span = _span(rest, 65535) if rest else (0, 65535)
        if span is None:
            raise bad
        return ServiceSet.ports(number, (span,))
    if rest is None:
        return ServiceSet.protocol(number)
    parts = [_span(part, 255) for part in rest.split("/")]
    if name not in {"icmp", "icmpv6"} or len(parts) > 2 or any(p is None or p[0] != p[1] for p in parts):
        raise bad
    values = [p[0] for p in parts if p is not None]
    return ServiceSet.icmp(number, values[0], values[1] if len(values) > 1 else None)


def _span(text: str, top: int) -> tuple[int, int] | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    return (low, high) if low <= high <= top else None
