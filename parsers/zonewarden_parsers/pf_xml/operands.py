"""Sources and destinations of rules: any, interface networks and addresses, literals, aliases, and what is not these."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.address_bounds import Addresses, literal
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Atom, AtomKind, Location
from zonewarden_parsers.pf_xml.aliases import addresses_of, interface_network, own_addresses
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.xml_lines import Element

_SELF = frozenset({"(self)", "self"})
_VPN_CLIENTS = frozenset({"l2tp", "pppoe", "pptp", "openvpn", "wireguard", "ipsec", "enc0"})


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a rule as written: its words (an empty tuple is unreadable), whether they are negated, its ports."""

    words: tuple[str, ...]
    negated: bool = False
    port: str = ""

    def __str__(self) -> str:
        text = ("!" if self.negated else "") + (",".join(self.words) or "?")
        return text + (f" port {self.port}" if self.port else "")


def legacy_side(element: Element | None) -> Side:
    """Return a `source` or `destination` element as a side; an absent one is any."""
    if element is None:
        return Side(("any",))
    port = " ".join(filter(None, (element.value("port"),)))
    if element.child("any") is not None:
        return Side(("any",), stated(element, "not"), port)
    text = element.value("network") or element.value("address")
    return Side(tuple(filter(None, text.replace(",", " ").split())), stated(element, "not"), port)


def is_own(draft: Draft, side: Side) -> bool:
    """Return whether one end of a rule is the firewall itself: only words and addresses that mean it."""
    own = AddressSet.union(i.addresses for i in draft.interfaces.values())
    return bool(side.words) and not side.negated and all(_is_own(draft, word, own) for word in side.words)


def _is_own(draft: Draft, word: str, own: AddressSet) -> bool:
    found = literal(word)
    if found is not None:
        return bool(found) and found <= own
    interface = word.lower().endswith("ip") and word not in draft.interfaces and word[:-2] in draft.interfaces
    return word.lower() in _SELF or (interface and word not in draft.aliases)


def addresses(draft: Draft, side: Side, at: Location) -> Addresses:
    """Return the addresses of one end of a rule."""
    if not side.words:
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.UNREADABLE, "no address", at),))
    parts = [_word(draft, word, at) for word in side.words]
    over, under = AddressSet.union(p.over for p in parts), AddressSet.union(p.under for p in parts)
    atoms = tuple(dict.fromkeys(a for p in parts for a in p.atoms))
    if not side.negated:
        return Addresses(over, under, atoms)
    if len(parts) > 1:
        # pf expands a negated list into one rule an item: together they match what is outside any one of them.
        return Addresses(ANY, ANY - over, (*atoms, Atom(AtomKind.OTHER, f"negated list {side}", at)))
    return Addresses(over, under, atoms).negated()


def _word(draft: Draft, word: str, at: Location) -> Addresses:
    lower = word.lower()
    found = literal(word)
    if lower == "any":
        return Addresses.exact(ANY)
    if found is not None:
        return Addresses.exact(found)
    if lower in _SELF:
        return own_addresses(draft, "(self)", at)
    if word in draft.interfaces or word in draft.groups:
        return interface_network(draft, word, at)
    if lower.endswith("ip") and (word[:-2] in draft.interfaces or word[:-2] in draft.groups):
        return own_addresses(draft, word[:-2], at)
    if lower in _VPN_CLIENTS and word not in draft.aliases:
        return Addresses(ANY, NOWHERE, (Atom(AtomKind.DYNAMIC, f"{word} clients", at),))
    return addresses_of(draft, word, at)
