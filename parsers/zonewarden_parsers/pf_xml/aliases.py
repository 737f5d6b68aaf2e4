"""Aliases: named hosts, networks and ports, nested, and those whose content only the running system knows.

Sources: pfSense documentation *Aliases*; OPNsense documentation *Aliases*. The older place is `aliases/alias` with `address`
separated by blanks, OPNsense's present one `OPNsense/Firewall/Alias/aliases/alias` with `content` separated by line ends. The older
comma is read as a separator too: no address or port holds one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Atom, AtomKind, IntervalSet, LineState, Location
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.xml_lines import Element

MAX_DEPTH = 32
_SEPARATORS = re.compile(r"[\s,]+")
_OUTSIDE = {
    "geoip": AtomKind.GEOGRAPHY, "url": AtomKind.URL, "urltable": AtomKind.URL, "urljson": AtomKind.URL, "url_ports": AtomKind.URL,
    "urltable_ports": AtomKind.URL, "mac": AtomKind.MAC, "asn": AtomKind.INTERNET_SERVICE, "authgroup": AtomKind.USER,
    "external": AtomKind.DYNAMIC, "internal": AtomKind.DYNAMIC, "dynipv6host": AtomKind.DYNAMIC,
}  # fmt: skip
"""Alias types whose members are not in the file."""
PORT_TYPES = frozenset({"port", "url_ports", "urltable_ports"})


@dataclass(frozen=True, slots=True)
class Alias:
    """An alias as written: `type` of the vendor's list, its members, where it stands."""

    name: str
    type: str
    members: tuple[str, ...]
    location: Location
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Ports:
    """A port expression: what surely and what may belong to it, and the conditions that lie between."""

    over: IntervalSet
    under: IntervalSet
    atoms: tuple[Atom, ...] = ()

    @classmethod
    def every(cls) -> Ports:
        """Return all ports."""
        return cls(ALL_PORTS, ALL_PORTS)


ALL_PORTS = IntervalSet(((0, 65535),))


def read_aliases(draft: Draft) -> None:
    """Read the aliases of both places; a name that is there twice keeps its first meaning and is reported."""
    old = draft.root.child("aliases")
    new = draft.root.child("OPNsense", "Firewall", "Alias", "aliases")
    for section in filter(None, (old, new)):
        section.claim()
        for element in section.all("alias"):
            _read_alias(draft, element)


def _read_alias(draft: Draft, element: Element) -> None:
    element.claim_all()
    name, kind = element.value("name"), element.value("type").lower()
    text = " ".join(element.value(tag) for tag in ("address", "content", "url", "aliasurl"))
    alias = Alias(name, kind, tuple(filter(None, _SEPARATORS.split(text))), draft.at(element), _enabled(element))
    if not name:
        draft.unread(element, "alias without a name")
    elif name in draft.aliases:
        draft.note(alias.location, "duplicate-object", f"alias {name} is already defined")
    else:
        draft.aliases[name] = alias


def _enabled(element: Element) -> bool:
    return element.child("enabled") is None or stated(element, "enabled")


def read_port(text: str) -> IntervalSet | None:
    """Return a port or a range (`1-5`, `1:5`, open ends as pf takes them), None for other text."""
    low, colon, high = text.replace("-", ":").partition(":")
    if not (low or high) or not all(p.isascii() and p.isdigit() and len(p) < 6 for p in (low, high) if p):
        return None
    first = int(low or "0")
    last = int(high) if high else 65535 if colon else first
    return IntervalSet(((first, last),)) if first <= last <= 65535 else None


def addresses_of(draft: Draft, name: str, at: Location, chain: tuple[str, ...] = ()) -> Addresses:
    """Return the addresses of an alias. What only the running system knows is an atom, over which anything may belong.

    So is a disabled alias: the product may take it as empty or leave out the rule, and under a negation that differs.
    """
    if name in draft.exact_aliases:
        known, names = draft.exact_aliases[name]
        draft.used |= names
        return known
    alias = draft.aliases.get(name)
    draft.used.add(name)
    if alias is None:
        draft.missing("alias", name, at)
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.REFERENCE, name, at),))
    if name in chain or len(chain) >= MAX_DEPTH:
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.REFERENCE, f"{name} (nested in itself)", alias.location),))
    if not alias.enabled:
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.REFERENCE, f"{name} (disabled)", alias.location),))
    if alias.type in _OUTSIDE or alias.type in PORT_TYPES:
        return Addresses(ANY, NOWHERE, (Atom(_OUTSIDE.get(alias.type, AtomKind.UNREADABLE), name, alias.location),))
    plus = [_member(draft, m, alias, (*chain, name)) for m in alias.members if not m.startswith("!")]
    minus = [_member(draft, m[1:], alias, (*chain, name)) for m in alias.members if m.startswith("!")]
    found = _minus(plus, minus)
    if not found.atoms:
        inner = (draft.exact_aliases.get(m.removeprefix("!")) for m in alias.members)
        draft.exact_aliases[name] = (found, frozenset({name}).union(*(i[1] for i in inner if i is not None)))
    return found


def _minus(plus: list[Addresses], minus: list[Addresses]) -> Addresses:
    atoms = tuple(dict.fromkeys(a for part in (*plus, *minus) for a in part.atoms))
    over = AddressSet.union(p.over for p in plus) - AddressSet.union(m.under for m in minus)
    under = AddressSet.union(p.under for p in plus) - AddressSet.union(m.over for m in minus)
    return Addresses(over, under, atoms)


def _member(draft: Draft, text: str, alias: Alias, chain: tuple[str, ...]) -> Addresses:
    found = literal(text)
    if found is not None:
        return Addresses.exact(found)
    if text in draft.aliases:
        return addresses_of(draft, text, alias.location, chain)
    if "." in text and alias.type in ("host", "network", "networkgroup"):
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.FQDN, text, alias.location),))
    if text.startswith("__") and text.endswith("_network"):
        return interface_network(draft, text[2:-8], alias.location)
    return addresses_of(draft, text, alias.location, chain)


def interface_network(draft: Draft, name: str, at: Location) -> Addresses:
    """Return the connected networks of an interface or of the members of a group; what is learnt at run time is an atom."""
    members = draft.groups.get(name, (name,))
    known = [draft.interfaces[m] for m in members if m in draft.interfaces]
    if not known:
        draft.missing("interface", name, at)
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.REFERENCE, name, at),))
    under = AddressSet.union(i.networks for i in known)
    return _with_leased(draft, [i.name for i in known], under, Atom(AtomKind.DYNAMIC, f"{name} network", at))


def own_addresses(draft: Draft, name: str, at: Location) -> Addresses:
    """Return the firewall's own addresses on an interface, on all of them for `(self)`."""
    members = tuple(draft.interfaces) if name == "(self)" else draft.groups.get(name, (name,))
    known = [draft.interfaces[m] for m in members if m in draft.interfaces]
    if not known:
        draft.missing("interface", name, at)
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.REFERENCE, f"{name} address", at),))
    under = AddressSet.union(i.addresses for i in known)
    return _with_leased(draft, [i.name for i in known], under, Atom(AtomKind.DYNAMIC, f"{name} address", at))


def _with_leased(draft: Draft, names: list[str], fixed: AddressSet, atom: Atom) -> Addresses:
    """Add what the interfaces may learn at run time: of the versions they learn, and not on another's fixed network."""
    leased = AddressSet.union(draft.leased[n] for n in names if n in draft.leased)
    if not leased:
        return Addresses.exact(fixed)
    others = AddressSet.union(i.networks for i in draft.interfaces.values() if i.name not in names)
    return Addresses(fixed | (leased - others), fixed, (atom,))


def ports_of(draft: Draft, text: str, at: Location, chain: tuple[str, ...] = ()) -> Ports:
    """Return a port expression: a port, a range, several of them, or port aliases."""
    parts = [_port(draft, word, at, chain) for word in _SEPARATORS.split(text) if word]
    return Ports(
        IntervalSet.of(s for p in parts for s in p.over.spans),
        IntervalSet.of(s for p in parts for s in p.under.spans),
        tuple(dict.fromkeys(a for p in parts for a in p.atoms)),
    )


def _port(draft: Draft, word: str, at: Location, chain: tuple[str, ...]) -> Ports:
    found = read_port(word)
    if found is not None:
        return Ports(found, found)
    if word.lower() == "any":
        return Ports.every()
    alias = draft.aliases.get(word)
    draft.used.add(word)
    if alias is None and word.lower() in NAMED_PORTS:
        return Ports(NAMED_PORTS[word.lower()], NAMED_PORTS[word.lower()])
    if alias is None:
        draft.missing("alias", word, at)
        return Ports(ALL_PORTS, IntervalSet(), (Atom(AtomKind.REFERENCE, word, at),))
    if alias.type not in PORT_TYPES or alias.type in _OUTSIDE or word in chain or len(chain) >= MAX_DEPTH:
        kind = _OUTSIDE.get(alias.type, AtomKind.REFERENCE)
        return Ports(ALL_PORTS, IntervalSet(), (Atom(kind, word, alias.location),))
    if not alias.enabled:
        return Ports(ALL_PORTS, IntervalSet(), (Atom(AtomKind.REFERENCE, f"{word} (disabled)", alias.location),))
    return ports_of(draft, " ".join(alias.members), alias.location, (*chain, word))


def _one(port: int) -> IntervalSet:
    return IntervalSet(((port, port),))


NAMED_PORTS = {
    name: _one(port)
    for name, port in (
        ("ftp", 21), ("ssh", 22), ("telnet", 23), ("smtp", 25), ("domain", 53), ("tftp", 69), ("http", 80), ("pop3", 110),
        ("ntp", 123), ("imap", 143), ("snmp", 161), ("snmptrap", 162), ("bgp", 179), ("ldap", 389), ("https", 443),
        ("microsoft-ds", 445), ("isakmp", 500), ("syslog", 514), ("ldaps", 636), ("imaps", 993), ("pop3s", 995),
        ("openvpn", 1194), ("radius", 1812), ("rdp", 3389), ("sip", 5060),
    )
}  # fmt: skip
"""Names of /etc/services that OPNsense offers beside numbers."""


def claim_extras(draft: Draft) -> None:
    """Claim what surrounds the aliases and holds no members."""
    section = draft.root.child("OPNsense", "Firewall", "Alias")
    for child in section.children if section is not None else ():
        if child.tag != "aliases":
            child.claim_all(LineState.IRRELEVANT)
    if section is not None:
        section.claim()
