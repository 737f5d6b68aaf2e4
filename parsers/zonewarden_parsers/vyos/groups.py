"""Firewall groups: addresses, networks, ports, interfaces, MAC addresses, names; one may include others.

Sources: VyOS documentation, *Firewall groups*; EdgeOS user guide. The kinds of IPv6 groups and their names are apart from those of IPv4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.linux_names import port_number
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Atom, AtomKind, IntervalSet, LineState, Location
from zonewarden_parsers.vyos.tree import Node

MAX_DEPTH = 32
_VALUES = {
    "address-group": "address", "ipv6-address-group": "address", "network-group": "network", "ipv6-network-group": "network",
    "port-group": "port", "interface-group": "interface", "mac-group": "mac-address", "domain-group": "address", "remote-group": "url",
}  # fmt: skip
KINDS = frozenset(_VALUES)
_OUTSIDE = {
    "mac-group": AtomKind.MAC, "domain-group": AtomKind.FQDN, "remote-group": AtomKind.URL, "dynamic-address-group": AtomKind.DYNAMIC,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A group as written: its values and the groups it includes."""

    kind: str
    name: str
    values: tuple[str, ...]
    includes: tuple[str, ...]
    location: Location


Groups = dict[tuple[str, str], Group]
Missing = Callable[[str, str, Location], None]


def read_groups(section: Node | None, path: str) -> Groups:
    """Return the groups of `firewall group`."""
    found: Groups = {}
    for kind in section.children.values() if section is not None else ():
        if kind.name == "dynamic-group":
            for sub in kind.children.values():
                for node in sub.children.values():
                    node.claim()
                    found["dynamic-address-group", node.name] = Group(
                        "dynamic-address-group", node.name, (), (), node.at(path)
                    )
        for node in kind.children.values() if kind.name in KINDS else ():
            node.keep("description")
            values, includes = node.values(_VALUES[kind.name]), node.values("include")
            found[kind.name, node.name] = Group(kind.name, node.name, tuple(values), tuple(includes), node.at(path))
            node.state = LineState.MODELLED
    return found


def members(groups: Groups, kind: str, name: str) -> tuple[Group, ...] | None:
    """Return a group with all it includes; None where one is missing or they nest too deeply. A circle is walked once."""
    found: list[Group] = []
    todo, seen = [(name, 0)], set[str]()
    while todo:
        here, depth = todo.pop()
        group = groups.get((kind, here))
        if group is None or depth > MAX_DEPTH:
            return None
        if here not in seen:
            seen.add(here)
            found.append(group)
            todo.extend((inner, depth + 1) for inner in group.includes)
    return tuple(found)


def addresses(groups: Groups, kind: str, name: str, at: Location, missing: Missing) -> Addresses:
    """Return the addresses of a group; one that is missing, or known only while the router runs, is an atom over all."""
    whole = members(groups, kind, name)
    if whole is None:
        if (kind, name) not in groups:
            missing(kind, name, at)
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.REFERENCE, name, at),))
    if kind in _OUTSIDE:
        texts = [v for g in whole for v in g.values] if kind == "domain-group" else [name]
        return Addresses(ANY, NOWHERE, tuple(Atom(_OUTSIDE[kind], t, at) for t in texts or [name]))
    texts = [v for g in whole for v in g.values]
    sets = [(t, literal(t)) for t in texts]
    bad = tuple(Atom(AtomKind.UNREADABLE, t, at) for t, s in sets if s is None)
    known = AddressSet.union(s for _, s in sets if s is not None)
    return Addresses(ANY if bad else known, known, bad)


def ports(text: str) -> IntervalSet | None:
    """Return a list of ports, ranges and names, None where one of them is none."""
    spans: list[tuple[int, int]] = []
    for word in text.split(","):
        low, dash, high = word.strip().partition("-")
        first = port_number(low)
        last = port_number(high) if dash else first
        if first is None or last is None:
            whole = port_number(word.strip())
            first = last = whole
        if first is None or last is None or first > last:
            return None
        spans.append((first, last))
    return IntervalSet.of(spans)


def group_ports(groups: Groups, name: str) -> IntervalSet | None:
    """Return the ports of a port group, None where it is missing or not readable."""
    whole = members(groups, "port-group", name)
    if whole is None:
        return None
    found = [ports(v) for g in whole for v in g.values]
    if any(f is None for f in found):
        return None
    return IntervalSet.of(s for f in found if f is not None for s in f.spans)
