"""What is in an IP set, as cubes (ipset(8), SET TYPES).

Each dimension of a set's type takes its direction from the rule (`src`, `dst`). Elements of a set with timeouts, or of one that
rules add to, come and go: such a set may hold anything. `nomatch` elements (hash:*net*) take a smaller network out of a
larger one: the longest prefix decides. A set of the other IP version, or of more dimensions than the rule gives, matches nothing
in the kernel; the latter is told as a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import Cubes, doubtful
from zonewarden_parsers.linux_iptables.draft import IpSet
from zonewarden_parsers.linux_iptables.scope import RuleDraft, UnreadableError
from zonewarden_parsers.linux_iptables.values import address_range, addresses, icmp, port_spans, protocol, with_ports
from zonewarden_parsers.model import ANY_SERVICE, AddressSet, AtomKind, Match, Reference, ServiceSet

_BITMAP_PORT = (6, 17, 132, 136)
_READABLE = frozenset({"ip", "net", "port", "iface"})
Other = tuple[AddressSet | None, ServiceSet, frozenset[str] | None, frozenset[str] | None]


def in_set(rule: RuleDraft, name: str, directions: Sequence[str]) -> Cubes:
    """Return the packets whose addresses and ports, in these directions, are in the set `name`."""
    rule.references.append(name)
    found = rule.scope.sets.get(name)
    if found is None:
        rule.scope.undefined.append(Reference(name, "ipset", rule.at))
        return doubtful(rule.atom(AtomKind.REFERENCE, f"set {name}"))
    found.used = True
    if found.kind == "list:set":
        return tuple(cube for (member, *_) in found.elements for cube in _member(rule, member, name, directions))
    return _elements(rule, found, directions)


def _member(rule: RuleDraft, member: str, name: str, directions: Sequence[str]) -> Cubes:
    known = rule.scope.sets.get(member)
    if known is not None and known.kind == "list:set":
        return doubtful(rule.atom(AtomKind.DYNAMIC, f"set {name} holds the list {member}"))
    return in_set(rule, member, directions)


def _elements(rule: RuleDraft, found: IpSet, directions: Sequence[str]) -> Cubes:
    kinds = found.kind.partition(":")[2].split(",")
    if "timeout" in found.options or found.name in rule.scope.filled:
        return doubtful(rule.atom(AtomKind.DYNAMIC, f"set {found.name} changes by itself"))
    if not set(kinds) <= _READABLE or len(kinds) > len(directions) or not set(directions) <= {"src", "dst"}:
        return doubtful(rule.atom(AtomKind.PACKET, f"set {found.name} of type {found.kind}"))
    if "port" != kinds[0] and _family(found) != rule.scope.family:
        return ()
    try:
        return _grouped(rule, found, kinds, directions)
    except UnreadableError as error:
        return doubtful(rule.atom(AtomKind.UNREADABLE, f"set {found.name}: {error}"))


def _family(found: IpSet) -> int:
    options = found.options
    return 6 if "family" in options[:-1] and options[options.index("family") + 1] in {"inet6", "ipv6"} else 4


def _grouped(rule: RuleDraft, found: IpSet, kinds: Sequence[str], directions: Sequence[str]) -> Cubes:
    """Return the elements as cubes: those that differ only in one address are one cube."""
    groups: dict[tuple[bool, Other], list[tuple[int, bool, AddressSet]]] = {}
    first = next((i for i, k in enumerate(kinds) if k in {"ip", "net"}), None)
    for element in sorted(found.elements, key=len):
        outside = "nomatch" in element
        if outside and len(kinds) > 1:
            return doubtful(rule.atom(AtomKind.PACKET, f"set {found.name} with nomatch"))
        parts = element[0].split(",")
        if len(parts) != len(kinds):
            raise UnreadableError(element[0])
        own = _addresses(parts[first], rule.scope.family) if first is not None else rule.scope.every
        key = (first is None or directions[first] == "src", _other(rule, parts, kinds, directions, first))
        groups.setdefault(key, []).append((_size(own), outside, own))
    return tuple(_cube(rule, other, _joined(listed), src=src) for (src, other), listed in groups.items())


def _joined(listed: Sequence[tuple[int, bool, AddressSet]]) -> AddressSet:
    if not any(outside for _, outside, _ in listed):
        return AddressSet.union(own for _, _, own in listed)
    joined = AddressSet()
    for _, outside, own in sorted(listed, key=lambda row: -row[0]):
        joined = joined - own if outside else joined | own
    return joined


def _size(own: AddressSet) -> int:
    return own.v4.size + own.v6.size


def _cube(rule: RuleDraft, other: Other, own: AddressSet, *, src: bool) -> Cube:
    peer = rule.scope.every if other[0] is None else other[0]
    return Cube(Match(own, peer, other[1]) if src else Match(peer, own, other[1]), other[2], other[3])


def _other(
    rule: RuleDraft, parts: Sequence[str], kinds: Sequence[str], directions: Sequence[str], first: int | None
) -> Other:
    """Return the dimensions of an element beside its first address."""
    peer: AddressSet | None = None
    services = ANY_SERVICE
    came: frozenset[str] | None = None
    left: frozenset[str] | None = None
    for i, (part, kind, direction) in enumerate(zip(parts, kinds, directions, strict=False)):
        if i == first:
            continue
        if kind == "port":
            services = _ports(part, direction, rule.scope.family, bitmap=len(kinds) == 1)
        elif kind == "iface" and ":" not in part:
            came, left = (frozenset({part}), left) if direction == "src" else (came, frozenset({part}))
        elif kind in {"ip", "net"} and first is not None and direction != directions[first]:
            peer = _addresses(part, rule.scope.family)
        else:
            raise UnreadableError(part)
    return (peer, services, came, left)


def _addresses(text: str, family: int) -> AddressSet:
    found = address_range(text) if "-" in text and "/" not in text else addresses(text, family)
    if not found:
        raise UnreadableError(text)
    return found


def _ports(text: str, direction: str, family: int, *, bitmap: bool) -> ServiceSet:
    name, colon, value = text.partition(":")
    if not colon:
        name, value = "tcp", text
    if name in {"icmp", "icmpv6"}:
        return icmp(value, family)
    spans = port_spans(value.replace("-", ":")) if value != "0" or bitmap else ((0, 65535),)
    numbers = _BITMAP_PORT if bitmap and not colon else (protocol(name),)
    if not set(numbers) <= {6, 17, 132, 136}:
        return ServiceSet.protocol(numbers[0] or 0)
    return ServiceSet.union(
        with_ports(n, source=spans) if direction == "src" else with_ports(n, destination=spans) for n in numbers
    )
