"""Object groups: `object-group network`, `object-group service` and their IPv6 forms.

Source: Cisco IOS Security Configuration Guide, Object Groups for ACLs. Network masks are subnet masks, ports of a
service may leave out `eq`, and groups nest through `group-object`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zonewarden_parsers.cisco_ios import names, operands
from zonewarden_parsers.cisco_ios.operands import Addresses, Doubt, Services, Words
from zonewarden_parsers.lines import Block, Ledger
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    ANY_SERVICE,
    EMPTY_SERVICE,
    NOWHERE,
    AddressSet,
    AtomKind,
    Location,
    NamedObject,
    Reference,
    ServiceSet,
)
from zonewarden_parsers.model.region import Spans, normalise
from zonewarden_parsers.model.services import ALL_PORTS


class Ports(NamedTuple):
    """The ports of a group: what they may be, what they surely are, and why the two differ."""

    over: Spans
    under: Spans
    doubts: tuple[Doubt, ...] = ()
    name: str = ""


@dataclass(slots=True)
class Group:
    """One group as it is read: its own members, the names of its member groups, and what could not be read."""

    name: str
    kind: str
    location: Location
    addresses: list[AddressSet] = field(default_factory=list)
    services: list[ServiceSet] = field(default_factory=list)
    ports: list[Spans] = field(default_factory=list)
    nested: list[tuple[str, Location]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    description: str = ""

    @property
    def empty(self) -> bool:
        """Whether the group holds nothing at all."""
        return not (self.addresses or self.services or self.ports or self.nested or self.doubts)


@dataclass(slots=True)
class Groups:
    """All object groups of a file, with the operands already resolved."""

    by_name: dict[str, Group] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    undefined: list[Reference] = field(default_factory=list)
    _networks: dict[tuple[str, int], Addresses] = field(default_factory=dict)
    _services: dict[str, Services] = field(default_factory=dict)
    _ports: dict[str, Ports] = field(default_factory=dict)

    def network(self, name: str, family: int, at: Location) -> Addresses:
        """Return the operand of a network group; an undefined one may match anything and is recorded at `at`."""
        self.used.add(name)
        if not self._is(name, ("network", "network6")):
            self.undefined.append(Reference(name, "network", at))
        found = self._networks.get((name, family))
        if found is None:
            found = self._networks[name, family] = self._resolve_network(name, family)
        return found

    def service(self, name: str, at: Location) -> Services:
        """Return the operand of a service group, as `network` does."""
        self.used.add(name)
        if not self._is(name, ("service",)):
            self.undefined.append(Reference(name, "service", at))
        found = self._services.get(name)
        if found is None:
            found = self._services[name] = self._resolve_service(name)
        return found

    def port(self, name: str, at: Location) -> Ports:
        """Return the ports of a port group, as `network` does."""
        self.used.add(name)
        if not self._is(name, ("port",)):
            self.undefined.append(Reference(name, "port", at))
        found = self._ports.get(name)
        if found is None:
            found = self._ports[name] = self._resolve_ports(name)
        return found

    def objects(self) -> tuple[NamedObject, ...]:
        """Return every group as a named object; member groups of used groups count as used. Dangling members are recorded."""
        used = self._closure()
        for group in self.by_name.values():
            missing = [(n, at) for n, at in group.nested if n not in self.by_name]
            self.undefined.extend(Reference(n, group.kind.rstrip("6"), at) for n, at in missing)
        return tuple(self._object(g, used=g.name in used) for g in self.by_name.values())

    def _object(self, group: Group, *, used: bool) -> NamedObject:
        if group.kind in ("service", "port"):
            return NamedObject(group.name, group.kind, group.location, NOWHERE, used, group.empty, group.description)
        family = 6 if group.kind == "network6" else 4
        return NamedObject(
            group.name,
            "network",
            group.location,
            self._resolve_network(group.name, family).under,
            used,
            group.empty,
            group.description,
        )

    def _closure(self) -> set[str]:
        queue, seen = list(self.used), set(self.used)
        while queue:
            group = self.by_name.get(queue.pop())
            fresh = [n for n, _ in group.nested if n not in seen] if group else []
            seen.update(fresh)
            queue.extend(fresh)
        return seen

    def _is(self, name: str, kinds: Sequence[str]) -> bool:
        group = self.by_name.get(name)
        return group is not None and group.kind in kinds

    def _resolve_network(self, name: str, family: int) -> Addresses:
        members, doubts = self._flatten(name, ("network", "network6"))
        everything = ANY4 if family == 4 else ANY6
        under = AddressSet.union(a for g in members for a in g.addresses) & everything
        doubts += [(AtomKind.OTHER, f"{g.name} is empty") for g in members if g.empty]
        return Addresses(everything if doubts else under, under, tuple(doubts), name)

    def _resolve_service(self, name: str) -> Services:
        members, doubts = self._flatten(name, ("service",))
        under = ServiceSet.union(s for g in members for s in g.services)
        doubts += [(AtomKind.OTHER, f"{g.name} is empty") for g in members if g.empty]
        return Services(ANY_SERVICE if doubts else under, under if members else EMPTY_SERVICE, tuple(doubts), name)

    def _resolve_ports(self, name: str) -> Ports:
        members, doubts = self._flatten(name, ("port",))
        under = normalise(span for g in members for spans in g.ports for span in spans)
        doubts += [(AtomKind.OTHER, f"{g.name} is empty") for g in members if g.empty]
        return Ports(ALL_PORTS if doubts else under, under, tuple(doubts), name)

    def _flatten(self, name: str, kinds: Sequence[str]) -> tuple[list[Group], list[Doubt]]:
        """Return the group with all groups in it, and every doubt: unreadable members, undefined or circular groups."""
        if not self._is(name, kinds):
            return [], [(AtomKind.REFERENCE, name)]
        members: dict[str, Group] = {}
        doubts: list[Doubt] = []
        queue = [name]
        while queue:
            group = self.by_name[queue.pop()]
            if group.name in members:
                continue
            members[group.name] = group
            doubts += group.doubts
            for inner, _ in group.nested:
                if self._is(inner, kinds):
                    queue.append(inner)
                else:
                    doubts.append((AtomKind.REFERENCE, inner))
        doubts += [(AtomKind.UNREADABLE, f"{c} contains itself") for c in _cycles(members)]
        return list(members.values()), doubts


def _cycles(members: dict[str, Group]) -> list[str]:
    """Return the groups that lie on a cycle: what is left when groups without inner groups are taken away in turn."""
    inner = {n: {m for m, _ in g.nested if m in members} for n, g in members.items()}
    leaves = [n for n, i in inner.items() if not i]
    holders: dict[str, list[str]] = {n: [] for n in inner}
    for name, found in inner.items():
        for member in found:
            holders[member].append(name)
    while leaves:
        leaf = leaves.pop()
        del inner[leaf]
        for holder in holders[leaf]:
            inner[holder].discard(leaf)
            if not inner[holder]:
                leaves.append(holder)
    return sorted(inner)


Kinds = dict[Words, tuple[str, Callable[[Group, Words], bool]]]
"""Of the words between `object-group` and the name: the kind of group and what reads one member."""


def read_group(block: Block, kinds: Kinds, groups: Groups, ledger: Ledger) -> bool:
    """Read `object-group KIND NAME` with its members; a group entered twice is one group. False for other kinds."""
    words = block.line.words
    if words[1:-1] not in kinds:
        return False
    (kind, read_member), name = kinds[words[1:-1]], words[-1]
    group = groups.by_name.get(name)
    if group is None or group.kind != kind:
        group = groups.by_name[name] = Group(name, kind, ledger.at(block.line))
    for line in block.children:
        member = line.words
        if member[0] in ("description", "exit"):
            group.description = " ".join(member[1:]) or group.description
            ledger.irrelevant(line)
        elif member[0] in ("group-object", "object-group") and len(member) == 2:
            group.nested.append((member[1], ledger.at(line)))
            ledger.modelled(line)
        elif read_member(group, member):
            ledger.modelled(line)
        else:
            group.doubts.append((AtomKind.UNREADABLE, mask(line.text)))
            ledger.unknown(line, f"member of object group {group.name} cannot be read", code="unreadable-member")
    return True


def remove_group(words: Words, kinds: Kinds, groups: Groups) -> bool:
    """Read `object-group KIND NAME` behind a `no`; False for other kinds. Uses of the name are then undefined."""
    if words[1:-1] not in kinds:
        return False
    groups.by_name.pop(words[-1], None)
    return True


def _network_member(group: Group, words: Words) -> bool:
    found: AddressSet | None = None
    match words:
        case ("any",):
            found = ANY4
        case ("host", address):
            found = operands.host(address, 4)
        case ("range", first, last):
            found = _range(first, last)
        case (address, mask):
            found = operands.subnet(address, mask)
        case (word,) if "/" in word:
            found = operands.subnet(*word.replace("/", " /", 1).split(" ", 1))
        case _:
            pass
    if found is not None:
        group.addresses.append(found)
    return found is not None


def network6_member(group: Group, words: Words) -> bool:
    """Read a member of an IPv6 group: `any`, `host A`, `A/len`."""
    match words:
        case ("any",):
            found: AddressSet | None = ANY6
        case ("host", address):
            found = operands.host(address, 6)
        case (word,):
            found = operands.prefix(word)
        case _:
            found = None
    if found is None or not found.v6:
        return False
    group.addresses.append(found)
    return True


def _range(first: str, last: str) -> AddressSet | None:
    low, high = operands.ipv4(first), operands.ipv4(last)
    return None if low is None or high is None or low > high else AddressSet.range(4, low, high)


def _service_member(group: Group, words: Words) -> bool:
    protocols = ("tcp", "udp") if words[0] == "tcp-udp" else (words[0],)
    source, destination = _port_words(words[1:]) if words[0] != "icmp" else ((), words[1:])
    found = [operands.service(p, 4, source, destination) for p in protocols]
    sure = [s.over for s in found if s is not None and not s.doubts]
    if len(sure) != len(protocols):
        return False
    group.services.extend(sure)
    return True


def _port_words(words: Words) -> tuple[Words, Words]:
    """Split `[source OP PORT] [OP PORT]`, writing out the `eq` that may be missing. Only `range` takes two ports."""
    if words[:1] != ("source",):
        return (), _with_operator(words)
    rest = _with_operator(words[1:])
    end = 3 if rest[:1] == ("range",) else 2
    return rest[:end], _with_operator(rest[end:])


def _with_operator(words: Words) -> Words:
    return ("eq", *words) if words and words[0] not in names.PORT_OPERATORS else words


KINDS: Kinds = {
    **dict.fromkeys([("network",), ("v4-network",)], ("network", _network_member)),
    ("v6-network",): ("network6", network6_member),
    **dict.fromkeys([("service",), ("v4-service",), ("v6-service",)], ("service", _service_member)),
}
