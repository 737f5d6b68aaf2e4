"""Addresses, address lists, ports and interfaces that rules name, each possibly negated with `!`."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.linux_names import port_number
from zonewarden_parsers.mikrotik_routeros.draft import Draft
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Atom, AtomKind, IntervalSet, Location

ALL_PORTS = IntervalSet(((0, 65535),))


def addresses(text: str, at: Location) -> Addresses:
    """Return the addresses of `src-address` or `dst-address`."""
    found = literal(text.removeprefix("!"))
    if found is None:
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.UNREADABLE, text, at),))
    exact = Addresses.exact(found)
    return exact.negated() if text.startswith("!") else exact


def address_list(draft: Draft, text: str, family: int, at: Location) -> Addresses:
    """Return the members of an address list. Names, entries that expire, and lists that rules fill are atoms.

    A list that is not in the file has no members, as the router sees it; here it is undefined, since rules elsewhere may fill it.
    """
    name = text.removeprefix("!")
    table = "ip" if family == 4 else "ipv6"
    draft.used.add((f"{table} address-list", name))
    known, atoms, wide = _listed(draft, table, name)
    if name in filled(draft, table):
        atoms, wide = (*atoms, Atom(AtomKind.DYNAMIC, f"{name} is filled by rules", at)), True
    elif name not in _entries(draft, table):
        draft.missing("address-list", name, at)
        atoms, wide = (*atoms, Atom(AtomKind.REFERENCE, name, at)), True
    found = Addresses(ANY if wide else known, known, atoms)
    return found.negated() if text.startswith("!") else found


def _listed(draft: Draft, table: str, name: str) -> tuple[AddressSet, tuple[Atom, ...], bool]:
    """Return what entries of a list surely hold, the conditions of others, and whether those may be any address."""
    found = draft.lists_read.get((table, name))
    if found is None:
        known: list[AddressSet] = []
        atoms: list[Atom] = []
        for entry in _entries(draft, table).get(name, ()):
            address = literal(entry.get("address"))
            if address is None:
                atoms.append(Atom(AtomKind.FQDN, entry.get("address"), draft.at(entry)))
            elif entry.get("timeout") or entry.get("dynamic") == "yes":
                atoms.append(Atom(AtomKind.DYNAMIC, f"{entry.get('address')} for a time", draft.at(entry)))
            else:
                known.append(address)
        found = (AddressSet.union(known), tuple(dict.fromkeys(atoms)), bool(atoms))
        draft.lists_read[table, name] = found
    return found


def _entries(draft: Draft, table: str) -> dict[str, list[Record]]:
    """Return the entries in force of every address list of a table."""
    found = draft.entries.get(table)
    if found is None:
        found = draft.entries[table] = {}
        for record in draft.script.records(table, "firewall", "address-list"):
            if not record.disabled:
                found.setdefault(record.get("list"), []).append(record)
    return found


def filled(draft: Draft, table: str) -> frozenset[str]:
    """Return the address lists that some rule adds to while the router runs."""
    found = draft.filled.get(table)
    if found is None:
        found = draft.filled[table] = frozenset(
            r.get("address-list")
            for part in ("filter", "raw", "mangle", "nat")
            for r in draft.script.records(table, "firewall", part)
            if r.get("action") in ("add-src-to-address-list", "add-dst-to-address-list") and not r.disabled
        )
    return found


def ports(text: str) -> IntervalSet | None:
    """Return a list of ports and ranges, possibly negated as a whole; None where one of them is none."""
    spans: list[tuple[int, int]] = []
    for word in text.removeprefix("!").split(","):
        low, dash, high = word.partition("-")
        first, last = port_number(low), port_number(high) if dash else port_number(low)
        if first is None or last is None or first > last:
            return None
        spans.append((first, last))
    found = IntervalSet.of(spans)
    return ALL_PORTS - found if text.startswith("!") else found


_KINDS = {"all-ethernet": "ethernet", "all-vlan": "vlan", "all-wireless": "wireless", "all-ppp": "ppp"}


def interface(draft: Draft, text: str) -> frozenset[str]:
    """Return the interfaces that `in-interface` or `out-interface` means."""
    name = text.removeprefix("!")
    kind = _KINDS.get(name)
    found = frozenset(n for n, k in draft.kinds.items() if k == kind) if kind else frozenset({name})
    return frozenset(draft.interfaces) - found if text.startswith("!") else found


def interface_list(draft: Draft, text: str, at: Location) -> frozenset[str] | None:
    """Return the members of an interface list: its own, those of the lists it includes, without those it excludes.

    None where a list is not in the file (an export of one menu only): its members may be any interface.
    """
    name = text.removeprefix("!")
    draft.used.add(("interface list", name))
    found = _members(draft, name, at, ())
    if found is None:
        return None
    return frozenset(draft.interfaces) - found if text.startswith("!") else found


def _members(draft: Draft, name: str, at: Location, chain: tuple[str, ...]) -> frozenset[str] | None:
    if name == "all":
        return frozenset(draft.interfaces)
    if name in ("none", "") or name in chain or len(chain) > 16:
        return frozenset()
    if name in ("static", "dynamic"):
        dynamic = frozenset(n for n, k in draft.kinds.items() if k == "ppp")
        return dynamic if name == "dynamic" else frozenset(draft.interfaces) - dynamic
    lists = [r for r in draft.script.records("interface", "list") if r.get("name") == name]
    members = [r for r in draft.script.records("interface", "list", "member") if r.get("list") == name]
    if not lists and not members:
        draft.missing("interface list", name, at)
        return None
    own = frozenset(r.get("interface") for r in members if not r.disabled)
    inner = (*chain, name)
    plus = [_members(draft, n, at, inner) for r in lists for n in _names(r.get("include"))]
    minus = [_members(draft, n, at, inner) for r in lists for n in _names(r.get("exclude"))]
    if None in plus or None in minus:
        return None
    return own.union(*(p or () for p in plus)).difference(*(m or () for m in minus))


def _names(text: str) -> list[str]:
    return [n for n in text.split(",") if n]
