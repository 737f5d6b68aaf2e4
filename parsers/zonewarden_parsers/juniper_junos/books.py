"""Address books of the SRX: the global one, named ones attached to zones, the old ones inside zones; nested sets.

Junos Security Policies User Guide, *Address books and address sets*: a name is looked up in the books of the zone first,
then in the global book. `any`, `any-ipv4` and `any-ipv6` are built in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    NOWHERE,
    AddressSet,
    Atom,
    AtomKind,
    NamedObject,
)

BUILT_IN = {"any": ANY, "any-ipv4": ANY4, "any-ipv6": ANY6}
MAX_NESTING = 32


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for: surely these addresses, at most those, and why they differ."""

    under: AddressSet
    over: AddressSet
    atoms: tuple[Atom, ...] = ()


EMPTY = Meaning(NOWHERE, NOWHERE)


@dataclass(slots=True)
class Books:
    """All address books of a device; `zones` gives the books of each zone in the order they are asked."""

    draft: Draft
    books: dict[str, Node] = field(default_factory=dict)
    zones: dict[str, list[str]] = field(default_factory=dict)
    memo: dict[tuple[str, str], Meaning] = field(default_factory=dict)

    def resolve(self, zone: str | None, name: str, use: Node) -> Meaning:
        """Return what `name` means in policies of `zone` (None: global policies); an unknown name may be anything."""
        if name in BUILT_IN:
            return Meaning(BUILT_IN[name], BUILT_IN[name])
        order = [*(self.zones.get(zone, []) if zone is not None else []), "global"]
        for book in order:
            if book in self.books and self._entry(book, name) is not None:
                self.draft.used.add(("address", f"{book}/{name}"))
                return self._meaning(book, name, 0)
        self.draft.missing("address", name, use)
        return Meaning(NOWHERE, ANY, (Atom(AtomKind.REFERENCE, f"address {name} is not defined", use.at),))

    def _entry(self, book: str, name: str) -> Node | None:
        return self.books[book].get("address", name) or self.books[book].get("address-set", name)

    def _meaning(self, book: str, name: str, depth: int) -> Meaning:
        key = (book, name)
        if key not in self.memo:
            address = self.books[book].get("address", name)
            if address is not None:
                self.memo[key] = self._address(address)
            else:
                return self._set(book, name, depth)
        return self.memo[key]

    def _address(self, node: Node) -> Meaning:
        node.take()
        parts: list[Meaning] = []
        for child in node.children.values():
            child.take_all()
            if not child.inactive and child.word != "description":
                parts.append(self._form(child))
        return join(parts)

    def _form(self, node: Node) -> Meaning:
        words = [c.word for c in node.children.values()]
        match node.word, words:
            case "dns-name", [name, *_]:
                return Meaning(NOWHERE, ANY, (Atom(AtomKind.FQDN, name, node.at),))
            case "wildcard-address", [text, *_]:
                return wildcard(text, node)
            case "range-address", [low, *_]:
                high = node.value(low, "to")
                return exact(f"{low}-{high or low}", node)
            case _, []:
                return exact(node.word, node)
            case _:
                pass
        self.draft.unknown(node, f"address form not understood: {node.word}")
        return Meaning(NOWHERE, ANY, (Atom(AtomKind.UNREADABLE, node.word, node.at),))

    def _set(self, book: str, name: str, depth: int) -> Meaning:
        node = self.books[book].get("address-set", name)
        if node is None or depth > MAX_NESTING:
            at = self.books[book].at if node is None else node.at
            return Meaning(NOWHERE, ANY, (Atom(AtomKind.REFERENCE, f"address {name} is not defined", at),))
        key = (book, name)
        self.memo[key] = Meaning(NOWHERE, ANY, (Atom(AtomKind.REFERENCE, f"address-set {name} holds itself", node.at),))
        node.take()
        parts: list[Meaning] = []
        for kind in ("address", "address-set"):
            for member in node.under(kind):
                member.take_all()
                parts.append(self._member(book, member, depth))
        self.memo[key] = join(parts)
        return self.memo[key]

    def _member(self, book: str, member: Node, depth: int) -> Meaning:
        if member.word in BUILT_IN:
            return Meaning(BUILT_IN[member.word], BUILT_IN[member.word])
        for name in dict.fromkeys((book, "global")):
            if name in self.books and self._entry(name, member.word) is not None:
                self.draft.used.add(("address", f"{name}/{member.word}"))
                return self._meaning(name, member.word, depth + 1)
        self.draft.missing("address", member.word, member)
        return Meaning(NOWHERE, ANY, (Atom(AtomKind.REFERENCE, f"address {member.word} is not defined", member.at),))

    def objects(self) -> None:
        """Read what no rule used, and list every address and set."""
        for book, node in self.books.items():
            node.take()
            for kind in ("address", "address-set"):
                for entry in node.under(kind):
                    meaning = self._meaning(book, entry.word, 0)
                    for child in entry.children.values():
                        if child.word == "description":
                            child.take_all()
                    told = entry.value("description")
                    used = ("address", f"{book}/{entry.word}") in self.draft.used
                    empty = not meaning.over
                    self.draft.objects.append(NamedObject(entry.word, kind, entry.at, meaning.under, used, empty, told))


def read_books(draft: Draft) -> Books:
    """Find the books; what they hold is read when somebody asks for it."""
    books = Books(draft)
    for book in draft.root.under("security", "address-book"):
        books.books[book.word] = book
        for zone in book.under("attach", "zone"):
            zone.take_all()
            books.zones.setdefault(zone.word, []).append(book.word)
        for child in book.children.values():
            if child.word == "description":
                child.pass_over()
    for zone in draft.root.under("security", "zones", "security-zone"):
        inside = zone.get("address-book")
        if inside is not None:
            inside.take()
            name = f"zone {zone.word}"
            books.books[name] = inside
            books.zones.setdefault(zone.word, []).insert(0, name)
    return books


def join(parts: list[Meaning]) -> Meaning:
    """Return the union of several meanings."""
    if len(parts) == 1:
        return parts[0]
    atoms = dict.fromkeys(a for p in parts for a in p.atoms)
    return Meaning(AddressSet.union(p.under for p in parts), AddressSet.union(p.over for p in parts), tuple(atoms))


def exact(text: str, node: Node) -> Meaning:
    """Return an address, prefix or range; an atom that may be anything where it is none."""
    try:
        found = AddressSet.parse(text)
    except ValueError:
        return Meaning(NOWHERE, ANY, (Atom(AtomKind.UNREADABLE, f"not an address: {text[:60]}", node.at),))
    return Meaning(found, found)


def wildcard(text: str, node: Node) -> Meaning:
    """Return `address/mask` where the mask may have holes (bits that are 1 must agree)."""
    address, _, mask = text.partition("/")
    try:
        low, high = AddressSet.parse(address).v4.spans[0], AddressSet.parse(mask).v4.spans[0]
        found = AddressSet.wildcard(low[0], ~high[0] & 0xFFFFFFFF)
    except (ValueError, IndexError):
        return Meaning(NOWHERE, ANY4, (Atom(AtomKind.WILDCARD, text[:60], node.at),))
    return Meaning(found, found)
