"""Services as ASA writes them: protocols, port operators and ICMP types, as exact sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zonewarden_parsers.cisco_asa import names
from zonewarden_parsers.cisco_asa.operands import Doubt
from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, ServiceSet
from zonewarden_parsers.model.region import Spans, normalise
from zonewarden_parsers.model.services import ALL_PORTS, WITH_PORTS

ICMP_NAMES = {"icmp": 1, "icmp6": 58}
PORT_PROTOCOLS = {"tcp": (6,), "udp": (17,), "sctp": (132,), "tcp-udp": (6, 17)}


@dataclass(frozen=True, slots=True)
class ServiceOperand:
    """A service operand: what it may hold, what it surely holds, and why they differ (see `operands.Operand`)."""

    over: ServiceSet
    under: ServiceSet
    doubts: tuple[Doubt, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortOperand:
    """Ports (or ICMP types) of a typed group: canonical spans that may and surely match."""

    over: Spans
    under: Spans
    doubts: tuple[Doubt, ...] = ()
    names: tuple[str, ...] = ()


def exact_service(services: ServiceSet) -> ServiceOperand:
    """Return the operand that is exactly `services`."""
    return ServiceOperand(services, services)


def doubtful_service(doubt: Doubt, *, over: ServiceSet = ANY_SERVICE, name: str = "") -> ServiceOperand:
    """Return an operand of which only `over` is known."""
    return ServiceOperand(over, EMPTY_SERVICE, (doubt,), (name,) if name else ())


def port_spans(operator: str, words: Sequence[str]) -> Spans | None:
    """Return the ports of `eq P`, `neq P`, `gt P`, `lt P` or `range P Q` as canonical spans.

    None for unknown names, for a range the wrong way round, and for operators that leave no port at all.
    """
    if not words:
        return None
    low = names.port(words[0])
    if low is None:
        return None
    match operator:
        case "eq":
            return ((low, low),)
        case "neq":
            return tuple(span for span in ((0, low - 1), (low + 1, 65535)) if span[0] <= span[1])
        case "gt":
            return ((low + 1, 65535),) if low < 65535 else None
        case "lt":
            return ((0, low - 1),) if low else None
        case "range":
            high = names.port(words[1]) if len(words) > 1 else None
            return ((low, high),) if high is not None and low <= high else None
        case _:
            pass
    return None


def operator_width(operator: str) -> int:
    """Return how many words a port operator takes with itself."""
    return 3 if operator == "range" else 2


def with_ports(protocols: Sequence[int], source: Spans, destination: Spans) -> ServiceSet:
    """Return the services of several protocols with the same ports."""
    return ServiceSet.union(ServiceSet.ports(p, destination, source) for p in protocols)


def icmp_service(proto: int, words: Sequence[str]) -> ServiceSet | None:
    """Return ICMP or ICMPv6 of the type and code in `words`, all of it where there are none."""
    if not words:
        return ServiceSet.protocol(proto)
    kind = names.icmp_type(words[0], proto)
    code = names.number(words[1], 255) if len(words) > 1 else None
    if kind is None or len(words) > 2 or (len(words) == 2 and code is None):
        return None
    return ServiceSet.icmp(proto, kind, code)


def protocol_service(word: str) -> ServiceSet | None:
    """Return everything of one protocol, by name or number; `ip` is every protocol."""
    if word == "ip":
        return ANY_SERVICE
    if word in PORT_PROTOCOLS:
        return with_ports(PORT_PROTOCOLS[word], ALL_PORTS, ALL_PORTS)
    number = names.protocol(word)
    return None if number is None else ServiceSet.protocol(number)


def read_service(words: Sequence[str]) -> ServiceSet | None:
    """Return the service of an `object service` or `service-object` phrase; None where it cannot be read.

    A port operator without `source` or `destination` is the destination's (ASA 8.0 syntax).
    """
    if not words:
        return None
    proto, rest = words[0], words[1:]
    if proto in ICMP_NAMES:
        return icmp_service(ICMP_NAMES[proto], rest)
    number = names.protocol(proto)
    protocols = PORT_PROTOCOLS.get(proto) or ((number,) if number in WITH_PORTS else ())
    if not rest:
        return protocol_service(proto)
    if not protocols:
        return None
    return _read_ports(protocols, rest)


def _read_ports(protocols: Sequence[int], words: Sequence[str]) -> ServiceSet | None:
    sides: dict[str, Spans] = {"source": ALL_PORTS, "destination": ALL_PORTS}
    i = 0
    while i < len(words):
        side = words[i] if words[i] in sides else "destination"
        i += words[i] in sides
        operator = words[i] if i < len(words) else ""
        width = operator_width(operator)
        spans = port_spans(operator, words[i + 1 : i + width])
        if spans is None:
            return None
        sides[side] = spans
        i += width
    return with_ports(protocols, sides["source"], sides["destination"])


def union_spans(parts: Sequence[Spans]) -> Spans:
    """Return the union of spans in canonical form."""
    return normalise(span for part in parts for span in part)


def protocol_spans(services: ServiceSet) -> Spans | None:
    """Return the protocols of a set that holds whole protocols only, None when it narrows ports or types."""
    if any(ports != ((0, 65535, ALL_PORTS),) for _, _, ports in services.slabs):
        return None
    return tuple((low, high) for low, high, _ in services.slabs)


def narrow(services: ServiceSet, source: Spans, destination: Spans) -> ServiceSet | None:
    """Return whole protocols narrowed to ports; None when one of them has no ports (`ip`, `gre`)."""
    spans = protocol_spans(services)
    if spans is None or any(p not in WITH_PORTS for low, high in spans for p in range(low, high + 1)):
        return None
    return ServiceSet.of(spans, source, destination)
