"""What the readers of one file gather, for platforms whose statements are claimed one by one: the base of their drafts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import KW_ONLY, dataclass, field
from typing import Generic, TypeVar

from zonewarden_parsers.lines import Ledger
from zonewarden_parsers.model import (
    AdminService,
    Aspect,
    Diagnostic,
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
    Severity,
    SnmpAccess,
    TerminalLine,
    User,
    Vpn,
)
from zonewarden_parsers.model.location import in_order

Place = TypeVar("Place")


@dataclass(slots=True)
class Findings(ABC, Generic[Place]):
    """The lists that become parts of a `Device`; `Place` is what a statement is on the platform."""

    path: str
    ledger: Ledger
    _: KW_ONLY
    interfaces: dict[str, Interface] = field(default_factory=dict[str, Interface])
    routes: list[Route] = field(default_factory=list[Route])
    dynamic_routing: list[tuple[str, Location]] = field(default_factory=list[tuple[str, Location]])
    nat: list[NatRule] = field(default_factory=list[NatRule])
    vpns: list[Vpn] = field(default_factory=list[Vpn])
    services: list[AdminService] = field(default_factory=list[AdminService])
    users: list[User] = field(default_factory=list[User])
    terminals: list[TerminalLine] = field(default_factory=list[TerminalLine])
    snmp: list[SnmpAccess] = field(default_factory=list[SnmpAccess])
    servers: list[Server] = field(default_factory=list[Server])
    secrets: list[Secret] = field(default_factory=list[Secret])
    settings: list[Setting] = field(default_factory=list[Setting])
    gaps: list[Gap] = field(default_factory=list[Gap])
    undefined: list[Reference] = field(default_factory=list[Reference])

    @abstractmethod
    def at(self, place: Place) -> Location:
        """Return where a statement stands."""

    @abstractmethod
    def claim(self, place: Place) -> None:
        """Count a statement as understood."""

    def missing(self, kind: str, name: str, location: Location) -> None:
        """Record a use of a name that nothing defines."""
        self.undefined.append(Reference(name, kind, location))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, place: Place, interface: str = "") -> None:
        """Record something known that the model does not hold, and claim it as understood."""
        self.claim(place)
        self.gaps.append(Gap(aspect, effect, reason, self.at(place), interface))

    def note(self, location: Location, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Record something the owner should know."""
        self.ledger.diagnostics.append(Diagnostic(location, code, message, severity))

    def setting(self, name: str, value: str, place: Place) -> None:
        """Record a management setting (docs/settings.md) and claim its statement."""
        self.claim(place)
        self.settings.append(Setting(name, value, self.at(place)))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what the owner should know, each once, in order."""
        return in_order(self.ledger.diagnostics)
