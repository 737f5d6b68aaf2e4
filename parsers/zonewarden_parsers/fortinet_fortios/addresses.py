"""Firewall addresses and address groups, IPv4 and IPv6, resolved to exact sets.

FortiOS CLI Reference, `config firewall address`, `address6`, `addrgrp`, `addrgrp6`, `multicast-address`,
`multicast-address6`. An IPv4 object in an IPv4 field holds IPv4 addresses only. `all` and `none` are always there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import (
    FIRST4,
    NOTHING,
    Operand,
    doubtful,
    exact,
    ipv4,
    joined,
    masked,
    prefix,
    span,
    subnet,
    without,
)
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import ANY, ANY4, ANY6, AddressSet, AtomKind

MAX_NESTING = 64
MULTICAST4 = AddressSet.network("224.0.0.0/4")
MULTICAST6 = AddressSet.network("ff00::/8")
_BUILT_IN = {
    4: {"all": ANY4, "none": AddressSet.network("0.0.0.0/32")},
    6: {"all": ANY6, "none": AddressSet.network("::/128")},
}
_TABLES = {
    4: ("firewall address", "firewall addrgrp"),
    6: ("firewall address6", "firewall addrgrp6"),
}
_MULTICAST = {4: ("firewall multicast-address", ""), 6: ("firewall multicast-address6", "")}
_EVERYTHING = {4: ANY4, 6: ANY6}

Reader = Callable[[Draft, Node], Operand]


@dataclass(slots=True)
class Addresses:
    """The addresses of one family by name, each resolved once."""

    draft: Draft
    version: int
    tables: tuple[str, str]
    built_in: dict[str, AddressSet]
    default_type: str
    known: dict[str, Operand] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Return whether an address or group of this name is configured."""
        return any(t and name in self.draft.section(t).entries for t in self.tables)

    def current(self, name: str, line: int) -> str:
        """Return today's name of what `name` meant at `line`."""
        for table in self.tables:
            if table and (new := self.draft.section(table).current(name, line)) != name:
                return new
        return name

    def named(self, names: Iterable[str], line: int) -> Operand:
        """Return what the named addresses and groups hold together."""
        parts = [self.one(self.current(name, line), line) for name in names]
        return joined(parts) if parts else NOTHING

    def one(self, name: str, line: int) -> Operand:
        """Return what one address or group holds; a name that nothing defines may be anything of its family."""
        found = self.known.get(name)
        if found is None:
            found = self._resolve(name)
            if found is None:
                self.draft.missing("network", name, line)
                return doubtful(AtomKind.REFERENCE, f"{name} is not defined", _EVERYTHING[self.version])
            # A group that is part of a cycle stays as wide as it was found from inside: sound, and each is read once.
            self.known[name] = found
        return found

    def _resolve(self, name: str) -> Operand | None:
        addresses, groups = self.tables
        entry = self.draft.section(addresses).entries.get(name)
        if entry is not None:
            self.draft.used.add((addresses, name))
            entry.used = True
            return address(self.draft, entry, self.version, self.default_type)
        group = self.draft.section(groups).entries.get(name) if groups else None
        if group is not None:
            self.draft.used.add((groups, name))
            return self._group(group)
        built_in = self.built_in.get(name)
        if built_in is not None:
            return exact(built_in)
        if name in self.draft.section("system external-resource").entries:
            return doubtful(AtomKind.DYNAMIC, f"{name} is a list from outside", _EVERYTHING[self.version])
        return None

    def _group(self, group: Node) -> Operand:
        if group.name in self.open or len(self.open) >= MAX_NESTING:
            return doubtful(AtomKind.UNREADABLE, f"group {group.name} holds itself", _EVERYTHING[self.version])
        self.open.append(group.name)
        members = [self._member(m, group.at("member")) for m in group.words("member")]
        whole = joined(members) if members else NOTHING
        group.claim("exclude-member")
        if group.on("exclude") and group.words("exclude-member"):
            whole = without(
                whole, joined(self._member(m, group.at("exclude-member")) for m in group.words("exclude-member"))
            )
        self.open.pop()
        return whole

    def _member(self, name: str, line: int) -> Operand:
        return self.one(self.current(name, line), line)


def of_family(draft: Draft, version: int) -> Addresses:
    """Return the unicast addresses of an IP version."""
    return Addresses(draft, version, _TABLES[version], _BUILT_IN[version], "ipmask" if version == 4 else "ipprefix")


def multicast(draft: Draft, version: int) -> Addresses:
    """Return the multicast addresses of an IP version."""
    everything = {"all": MULTICAST4 if version == 4 else MULTICAST6}
    return Addresses(draft, version, _MULTICAST[version], everything, "multicastrange" if version == 4 else "ipprefix")


def address(draft: Draft, entry: Node, version: int, default_type: str) -> Operand:
    """Return what one address object holds; `default_type` is the type that its table gives an entry without one."""
    entry.claim(*_TYPED)
    if version == 6:
        return _READERS6.get(entry.text("type", default_type), _other6)(draft, entry)
    return _READERS4.get(entry.text("type", default_type), _other4)(draft, entry)


def _ipmask(_draft: Draft, entry: Node) -> Operand:
    words = entry.words("subnet")
    if not words:
        return exact(ANY4)
    found = subnet(words)
    return _unreadable(entry, ANY4) if found is None or found.v6 else exact(found)


def _unreadable(entry: Node, over: AddressSet) -> Operand:
    return doubtful(AtomKind.UNREADABLE, f"address {entry.name} cannot be read", over)


def _iprange(_draft: Draft, entry: Node) -> Operand:
    found = span(entry.text("start-ip", FIRST4), entry.text("end-ip", FIRST4))
    return _unreadable(entry, ANY4) if found is None or found.v6 else exact(found)


def _wildcard(_draft: Draft, entry: Node) -> Operand:
    """A wildcard has its ones where an address must agree (FortiOS CLI Reference, `set wildcard`)."""
    words = entry.words("wildcard") or (FIRST4, FIRST4)
    base = ipv4(words[0])
    bits = ipv4(words[1]) if len(words) == 2 else None
    if base is None or bits is None:
        return _unreadable(entry, ANY4)
    found = masked(base, bits)
    return doubtful(AtomKind.WILDCARD, f"{entry.name}: {' '.join(words)}", ANY4) if found is None else exact(found)


def _interface_subnet(draft: Draft, entry: Node) -> Operand:
    """The subnet follows the interface; what the entry itself shows is only a copy of it."""
    name = entry.text("interface")
    entry.claim("subnet")
    found = draft.interfaces.get(name)
    if found is None:
        if name:
            draft.missing("interface", name, entry.at("interface"))
        return doubtful(AtomKind.REFERENCE, f"{entry.name}: the subnet of an interface that is not there", ANY4)
    if found.dynamic or not found.networks.v4:
        return doubtful(AtomKind.DYNAMIC, f"{entry.name}: the subnet of {name}", ANY4)
    return exact(AddressSet(v4=found.networks.v4))


def _doubted(kind: AtomKind, over: AddressSet, *names: str) -> Reader:
    def read(_draft: Draft, entry: Node) -> Operand:
        entry.claim(
            "sub-type",
            "filter",
            "sdn",
            "obj-tag",
            "macaddr",
            "start-mac",
            "end-mac",
            "tenant",
            "country",
            "route-tag",
            *names,
        )
        text = next((t for n in names if (t := entry.text(n))), "")
        return doubtful(kind, f"{entry.name}: {text}" if text else entry.name, over)

    return read


def _other4(_draft: Draft, entry: Node) -> Operand:
    return doubtful(
        AtomKind.UNREADABLE, f"address {entry.name} of a type that is not known: {entry.text('type')}", ANY4
    )


def _other6(_draft: Draft, entry: Node) -> Operand:
    return doubtful(
        AtomKind.UNREADABLE, f"address {entry.name} of a type that is not known: {entry.text('type')}", ANY6
    )


def _ipprefix(_draft: Draft, entry: Node) -> Operand:
    words = entry.words("ip6")
    if not words:
        return exact(ANY6)
    found = prefix(words[0]) if len(words) == 1 else None
    return _unreadable(entry, ANY6) if found is None or found.v4 else exact(found)


def _iprange6(_draft: Draft, entry: Node) -> Operand:
    found = span(entry.text("start-ip", "::"), entry.text("end-ip", "::"))
    return _unreadable(entry, ANY6) if found is None or found.v4 else exact(found)


# Fields of other types than the entry's own: FortiOS keeps them hidden, and they mean nothing.
_TYPED = (
    "subnet",
    "start-ip",
    "end-ip",
    "wildcard",
    "fqdn",
    "wildcard-fqdn",
    "country",
    "interface",
    "ip6",
    "host",
    "host-type",
    "template",
    "start-mac",
    "end-mac",
)
_MAC = ("macaddr", "start-mac")
_READERS4: dict[str, Reader] = {
    "ipmask": _ipmask,
    "iprange": _iprange,
    "multicastrange": _iprange,
    "broadcastmask": _ipmask,
    "wildcard": _wildcard,
    "interface-subnet": _interface_subnet,
    "fqdn": _doubted(AtomKind.FQDN, ANY4, "fqdn"),
    "wildcard-fqdn": _doubted(AtomKind.FQDN, ANY4, "wildcard-fqdn"),
    "geography": _doubted(AtomKind.GEOGRAPHY, ANY4, "country"),
    "mac": _doubted(AtomKind.MAC, ANY, *_MAC),
    "dynamic": _doubted(AtomKind.DYNAMIC, ANY4, "sub-type", "sdn", "filter", "obj-tag"),
    "route-tag": _doubted(AtomKind.DYNAMIC, ANY4, "route-tag"),
}
_READERS6: dict[str, Reader] = {
    "ipprefix": _ipprefix,
    "iprange": _iprange6,
    "fqdn": _doubted(AtomKind.FQDN, ANY6, "fqdn"),
    "wildcard-fqdn": _doubted(AtomKind.FQDN, ANY6, "wildcard-fqdn"),
    "geography": _doubted(AtomKind.GEOGRAPHY, ANY6, "country"),
    "mac": _doubted(AtomKind.MAC, ANY, *_MAC),
    "dynamic": _doubted(AtomKind.DYNAMIC, ANY6, "sub-type", "sdn", "obj-tag"),
    "template": _doubted(AtomKind.DYNAMIC, ANY6, "template"),
    "route-tag": _doubted(AtomKind.DYNAMIC, ANY6, "route-tag"),
}


def complement(part: Operand, version: int) -> Operand:
    """Return everything of a family that `part` does not hold (`srcaddr-negate` and its like)."""
    return without(exact(_EVERYTHING[version]), part)
