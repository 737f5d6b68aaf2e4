"""What has been read of one virtual domain so far: the only mutable state of the parser beside the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.fortinet_fortios.tree import Node
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
    SnmpAccess,
    TerminalLine,
    User,
    Vpn,
)


@dataclass(slots=True)
class Management:
    """The management plane as far as read."""

    services: list[AdminService] = field(default_factory=list)
    lines: list[TerminalLine] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    snmp: list[SnmpAccess] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """One virtual domain: `own` holds its sections, `shared` the global ones (the same tree without virtual domains).

    `release` is the FortiOS version, empty where the file does not say. `context` is the name of the virtual domain, empty
    where the device has none. `zones` maps a zone to its member interfaces.
    """

    path: str
    own: Node
    shared: Node
    context: str = ""
    release: str = ""
    interfaces: dict[str, Interface] = field(default_factory=dict)
    zones: dict[str, frozenset[str]] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    dynamic_routing: list[tuple[str, Location]] = field(default_factory=list)
    nat: list[NatRule] = field(default_factory=list)
    vpns: list[Vpn] = field(default_factory=list)
    management: Management = field(default_factory=Management)
    gaps: list[Gap] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    undefined: dict[Reference, None] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def section(self, name: str) -> Node:
        """Return a top-level object, of the virtual domain before the global one; an empty one where there is none."""
        found = self.own.tables.get(name) or self.shared.tables.get(name)
        if found is None:
            return Node(name, 1)
        found.used = True
        return found

    def both(self, name: str) -> Iterator[Node]:
        """Yield the object of the virtual domain and the global one of that name, each once."""
        seen: list[Node] = []
        for root in (self.own, self.shared):
            found = root.tables.get(name)
            if found is not None and not any(found is other for other in seen):
                found.used = True
                seen.append(found)
                yield found

    def at(self, node: Node) -> Location:
        """Return the place of a whole object or entry."""
        return Location(self.path, node.line, node.end if node.end > node.line else 0)

    def place(self, line: int) -> Location:
        """Return the place of one line."""
        return Location(self.path, line)

    def setting(self, name: str, value: str, line: int) -> None:
        """Record a management setting (docs/settings.md)."""
        self.management.settings.append(Setting(name, value, self.place(line)))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, line: int, interface: str = "") -> None:
        """Record something that bears on answers and that the model does not hold."""
        self.gaps.append(Gap(aspect, effect, reason, self.place(line), interface))

    def report(self, code: str, message: str, line: int) -> None:
        """Record something about a line that its owner should know."""
        self.diagnostics.append(Diagnostic(self.place(line), code, message))

    def missing(self, kind: str, name: str, line: int) -> None:
        """Record a use of a name that nothing defines."""
        self.undefined[Reference(name, kind, self.place(line))] = None

    def secret(self, kind: str, node: Node, name: str, what: str = "") -> None:
        """Record that a field shows a secret in clear text; its value is not kept. `ENC` values are encrypted."""
        words = node.words(name)
        if words and words[0] != "ENC" and not is_masked(words[0]):
            self.management.secrets.append(Secret(kind, self.place(node.at(name)), what))


def is_masked(value: str) -> bool:
    """Return whether a value stands for a secret that somebody has taken out."""
    return not value.strip("*xX.") or (value.startswith("<") and value.endswith(">"))
