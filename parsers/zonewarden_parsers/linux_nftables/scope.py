"""What a rule is read in: its table's family and sets, the interfaces of the file, connection tracking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zonewarden_parsers.linux_conditions import Cubes
from zonewarden_parsers.linux_interfaces import InterfaceNames
from zonewarden_parsers.linux_nftables.syntax import SetText, Test, Value
from zonewarden_parsers.model import ANY, ANY4, ANY6, AddressSet, Atom, AtomKind, Location, Reference

FAMILIES: dict[str, AddressSet] = {"ip": ANY4, "ip6": ANY6, "inet": ANY, "bridge": ANY, "netdev": ANY}


class UnreadableError(ValueError):
    """A value that cannot be read."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The packets of a comparison; `late` where it is about a session's course, which `begun` has to meet last."""

    cubes: Cubes
    late: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of the rules of one table. `untracked`: see `linux_conditions.in_states`. `filled`: sets that packets fill.

    `compared` holds what comparisons of a field with one value match, by comparison and by what it says, so that equal ones are
    one value.
    """

    family: str
    names: InterfaceNames
    interfaces: frozenset[str]
    sets: Mapping[str, SetText]
    filled: frozenset[str]
    untracked: bool | None
    undefined: list[Reference] = field(default_factory=list[Reference])
    problems: list[tuple[Location, str]] = field(default_factory=list[tuple[Location, str]])
    compared: dict[Test | tuple[str, str, Value], Condition] = field(
        default_factory=dict["Test | tuple[str, str, Value]", Condition]
    )

    @property
    def every(self) -> AddressSet:
        """All addresses of the table's family."""
        return FAMILIES.get(self.family, ANY)


@dataclass(frozen=True, slots=True)
class Here:
    """The rule being read: its scope and its place."""

    scope: Scope
    at: Location

    def atom(self, kind: AtomKind, text: str) -> Atom:
        """Return an atom at this rule."""
        return Atom(kind, text, self.at)
