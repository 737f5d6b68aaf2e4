"""Addresses and services of a rule, each as what surely and what may match, with the condition that makes the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zonewarden_parsers.json_lines import Value, is_null, scalar_text
from zonewarden_parsers.model import (
    ANY,
    ANY_SERVICE,
    EMPTY_SERVICE,
    NOWHERE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Location,
    Match,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.model.services import WITH_PORTS

NUMBERS = {"tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58, "esp": 50, "ah": 51}
_EVERY = {"-1", "all", "*"}
Doubt = tuple[AtomKind, str]


@dataclass(frozen=True, slots=True)
class Reach:
    """Addresses: `under` surely, `over` perhaps, `doubts` say why the two differ."""

    under: AddressSet = NOWHERE
    over: AddressSet = NOWHERE
    doubts: tuple[Doubt, ...] = ()

    def __and__(self, other: Reach) -> Reach:
        return Reach(self.under & other.under, self.over & other.over, (*self.doubts, *other.doubts))


@dataclass(frozen=True, slots=True)
class Carried:
    """Services: `under` surely, `over` perhaps, `doubts` say why the two differ."""

    under: ServiceSet = EMPTY_SERVICE
    over: ServiceSet = EMPTY_SERVICE
    doubts: tuple[Doubt, ...] = ()


EVERYWHERE = Reach(ANY, ANY)
EVERYTHING = Carried(ANY_SERVICE, ANY_SERVICE)


def somewhere(kind: AtomKind, why: str, over: AddressSet = ANY) -> Reach:
    """Return addresses that nobody can name."""
    return Reach(NOWHERE, over, ((kind, why),))


def together(parts: Iterable[Reach]) -> Reach:
    """Return the union of several."""
    listed = list(parts)
    doubts = tuple(dict.fromkeys(d for p in listed for d in p.doubts))
    return Reach(AddressSet.union(p.under for p in listed), AddressSet.union(p.over for p in listed), doubts)


def block(written: str) -> Reach:
    """Return a CIDR block or an address; what is none may be anything."""
    try:
        found = AddressSet.parse(written)
    except ValueError:
        return somewhere(AtomKind.UNREADABLE, f"not a CIDR block: {written[:60]}")
    return Reach(found, found)


def written(value: Value | None) -> list[str]:
    """Return the texts of a list, or of one value alone."""
    if value is None or is_null(value):
        return []
    return [scalar_text(item) for item in (value.items if value.items is not None else [value])]


def service(protocol: str, low: str, high: str, *, known: bool = True) -> Carried:
    """Return an AWS protocol with its ports, or with ICMP type (`low`) and code (`high`); `known`: nothing is missing."""
    name = protocol.lower()
    if name in _EVERY:
        return EVERYTHING
    number = NUMBERS.get(name, int(name) if name.isdigit() and int(name) < 256 else None)
    if number is None:
        return Carried(
            over=ANY_SERVICE, doubts=((AtomKind.UNREADABLE, f"protocol {name[:30] or 'known after apply'}"),)
        )
    whole = ServiceSet.protocol(number)
    try:
        first, last = (int(x) for x in (low, high))
    except ValueError:
        first, last, known = 0, -1, False
    if number in {1, 58}:
        if known and -1 <= first <= 255 and -1 <= last <= 255:
            found = ServiceSet.icmp(number, None if first < 0 else first, None if last < 0 else last)
            return Carried(found, found)
    elif number not in WITH_PORTS or (first, last) == (-1, -1):
        return Carried(whole, whole)
    elif known and 0 <= first <= last <= 65535:
        found = ServiceSet.ports(number, ((first, last),))
        return Carried(found, found)
    return Carried(over=whole, doubts=((AtomKind.UNREADABLE, "ports that cannot be read or are known after apply"),))


def rule(
    action: Action, source: Reach, target: Reach, carried: Carried, place: Location, text: str, name: str = ""
) -> Rule:
    """Return a rule; without a difference between what surely and what may match it has no conditions."""
    exact = source.under == source.over and target.under == target.over and carried.under == carried.over
    doubts = () if exact else tuple(dict.fromkeys((*source.doubts, *target.doubts, *carried.doubts)))
    atoms = tuple(Atom(kind, why, place) for kind, why in doubts)
    if not exact and not atoms:
        atoms = (Atom(AtomKind.OTHER, "known after apply", place),)
    under = (source.under, target.under, carried.under) if atoms else None
    return Rule(0, action, Match(source.over, target.over, carried.over, atoms, under), place, text, name)
