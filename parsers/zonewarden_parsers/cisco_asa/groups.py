"""References followed: what an object or an object group comes to, nested groups and cycles included.

Every answer is an operand with an over and an under set. Whatever is undefined, unreadable or runs in a circle leaves
`over` at everything, so that a rule using it can never be taken for narrower than it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zonewarden_parsers.cisco_asa import names
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.objects import Group, IcmpTypes, Member, Mention
from zonewarden_parsers.cisco_asa.operands import Doubt, Operand, doubtful
from zonewarden_parsers.cisco_asa.services import (
    PortOperand,
    ServiceOperand,
    doubtful_service,
    exact_service,
    union_spans,
    with_ports,
)
from zonewarden_parsers.model import ANY, ANY_SERVICE, AddressSet, AtomKind, ServiceSet
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import ALL_PORTS

MAX_DEPTH = 64
MAX_DOUBTS = 8


class Resolver:
    """Follows references of one draft; equal references give the same operand object."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._networks: dict[tuple[str, str], Operand] = {}
        self._services: dict[tuple[str, str], ServiceOperand] = {}
        self._ports: dict[str, PortOperand] = {}
        self._icmp: dict[tuple[str, int], PortOperand] = {}
        self._open: list[str] = []

    def kind(self, name: str) -> str:
        """Return the kind of an object group (`network`, `service`, ...), empty when it is not defined."""
        group = self._draft.groups.get(name)
        return group.kind if group else ""

    def typed(self, name: str) -> str:
        """Return tcp, udp or tcp-udp for a typed service group, empty for all else."""
        group = self._draft.groups.get(name)
        return group.protocol if group else ""

    def network(self, kind: str, name: str) -> Operand:
        """Return the addresses of an `object` or `object-group`."""
        key = (kind, name)
        found = self._networks.get(key)
        if found is None:
            found = self._networks[key] = self._network(kind, name)
        return found

    def _network(self, kind: str, name: str) -> Operand:
        self._draft.used.add(name)
        if kind == "object":
            item = self._draft.objects.get(name)
            if item is None:
                return doubtful(_undefined(kind, name), name=name)
            if item.network is None:
                return doubtful(Doubt(AtomKind.UNREADABLE, f"object {name} holds no address"), name=name)
            return Operand(item.network.over, item.network.under, item.network.doubts, (name,))
        group = self._draft.groups.get(name)
        if group is None:
            return doubtful(_undefined(kind, name), name=name)
        if group.kind != "network":
            return doubtful(_wrong(name, group.kind, "network"), name=name)
        operands = [self._network_member(m) for m in self._members(group)]
        under = AddressSet.union(o.under for o in operands)
        doubts = _doubts(operands)
        return Operand(ANY if doubts else under, under, doubts, (name,))

    def _network_member(self, member: Member) -> Operand:
        if isinstance(member, Operand):
            return member
        if isinstance(member, Mention):
            stop = self._stop(member)
            return doubtful(stop) if stop else self.network(member.kind, member.name)
        return doubtful(member if isinstance(member, Doubt) else Doubt(AtomKind.UNREADABLE, "not a network"))

    def service(self, kind: str, name: str) -> ServiceOperand:
        """Return the services of an `object service`, an untyped service group or a protocol group."""
        key = (kind, name)
        found = self._services.get(key)
        if found is None:
            found = self._services[key] = self._service(kind, name)
        return found

    def _service(self, kind: str, name: str) -> ServiceOperand:
        self._draft.used.add(name)
        if kind == "object":
            item = self._draft.objects.get(name)
            if item is None:
                return doubtful_service(_undefined(kind, name), name=name)
            if item.service is None:
                return doubtful_service(Doubt(AtomKind.UNREADABLE, f"object {name} holds no service"), name=name)
            return ServiceOperand(item.service.over, item.service.under, item.service.doubts, (name,))
        group = self._draft.groups.get(name)
        if group is None:
            return doubtful_service(_undefined(kind, name), name=name)
        operands = [self._service_member(group, m) for m in self._members(group)]
        if group.kind not in ("service", "protocol"):
            return doubtful_service(_wrong(name, group.kind, "service"), name=name)
        under = ServiceSet.union(o.under for o in operands)
        doubts = _doubts(operands)
        return ServiceOperand(ANY_SERVICE if doubts else under, under, doubts, (name,))

    def _service_member(self, group: Group, member: Member) -> ServiceOperand:
        if isinstance(member, ServiceOperand):
            return member
        if isinstance(member, Mention):
            stop = self._stop(member)
            return doubtful_service(stop) if stop else self.service(member.kind, member.name)
        if isinstance(member, tuple):
            protocols = {"tcp": (6,), "udp": (17,)}.get(group.protocol, (6, 17))
            return exact_service(with_ports(protocols, ALL_PORTS, member))
        return doubtful_service(member if isinstance(member, Doubt) else Doubt(AtomKind.UNREADABLE, "not a service"))

    def ports(self, name: str) -> PortOperand:
        """Return the ports of a typed service group."""
        found = self._ports.get(name)
        if found is None:
            found = self._ports[name] = self._slots(name, "service", self._port_member)
        return found

    def icmp(self, name: str, proto: int) -> PortOperand:
        """Return the types of an ICMP type group as ICMP (1) or ICMPv6 (58) numbers."""
        key = (name, proto)
        found = self._icmp.get(key)
        if found is None:
            found = self._icmp[key] = self._slots(name, "icmp-type", lambda m: self._icmp_member(m, proto))
        return found

    def _slots(self, name: str, kind: str, read: Callable[[Member], PortOperand]) -> PortOperand:
        self._draft.used.add(name)
        group = self._draft.groups.get(name)
        if group is None or group.kind != kind:
            doubt = _wrong(name, group.kind, kind) if group else _undefined("object-group", name)
            return PortOperand(ALL_PORTS, (), (doubt,), (name,))
        operands = [read(m) for m in self._members(group)]
        under = union_spans([o.under for o in operands])
        doubts = _doubts(operands)
        return PortOperand(ALL_PORTS if doubts else under, under, doubts, (name,))

    def _port_member(self, member: Member) -> PortOperand:
        if isinstance(member, tuple):
            return PortOperand(member, member)
        return self._nested(member, self.ports)

    def _icmp_member(self, member: Member, proto: int) -> PortOperand:
        if isinstance(member, IcmpTypes):
            kind = names.icmp_type(member.word, proto)
            spans: Spans = () if kind is None else ((kind, 65535 if kind == 255 else kind),)
            return PortOperand(spans, spans)
        return self._nested(member, lambda name: self.icmp(name, proto))

    def _nested(self, member: Member, follow: Callable[[str], PortOperand]) -> PortOperand:
        if isinstance(member, Mention):
            stop = self._stop(member)
            return PortOperand(ALL_PORTS, (), (stop,)) if stop else follow(member.name)
        doubt = member if isinstance(member, Doubt) else Doubt(AtomKind.UNREADABLE, "not a port")
        return PortOperand(ALL_PORTS, (), (doubt,))

    def _members(self, group: Group) -> Iterator[Member]:
        """Yield the members with the group marked as open, so that a reference back to it is seen."""
        self._open.append(group.name)
        try:
            yield from group.members
        finally:
            self._open.pop()

    def _stop(self, member: Mention) -> Doubt | None:
        """Return why `member` is not followed: undefined, a circle, or nested too deep."""
        table = self._draft.objects if member.kind == "object" else self._draft.groups
        if member.name not in table:
            self._draft.missing(member.kind, member.name, member.location)
            return Doubt(AtomKind.REFERENCE, f"{member.kind} {member.name}")
        if member.kind == "object-group" and (member.name in self._open or len(self._open) >= MAX_DEPTH):
            return Doubt(AtomKind.UNREADABLE, f"object-group {member.name} contains itself or is nested too deep")
        return None


def _undefined(kind: str, name: str) -> Doubt:
    return Doubt(AtomKind.REFERENCE, f"{kind} {name}", (kind, name))


def _wrong(name: str, kind: str, wanted: str) -> Doubt:
    return Doubt(AtomKind.UNREADABLE, f"object-group {name} is a {kind} group, not {wanted}")


def _doubts(operands: Sequence[Operand | ServiceOperand | PortOperand]) -> tuple[Doubt, ...]:
    return tuple(dict.fromkeys(d for o in operands for d in o.doubts))[:MAX_DOUBTS]
