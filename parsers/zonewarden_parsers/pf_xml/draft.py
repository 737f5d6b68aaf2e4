"""What has been read of one `config.xml` so far: the only mutable state of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zonewarden_parsers.address_bounds import Addresses
from zonewarden_parsers.lines import Ledger
from zonewarden_parsers.model import (
    AddressSet,
    AdminService,
    Aspect,
    Diagnostic,
    Effect,
    Gap,
    Interface,
    LineState,
    Location,
    NatRule,
    Reference,
    Route,
    RuleList,
    Secret,
    Server,
    Setting,
    Severity,
    SnmpAccess,
    User,
    Vpn,
)
from zonewarden_parsers.pf_xml.dialect import Dialect
from zonewarden_parsers.xml_lines import Element

if TYPE_CHECKING:
    from zonewarden_parsers.pf_xml.aliases import Alias
    from zonewarden_parsers.pf_xml.rules import Entry

_OFF = frozenset({"0", "no", "off", "false", "disabled"})


@dataclass(slots=True)
class Draft:
    """Everything read from one file. `leased` is ANY4, ANY6 or both for an interface that learns addresses of these
    versions at run time. `groups` are interface groups by name; `entries` filter rules in order of evaluation;
    `exact_aliases` what aliases without conditions mean, with the aliases they are made of."""

    path: str
    dialect: Dialect
    root: Element
    ledger: Ledger
    interfaces: dict[str, Interface] = field(default_factory=dict[str, Interface])
    leased: dict[str, AddressSet] = field(default_factory=dict[str, AddressSet])
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    group_order: dict[str, int] = field(default_factory=dict[str, int])
    ports: dict[str, str] = field(default_factory=dict[str, str])
    aliases: dict[str, Alias] = field(default_factory=dict[str, "Alias"])
    exact_aliases: dict[str, tuple[Addresses, frozenset[str]]] = field(
        default_factory=dict[str, tuple[Addresses, frozenset[str]]]
    )
    schedules: set[str] = field(default_factory=set[str])
    gateways: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    entries: list[Entry] = field(default_factory=list["Entry"])
    routes: list[Route] = field(default_factory=list[Route])
    dynamic_routing: list[tuple[str, Location]] = field(default_factory=list[tuple[str, Location]])
    nat: list[NatRule] = field(default_factory=list[NatRule])
    vpns: list[Vpn] = field(default_factory=list[Vpn])
    lists: list[RuleList] = field(default_factory=list[RuleList])
    services: list[AdminService] = field(default_factory=list[AdminService])
    users: list[User] = field(default_factory=list[User])
    snmp: list[SnmpAccess] = field(default_factory=list[SnmpAccess])
    servers: list[Server] = field(default_factory=list[Server])
    secrets: list[Secret] = field(default_factory=list[Secret])
    settings: list[Setting] = field(default_factory=list[Setting])
    gaps: list[Gap] = field(default_factory=list[Gap])
    undefined: list[Reference] = field(default_factory=list[Reference])
    used: set[str] = field(default_factory=set[str])

    def at(self, element: Element) -> Location:
        """Return the place of a whole element."""
        return element.at(self.path)

    def missing(self, kind: str, name: str, location: Location) -> None:
        """Record a use of a name that nothing defines."""
        self.undefined.append(Reference(name, kind, location))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, element: Element, interface: str = "") -> None:
        """Record something known that the model does not hold."""
        self.gaps.append(Gap(aspect, effect, reason, self.at(element), interface))

    def unread(self, element: Element, message: str, aspect: Aspect = Aspect.ALL) -> None:
        """Record an element that is not understood: a diagnostic, and a gap that keeps answers from passing over it."""
        element.claim(LineState.UNKNOWN)
        self.ledger.diagnostics.append(Diagnostic(self.at(element), "unknown-line", message))
        self.gap(aspect, Effect.EITHER, message, element)

    def note(self, location: Location, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Record something the owner should know."""
        self.ledger.diagnostics.append(Diagnostic(location, code, message, severity))

    def setting(self, name: str, value: str, element: Element) -> None:
        """Record a management setting (docs/settings.md)."""
        self.settings.append(Setting(name, value, self.at(element)))


def stated(element: Element | None, tag: str) -> bool:
    """Return whether a switch is on: its element is there and does not say `0`, `no`, `off`.

    pfSense asks whether the element exists, OPNsense whether it is empty or 0 in some places; an empty element counts as on.
    """
    found = element.child(tag) if element is not None else None
    return found is not None and found.text.lower() not in _OFF
