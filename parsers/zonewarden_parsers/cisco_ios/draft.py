"""A device while it is being read: what the readers of single commands add to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from zonewarden_parsers.cisco_ios.access_lists import AccessLists
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.operands import prefix
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange
from zonewarden_parsers.cisco_ios.vlan_draft import VlanFilter, VlanStep
from zonewarden_parsers.cisco_ios.zone_draft import ZoneDraft
from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import (
    NOWHERE,
    AddressSet,
    AdminService,
    Aspect,
    Binding,
    Direction,
    Effect,
    Gap,
    Location,
    NatRule,
    Reference,
    Route,
    Secret,
    Server,
    Setting,
    SnmpAccess,
    User,
    Vpn,
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command with the lines of its mode. `words` are without a leading `no`, which `negated` stands for."""

    line: Line
    words: tuple[str, ...]
    negated: bool
    children: tuple[Line, ...] = ()

    def word(self, index: int) -> str:
        """Return a word, or an empty string past the end."""
        return self.words[index] if index < len(self.words) else ""

    def after(self, keyword: str) -> str:
        """Return the word after the first `keyword`, or an empty string."""
        return self.word(self.words.index(keyword) + 1) if keyword in self.words else ""


def command(line: Line, children: tuple[Line, ...] = ()) -> Command:
    """Return `line` as a command."""
    if line.words[0] == "no" and len(line.words) > 1:
        return Command(line, line.words[1:], True, children)
    return Command(line, line.words, False, children)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What management plane protection allows: a protocol (or `all`) by an interface (or `all`) from some peers."""

    interface: str
    protocol: str
    peers: AddressSet


class Offer(NamedTuple):
    """A service that is switched on, with its IPv4 and IPv6 list and the routing table it listens in (None: any)."""

    service: AdminService
    lists: tuple[str, ...]
    table: str | None


@dataclass(slots=True)
class Terminal:
    """A terminal line range as it is read. `transports` None: not stated."""

    name: str
    location: Location
    timeout_s: int | None = None
    transports: tuple[str, ...] | None = None
    access_class: str = ""
    access_class6: str = ""
    login: str = ""
    exec_disabled: bool = False


@dataclass(slots=True)
class Port:
    """An interface as it is read. `primary`, `secondary` and `shared` (HSRP, VRRP, GLBP) are (own address, network)."""

    name: str
    location: Location
    primary: tuple[AddressSet, AddressSet] | None = None
    secondary: list[tuple[AddressSet, AddressSet]] = field(default_factory=list)
    shared: list[AddressSet] = field(default_factory=list)
    enabled: bool = True
    vrf: str = ""
    zone: str = ""
    description: str = ""
    ipv6_enabled: bool = False
    dynamic: bool = False
    vlan: str = ""
    layer2: bool = False
    bare: bool = True
    port_commands: list[tuple[tuple[str, ...], bool]] = field(default_factory=list[tuple[tuple[str, ...], bool]])
    speaking: list[tuple[tuple[str, ...], bool]] = field(default_factory=list[tuple[tuple[str, ...], bool]])
    management: bool = False
    settings: set[str] = field(default_factory=set)
    crypto_map: str = ""
    tunnel_profile: str = ""
    tunnel_destination: str = ""


@dataclass(slots=True)
class Draft:
    """Everything read so far.

    `policies` are (policy map, interface, line) of every `service-policy`, `dropping` the policy maps that drop,
    `inspections` the lines of each `ip inspect name`.
    `crypto_maps` gives for a crypto map the first interface it is on; `web` the place of `ip http server` (`http`)
    and `ip http secure-server` (`https`), `web_filters` the list of their access class by IP version.
    """

    path: str
    ledger: Ledger
    groups: Groups
    time_ranges: dict[str, TimeRange]
    lists: AccessLists
    hostname: str = ""
    version: str = ""
    ports: dict[str, Port] = field(default_factory=dict)
    bindings: dict[tuple[str, Direction, int], Binding] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    processes: list[tuple[tuple[str, ...], Location, tuple[Line, ...]]] = field(
        default_factory=list[tuple[tuple[str, ...], Location, tuple[Line, ...]]]
    )
    """What opens each routing process, after `router`, its place and the lines in it."""
    routing: list[tuple[str, Location]] = field(default_factory=list)
    nat: list[NatRule] = field(default_factory=list)
    nat_lists: dict[Location, str] = field(default_factory=dict)
    pools: dict[str, AddressSet] = field(default_factory=dict)
    local_pools: dict[str, AddressSet] = field(default_factory=dict)
    templates: dict[str, list[Vpn]] = field(default_factory=dict)
    templated: dict[str, str] = field(default_factory=dict)
    vpns: list[Vpn] = field(default_factory=list)
    transforms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    crypto_maps: dict[str, tuple[str, Location]] = field(default_factory=dict)
    terminals: dict[str, Terminal] = field(default_factory=dict)
    web: dict[str, Location] = field(default_factory=dict)
    web_filters: dict[int, str] = field(default_factory=dict)
    services: list[AdminService] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    snmp: list[SnmpAccess] = field(default_factory=list)
    snmp_filters: list[tuple[str, str]] = field(default_factory=list)
    snmp_users: list[tuple[str, int]] = field(default_factory=list)
    moved: dict[str, set[int]] = field(default_factory=dict)
    """The ports that a service listens on beside or instead of its usual one."""
    offers: list[Offer] = field(default_factory=list)
    vty_pools: list[str] = field(default_factory=list)
    management_plane: list[Allowance] = field(default_factory=list)
    community_names: list[str] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    policies: list[tuple[str, str, Line]] = field(default_factory=list)
    dropping: set[str] = field(default_factory=set)
    vlan_maps: dict[str, dict[int, VlanStep]] = field(default_factory=dict)
    vlan_filters: list[VlanFilter] = field(default_factory=list)
    inspections: dict[str, list[Line]] = field(default_factory=dict)
    zoning: ZoneDraft = field(default_factory=ZoneDraft)
    gaps: list[Gap] = field(default_factory=list)
    undefined: list[Reference] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    used_lists: list[tuple[int, str, Location]] = field(default_factory=list)

    def setting(self, name: str, value: str, line: Line) -> None:
        """Note a stated management setting."""
        self.settings.append(Setting(name, value, self.ledger.at(line)))

    def switch(self, name: str, cmd: Command) -> None:
        """Note a setting that is on or, with `no`, off."""
        self.setting(name, "off" if cmd.negated else "on", cmd.line)

    def server(self, purpose: str, host: str, line: Line, transport: str = "", interface: str = "", *, authenticated: bool | None = None) -> None:  # fmt: skip
        """Note a server that the device uses."""
        addresses = (prefix(host) if "/" not in host else None) or NOWHERE
        self.servers.append(Server(purpose, host, self.ledger.at(line), addresses, interface, authenticated, transport))

    def gap(self, aspect: Aspect, effect: Effect, reason: str, line: Line, interface: str = "") -> None:
        """Note something that bears on an answer and is not in the model."""
        self.gaps.append(Gap(aspect, effect, reason, self.ledger.at(line), interface))

    def use_list(self, name: str, line: Line, family: int = 4) -> None:
        """Note that the list is used at `line`."""
        self.used_lists.append((family, name, self.ledger.at(line)))


Reader = Callable[[Command, Draft], bool]
"""Reads one command into the draft; False when it cannot, or an UnreadableError that says where and why."""

PortReader = Callable[[Command, Port, Draft], bool]
"""Reads one command of an interface, as `Reader`."""
