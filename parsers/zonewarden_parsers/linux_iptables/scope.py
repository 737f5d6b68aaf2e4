"""What a rule is read in: the IP version, the interfaces of the file, its sets; and the rule while its words are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.linux_conditions import Cubes, doubtful
from zonewarden_parsers.linux_interfaces import InterfaceNames
from zonewarden_parsers.linux_iptables.draft import IpSet
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    ANY_SERVICE,
    NOWHERE,
    AddressSet,
    Atom,
    AtomKind,
    Location,
    Reference,
    ServiceSet,
)


class UnreadableError(ValueError):
    """A word of a rule has a value that cannot be read."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a rule. `untracked`: see `linux_conditions.in_states`."""

    family: int
    names: InterfaceNames
    interfaces: frozenset[str]
    sets: Mapping[str, IpSet]
    filled: frozenset[str]
    untracked: bool | None
    chains: frozenset[str]
    undefined: list[Reference]

    @property
    def every(self) -> AddressSet:
        """All addresses of the IP version."""
        return ANY4 if self.family == 4 else ANY6


@dataclass(slots=True)
class RuleDraft:
    """A rule while its words are read: sets and further conditions to intersect, the target, what is said about it."""

    scope: Scope
    at: Location
    text: str
    sources: AddressSet = NOWHERE
    destinations: AddressSet = NOWHERE
    services: ServiceSet = ANY_SERVICE
    conditions: list[Cubes] = field(default_factory=list[Cubes])
    states: list[Cubes] = field(default_factory=list[Cubes])
    protocol: int | None = None
    module: str = ""
    doubted: set[str] = field(default_factory=set[str])
    verdict: Verdict = Verdict.CONTINUE
    target: str = ""
    operands: dict[str, str] = field(default_factory=dict[str, str])
    logged: bool = False
    remarks: list[str] = field(default_factory=list[str])
    references: list[str] = field(default_factory=list[str])
    time: dict[str, str] = field(default_factory=dict[str, str])
    """The options of the module `time`, with what stands behind them."""
    unread: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.sources = self.destinations = self.scope.every

    def come_from(self, addresses: AddressSet) -> None:
        """Narrow the sources."""
        self.sources = addresses if self.sources is self.scope.every else self.sources & addresses

    def go_to(self, addresses: AddressSet) -> None:
        """Narrow the destinations."""
        self.destinations = addresses if self.destinations is self.scope.every else self.destinations & addresses

    def atom(self, kind: AtomKind, text: str) -> Atom:
        """Return an atom at this rule."""
        return Atom(kind, text, self.at)

    def doubt(self, kind: AtomKind, text: str) -> None:
        """Ask for something that a packet header does not tell."""
        self.conditions.append(doubtful(self.atom(kind, text)))
