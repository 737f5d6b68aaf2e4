"""The service of an access-list entry: its protocol, source port and destination port (or ICMP type) phrases."""

from __future__ import annotations

from zonewarden_parsers.cisco_asa import names
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.operands import Doubt
from zonewarden_parsers.cisco_asa.services import (
    ICMP_NAMES,
    PORT_PROTOCOLS,
    PortOperand,
    ServiceOperand,
    exact_service,
    icmp_service,
    narrow,
    port_spans,
    protocol_service,
)
from zonewarden_parsers.model import EMPTY_SERVICE, AtomKind, ServiceSet
from zonewarden_parsers.model.services import ALL_PORTS

Key = tuple[str, ...]
"""The words of one phrase: `("tcp",)`, `("object-group", "WEB")`, `("range", "1", "9")`, or nothing."""


class UnreadableError(ValueError):
    """An entry, or a part of it, that cannot be read; the message says what."""


class ServiceReader:
    """Reads service phrases; equal phrases give the same operand object."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[tuple[Key, Key, Key], ServiceOperand] = {}

    def get(self, key: tuple[Key, Key, Key]) -> ServiceOperand | None:
        """Return the operand of a phrase read before."""
        return self._known.get(key)

    def add(self, proto: Key, first: Key, second: Key) -> ServiceOperand:
        """Read a phrase and remember it; raises UnreadableError."""
        found = self._known[proto, first, second] = self._read(proto, first, second)
        return found

    def _read(self, proto: Key, first: Key, second: Key) -> ServiceOperand:
        base = self._protocol(proto)
        if not first and not second:
            return base
        if proto[0] in ICMP_NAMES or (len(proto) == 1 and names.protocol(proto[0]) in (1, 58)):
            return self._icmp(ICMP_NAMES.get(proto[0]) or names.protocol(proto[0]) or 1, base, first, second)
        ports = [self._ports(key, proto) for key in (first, second)]
        over = narrow(base.over, ports[0].over, ports[1].over)
        if over is None:
            if base.doubts:
                return base
            raise UnreadableError(f"ports of {' '.join(proto)} not understood")
        doubts = base.doubts + ports[0].doubts + ports[1].doubts
        refs = base.names + ports[0].names + ports[1].names
        if not doubts:
            return ServiceOperand(over, over, (), refs)
        under = narrow(base.under, ports[0].under, ports[1].under)
        return ServiceOperand(over, EMPTY_SERVICE if under is None else under, doubts, refs)

    def _protocol(self, proto: Key) -> ServiceOperand:
        if len(proto) == 2:
            return self._resolver.service(proto[0], proto[1])
        services = protocol_service(proto[0])
        if services is None:
            raise UnreadableError(f"protocol {proto[0]!r} not understood")
        return exact_service(services)

    def _icmp(self, proto: int, base: ServiceOperand, first: Key, second: Key) -> ServiceOperand:
        if first:
            raise UnreadableError("ICMP has no source port")
        if second[0] == "object-group":
            types = self._resolver.icmp(second[1], proto)
            protocol = ((proto, proto),)
            return ServiceOperand(
                ServiceSet.of(protocol, types.over), ServiceSet.of(protocol, types.under), types.doubts, types.names
            )
        services = icmp_service(proto, second)
        if services is None:
            raise UnreadableError(f"ICMP type {' '.join(second)} not understood")
        return ServiceOperand(services, services, base.doubts, base.names)

    def _ports(self, key: Key, proto: Key) -> PortOperand:
        if not key:
            return PortOperand(ALL_PORTS, ALL_PORTS)
        if key[0] == "object-group":
            typed = self._resolver.typed(key[1])
            if typed and proto[0] in PORT_PROTOCOLS and typed not in (proto[0], "tcp-udp"):
                doubt = Doubt(AtomKind.UNREADABLE, f"object-group {key[1]} is for {typed}")
                return PortOperand(ALL_PORTS, (), (doubt,), (key[1],))
            return self._resolver.ports(key[1])
        spans = port_spans(key[0], key[1:]) if key[0] in names.OPERATORS else None
        if spans is None:
            raise UnreadableError(f"ports {' '.join(key)} not understood")
        return PortOperand(spans, spans)
