"""Firewall services and service groups, resolved to exact sets.

FortiOS CLI Reference, `config firewall service custom` and `group`: a port range is `DESTINATION[:SOURCE]`; without
`protocol-number` the protocol IP is any; without `icmptype` ICMP is any. Setting `protocol` anew forgets the ports and types
set before, and unsetting `icmptype` the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zonewarden_parsers.fortinet_fortios import predefined
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import FIRST4, Doubt
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, AtomKind, IntervalSet, ServiceSet
from zonewarden_parsers.model.services import MAX_PORT

CUSTOM, GROUP = "firewall service custom", "firewall service group"
MAX_NESTING = 64
_PORTS = {"tcp-portrange": 6, "udp-portrange": 17, "sctp-portrange": 132, "udplite-portrange": 136}
_PORT_PROTOCOLS = frozenset({"TCP/UDP/SCTP", "TCP/UDP/UDP-Lite/SCTP", "TCP/UDP"})
_PROXIED = frozenset({"HTTP", "FTP", "CONNECT", "SOCKS-TCP", "SOCKS-UDP", "ALL"})


@dataclass(frozen=True, slots=True)
class ServiceOperand:
    """A service operand: `over` may match, `under` surely does."""

    over: ServiceSet
    under: ServiceSet
    doubts: tuple[Doubt, ...] = ()


NO_SERVICE = ServiceOperand(EMPTY_SERVICE, EMPTY_SERVICE)
ALL_SERVICES = ServiceOperand(ANY_SERVICE, ANY_SERVICE)


def exactly(services: ServiceSet) -> ServiceOperand:
    """Return the operand that is exactly `services`."""
    return ServiceOperand(services, services)


def perhaps(kind: AtomKind, text: str, over: ServiceSet = ANY_SERVICE) -> ServiceOperand:
    """Return an operand of which only `over` is known."""
    return ServiceOperand(over, EMPTY_SERVICE, (Doubt(kind, text),))


def together(parts: Iterable[ServiceOperand]) -> ServiceOperand:
    """Return what any of the parts holds."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    over = ServiceSet.union(p.over for p in listed)
    doubts = tuple(dict.fromkeys(d for p in listed for d in p.doubts))
    return ServiceOperand(over, ServiceSet.union(p.under for p in listed) if doubts else over, doubts)


def negated(part: ServiceOperand) -> ServiceOperand:
    """Return everything that `part` does not hold (`service-negate`)."""
    return ServiceOperand(ANY_SERVICE - part.under, ANY_SERVICE - part.over, part.doubts)


@dataclass(slots=True)
class Services:
    """The services of a virtual domain by name, each resolved once."""

    draft: Draft
    known: dict[str, ServiceOperand] = field(default_factory=dict)
    joined: dict[tuple[str, ...], ServiceOperand] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def named(self, names: tuple[str, ...], line: int) -> ServiceOperand:
        """Return what the named services and groups hold together."""
        found = self.joined.get(names)
        if found is None:
            current = tuple(self._current(n, line) for n in names)
            parts = [self.one(name, line) for name in current]
            found = together(parts) if parts else NO_SERVICE
            if current == names and not any(d.kind is AtomKind.REFERENCE for d in found.doubts):
                self.joined[names] = found
        return found

    def _current(self, name: str, line: int) -> str:
        for table in (CUSTOM, GROUP):
            if (new := self.draft.section(table).current(name, line)) != name:
                return new
        return name

    def one(self, name: str, line: int) -> ServiceOperand:
        """Return what one service or group holds; a name that nothing defines may be anything."""
        found = self.known.get(name)
        if found is None:
            found = self._resolve(name)
            if found is None:
                self.draft.missing("service", name, line)
                return perhaps(AtomKind.REFERENCE, f"{name} is not defined")
            # A group that is part of a cycle stays as wide as it was found from inside: sound, and each is read once.
            self.known[name] = found
        return found

    def _resolve(self, name: str) -> ServiceOperand | None:
        custom = self.draft.section(CUSTOM).entries.get(name)
        if custom is not None:
            self.draft.used.add((CUSTOM, name))
            return service(custom)
        group = self.draft.section(GROUP).entries.get(name)
        if group is not None:
            self.draft.used.add((GROUP, name))
            return self._group(name, group.words("member"), group.at("member"))
        if name in predefined.GROUPS:
            return self._group(name, predefined.GROUPS[name], 1)
        found = _shipped(name)
        return None if found is None else exactly(found)

    def _group(self, name: str, members: tuple[str, ...], line: int) -> ServiceOperand:
        if name in self.open or len(self.open) >= MAX_NESTING:
            return perhaps(AtomKind.UNREADABLE, f"service group {name} holds itself")
        self.open.append(name)
        parts = [self.one(self._current(m, line), line) for m in members]
        self.open.pop()
        return together(parts) if parts else NO_SERVICE


def _shipped(name: str) -> ServiceSet | None:
    """Return a service that FortiOS ships."""
    if name in predefined.IP:
        return _ip(predefined.IP[name])
    if name in predefined.ICMP:
        return ServiceSet.icmp(*predefined.ICMP[name])
    parts = [
        found
        for table, number in ((predefined.TCP, 6), (predefined.UDP, 17))
        if name in table and (found := ports(number, tuple(table[name].split()))) is not None
    ]
    return ServiceSet.union(parts) if parts else None


def _ip(number: int) -> ServiceSet:
    return ANY_SERVICE if number == 0 else ServiceSet.protocol(number)


def service(entry: Node) -> ServiceOperand:
    """Return what one custom service holds."""
    protocol = entry.text("protocol", "TCP/UDP/SCTP")
    entry.claim(*_PORTS, "icmptype", "icmpcode", "protocol-number")
    found = _by_protocol(entry, protocol)
    if entry.words("application") or entry.words("app-category"):
        return perhaps(AtomKind.APPLICATION, f"{entry.name}: applications", ANY_SERVICE)
    limits = [entry.text(n) for n in ("iprange", "fqdn") if entry.text(n) not in ("", FIRST4)]
    if limits:
        doubt = Doubt(AtomKind.OTHER, f"service {entry.name} only to {', '.join(limits)}")
        return ServiceOperand(found.over, EMPTY_SERVICE, (*found.doubts, doubt))
    return found


def _by_protocol(entry: Node, protocol: str) -> ServiceOperand:
    if protocol in _PORT_PROTOCOLS:
        return _with_ports(entry)
    if protocol in ("ICMP", "ICMP6"):
        return _icmp(entry, 1 if protocol == "ICMP" else 58)
    if protocol == "IP":
        number = _number(_fresh(entry, "protocol-number") or "0", 255)
        return (
            perhaps(AtomKind.UNREADABLE, f"service {entry.name} cannot be read")
            if number is None
            else exactly(_ip(number))
        )
    if protocol in _PROXIED:
        entry.claim(*_PORTS)
        return perhaps(AtomKind.APPLICATION, f"service {entry.name} of the proxy")
    return perhaps(AtomKind.UNREADABLE, f"service {entry.name} of a protocol that is not known: {protocol}")


def _fresh(entry: Node, name: str) -> str:
    """Return a field's text, nothing where it was set before the protocol was changed."""
    text = entry.text(name)
    protocol, own = entry.fields.get("protocol"), entry.fields.get(name)
    stale = protocol is not None and own is not None and len(protocol.lines) > 1 and own.line < protocol.line
    return "" if stale else text


def _with_ports(entry: Node) -> ServiceOperand:
    parts: list[ServiceSet] = []
    for name, number in _PORTS.items():
        text = _fresh(entry, name)
        if text:
            found = ports(number, tuple(text.split()))
            if found is None:
                return perhaps(AtomKind.UNREADABLE, f"service {entry.name}: {name} cannot be read")
            parts.append(found)
    if not parts:
        return perhaps(AtomKind.UNREADABLE, f"service {entry.name} has no ports")
    return exactly(ServiceSet.union(parts))


def ports(protocol: int, words: tuple[str, ...]) -> ServiceSet | None:
    """Return the services of port ranges `DESTINATION[:SOURCE]`, None where one cannot be read."""
    parts: list[ServiceSet] = []
    for word in words:
        destination, colon, source = word.partition(":")
        to, by = port_span(destination), port_span(source) if colon else (0, MAX_PORT)
        if to is None or by is None:
            return None
        parts.append(ServiceSet.ports(protocol, IntervalSet((to,)).spans, IntervalSet((by,)).spans))
    return ServiceSet.union(parts)


def port_span(text: str) -> tuple[int, int] | None:
    """Return `LOW-HIGH` or `PORT` as a span, None for other text."""
    low, dash, high = text.partition("-")
    first = _number(low, MAX_PORT)
    last = _number(high, MAX_PORT) if dash else first
    return None if first is None or last is None or first > last else (first, last)


def _icmp(entry: Node, protocol: int) -> ServiceOperand:
    type_text = _fresh(entry, "icmptype")
    code_text = _fresh(entry, "icmpcode")
    kind, code = entry.fields.get("icmptype"), entry.fields.get("icmpcode")
    if kind is not None and code is not None and kind.cleared > code.line:
        code_text = ""
    type_ = _number(type_text, 255) if type_text else None
    if not type_text:
        return exactly(ServiceSet.icmp(protocol))
    number = _number(code_text, 255) if code_text else None
    if type_ is None or (code_text and number is None):
        return perhaps(AtomKind.UNREADABLE, f"service {entry.name} cannot be read", ServiceSet.icmp(protocol))
    return exactly(ServiceSet.icmp(protocol, type_, number))


def _number(text: str, top: int) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return None
    return value if (value := int(text)) <= top else None
