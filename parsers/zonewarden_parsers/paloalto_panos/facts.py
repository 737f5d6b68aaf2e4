"""Management facts of one device while its parts are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.model import (
    NOWHERE,
    AdminService,
    Aspect,
    Effect,
    Gap,
    Interface,
    ManagementPlane,
    RemoteUser,
    Secret,
    Server,
    Setting,
    SnmpAccess,
    TerminalLine,
    User,
    Vpn,
)
from zonewarden_parsers.paloalto_panos.addresses import AddressBook, literal
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Node


@dataclass(slots=True)
class Facts:
    """Collects what a device accepts and uses for itself; `book` resolves names of address objects."""

    document: Document
    book: AddressBook
    hostname: str = ""
    services: list[AdminService] = field(default_factory=list)
    lines: list[TerminalLine] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    snmp: list[SnmpAccess] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    vpns: list[Vpn] = field(default_factory=list)
    local_users: list[RemoteUser] = field(default_factory=list)
    """The local user database, which authentication profiles may ask."""
    interfaces: list[Interface] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def setting(self, name: str, value: str, node: Node) -> None:
        """State a setting."""
        self.settings.append(Setting(name, value, self.document.at(node)))

    def server(
        self, purpose: str, host: str, node: Node, *, authenticated: bool | None = None, transport: str = ""
    ) -> None:
        """State a server the device uses; one server of one purpose is stated once."""
        if not host or any(s.purpose == purpose and s.host == host for s in self.servers):
            return
        found = literal(host)
        at = self.document.at(node)
        self.servers.append(
            Server(purpose, host, at, found if found is not None else NOWHERE, "", authenticated, transport)
        )

    def gap(self, aspect: Aspect, effect: Effect, reason: str, node: Node) -> None:
        """Record something that leaves answers open."""
        self.gaps.append(Gap(aspect, effect, reason, self.document.at(node)))

    def remote_users(self) -> tuple[RemoteUser, ...]:
        """Return the local users where a VPN asks the local database (PAN-OS Administrator's Guide, *Local Authentication*)."""
        asked = any("aaa:LOCAL" in vpn.authentication for vpn in self.vpns)
        return tuple({user.name: user for user in self.local_users}.values()) if asked else ()

    def plane(self) -> ManagementPlane:
        """Return the finished facts."""
        return ManagementPlane(
            tuple(self.services),
            tuple(self.lines),
            tuple(self.users),
            tuple(self.snmp),
            tuple(self.servers),
            tuple(self.secrets),
            tuple(self.settings),
        )
