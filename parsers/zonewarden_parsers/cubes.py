"""What a rule of a chain asks of a packet, as a product that can be intersected and subtracted: sets, interfaces, atoms.

A `Cube` is a `Match` with interface conditions. The arithmetic keeps two answers sound at once: the *over* set (what may
match) never loses a packet, the *under* set (what surely matches) never gains one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zonewarden_parsers.model import ANY, ANY_SERVICE, NOWHERE, AddressSet, Atom, Match, ServiceSet
from zonewarden_parsers.model.services import EMPTY_SERVICE
from zonewarden_parsers.model.swift import swift

Names = frozenset[str] | None
"""Interface names; None means any interface."""
Parts = tuple[AddressSet, AddressSet, ServiceSet]

NOTHING: Parts = (NOWHERE, NOWHERE, EMPTY_SERVICE)


@swift
@dataclass(frozen=True, slots=True)
class Cube:
    """The packets of `match` that come in by one of `from_interfaces` and go out by one of `to_interfaces` (None: any)."""

    match: Match = Match()  # noqa: RUF009  # frozen
    from_interfaces: Names = None
    to_interfaces: Names = None

    def __bool__(self) -> bool:
        return (
            _some(self.match.over_parts) and self.from_interfaces != frozenset() and self.to_interfaces != frozenset()
        )

    @property
    def exact(self) -> bool:
        """Whether no atom stands in it."""
        return not self.match.atoms

    def __and__(self, other: Cube) -> Cube:
        if self is ALL:
            return other
        if other is ALL:
            return self
        return Cube(
            _both(self.match, other.match),
            _common(self.from_interfaces, other.from_interfaces),
            _common(self.to_interfaces, other.to_interfaces),
        )

    def __le__(self, other: Cube) -> bool:
        """Return whether everything that may match `self` surely matches `other`."""
        return (
            _within(self.match.over_parts, other.match.under_parts)
            and _names_within(self.from_interfaces, other.from_interfaces)
            and _names_within(self.to_interfaces, other.to_interfaces)
        )

    def without(self, other: Cube, interfaces: frozenset[str]) -> Iterator[Cube]:
        """Yield cubes that together hold what is in `self` and not in `other`; `interfaces` are all there are.

        What `other` only may hold stays, under the atoms of `other`: whether it is still here depends on them.
        """
        both = self & other
        if not both:
            yield self
            return
        yield from _outside(
            self, Cube(_plain(both.match.over_parts), both.from_interfaces, both.to_interfaces), interfaces
        )
        if other.exact:
            return
        doubtful = Cube(
            Match(*both.match.over_parts, atoms=merged_atoms(self.match.atoms, other.match.atoms)),
            both.from_interfaces,
            both.to_interfaces,
        )
        sure = _meet(self.match.over_parts, other.match.under_parts)
        if _some(sure):
            yield from _outside(doubtful, Cube(_plain(sure), both.from_interfaces, both.to_interfaces), interfaces)
        else:
            yield doubtful

    def doubted(self, atoms: Iterable[Atom]) -> Cube:
        """Return the cube as one that only may match, because of `atoms`."""
        match = self.match
        return Cube(
            Match(*match.over_parts, atoms=merged_atoms(match.atoms, atoms)), self.from_interfaces, self.to_interfaces
        )


ALL = Cube()


def product(cubes: Sequence[Cube]) -> Cube:
    """Return what exact cubes, one or more, have in common: as `&` would one by one."""
    first = cubes[0]
    sources, destinations, services = first.match.over_parts
    came, left = first.from_interfaces, first.to_interfaces
    for cube in cubes[1:]:
        match = cube.match
        if match.sources is not ANY:
            sources &= match.sources
        if match.destinations is not ANY:
            destinations &= match.destinations
        if match.services is not ANY_SERVICE:
            services &= match.services
        came, left = _common(came, cube.from_interfaces), _common(left, cube.to_interfaces)
    return Cube(Match(sources, destinations, services), came, left)


def merged_atoms(*groups: Iterable[Atom]) -> tuple[Atom, ...]:
    """Return the atoms of all groups in order, each once."""
    return tuple(dict.fromkeys(atom for group in groups for atom in group))


def _outside(cube: Cube, hole: Cube, interfaces: frozenset[str]) -> Iterator[Cube]:
    """Yield disjoint parts of `cube` that lie outside the exact `hole`, which lies inside it."""
    came, left = cube.from_interfaces, cube.to_interfaces
    sources, destinations, services = cube.match.over_parts
    hole_sources, hole_destinations, hole_services = hole.match.over_parts
    pieces = (
        Cube(cube.match, _minus(came, hole.from_interfaces, interfaces), left),
        Cube(cube.match, hole.from_interfaces, _minus(left, hole.to_interfaces, interfaces)),
        _piece(cube, hole, (sources - hole_sources, destinations, services)),
        _piece(cube, hole, (hole_sources, destinations - hole_destinations, services)),
        _piece(cube, hole, (hole_sources, hole_destinations, services - hole_services)),
    )
    return (p for p in pieces if p)


def _piece(cube: Cube, hole: Cube, parts: Parts) -> Cube:
    return Cube(_both(cube.match, _plain(parts)), hole.from_interfaces, hole.to_interfaces)


def _both(a: Match, b: Match) -> Match:
    if not a.atoms and not b.atoms:
        return Match(a.sources & b.sources, a.destinations & b.destinations, a.services & b.services)
    over = _meet(a.over_parts, b.over_parts)
    under = _meet(a.under_parts, b.under_parts)
    return Match(*over, atoms=merged_atoms(a.atoms, b.atoms), under=under if _some(under) else None)


def _plain(parts: Parts) -> Match:
    return Match(*parts)


def _meet(a: Parts, b: Parts) -> Parts:
    return (a[0] & b[0], a[1] & b[1], a[2] & b[2])


def _some(parts: Parts) -> bool:
    """Return whether a product holds a packet: addresses of one version on both sides, and a service."""
    sources, destinations, services = parts
    four, six = sources.v4.spans and destinations.v4.spans, sources.v6.spans and destinations.v6.spans
    return bool(services.slabs and (four or six))


def _within(a: Parts, b: Parts) -> bool:
    return a[0] <= b[0] and a[1] <= b[1] and a[2] <= b[2]


def _common(a: Names, b: Names) -> Names:
    return b if a is None else a if b is None else a & b


def _minus(a: Names, b: Names, interfaces: frozenset[str]) -> Names:
    if b is None:
        return frozenset()
    return (interfaces if a is None else a) - b


def _names_within(a: Names, b: Names) -> bool:
    return b is None or (a is not None and a <= b)
