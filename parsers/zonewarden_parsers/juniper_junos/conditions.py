"""The `from` conditions of a firewall filter term.

Junos Routing Policies, Firewall Filters, and Traffic Policers User Guide, *Firewall filter match conditions*: the values of one condition are
alternatives, different conditions must all hold. Prefixes of one address field are one list with longest-match rules and an
implicit `0/0 except`; a list of exceptions only is read both ways, as matching nothing and as matching all else. Conditions
on ports, ICMP messages and TCP flags imply no protocol (*Overview of Protocol Match Conditions*): the bytes at their place are
compared in any packet, so that a packet of another protocol than those that carry the field may match, unless `protocol` says otherwise. `interface PORT` without a unit is the port where ports have no units (EX, QFX) and
not said elsewhere: at most every unit of the port matches, and none surely where there is another than unit 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos import tcp_flags
from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.ports import ICMP6_TYPES, ICMP_CODES, ICMP_TYPES, PORTS, PROTOCOLS, spans
from zonewarden_parsers.juniper_junos.prefix_lists import PrefixLists
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    EMPTY_SERVICE,
    ESTABLISHED,
    NOWHERE,
    AddressSet,
    Atom,
    AtomKind,
    ServiceSet,
)
from zonewarden_parsers.model.region import Spans
from zonewarden_parsers.model.services import ALL_PORTS, TCP_ANY, TCP_NEW, WITH_PORTS

_PACKET = frozenset({
    "dscp", "precedence", "ttl", "hop-limit", "packet-length", "payload-length", "ip-options", "forwarding-class", "loss-priority",
    "traffic-class", "flow-label", "ah-spi", "esp-spi", "interface-group", "interface-set", "source-class",
    "destination-class", "learn-vlan-id", "gre-key", "policy-map", "service-filter-hit", "redirect-reason", "rat-type", "user-vlan-id",
    "flexible-match-range", "flexible-match-mask", "source-mac-address", "destination-mac-address", "ether-type", "vlan", "dot1q-tag", "extension-header", "tunnel-source", "rpf-fail", "vxlan",
    "slice", "egress-to-ingress", "sctp-initial", "gtp-header", "fast-lookup-tuple", "fast-lookup-tuple-list", "vlan-id", "gbp-src-tag", "gbp-dst-tag",
    "mac-address", "learn-vlan-1p-priority", "user-vlan-1p-priority", "egress-interface", "mpls-label", "mpls-bottom-of-stack", "mpls-forwarding-class",
})  # fmt: skip
_FRAGMENTS = frozenset({"is-fragment", "first-fragment", "fragment-offset", "fragment-flags", "last-fragment"})
_QUIET = frozenset({"source-port-range-optimize", "destination-port-range-optimize", "ip-version"})
_SIDES = {"source": ("source-address", "source-prefix-list", "ip-source-address"), "destination": ("destination-address", "destination-prefix-list", "ip-destination-address"),
          "either": ("address", "prefix-list")}  # fmt: skip
_ADDRESSES = frozenset(w for pair in _SIDES.values() for w in pair)


@dataclass(slots=True)
class Side:
    """The prefixes of one address field: surely and at most these; None over where the term does not ask."""

    under: AddressSet = ANY
    over: AddressSet = ANY


@dataclass(slots=True)
class Condition:
    """All conditions of a term: address fields, services, interfaces, and what cannot be expressed."""

    source: Side = field(default_factory=Side)
    destination: Side = field(default_factory=Side)
    either: Side | None = None
    under: ServiceSet = ANY_SERVICE
    over: ServiceSet = ANY_SERVICE
    interfaces: frozenset[str] | None = None
    atoms: list[Atom] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ConditionReader:
    """Reads the `from` block of terms of one family."""

    draft: Draft
    lists: PrefixLists
    version: int | None

    def read(self, node: Node | None) -> Condition:
        """Return the conditions of a `from` block; everything where there is none."""
        out = Condition()
        if node is None:
            return self._family(out)
        node.take()
        for child in node.children.values():
            child.take_all()
        fields = {c.word: c for c in node.children.values() if not c.inactive}
        for side in ("source", "destination", "either"):
            found = self._side(node, side, out)
            if found is not None:
                setattr(out, side, found)
        self._services(fields, out)
        self._flags(fields, out)
        for word, child in fields.items():
            self._other(word, child, out)
        return self._family(out)

    def _family(self, out: Condition) -> Condition:
        if self.version is not None:
            everywhere = ANY4 if self.version == 4 else ANY6
            for side in (out.source, out.destination):
                side.under, side.over = side.under & everywhere, side.over & everywhere
        return out

    def _side(self, node: Node, name: str, out: Condition) -> Side | None:
        plain, listed, *others = _SIDES[name]
        entries: list[tuple[AddressSet, bool]] = []
        doubtful = asked = False
        for word in (plain, listed, *others):
            holder = node.get(word)
            for child in holder.children.values() if holder else ():
                if child.inactive:
                    continue
                asked = True
                found = self._prefixes(child, out, listed=word == listed)
                doubtful = doubtful or found is None
                entries += [(p, "except" in child.children) for p in found or ()]
        return _longest_match(entries, out, node, doubtful=doubtful) if asked else None

    def _prefixes(self, node: Node, out: Condition, *, listed: bool) -> list[AddressSet] | None:
        if listed:
            out.names.append(node.word)
            found = self.lists.prefixes(node.word, node)
            if found is None:
                out.atoms.append(Atom(AtomKind.REFERENCE, f"prefix-list {node.word} is not known", node.at))
            return found
        if node.word == "any":
            return [ANY]
        try:
            return [AddressSet.parse(node.word)]
        except ValueError:
            return self._holes(node, out)

    def _holes(self, node: Node, out: Condition) -> list[AddressSet] | None:
        address, _, mask = node.word.partition("/")
        try:
            low, bits = AddressSet.parse(address).v4.spans[0][0], AddressSet.parse(mask).v4.spans[0][0]
            return [AddressSet.wildcard(low, ~bits & 0xFFFFFFFF)]
        except (ValueError, IndexError):
            out.atoms.append(Atom(AtomKind.UNREADABLE, f"not a prefix: {node.word[:60]}", node.at))
            self.draft.unknown(node, f"not a prefix: {node.word[:60]}")
            return None

    def _services(self, fields: dict[str, Node], out: Condition) -> None:
        found = ANY_SERVICE
        for word in ("protocol", "next-header", "payload-protocol"):
            found &= self._values(fields, word, PROTOCOLS, 255, _of_protocols, out)
        over = found
        for word, names, top, make in (
            ("port", PORTS, 65535, _either_port),
            ("source-port", PORTS, 65535, _source_port),
            ("destination-port", PORTS, 65535, _destination_port),
            ("icmp-type", ICMP6_TYPES if self.version == 6 else ICMP_TYPES, 255, _icmp_type),
            ("icmp-code", _ICMP6_CODES if self.version == 6 else ICMP_CODES, 255, _icmp_code),
        ):
            values = self._values(fields, word, names, top, make, out)
            if values is not ANY_SERVICE:
                found &= values
                over = self._unchecked(over, values, make, word, fields, out)
        if self._doubt:
            out.under, out.over = EMPTY_SERVICE, out.over & over
            self._doubt.clear()
        else:
            out.under, out.over = out.under & found, out.over & over

    def _unchecked(
        self, over: ServiceSet, values: ServiceSet, make: Callable[[Spans], ServiceSet], word: str, fields: dict[str, Node], out: Condition
    ) -> ServiceSet:  # fmt: skip
        """Return what a field may match of `over`: its values, and every packet of a protocol without the field."""
        others = over - make(((0, 65535),))
        if others:
            node = fields.get(word) or fields[f"{word}-except"]
            out.atoms.append(Atom(AtomKind.PACKET, f"{node.word} without protocol", node.at))
        return (over & values) | others

    _doubt: list[str] = field(default_factory=list)

    def _values(
        self,
        fields: dict[str, Node],
        word: str,
        names: dict[str, int],
        top: int,
        make: Callable[[Spans], ServiceSet],
        out: Condition,
    ) -> ServiceSet:
        result = ANY_SERVICE
        for key in (word, f"{word}-except"):
            node = fields.get(key)
            if node is None:
                continue
            found, odd = spans([c.word for c in node.children.values() if not c.inactive], names, top)
            if odd:
                self.draft.unknown(node, f"{key} not understood: {' '.join(odd)[:60]}")
                out.atoms.append(Atom(AtomKind.UNREADABLE, f"{key} {' '.join(odd)[:60]}", node.at))
                self._doubt.append(key)
                continue
            result &= make(found) if key == word else _complement(make, found)
        return result

    def _flags(self, fields: dict[str, Node], out: Condition) -> None:
        for word in ("tcp-established", "tcp-initial", "tcp-flags"):
            node = fields.get(word)
            if node is None:
                continue
            text = " | ".join(f"({c.word})" for c in node.children.values())
            kinds = {"tcp-established": (False, True), "tcp-initial": (True, False)}.get(word) or tcp_flags.matches(
                text
            )
            under, over = _flagged(kinds)
            if kinds is None:
                self.draft.unknown(node, f"tcp-flags not understood: {text[:60]}")
            other = out.over - TCP_ANY
            if other or under != over:
                out.atoms.append(Atom(AtomKind.TCP_FLAGS, f"{word} {text}".strip(), node.at))
            out.under = out.under & under
            out.over = (out.over & over) | other

    def _other(self, word: str, node: Node, out: Condition) -> None:
        base = word.removesuffix("-except")
        text = f"{word} {' '.join(c.word for c in node.children.values())}"[:120].rstrip()
        if word == "interface":
            self._interfaces(node, text, out)
        elif word in _FRAGMENTS or base in _FRAGMENTS:
            self._atom(out, AtomKind.FRAGMENTS, text, node)
        elif base in _PACKET:
            self._atom(out, AtomKind.MAC if "mac" in base else AtomKind.PACKET, text, node)
        elif word not in _QUIET and word not in _ADDRESSES and base not in _KNOWN and word not in _FLAG_WORDS:
            self.draft.unknown(node, f"match condition not understood: {word}")
            self._atom(out, AtomKind.UNREADABLE, text, node)

    def _interfaces(self, node: Node, text: str, out: Condition) -> None:
        """Read the names of logical interfaces; a port without a unit is at most all of its units, and surely none of several."""
        words = [c.word for c in node.children.values() if not c.inactive]
        names = {word for word in words if "." in word}
        for port in (word for word in words if "." not in word):
            found = self.draft.root.get("interfaces", port, "unit")
            units = {f"{port}.{unit.word}" for unit in found.children.values()} if found else set[str]()
            names |= units | {f"{port}.0"}
            if units - {f"{port}.0"}:
                self._atom(out, AtomKind.INTERFACE, text, node)
        if any("*" in word for word in words):
            self._atom(out, AtomKind.INTERFACE, text, node)
        else:
            out.interfaces = frozenset(names)

    def _atom(self, out: Condition, kind: AtomKind, text: str, node: Node) -> None:
        out.atoms.append(Atom(kind, text, node.at))
        out.under = EMPTY_SERVICE


_KNOWN = frozenset(
    {"protocol", "next-header", "payload-protocol", "port", "source-port", "destination-port", "icmp-type", "icmp-code"}
)
_FLAG_WORDS = frozenset({"tcp-established", "tcp-initial", "tcp-flags"})
_ICMP6_CODES = {"no-route-to-destination": 0, "administratively-prohibited": 1, "address-unreachable": 3, "port-unreachable": 4,
                "ttl-eq-zero-during-transit": 0, "ttl-eq-zero-during-reassembly": 1, "ip6-header-bad": 0,
                "unrecognized-next-header": 1, "unrecognized-option": 2}  # fmt: skip


def _longest_match(entries: list[tuple[AddressSet, bool]], out: Condition, node: Node, *, doubtful: bool) -> Side:
    found = NOWHERE
    for prefixes, excepted in sorted(entries, key=lambda e: (-e[0].v4.size - e[0].v6.size, e[1])):
        found = found - prefixes if excepted else found | prefixes
    if doubtful:
        return Side(NOWHERE, ANY)
    if entries and all(excepted for _, excepted in entries):
        out.atoms.append(Atom(AtomKind.OTHER, "a list of exceptions only", node.at))
        return Side(NOWHERE, ANY - AddressSet.union(p for p, _ in entries))
    return Side(found, found)


def _flagged(kinds: tuple[bool | None, bool | None] | None) -> tuple[ServiceSet, ServiceSet]:
    opening, other = kinds or (None, None)
    under = (TCP_NEW if opening else EMPTY_SERVICE) | (ESTABLISHED if other else EMPTY_SERVICE)
    over = (EMPTY_SERVICE if opening is False else TCP_NEW) | (EMPTY_SERVICE if other is False else ESTABLISHED)
    return under, over


def _complement(make: Callable[[Spans], ServiceSet], found: Spans) -> ServiceSet:
    """Return what has the field with another value: a packet without such a field does not match an exception either."""
    return make(((0, 65535),)) - make(found)


def _of_protocols(found: Spans) -> ServiceSet:
    services = ServiceSet.of(tuple((low, min(high, 255)) for low, high in found))
    return services | TCP_ANY if services & TCP_NEW else services


def _carriers(numbers: frozenset[int], first: Spans, second: Spans) -> ServiceSet:
    return ServiceSet.union(ServiceSet.of(((p, p),), first, second) for p in sorted(numbers))


def _source_port(found: Spans) -> ServiceSet:
    return _carriers(WITH_PORTS, found, ALL_PORTS)


def _destination_port(found: Spans) -> ServiceSet:
    return _carriers(WITH_PORTS, ALL_PORTS, found)


def _either_port(found: Spans) -> ServiceSet:
    return _source_port(found) | _destination_port(found)


def _icmp_type(found: Spans) -> ServiceSet:
    return _carriers(frozenset({1, 58}), _types(found), ALL_PORTS)


def _icmp_code(found: Spans) -> ServiceSet:
    return _carriers(frozenset({1, 58}), ALL_PORTS, _types(found))


def _types(found: Spans) -> Spans:
    return tuple((low, 65535 if high >= 255 else high) for low, high in found)
