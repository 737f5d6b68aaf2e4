"""Sets of packets that remember where they come from: what a class of an inspection policy matches, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zonewarden_parsers.model import (
    ANY,
    ANY_SERVICE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Location,
    Match,
    Rule,
    ServiceSet,
)

MAX_PIECES = 4096
"""A class of more pieces is not worked out: it may match anything."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A product of sources, destinations and services. With `atoms` its packets may match, without they surely do.

    `location` and `text` are those of the line it stands for; `listed` is True where that is an access-list entry.
    """

    sources: AddressSet
    destinations: AddressSet
    services: ServiceSet
    location: Location
    text: str
    atoms: tuple[Atom, ...] = ()
    listed: bool = False

    def __bool__(self) -> bool:
        return bool(self.sources) and bool(self.destinations) and bool(self.services)

    def match(self) -> Match:
        """Return the piece as the match of a rule."""
        return Match(self.sources, self.destinations, self.services, self.atoms)

    def overlaps(self, other: Piece) -> bool:
        """Return whether the two share a packet."""
        return not (
            self.sources.isdisjoint(other.sources)
            or self.destinations.isdisjoint(other.destinations)
            or self.services.isdisjoint(other.services)
        )

    def common(self, other: Piece) -> Piece:
        """Return what both match; it stands for the access-list entry of the two, or for the line of `other`."""
        place = self if self.listed else other
        return replace(
            place,
            sources=self.sources & other.sources,
            destinations=self.destinations & other.destinations,
            services=self.services & other.services,
            atoms=tuple(dict.fromkeys((*self.atoms, *other.atoms))),
        )

    def minus(self, other: Piece) -> list[Piece]:
        """Return the packets of `self` that are not in `other`, whatever the atoms, as disjoint pieces."""
        if not self.overlaps(other):
            return [self]
        sources, destinations = self.sources & other.sources, self.destinations & other.destinations
        parts = (
            replace(self, sources=self.sources - other.sources),
            replace(self, sources=sources, destinations=self.destinations - other.destinations),
            replace(self, sources=sources, destinations=destinations, services=self.services - other.services),
        )
        return [p for p in parts if p]


def everything(location: Location, text: str, services: ServiceSet = ANY_SERVICE) -> Piece:
    """Return the piece of all addresses with these services."""
    return Piece(ANY, ANY, services, location, text)


def doubtful(
    kind: AtomKind, condition: str, location: Location, text: str, services: ServiceSet = ANY_SERVICE
) -> Piece:
    """Return a piece that may match any packet with these services, on a condition outside the packet header."""
    return replace(everything(location, text, services), atoms=(Atom(kind, condition, location),))


def of_rule(rule: Rule) -> list[Piece]:
    """Return what an entry matches: what it surely matches, and with its atoms what it may match."""
    match = rule.match
    over = Piece(match.sources, match.destinations, match.services, rule.location, rule.text, match.atoms, listed=True)
    if not match.atoms or match.under is None:
        return [over] if over else []
    sources, destinations, services = match.under
    return [
        p for p in (replace(over, sources=sources, destinations=destinations, services=services, atoms=()), over) if p
    ]


def permitted(rules: Iterable[Rule]) -> list[Piece] | None:
    """Return what a list permits by its entries, None where that is too much to work out."""
    found: list[Piece] = []
    denied: list[Piece] = []
    for rule in rules:
        pieces = of_rule(rule)
        if rule.action is not Action.DENY:
            left = without(pieces, denied)
            if left is None:
                return None
            found += left
        if rule.action is not Action.PERMIT:
            denied += pieces
        if len(found) > MAX_PIECES:
            return None
    return found


def without(pieces: Sequence[Piece], cuts: Sequence[Piece]) -> list[Piece] | None:
    """Return `pieces` less `cuts`; None where that is too much. Where a cut is uncertain, so is what it may take away."""
    result: list[Piece] = []
    for piece in pieces:
        sure = [c for c in cuts if not c.atoms]
        unsure = [c for c in cuts if c.atoms and c.overlaps(piece)]
        rest = _cut([piece], sure)
        left = _cut(rest, unsure) if rest is not None else None
        if rest is None or left is None:
            return None
        result += left
        if unsure:
            atoms = tuple(dict.fromkeys((*piece.atoms, *(a for c in unsure for a in c.atoms))))
            result += [replace(p, atoms=atoms) for p in rest]
        if len(result) > MAX_PIECES:
            return None
    return result


def _cut(pieces: list[Piece], cuts: Sequence[Piece]) -> list[Piece] | None:
    for cut in cuts:
        pieces = [part for piece in pieces for part in piece.minus(cut)]
        if len(pieces) > MAX_PIECES:
            return None
    return pieces


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the same packets with the services of one entry between the same addresses in one piece, in order."""
    services: dict[tuple[object, ...], list[ServiceSet]] = {}
    first: dict[tuple[object, ...], Piece] = {}
    for piece in pieces:
        key = (piece.location, piece.text, piece.sources, piece.destinations, piece.atoms)
        first.setdefault(key, piece)
        services.setdefault(key, []).append(piece.services)
    return [replace(piece, services=ServiceSet.union(services[key])) for key, piece in first.items()]


def in_both(one: Sequence[Piece], other: Sequence[Piece]) -> list[Piece] | None:
    """Return what both match, None where that is too much to work out."""
    if len(one) * len(other) > MAX_PIECES * 16:
        return None
    found = [c for a in one for b in other if a.overlaps(b) and (c := a.common(b))]
    return found if len(found) <= MAX_PIECES else None
