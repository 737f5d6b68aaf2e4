"""Addresses, address lists, ports and interfaces that rules name, each possibly negated with `!`."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.linux_names import port_number
from zonewarden_parsers.mikrotik_routeros.draft import Draft
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
    entries = [
        r for r in draft.script.records(table, "firewall", "address-list") if r.get("list") == name and not r.disabled
    ]
    known: list[AddressSet] = []
    atoms: list[Atom] = []
    wide = False
    for entry in entries:
        address = literal(entry.get("address"))
        if address is None:
            atoms.append(Atom(AtomKind.FQDN, entry.get("address"), draft.at(entry)))
            wide = True
        elif entry.get("timeout") or entry.get("dynamic") == "yes":
            atoms.append(Atom(AtomKind.DYNAMIC, f"{entry.get('address')} for a time", draft.at(entry)))
            known.append(NOWHERE)
            wide = True
        else:
            known.append(address)
    if name in filled(draft, table):
        atoms.append(Atom(AtomKind.DYNAMIC, f"{name} is filled by rules", at))
        wide = True
    elif not entries:
        draft.missing("address-list", name, at)
        atoms.append(Atom(AtomKind.REFERENCE, name, at))
        wide = True
    under = AddressSet.union(known)
    found = Addresses(ANY if wide else under, under, tuple(dict.fromkeys(atoms)))
    return found.negated() if text.startswith("!") else found


def filled(draft: Draft, table: str) -> frozenset[str]:
    """Return the address lists that some rule adds to while the router runs."""
    return frozenset(
        r.get("address-list")
        for part in ("filter", "raw", "mangle", "nat")
        for r in draft.script.records(table, "firewall", part)
        if r.get("action") in ("add-src-to-address-list", "add-dst-to-address-list") and not r.disabled
    )


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


def interface_list(draft: Draft, text: str, at: Location) -> frozenset[str]:
    """Return the members of an interface list: its own, those of the lists it includes, without those it excludes."""
    name = text.removeprefix("!")
    draft.used.add(("interface list", name))
    found = _members(draft, name, at, ())
    return frozenset(draft.interfaces) - found if text.startswith("!") else found


def _members(draft: Draft, name: str, at: Location, chain: tuple[str, ...]) -> frozenset[str]:
    if name == "all":
        return frozenset(draft.interfaces)
    if name in ("none", "") or name in chain or len(chain) > 16:
        return frozenset()
    if name in ("static", "dynamic"):
        dynamic = frozenset(n for n, k in draft.kinds.items() if k == "ppp")
        return dynamic if name == "dynamic" else frozenset(draft.interfaces) - dynamic
    lists = [r for r in draft.script.records("interface", "list") if r.get("name") == name]
    if not lists:
        draft.missing("interface list", name, at)
    own = {
        r.get("interface")
        for r in draft.script.records("interface", "list", "member")
        if r.get("list") == name and not r.disabled
    }
    inner = (*chain, name)
    plus = {m for r in lists for n in _names(r.get("include")) for m in _members(draft, n, at, inner)}
    minus = {m for r in lists for n in _names(r.get("exclude")) for m in _members(draft, n, at, inner)}
    return frozenset((own | plus) - minus)


def _names(text: str) -> list[str]:
    return [n for n in text.split(",") if n]
