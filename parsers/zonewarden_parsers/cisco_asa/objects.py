"""`object` and `object-group` blocks: what they define, before any reference is followed.

Cisco ASA Series Firewall CLI Configuration Guide, "Objects for Access Control".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zonewarden_parsers.cisco_asa import names
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.operands import (
    Doubt,
    Operand,
    address_range,
    doubtful,
    exact,
    host,
    netmask,
    network,
    prefix,
)
from zonewarden_parsers.cisco_asa.services import (
    ServiceOperand,
    doubtful_service,
    exact_service,
    port_spans,
    protocol_service,
    read_service,
)
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import ANY, ANY4, ANY6, AtomKind, Location
from zonewarden_parsers.model.region import Spans

OPAQUE_GROUPS = frozenset({"user", "security", "network-service"})
GROUP_KINDS = frozenset({"network", "service", "protocol", "icmp-type", "icmp-object"}) | OPAQUE_GROUPS


@dataclass(slots=True)
class Object:
    """An `object network` or `object service`: its kind and its value, None while it has none."""

    name: str
    kind: str
    location: Location
    network: Operand | None = None
    service: ServiceOperand | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A member that names another object (`kind` object) or group (`kind` object-group)."""

    kind: str
    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class IcmpTypes:
    """The word of an `icmp-object`, which means another type for ICMP than for ICMPv6."""

    word: str


Member = Operand | ServiceOperand | Spans | Mention | IcmpTypes | Doubt


@dataclass(slots=True)
class Group:
    """An `object-group`: `protocol` is tcp, udp or tcp-udp for a typed service group; members in order."""

    name: str
    kind: str
    location: Location
    protocol: str = ""
    members: list[Member] = field(default_factory=list)
    description: str = ""


def read_object(draft: Draft, block: Block) -> bool:
    """Read `object network|service NAME` and its lines; a later block of the same name adds to the earlier one."""
    match block.line.words:
        case ("object", ("network" | "service" | "network-service") as kind, name):
            found = draft.objects.setdefault(name, Object(name, kind, draft.at(block.line)))
        case _:
            return False
    for line in block.children:
        if line.words[0] == "nat":
            continue
        if line.words[0] == "description":
            found.description = " ".join(line.words[1:])
            draft.ledger.irrelevant(line)
        elif kind == "network" and found.kind == kind:
            found.network = _network_value(draft, line, name)
        elif kind == "service" and found.kind == kind:
            found.service = _service_value(draft, line, name)
        else:
            found.network = found.service = None
            draft.ledger.unknown(line, f"object {name}: not a line of a {found.kind} object")
    return True


def _network_value(draft: Draft, line: Line, name: str) -> Operand:
    addresses = None
    match line.words:
        case ("host", one):
            addresses = host(one, draft.labels)
        case ("subnet", one):
            addresses = prefix(one)
        case ("subnet", one, mask):
            addresses = netmask(one, mask, draft.labels)
        case ("range", low, high):
            addresses = address_range(low, high, draft.labels)
        case ("fqdn", "v4", domain):
            draft.ledger.modelled(line)
            return doubtful(Doubt(AtomKind.FQDN, domain), over=ANY4)
        case ("fqdn", "v6", domain):
            draft.ledger.modelled(line)
            return doubtful(Doubt(AtomKind.FQDN, domain), over=ANY6)
        case ("fqdn", domain):
            draft.ledger.modelled(line)
            return doubtful(Doubt(AtomKind.FQDN, domain))
        case _:
            pass
    if addresses is None:
        draft.ledger.unknown(line, f"object {name}: address not understood")
        return doubtful(Doubt(AtomKind.UNREADABLE, f"object {name}"), over=ANY)
    draft.ledger.modelled(line)
    return exact(addresses)


def _service_value(draft: Draft, line: Line, name: str) -> ServiceOperand:
    services = read_service(line.words[1:]) if line.words[0] == "service" else None
    if services is None:
        draft.ledger.unknown(line, f"object {name}: service not understood")
        return doubtful_service(Doubt(AtomKind.UNREADABLE, f"object {name}"))
    draft.ledger.modelled(line)
    return exact_service(services)


def read_group(draft: Draft, block: Block) -> bool:
    """Read `object-group KIND NAME [tcp|udp|tcp-udp]` and its members; a later block adds members."""
    words = block.line.words
    if len(words) not in (3, 4) or words[1] not in GROUP_KINDS:
        return False
    kind = "icmp-type" if words[1] == "icmp-object" else words[1]
    typed = words[3] if len(words) == 4 else ""
    if typed and (kind != "service" or typed not in ("tcp", "udp", "tcp-udp")):
        return False
    group = draft.groups.setdefault(words[2], Group(words[2], kind, draft.at(block.line), typed))
    agrees = group.kind == kind and group.protocol == typed
    if not agrees:
        group.members.append(Doubt(AtomKind.UNREADABLE, f"object-group {group.name} is defined as two kinds"))
    for line in block.children:
        if line.words[0] == "description":
            group.description = " ".join(line.words[1:])
            draft.ledger.irrelevant(line)
            continue
        member = _member(draft, kind, typed, line) if agrees else None
        if member is None:
            draft.ledger.unknown(line, f"object-group {group.name}: member not understood")
            member = Doubt(AtomKind.UNREADABLE, f"object-group {group.name}: {line.words[0]}")
        else:
            draft.ledger.modelled(line)
        group.members.append(member)
    return agrees


def _member(draft: Draft, kind: str, typed: str, line: Line) -> Member | None:
    words = line.words
    if words[0] == "group-object":
        return Mention("object-group", words[1], draft.at(line)) if len(words) == 2 else None
    if kind in OPAQUE_GROUPS:
        return Doubt(AtomKind.USER, line.text)
    return _READERS["port" if typed else kind](draft, line)


def _network_member(draft: Draft, line: Line) -> Member | None:
    match line.words:
        case ("network-object", "object", name):
            return Mention("object", name, draft.at(line))
        case ("network-object", one) if "/" not in one:
            return None
        case ("network-object", *rest):
            found = network(tuple(rest), draft.labels)
            return None if found is None else exact(found)
        case _:
            pass
    return None


def _service_member(draft: Draft, line: Line) -> Member | None:
    match line.words:
        case ("service-object", "object", name):
            return Mention("object", name, draft.at(line))
        case ("service-object", *rest):
            services = read_service(rest)
            return None if services is None else exact_service(services)
        case _:
            pass
    return None


def _port_member(_: Draft, line: Line) -> Member | None:
    match line.words:
        case ("port-object", operator, *rest) if len(rest) == (2 if operator == "range" else 1):
            return port_spans(operator, rest)
        case _:
            pass
    return None


def _protocol_member(draft: Draft, line: Line) -> Member | None:
    match line.words:
        case ("protocol-object", word):
            services = protocol_service(word)
            return None if services is None else exact_service(services)
        case ("protocol-object", "object", name):
            return Mention("object", name, draft.at(line))
        case _:
            pass
    return None


def _icmp_member(_: Draft, line: Line) -> Member | None:
    match line.words:
        case ("icmp-object", word) if names.icmp_type(word, 1) is not None or names.icmp_type(word, 58) is not None:
            return IcmpTypes(word)
        case _:
            pass
    return None


_READERS: dict[str, Callable[[Draft, Line], Member | None]] = {
    "network": _network_member,
    "service": _service_member,
    "port": _port_member,
    "protocol": _protocol_member,
    "icmp-type": _icmp_member,
}
