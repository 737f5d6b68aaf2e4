"""What a name in a rule stands for: what may match, what surely matches, and the conditions between the two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zonewarden_parsers.model import (
    ANY,
    ANY_SERVICE,
    EMPTY_SERVICE,
    NOWHERE,
    AddressSet,
    Atom,
    ServiceSet,
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses: `over` may match, `under` surely does, `atoms` say why they differ."""

    over: AddressSet = NOWHERE
    under: AddressSet = NOWHERE
    atoms: tuple[Atom, ...] = ()

    @classmethod
    def exact(cls, addresses: AddressSet) -> Addresses:
        """Return a known set."""
        return cls(addresses, addresses)

    @classmethod
    def open(cls, atom: Atom, over: AddressSet = ANY) -> Addresses:
        """Return a set of which only the bounds are known."""
        return cls(over, NOWHERE, (atom,))

    @classmethod
    def union(cls, parts: Iterable[Addresses]) -> Addresses:
        """Return the union of some."""
        listed = list(parts)
        if len(listed) == 1:
            return listed[0]
        atoms = dict.fromkeys(atom for part in listed for atom in part.atoms)
        over, under = AddressSet.union(p.over for p in listed), AddressSet.union(p.under for p in listed)
        return cls(over, under, tuple(atoms) if over != under else ())

    def negated(self) -> Addresses:
        """Return everything else: what may match is all that does not surely match here."""
        return Addresses(ANY - self.under, ANY - self.over, self.atoms)


@dataclass(frozen=True, slots=True)
class Services:
    """Services, as `Addresses`."""

    over: ServiceSet = EMPTY_SERVICE
    under: ServiceSet = EMPTY_SERVICE
    atoms: tuple[Atom, ...] = ()

    @classmethod
    def exact(cls, services: ServiceSet) -> Services:
        """Return a known set."""
        return cls(services, services)

    @classmethod
    def open(cls, atom: Atom, over: ServiceSet = ANY_SERVICE) -> Services:
        """Return a set of which only the bounds are known."""
        return cls(over, EMPTY_SERVICE, (atom,))

    @classmethod
    def union(cls, parts: Iterable[Services]) -> Services:
        """Return the union of some."""
        listed = list(parts)
        if len(listed) == 1:
            return listed[0]
        atoms = dict.fromkeys(atom for part in listed for atom in part.atoms)
        over, under = ServiceSet.union(p.over for p in listed), ServiceSet.union(p.under for p in listed)
        return cls(over, under, tuple(atoms) if over != under else ())
