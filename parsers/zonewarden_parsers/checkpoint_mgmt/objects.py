"""The objects of an export, by uid and by name, and what network objects stand for.

Types and fields: Check Point Management API Reference, *show-host*, *show-network*, *show-address-range*, *show-group*,
*show-group-with-exclusion*, *show-wildcard*, *show-simple-gateway*. A gateway stands for the addresses that the export shows of
it; packets to it are not forwarded, so that one it does not show changes no flow.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.checkpoint_mgmt.operands import (
    ANYWHERE,
    NO_ADDRESSES,
    Addresses,
    exact_addresses,
    joined,
    some_addresses,
)
from zonewarden_parsers.json_lines import Document, Value
from zonewarden_parsers.model import NOWHERE, AddressSet, Atom, AtomKind, Location, Reference

ANY_UID = "97aeb369-9aea-11d5-bd16-0090272ccb30"
MAX_NESTING = 64
GATEWAYS = frozenset(
    {
        "simple-gateway", "simple-cluster", "CpmiHostCkp", "checkpoint-host", "CpmiGatewayCluster", "cluster-member",
        "CpmiClusterMember", "interoperable-device", "CpmiVsClusterNetobj", "CpmiVsxNetobj", "CpmiGatewayPlain", "lsm-gateway",
        "CpmiVsNetobj", "CpmiVsxClusterNetobj", "gateway",
    }
)  # fmt: skip
CONDITIONS = {
    "dns-domain": AtomKind.FQDN,
    "dynamic-object": AtomKind.DYNAMIC,
    "updatable-object": AtomKind.DYNAMIC,
    "network-feed": AtomKind.DYNAMIC,
    "data-center-object": AtomKind.DYNAMIC,
    "data-center-query": AtomKind.DYNAMIC,
    "tag": AtomKind.DYNAMIC,
    "Internet": AtomKind.DYNAMIC,
    "access-role": AtomKind.USER,
    "user-group": AtomKind.USER,
    "LegacyUserAtLocation": AtomKind.USER,
    "security-zone": AtomKind.INTERFACE,
}
"""Objects whose addresses are not in the configuration."""


@dataclass(slots=True)
class Objects:
    """Every object of the file. `used` are the uids that something refers to; `undefined` the names that nothing defines."""

    document: Document
    by_uid: dict[str, Value] = field(default_factory=dict[str, Value])
    by_name: dict[str, Value] = field(default_factory=dict[str, Value])
    used: set[str] = field(default_factory=set[str])
    undefined: dict[str, Reference] = field(default_factory=dict[str, Reference])
    _known: dict[str, Addresses] = field(default_factory=dict[str, Addresses])

    def add(self, value: Value) -> None:
        """Learn an object; where one uid is written several times the one with most to say counts."""
        uid, name = peek(value, "uid"), peek(value, "name")
        before = self.by_uid.get(uid)
        if before is None or len(value.members or {}) > len(before.members or {}):
            self.by_uid[uid] = value
            self.by_name[name] = value

    def find(self, reference: Value) -> Value | None:
        """Return the object that a reference means: a uid, a name, or an object written out (itself where it is not known)."""
        if reference.members is not None:
            reference.claim_all()
            known = self.by_uid.get(peek(reference, "uid")) or self.by_name.get(peek(reference, "name"))
            return known or reference
        reference.claim()
        key = str(reference.scalar)
        found = self.by_uid.get(key) or self.by_name.get(key)
        if found is None and key not in {ANY_UID, "Any"}:
            self.undefined.setdefault(key, Reference(key, "object", self.document.at(reference)))
        return found

    def name(self, reference: Value) -> str:
        """Return the name of what a reference means, the reference itself where nothing defines it."""
        found = self.find(reference)
        if found is None:
            return "Any" if reference.scalar == ANY_UID else str(reference.scalar)
        return peek(found, "name") or peek(found, "uid")

    def is_any(self, reference: Value) -> bool:
        """Return whether a reference is the object Any."""
        found = self.find(reference)
        if found is None:
            return reference.scalar in (ANY_UID, "Any")
        return peek(found, "uid") == ANY_UID or peek(found, "type") == "CpmiAnyObject"

    def addresses(self, references: Iterable[Value]) -> Addresses:
        """Return what a list of references to network objects stands for; an empty list is nothing."""
        return joined((self.address(r, ()) for r in references), NO_ADDRESSES)

    def address(self, reference: Value, above: tuple[str, ...]) -> Addresses:
        """Return what one reference stands for; `above` are the uids of the groups that it is in."""
        if self.is_any(reference):
            return ANYWHERE
        found = self.find(reference)
        if found is None:
            return some_addresses(Atom(AtomKind.REFERENCE, str(reference.scalar), self.document.at(reference)))
        uid = peek(found, "uid") or peek(found, "name")
        self.used.add(uid)
        known = self._known.get(uid)
        if known is None:
            if uid in above or len(above) > MAX_NESTING:
                return self._doubt(
                    found, AtomKind.UNREADABLE, f"group {peek(found, 'name')} contains itself, or nests too deeply"
                )
            known = self._known[uid] = self._read(found, (*above, uid))
        return known

    def _read(self, found: Value, above: tuple[str, ...]) -> Addresses:
        kind = found.text("type")
        name = found.text("name")
        match kind:
            case "group":
                return self._group(found, above)
            case "group-with-exclusion":
                include, exclude = found.get("include"), found.get("except")
                if include is None or exclude is None:
                    return self._doubt(found, AtomKind.REFERENCE, f"the members of {name} are not in the file")
                return self.address(include, above).without(self.address(exclude, above))
            case "CpmiNoneObject":
                return NO_ADDRESSES
            case _ if kind in CONDITIONS:
                return self._doubt(found, CONDITIONS[kind], f"{kind} {name}")
            case _:
                pass
        stated = AddressSet.union(_stated(found, gateway=kind in GATEWAYS))
        if stated:
            return exact_addresses(stated)
        if name == "None":
            return NO_ADDRESSES
        return self._doubt(found, AtomKind.REFERENCE, f"the addresses of {name} are not in the file")

    def _group(self, found: Value, above: tuple[str, ...]) -> Addresses:
        members = found.get("members")
        if members is None or members.items is None:
            name = peek(found, "name")
            return self._doubt(found, AtomKind.REFERENCE, f"the members of {name} are not in the file")
        members.claim()
        return joined((self.address(member, above) for member in members.items), NO_ADDRESSES)

    def _doubt(self, found: Value, kind: AtomKind, text: str) -> Addresses:
        return some_addresses(Atom(kind, text, self.place(found)))

    def place(self, found: Value) -> Location:
        """Return where an object begins."""
        return self.document.head(found)


def peek(value: Value, key: str) -> str:
    """Return the text of a member without claiming it; empty where there is none."""
    found = value.get(key)
    return found.scalar if found is not None and isinstance(found.scalar, str) else ""


def _stated(found: Value, *, gateway: bool) -> Iterator[AddressSet]:
    """Yield the addresses that an object states, unreadable ones left out (the object is then without addresses)."""
    for key in ("ipv4-address", "ipv6-address", "ip-address"):
        mask = found.text("ipv4-mask-wildcard") if key == "ipv4-address" else ""
        yield _wildcard(found.text(key), mask) if mask else _host(found.text(key))
    for subnet, length in (("subnet4", "mask-length4"), ("subnet6", "mask-length6"), ("subnet", "mask-length")):
        bits = found.get(length)
        if bits is not None:
            bits.claim()
            yield _network(f"{found.text(subnet)}/{bits.scalar}")
    for family in ("ipv4-address", "ipv6-address", "ip-address"):
        yield _span(found.text(f"{family}-first"), found.text(f"{family}-last"))
    if gateway:
        for interface in found.list("interfaces"):
            yield from (_host(interface.text(key)) for key in ("ipv4-address", "ipv6-address"))


def _host(text: str) -> AddressSet:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return NOWHERE
    return AddressSet.range(address.version, int(address), int(address))


def _network(text: str) -> AddressSet:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return NOWHERE
    return AddressSet.range(network.version, int(network[0]), int(network[-1]))


def _span(first: str, last: str) -> AddressSet:
    low, high = _host(first), _host(last)
    for version in (4, 6):
        a, b = low.family(version).spans, high.family(version).spans
        if a and b and a[0][0] <= b[0][0]:
            return AddressSet.range(version, a[0][0], b[0][0])
    return NOWHERE


def _wildcard(address: str, mask: str) -> AddressSet:
    try:
        return AddressSet.wildcard(int(ipaddress.IPv4Address(address)), int(ipaddress.IPv4Address(mask)))
    except ValueError:
        return NOWHERE
