"""What has been read of one configuration so far: the only mutable state of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.address_bounds import Addresses
from zonewarden_parsers.chains import Chain
from zonewarden_parsers.lines import Ledger
from zonewarden_parsers.model import (
    AdminService,
    Aspect,
    Binding,
    Diagnostic,
    Effect,
    Gap,
    Interface,
    IntervalSet,
    Location,
    NamedObject,
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
from zonewarden_parsers.vyos.groups import Group
from zonewarden_parsers.vyos.tree import Node, Tree


@dataclass(slots=True)
class Draft:
    """Everything read from one file. `vrfs` are VRFs with their interfaces; `local` the lists for packets to the router."""

    path: str
    tree: Tree
    ledger: Ledger
    interfaces: dict[str, Interface] = field(default_factory=dict[str, Interface])
    nodes: dict[str, Node] = field(default_factory=dict[str, Node])
    vrfs: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    groups: dict[tuple[str, str], Group] = field(default_factory=dict[tuple[str, str], Group])
    exact_groups: dict[tuple[str, str], Addresses] = field(default_factory=dict[tuple[str, str], Addresses])
    port_groups: dict[str, IntervalSet | None] = field(default_factory=dict[str, IntervalSet | None])
    chains: dict[str, Chain] = field(default_factory=dict[str, Chain])
    lists: dict[str, RuleList] = field(default_factory=dict[str, RuleList])
    bindings: list[Binding] = field(default_factory=list[Binding])
    local: list[tuple[str, RuleList]] = field(default_factory=list[tuple[str, RuleList]])
    routes: list[Route] = field(default_factory=list[Route])
    dynamic_routing: list[tuple[str, Location]] = field(default_factory=list[tuple[str, Location]])
    nat: list[NatRule] = field(default_factory=list[NatRule])
    vpns: list[Vpn] = field(default_factory=list[Vpn])
    services: list[AdminService] = field(default_factory=list[AdminService])
    users: list[User] = field(default_factory=list[User])
    snmp: list[SnmpAccess] = field(default_factory=list[SnmpAccess])
    servers: list[Server] = field(default_factory=list[Server])
    secrets: list[Secret] = field(default_factory=list[Secret])
    settings: list[Setting] = field(default_factory=list[Setting])
    gaps: list[Gap] = field(default_factory=list[Gap])
    undefined: list[Reference] = field(default_factory=list[Reference])
    objects: list[NamedObject] = field(default_factory=list[NamedObject])
    used: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    @property
    def root(self) -> Node:
        """The root of the configuration."""
        return self.tree.root

    def at(self, node: Node) -> Location:
        """Return where a node stands."""
        return node.at(self.path)

    def missing(self, kind: str, name: str, location: Location) -> None:
        """Record a use of a name that nothing defines."""
        self.undefined.append(Reference(name, kind, location))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, node: Node, interface: str = "") -> None:
        """Record something known that the model does not hold, and claim it as understood."""
        node.claim()
        self.gaps.append(Gap(aspect, effect, reason, self.at(node), interface))

    def note(self, location: Location, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Record something the owner should know."""
        self.ledger.diagnostics.append(Diagnostic(location, code, message, severity))

    def setting(self, name: str, value: str, node: Node) -> None:
        """Record a management setting (docs/settings.md) and claim its node."""
        node.claim()
        self.settings.append(Setting(name, value, self.at(node)))
