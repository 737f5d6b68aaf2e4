"""What has been read of one file so far: the only mutable state of the parser, frozen into a `Device` at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import (
    AdminService,
    Aspect,
    Effect,
    Gap,
    Interface,
    Location,
    NatRule,
    Reference,
    Route,
    Secret,
    Server,
    Setting,
    SnmpAccess,
    TerminalLine,
    Times,
    User,
)

if TYPE_CHECKING:
    from zonewarden_parsers.cisco_asa.objects import Group, Object
    from zonewarden_parsers.cisco_asa.vpn_facts import VpnFacts

MASKED = frozenset({"*", "<removed>"})


@dataclass(frozen=True, slots=True)
class Level:
    """An interface's security level and the line it comes from (the `nameif` line where it is the default)."""

    value: int
    location: Location


@dataclass(frozen=True, slots=True)
class AccessGroup:
    """An `access-group` line: list, interface (empty for `global`), `in`, `out` or `global`."""

    name: str
    interface: str
    direction: str
    line: Line


@dataclass(frozen=True, slots=True)
class Schedule:
    """A `time-range`: where it is, and when it holds."""

    location: Location
    times: Times


@dataclass(slots=True)
class Management:
    """The management plane as far as read."""

    services: list[AdminService] = field(default_factory=list)
    lines: dict[str, TerminalLine] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)
    snmp: list[SnmpAccess] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    http_sources: list[AdminService] = field(default_factory=list)
    http_enabled: bool = False


@dataclass(slots=True)
class Draft:
    """Everything read from one file; `dual` is True where `any` means both IP versions (ASA 9.0 and later)."""

    path: str
    ledger: Ledger
    vpn: VpnFacts
    hostname: str = ""
    version: str = ""
    context: str = ""
    dual: bool = True
    threat_defense: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    objects: dict[str, Object] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    interfaces: dict[str, Interface] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    ports: dict[str, str] = field(default_factory=dict)
    shut_ports: set[str] = field(default_factory=set)
    urpf: set[str] = field(default_factory=set)
    same_inter: Line | None = None
    same_intra: Line | None = None
    access_groups: list[AccessGroup] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    dynamic_routing: list[tuple[str, Location]] = field(default_factory=list)
    nat: list[tuple[tuple[int, ...], NatRule]] = field(default_factory=list)
    management: Management = field(default_factory=Management)
    gaps: list[Gap] = field(default_factory=list)
    undefined: list[Reference] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def at(self, line: Line) -> Location:
        """Return the place of a whole line."""
        return self.ledger.at(line)

    def setting(self, name: str, value: str, line: Line) -> None:
        """Record a management setting (docs/settings.md) and claim its line."""
        self.management.settings.append(Setting(name, value, self.at(line)))
        self.ledger.modelled(line)

    def secret(self, kind: str, value: str, line: Line, what: str = "") -> None:
        """Record that `line` shows a secret of this kind, unless its value is masked; the value is not kept."""
        if value and not is_masked(value):
            self.management.secrets.append(Secret(kind, self.at(line), what))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, line: Line, interface: str = "") -> None:
        """Record something known that the model does not hold, and claim its line as understood."""
        self.gaps.append(Gap(aspect, effect, reason, self.at(line), interface))
        self.ledger.modelled(line)

    def unknown(self, line: Line, message: str, aspect: Aspect = Aspect.ALL, interface: str = "") -> None:
        """Record a line that could not be read: a diagnostic, and a gap that keeps answers from passing over it."""
        self.ledger.unknown(line, message)
        self.gaps.append(Gap(aspect, Effect.EITHER, f"{message}: {line.words[0]}", self.at(line), interface))

    def missing(self, kind: str, name: str, location: Location) -> None:
        """Record a use of a name that nothing defines."""
        reference = Reference(name, kind, location)
        if reference not in self.undefined[-8:]:
            self.undefined.append(reference)

    def claim(self, lines: Iterable[Line]) -> None:
        """Claim lines as modelled."""
        for line in lines:
            self.ledger.modelled(line)

    def ignore(self, lines: Iterable[Line]) -> None:
        """Claim lines as known and of no meaning to the model."""
        for line in lines:
            self.ledger.irrelevant(line)


def is_masked(value: str) -> bool:
    """Return whether a secret is shown as asterisks or removed, so that nothing can be read back."""
    return value in MASKED or not value.strip("*")
