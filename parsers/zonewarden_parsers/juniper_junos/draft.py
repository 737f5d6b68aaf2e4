"""What has been read of one device (the whole, or one logical system or tenant) so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import (
    AdminService,
    Aspect,
    Binding,
    Diagnostic,
    Effect,
    Gap,
    Interface,
    LineState,
    Location,
    NamedObject,
    NatRule,
    Reference,
    Route,
    RuleList,
    Secret,
    Server,
    Setting,
    SnmpAccess,
    TerminalLine,
    User,
    Vpn,
)

HIDDEN = ("$9$", "$8$", "<scrubbed>", "<removed>", "***", "/* secret-data */", "xxx")
"""Beginnings of secrets that are not in clear text: `$9$` can be turned back, but is not shown as it is typed."""


@dataclass(slots=True)
class Draft:
    """The lists that the readers fill; `root` is the tree of this device alone."""

    path: str
    root: Node
    context: str = ""
    interfaces: dict[str, Interface] = field(default_factory=dict)
    zones: dict[str, frozenset[str]] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    dynamic_routing: list[tuple[str, Location]] = field(default_factory=list)
    rule_lists: dict[str, RuleList] = field(default_factory=dict)
    bindings: list[Binding] = field(default_factory=list)
    nat: list[NatRule] = field(default_factory=list)
    vpns: list[Vpn] = field(default_factory=list)
    services: list[AdminService] = field(default_factory=list)
    lines: dict[str, TerminalLine] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)
    snmp: list[SnmpAccess] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    objects: list[NamedObject] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)
    undefined: list[Reference] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def unknown(self, node: Node, message: str, aspect: Aspect = Aspect.ALL, interface: str = "") -> None:
        """Record a statement that could not be read: a diagnostic, and a gap that keeps answers from passing over it."""
        node.state = node.whole = LineState.UNKNOWN
        self.diagnostics.append(Diagnostic(node.at, "unknown-line", message))
        self.gaps.append(Gap(aspect, Effect.EITHER, message, node.at, interface))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, node: Node, interface: str = "") -> None:
        """Record something understood that the model does not hold, and claim it."""
        self.gaps.append(Gap(aspect, effect, reason, node.at, interface))
        node.take_all()

    def report(self, code: str, message: str, node: Node) -> None:
        """Record something about a statement without changing what became of it."""
        self.diagnostics.append(Diagnostic(node.at, code, message))

    def missing(self, kind: str, name: str, node: Node) -> None:
        """Record a use of a name that nothing defines."""
        self.undefined.append(Reference(name, kind, node.at))

    def setting(self, name: str, value: str, node: Node) -> None:
        """Record a management setting (docs/settings.md) and claim its statement."""
        self.settings.append(Setting(name, value, node.at))
        node.take_all()

    def secret(self, kind: str, value: str, node: Node, what: str) -> None:
        """Record that a statement shows a secret, unless somebody has taken it out; the value is not kept."""
        low = value.strip().lower()
        if low and not low.startswith(("<", "***", "xxx", "removed", "scrubbed")):
            self.secrets.append(Secret("reversible" if low.startswith("$9$") else kind, node.at, what))
