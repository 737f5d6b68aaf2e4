"""What a device itself accepts: administrative services, accounts, logging, time, cryptography. Every fact has a place."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.model.addresses import NOWHERE, AddressSet
from zonewarden_parsers.model.location import Location


@dataclass(frozen=True, slots=True)
class Setting:
    """One stated fact: `name` from the list in docs/facts.md, `value` as text (never a secret), its place."""

    name: str
    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class AdminService:
    """An administrative service the device offers: `protocol` is ssh, telnet, http, https, snmp, tftp, ftp ...

    `sources` are the addresses allowed to use it (ANY where nothing limits them), `interfaces` where it listens (empty:
    on all). `filter_name` is the list that limits it; `line` the terminal line or server it stands for (`vty 0 4`).
    """

    protocol: str
    location: Location
    sources: AddressSet = NOWHERE
    interfaces: tuple[str, ...] = ()
    filter_name: str = ""
    line: str = ""
    sources_known: bool = True
    """False where the list that limits the sources is undefined or has conditions that cannot be resolved."""


@dataclass(frozen=True, slots=True)
class User:
    """A local account. `hash` is how its secret is stored: `type-0`, `type-5`, `type-7`, `type-8`, `type-9`, `pbkdf2`,
    `md5-asa`, `nopassword`, `masked`, or empty when the config shows none. `privilege` None when not stated."""

    name: str
    location: Location
    hash: str = ""
    privilege: int | None = None


@dataclass(frozen=True, slots=True)
class SnmpAccess:
    """An SNMP community (v1/v2c) or v3 group. The community string itself is never kept.

    `level` is noauth, auth or priv for v3 and empty before; `default_name` is True for public and private.
    """

    version: str
    write: bool
    location: Location
    level: str = ""
    filter_name: str = ""
    default_name: bool = False
    sources: AddressSet = NOWHERE


@dataclass(frozen=True, slots=True)
class Server:
    """A server the device uses: `purpose` is syslog, ntp, tacacs, radius, ldap, snmp-trap, dns ... `authenticated`
    None where the config does not say. `transport` is udp, tcp, tls or empty."""

    purpose: str
    host: str
    location: Location
    addresses: AddressSet = NOWHERE
    interface: str = ""
    authenticated: bool | None = None
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """A place where the configuration shows a secret that can be read back: its kind and place, never its value.

    `kind`: cleartext, type-7, community, psk, private-key, md5-key ...
    """

    kind: str
    location: Location
    what: str = ""


@dataclass(frozen=True, slots=True)
class TerminalLine:
    """A console, aux or vty line range. `idle_timeout_s` None: not stated (vendor default 600 s on IOS), 0: never."""

    name: str
    location: Location
    idle_timeout_s: int | None = None
    transports: tuple[str, ...] | None = None
    access_class: str = ""
    login: str = ""
    exec_disabled: bool = False


@dataclass(frozen=True, slots=True)
class ManagementPlane:
    """All management-plane facts of a device."""

    services: tuple[AdminService, ...] = ()
    lines: tuple[TerminalLine, ...] = ()
    users: tuple[User, ...] = ()
    snmp: tuple[SnmpAccess, ...] = ()
    servers: tuple[Server, ...] = ()
    secrets: tuple[Secret, ...] = ()
    settings: tuple[Setting, ...] = ()
