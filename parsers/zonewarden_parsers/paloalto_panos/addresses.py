"""Address objects, groups, lists from outside and regions.

`ip-netmask` with host bits means its network, without a length one host; `ip-wildcard` masks have a 1 for every bit that does
not count. What only the running device knows (names, dynamic groups, external lists, countries) may be any address.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from zonewarden_parsers.model import ANY, ANY4, AddressSet, Atom, AtomKind, Location
from zonewarden_parsers.paloalto_panos.objects import MAX_GROUP_DEPTH, Names
from zonewarden_parsers.paloalto_panos.parts import Addresses
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_COUNTRY = re.compile(r"[A-Z][A-Z0-9]")
_PREDEFINED_LISTS = "panw-"
NOTES = keywords("description tag color comments disable-override uuid")


def literal(text: str) -> AddressSet | None:
    """Return the addresses that `text` writes out (host, block or range), or None."""
    if not text or text[0] not in "0123456789abcdefABCDEF:":
        return None
    try:
        return AddressSet.parse(text)
    except ValueError:
        return None


def wildcard(text: str) -> AddressSet:
    """Return the addresses of `address/mask`, where the mask's ones do not count; raises ValueError for other text."""
    address, _, mask = text.partition("/")
    return AddressSet.wildcard(int(ipaddress.IPv4Address(address)), int(ipaddress.IPv4Address(mask)))


@dataclass(slots=True)
class AddressBook:
    """Resolves the names in `source` and `destination`, each once."""

    names: Names
    known: dict[str, Addresses] = field(default_factory=dict)
    lists: dict[tuple[str, ...], Addresses] = field(default_factory=dict)
    open_groups: set[str] = field(default_factory=set)

    def members(self, nodes: list[Node]) -> Addresses:
        """Return what a list of names stands for."""
        key = tuple(node.key for node in nodes)
        found = self.lists.get(key)
        if found is None:
            found = Addresses.union(self.resolve(n.key, self.names.at(n)) for n in nodes)
            if not found.atoms:  # an atom has the place of its use
                self.lists[key] = found
        return found

    def resolve(self, name: str, at: Location) -> Addresses:
        """Return what one name stands for; `at` is where it is used."""
        if name == "any":
            return Addresses.exact(ANY)
        found = self.known.get(name)
        if found is None:
            found = self._defined(name)
            if found is not None:
                self.known[name] = found
        return found if found is not None else self._plain(name, at)

    def _plain(self, name: str, at: Location) -> Addresses:
        """Return what a name that nobody defined may be: written out, a country, or a mistake."""
        written = literal(name)
        if written is not None:
            return Addresses.exact(written)
        if _COUNTRY.fullmatch(name):
            return Addresses.open(Atom(AtomKind.GEOGRAPHY, f"region {name}", at))
        if name.startswith(_PREDEFINED_LISTS):
            return Addresses.open(Atom(AtomKind.DYNAMIC, f"external list {name}", at))
        return Addresses.open(self.names.undefined(name, "network", at))

    def _defined(self, name: str) -> Addresses | None:
        parts: list[Addresses] = []
        for kind, read in (
            ("address", self._object),
            ("address-group", self._group),
            ("external-list", self._external),
            ("region", self._region),
        ):
            node = self.names.find(kind, name)
            if node is not None:
                parts.append(read(node))
        if len(parts) < 2:
            return parts[0] if parts else None
        both = Addresses.union(parts)
        return Addresses.open(
            Atom(AtomKind.REFERENCE, f"{name} is defined more than once", self._place(name)), both.over
        )

    def _place(self, name: str) -> Location:
        node = self.names.table("address").get(name) or self.names.table("address-group").get(name)
        return self.names.at(node) if node is not None else self.names.document.first()

    def _object(self, node: Node) -> Addresses:
        """Return an address object; the last kind given counts."""
        node.ignore(NOTES)
        kinds = [k for k in node.children if k in ("ip-netmask", "ip-range", "fqdn", "ip-wildcard")]
        kind = kinds[-1] if kinds else ""
        text, at = node.text(kind), self.names.at(node)
        if kind == "fqdn":
            return Addresses.open(Atom(AtomKind.FQDN, text, at))
        if kind == "ip-wildcard":
            try:
                return Addresses.exact(wildcard(text))
            except ValueError:
                return Addresses.open(Atom(AtomKind.WILDCARD, text, at), ANY4)
        found = literal(text)
        if found is None:
            return Addresses.open(Atom(AtomKind.UNREADABLE, f"address {node.key}: {text}", at))
        return Addresses.exact(found)

    def _group(self, node: Node) -> Addresses:
        """Return a group; one inside itself, or too deep, may hold anything."""
        node.ignore(NOTES)
        at = self.names.at(node)
        dynamic = node.get("dynamic")
        if dynamic is not None:
            dynamic.mark()
            return Addresses.open(Atom(AtomKind.DYNAMIC, f"dynamic address group {node.key}", at))
        if node.key in self.open_groups or len(self.open_groups) > MAX_GROUP_DEPTH:
            return Addresses.open(
                Atom(AtomKind.UNREADABLE, f"address group {node.key} holds itself or is too deep", at)
            )
        self.open_groups.add(node.key)
        static = node.get("static")
        members = static.entries() if static is not None else _direct(node)
        found = Addresses.union(self.resolve(m.key, self.names.at(m)) for m in members)
        self.open_groups.discard(node.key)
        return found

    def _external(self, node: Node) -> Addresses:
        node.mark()
        return Addresses.open(Atom(AtomKind.DYNAMIC, f"external list {node.key}", self.names.at(node)))

    def _region(self, node: Node) -> Addresses:
        """Return a region of the owner's own: what it lists, on top of what a country of that name already is."""
        written: list[Addresses] = []
        for member in node.values("address"):
            found = literal(member.key)
            atom = Atom(AtomKind.UNREADABLE, f"region {node.key}: {member.key}", self.names.at(member))
            written.append(Addresses.exact(found) if found is not None else Addresses.open(atom))
        location = node.get("geo-location")
        if location is not None:
            location.mark(Claim.IRRELEVANT)
        if _COUNTRY.fullmatch(node.key):
            written.append(Addresses.open(Atom(AtomKind.GEOGRAPHY, f"region {node.key}", self.names.at(node))))
        return Addresses.union(written)


def _direct(node: Node) -> list[Node]:
    """Return the members of a group written the old way, without `static`."""
    return [n for n in node.entries() if not n.children and n.key not in NOTES]
