"""Address expressions of which a file tells only bounds: what surely belongs, what may, and the conditions between the two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.model import ANY, ANY_SERVICE, AddressSet, Atom, Match


@dataclass(frozen=True, slots=True)
class Addresses:
    """What may and what surely belongs to an expression. Without atoms the two are the same."""

    over: AddressSet
    under: AddressSet
    atoms: tuple[Atom, ...] = ()

    @classmethod
    def exact(cls, found: AddressSet) -> Addresses:
        """Return an expression that is fully known."""
        return cls(found, found)

    def negated(self) -> Addresses:
        """Return the expression for every other address."""
        return Addresses(ANY - self.under, ANY - self.over, self.atoms)

    def as_sources(self) -> tuple[Cube, ...]:
        """Return the packets from these addresses."""
        under = (self.under, ANY, ANY_SERVICE) if self.atoms and self.under else None
        return (Cube(Match(sources=self.over, atoms=self.atoms, under=under)),)

    def as_destinations(self) -> tuple[Cube, ...]:
        """Return the packets to these addresses."""
        under = (ANY, self.under, ANY_SERVICE) if self.atoms and self.under else None
        return (Cube(Match(destinations=self.over, atoms=self.atoms, under=under)),)


@lru_cache(maxsize=65536)
def literal(text: str) -> AddressSet | None:
    """Return an address, a network or a range, None for other text. A scope (`%eth0`) is dropped."""
    if not text or not (text[0].isdigit() or ":" in text):
        return None
    try:
        return AddressSet.parse(text.split("%", 1)[0])
    except ValueError:
        return None
