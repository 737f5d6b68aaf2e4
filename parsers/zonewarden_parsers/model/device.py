"""A device as its configuration describes it: interfaces, routes, filters, translation, remote access, management."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from zonewarden_parsers.model.addresses import NOWHERE, AddressSet
from zonewarden_parsers.model.coverage import Coverage
from zonewarden_parsers.model.location import Diagnostic, Location
from zonewarden_parsers.model.management import ManagementPlane
from zonewarden_parsers.model.rules import Binding, RuleList
from zonewarden_parsers.model.services import ServiceSet


@dataclass(frozen=True, slots=True)
class SwitchPort:
    """What a port does at layer 2. `mode` is access, trunk, dynamic or another word of the vendor's, empty where nobody states it.

    `vlans` are the first and last of each run of VLANs that a trunk carries. `settings`: `port-security`, `violation-restrict`,
    `violation-protect`, `dot1x`, `no-negotiation`, `edge`, `bpdu-guard`, `bpdu-filter`, `storm-control`, `bundled`, `unstated`
    (nothing is said of the port).
    """

    mode: str
    access_vlan: int
    native_vlan: int
    vlans: tuple[tuple[int, int], ...]
    settings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Interface:
    """A layer-3 interface. `name` is what bindings and routes use (ASA: the nameif), `hardware` the port.

    `networks` are the connected subnets, `addresses` the device's own addresses, both over all families and
    secondaries. `security_level` is ASA's 0-100. `vrf` is empty for the global table. `dynamic` is True where the
    address comes from DHCP, PPP or another interface, so that the connected subnet is not in the config.
    """

    name: str
    location: Location
    hardware: str = ""
    addresses: AddressSet = NOWHERE
    networks: AddressSet = NOWHERE
    enabled: bool = True
    vrf: str = ""
    zone: str = ""
    security_level: int | None = None
    description: str = ""
    ipv6_enabled: bool = False
    dynamic: bool = False
    management_only: bool = False
    vlan: str = ""
    settings: frozenset[str] = frozenset()
    """Named facts a policy may ask about: `flood-protection`, `proxy-arp`, `directed-broadcast`, `cdp`, `urpf`, `redirects`, `unreachables`."""
    port: SwitchPort | None = None
    """Where it is a port of a switch, on the platforms whose ports are read."""


@dataclass(frozen=True, slots=True)
class Route:
    """A static route: `destination` leaves by `interface` (empty when only a next hop is given) to `next_hop`."""

    destination: AddressSet
    location: Location
    interface: str = ""
    next_hop: AddressSet = NOWHERE
    vrf: str = ""
    metric: int = 1
    discard: bool = False


@dataclass(frozen=True, slots=True)
class NatRule:
    """An address translation as configured, in order of evaluation. Read with its location, not yet applied to flows.

    `real` and `mapped` are source addresses before and after; `kind` is static, dynamic, pat, identity or exempt. `published`
    are the services that a static translation is for, by the ports of packets to `mapped`, and `port` the one that they get, 0
    where ports stay; None: not read. `entries` are the interfaces by which packets to `mapped` must come in where the rule names
    zones or lists of them; empty: by `mapped_interface`, or by any.
    """

    kind: str
    location: Location
    text: str
    real_interface: str = ""
    mapped_interface: str = ""
    real: AddressSet = NOWHERE
    mapped: AddressSet = NOWHERE
    section: int = 1
    published: ServiceSet | None = None
    port: int = 0
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutingPeer:
    """Somebody whom a routing or gateway redundancy protocol of the device believes.

    `protocol` is ospf, eigrp, rip, isis, bgp, hsrp, vrrp, glbp ...; `where` the neighbour, the group or the interface, empty for a
    whole process. `authentication` is how it proves itself: `md5`, `key-chain`, `keyed`, `text` (sent in clear), empty for not at all.
    """

    protocol: str
    where: str
    location: Location
    interface: str = ""
    authentication: str = ""


@dataclass(frozen=True, slots=True)
class RouteHandover:
    """Routes that a routing protocol tells its peers and learnt elsewhere: `what` is `static`, `ospf 2` ..., or `default`.

    `filtered` is True where a route map or list chooses among them.
    """

    protocol: str
    what: str
    location: Location
    filtered: bool = False


class VpnKind(StrEnum):
    """Who ends up on the inside: a site's network or a person's client."""

    REMOTE_ACCESS = "remote-access"
    SITE_TO_SITE = "site-to-site"


@dataclass(frozen=True, slots=True)
class Vpn:
    """A VPN termination found in a configuration: an ASA tunnel-group with its group-policy, an IOS crypto map entry.

    Fields that the config does not state are None (not the vendor default, which depends on the release).
    `authentication`: the factors in use, e.g. `aaa:RADIUS-OT`, `aaa:LOCAL`, `certificate`, `saml:idp`, `psk`,
    `secondary:DUO`. `locations` maps a field name to where it is set. `peers` is a site-to-site remote end;
    `interesting` the traffic selectors.
    """

    name: str
    kind: VpnKind
    location: Location
    interface: str = ""
    enabled: bool = True
    reached_by: tuple[str, ...] = ()
    """Where the device answers clients or the far end, for a VPN whose `interface` is a tunnel of its own."""
    authentication: tuple[str, ...] = ()
    pools: AddressSet = NOWHERE
    pool_names: tuple[str, ...] = ()
    group_policy: str = ""
    split_tunnel: str | None = None
    split_networks: AddressSet = NOWHERE
    filter_list: str | None = None
    idle_timeout_min: int | None = None
    session_timeout_min: int | None = None
    simultaneous_logins: int | None = None
    protocols: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    crypto: tuple[str, ...] = ()
    """Algorithms and versions named for it, lower case: `ikev1`, `3des`, `group2`, `aes-gcm-256` ..."""
    locations: dict[str, Location] = field(default_factory=dict, hash=False)
    posture: str | None = None
    """What of a client's device is checked before it may connect, `none` for nothing; None where the configuration does not tell."""


@dataclass(frozen=True, slots=True)
class RemoteUser:
    """A local account by which somebody comes in by VPN, with a secret that the device itself checks.

    Accounts of administrators that no VPN admits are `ManagementPlane.users` only.
    """

    name: str
    location: Location
    enabled: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True)
class NamedObject:
    """An object, object group or list that rules may refer to: for unused and undefined reference checks.

    `kind` is network, service, protocol, icmp-type, user, time-range, access-list ... ; `empty` is True for a group
    that holds nothing.
    """

    name: str
    kind: str
    location: Location
    addresses: AddressSet = NOWHERE
    used: bool = False
    empty: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a name that the configuration never defines."""

    name: str
    kind: str
    location: Location


@dataclass(frozen=True, slots=True)
class ImplicitPolicy:
    """What a platform does between two interfaces where no list decides (ASA security levels).

    `permit` is the answer, `reason` says which built-in rule gives it, `location` the setting it comes from.
    """

    from_interface: str
    to_interface: str
    permit: bool
    reason: str
    location: Location


class Aspect(StrEnum):
    """Which answers a gap makes uncertain."""

    FLOWS = "flows"
    MANAGEMENT = "management"
    REMOTE_ACCESS = "remote-access"
    ALL = "all"


class Effect(StrEnum):
    """What an unmodelled filter may do to packets that the model permits or denies."""

    MAY_PERMIT = "may-permit"
    MAY_DENY = "may-deny"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something in the configuration that bears on an answer and is not in the model, with what it leaves open.

    `interface` narrows it to one interface, empty means the whole device. A filter the parser knows but does not model
    (IOS zone-based firewall) is a gap as much as a line it cannot read.
    """

    aspect: Aspect
    effect: Effect
    reason: str
    location: Location
    interface: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """One device, or one context of it, as one configuration file describes it.

    `stateful`: return packets of a permitted session need no rule. `dynamic_routing` names the routing processes
    (`ospf 1`, `bgp 65000`) whose routes are not in the file. `implicit` holds the platform's answer for interface
    pairs where no inbound list is bound; pairs that are not in it are permitted (a router forwards by default).
    `lists_before_nat` is True where an inbound list sees the published address of a translated host (IOS, ASA before 8.3),
    False where it sees the real one. `vpn_bypass` is where the config lets decrypted VPN traffic skip the interface lists (ASA
    `sysopt connection permit-vpn`, the default), None where it does not. `context` is empty for a whole device.
    """

    name: str
    platform: str
    path: str
    coverage: Coverage
    stateful: bool
    context: str = ""
    version: str = ""
    placeless: bool = False
    interfaces: tuple[Interface, ...] = ()
    routes: tuple[Route, ...] = ()
    dynamic_routing: tuple[tuple[str, Location], ...] = ()
    routing_peers: tuple[RoutingPeer, ...] = ()
    route_handovers: tuple[RouteHandover, ...] = ()
    rule_lists: tuple[RuleList, ...] = ()
    bindings: tuple[Binding, ...] = ()
    implicit: tuple[ImplicitPolicy, ...] = ()
    nat: tuple[NatRule, ...] = ()
    lists_before_nat: bool = False
    vpns: tuple[Vpn, ...] = ()
    vpn_bypass: Location | None = None
    remote_users: tuple[RemoteUser, ...] = ()
    management: ManagementPlane = field(default_factory=ManagementPlane)
    objects: tuple[NamedObject, ...] = ()
    undefined: tuple[Reference, ...] = ()
    gaps: tuple[Gap, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def rule_list(self, name: str) -> RuleList | None:
        """Return the list called `name`, or None when the config does not define it."""
        return next((r for r in self.rule_lists if r.name == name), None)

    def interface(self, name: str) -> Interface | None:
        """Return the interface called `name`, or None."""
        return next((i for i in self.interfaces if i.name == name), None)
