"""What an object of a rulebase stands for: a sure set, a set of all that it may be, and why the two differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from zonewarden_parsers.model import ANY, ANY_SERVICE, EMPTY_SERVICE, NOWHERE, AddressSet, Atom, ServiceSet

Set = TypeVar("Set", AddressSet, ServiceSet)


@dataclass(frozen=True, slots=True)
class Operand(Generic[Set]):
    """`sure` is what it certainly holds, `may` all that it can hold; they are equal where there are no `atoms`."""

    sure: Set
    may: Set
    atoms: tuple[Atom, ...] = ()

    def __or__(self, other: Operand[Set]) -> Operand[Set]:
        atoms = tuple(dict.fromkeys(self.atoms + other.atoms))
        return replace(self, sure=self.sure | other.sure, may=self.may | other.may, atoms=atoms)

    def inverted(self, whole: Set) -> Operand[Set]:
        """Return everything of `whole` that is not in it."""
        return replace(self, sure=whole - self.may, may=whole - self.sure)

    def without(self, other: Operand[Set]) -> Operand[Set]:
        """Return what is in it and not in `other`."""
        atoms = tuple(dict.fromkeys(self.atoms + other.atoms))
        return replace(self, sure=self.sure - other.may, may=self.may - other.sure, atoms=atoms)


Addresses = Operand[AddressSet]
Services = Operand[ServiceSet]
NO_ADDRESSES: Addresses = Operand(NOWHERE, NOWHERE)
NO_SERVICES: Services = Operand(EMPTY_SERVICE, EMPTY_SERVICE)
ANYWHERE: Addresses = Operand(ANY, ANY)
ANYTHING: Services = Operand(ANY_SERVICE, ANY_SERVICE)


def exact_addresses(found: AddressSet) -> Addresses:
    """Return addresses without doubt."""
    return Operand(found, found)


def exact_services(found: ServiceSet) -> Services:
    """Return services without doubt."""
    return Operand(found, found)


def some_addresses(atom: Atom) -> Addresses:
    """Return what may be any address, as a condition outside the packet says."""
    return Operand(NOWHERE, ANY, (atom,))


def some_services(atom: Atom, may: ServiceSet = ANY_SERVICE) -> Services:
    """Return what may be any of `may`, as a condition outside the packet says."""
    return Operand(EMPTY_SERVICE, may, (atom,))


def joined(parts: Iterable[Operand[Set]], nothing: Operand[Set]) -> Operand[Set]:
    """Return the union of several operands."""
    out = nothing
    for part in parts:
        out |= part
    return out
