"""One context as a device: a virtual system of a firewall, or a device group with the topology of its template stack."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zonewarden_parsers.model import (
    ANY,
    AdminService,
    Aspect,
    Binding,
    Coverage,
    Device,
    Direction,
    Effect,
    Gap,
    Location,
    RuleList,
)
from zonewarden_parsers.paloalto_panos.accounts import read_accounts
from zonewarden_parsers.paloalto_panos.addresses import AddressBook
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.facts import Facts
from zonewarden_parsers.paloalto_panos.interfaces import Port, Ports
from zonewarden_parsers.paloalto_panos.irrelevant import BASE, NETWORK, SCOPE, VSYS_IMPORT
from zonewarden_parsers.paloalto_panos.nat import NatReader
from zonewarden_parsers.paloalto_panos.objects import Names
from zonewarden_parsers.paloalto_panos.protection import zone_settings
from zonewarden_parsers.paloalto_panos.routing import Routing
from zonewarden_parsers.paloalto_panos.rulebase import (
    LIST,
    Rulebases,
    build_list,
    local_rules,
    mention_zones,
    other_policies,
    unknown_policy,
)
from zonewarden_parsers.paloalto_panos.scopes import containers
from zonewarden_parsers.paloalto_panos.security import RuleReader
from zonewarden_parsers.paloalto_panos.servers import Profiles, forwarded, read_servers
from zonewarden_parsers.paloalto_panos.services import ServiceBook
from zonewarden_parsers.paloalto_panos.system import MANAGEMENT, allowed, read_system
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords
from zonewarden_parsers.paloalto_panos.vpn import read_global_protect, read_tunnels
from zonewarden_parsers.paloalto_panos.zones import Zones

_PROFILE_SERVICES = ("https", "ssh", "telnet", "http", "snmp")
_PROFILE_QUIET = keywords(
    "ping response-pages userid-service userid-syslog-listener-ssl userid-syslog-listener-udp http-ocsp"
)


@dataclass(slots=True)
class Context:
    """What a context is made of, as nodes of the tree.

    `layers` hold its objects, nearest first; `scopes` its zones, log settings and portals; `bases` its network and device
    configuration, the one that counts first. `policy` is False for a topology without rules (a template that no device group uses),
    `forwards` for Panorama itself, whose name (`manager`) stands for
    firewalls that the file does not name. `local_rules` is True where firewalls may have rules of their own that the file lacks.
    """

    document: Document
    name: str
    place: Location
    layers: tuple[Node, ...]
    scopes: tuple[Node, ...]
    bases: tuple[Node, ...]
    rulebases: Rulebases
    used: set[int]
    several: bool = False
    policy: bool = True
    forwards: bool = True
    manager: str = ""
    local_rules: bool = False
    names: Names = field(init=False)
    book: AddressBook = field(init=False)
    services: ServiceBook = field(init=False)
    facts: Facts = field(init=False)

    def __post_init__(self) -> None:
        self.names = Names(self.document, self.layers, self.used)
        self.book = AddressBook(self.names)
        self.services = ServiceBook(self.names)
        self.facts = Facts(self.document, self.book)

    def device(self, platform: str, version: str) -> Device:
        """Read everything and return the device; objects, coverage and diagnostics are added when all contexts are read."""
        networks = containers(list(self.bases), "network")
        ports, routing = self._topology(networks)
        zones = Zones(self.document, bool(ports.found), frozenset({*ports.found, MANAGEMENT}))
        for scope in reversed(self.scopes):
            zones.read(scope)
        for name, at in mention_zones(zones, self.rulebases, self.document):
            self.names.undefined(name, "zone", at)
        own = self._own(ports, zones)
        rules = self._rules(zones, own, ports.elsewhere)
        nat = NatReader(self.document, zones, self.book, self.services)
        for node in self.rulebases.entries("nat"):
            nat.read(node)
        gaps = [*other_policies(self.rulebases, self.document), *nat.gaps, *routing.gaps, *_outward(zones)]
        if self.local_rules:
            gaps += local_rules(rules, self.rulebases, self.document, self.place)
        protected = zone_settings(networks, zones)
        self._management(networks, own)
        self._objects()
        interfaces = [
            p.finish(zones.of_interface.get(p.name, ""), routing.vrf(routing.routers.get(p.name, ""))) for p in own
        ]
        interfaces = [replace(i, settings=i.settings | protected.get(i.zone, frozenset())) for i in interfaces]
        names = {p.name for p in own}
        apart = tuple(i for i in self.facts.interfaces if i.name not in names)
        gaps += [
            Gap(Aspect.ALL, Effect.EITHER, "an interface has the name of the management port", i.location)
            for i in self.facts.interfaces
            if i.name in names
        ]
        routers = {routing.routers.get(name, "") for name in names}
        routes = [r for r in routing.routes if (r.interface in names if r.interface else r.vrf in routers)]
        return Device(
            name=self.facts.hostname or self.manager,
            platform=platform,
            path=self.document.path,
            coverage=Coverage(()),
            stateful=True,
            context=self.name,
            version=version,
            interfaces=(*interfaces, *zones.stand_ins.values(), *apart),
            routes=tuple(replace(r, vrf=routing.vrf(r.vrf)) for r in routes),
            dynamic_routing=tuple(routing.dynamic),
            routing_peers=tuple(p for p in routing.peers if not p.interface or p.interface in names),
            rule_lists=(rules,) if self.forwards else (),
            bindings=(Binding(LIST, "", Direction.FORWARD, rules.location, (4, 6)),) if self.forwards else (),
            nat=tuple(nat.rules),
            lists_before_nat=True,
            vpns=tuple(self.facts.vpns),
            remote_users=self.facts.remote_users(),
            management=self.facts.plane(),
            undefined=tuple(sorted(self.names.missing.values(), key=lambda r: (r.location, r.kind, r.name))),
            gaps=tuple(dict.fromkeys((*gaps, *self.facts.gaps))),
        )

    def _topology(self, networks: list[Node]) -> tuple[Ports, Routing]:
        ports = Ports(self.document, self.book)
        routing = Routing(self.document, self.book)
        for network in reversed(networks):
            ports.read(network)
            routing.read(network)
            network.ignore(NETWORK - {"profiles"})
            for gateway in network.values("shared-gateway"):
                gateway.mark()
                reason = f"shared gateway {gateway.key} has rules of its own, which are not followed"
                routing.gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, reason, self.document.at(gateway)))
                ports.elsewhere.update(n.key for n in gateway.below())
        return ports, routing

    def _own(self, ports: Ports, zones: Zones) -> list[Port]:
        """Return the interfaces of this context: all of a single one's, else those it imports or has in a zone."""
        imported: set[str] = set()
        for scope in self.scopes:
            body = scope.get("import")
            network = body.get("network") if body is not None else None
            if body is not None:
                body.ignore(VSYS_IMPORT)
            if network is not None:
                imported |= {n.key for n in network.values("interface")}
                network.mark()
        if not self.several:
            return list(ports.found.values())
        return [p for p in ports.found.values() if p.name in imported or p.name in zones.of_interface]

    def _rules(self, zones: Zones, own: list[Port], elsewhere: set[str]) -> RuleList:
        if not self.policy:
            return unknown_policy(self.place, "a template without the policy of a device group")
        ports = {p.name for p in own if p.mode not in ("member", "ha", "log-card", "none")}
        zoned = zones.of_interface.keys() & ports
        unzoned = frozenset(ports - zoned - elsewhere) if zoned else frozenset[str]()
        reader = RuleReader(self.document, zones, self.book, self.services)
        first = min((p.at for p in own if p.name in unzoned), default=self.place)
        return build_list(reader, self.rulebases, (unzoned, first), self.place)

    def _management(self, networks: list[Node], own: list[Port]) -> None:
        """Read what the device accepts for itself and whom it talks to."""
        profiles = Profiles()
        shared = containers(list(self.bases), "shared") if self.forwards else []
        used = forwarded((*containers(list(self.bases), "shared"), *self.scopes, *self.layers))
        for scope in dict.fromkeys((*shared, *self.scopes)):
            read_servers(self.facts, scope, profiles, used)
        for base in self.bases:
            config, accounts = base.get("deviceconfig"), base.get("mgt-config")
            if config is not None:
                read_system(self.facts, config)
            if accounts is not None:
                read_accounts(self.facts, accounts)
            base.ignore(BASE)
        self._local_fallback()
        for network in networks:
            read_tunnels(self.facts, network)
            self._profiles(network, own)
        for scope in self.scopes:
            read_global_protect(self.facts, scope, networks, profiles)
        for scope in dict.fromkeys((*shared, *self.scopes, *self.layers)):
            scope.ignore(SCOPE)

    def _local_fallback(self) -> None:
        """Note that administrators of the file log in without the profile's servers, which are for those it does not name."""
        if any(user.hash not in ("", "nopassword") for user in self.facts.users):
            self.facts.settings = [
                replace(s, value=f"{s.value},local") if s.name == "aaa-login" else s for s in self.facts.settings
            ]

    def _profiles(self, network: Node, own: list[Port]) -> None:
        """Read interface management profiles: what each offers, on the interfaces that have it."""
        body = network.get("profiles")
        for profile in body.values("interface-management-profile") if body is not None else []:
            on = tuple(p.name for p in own if p.profile == profile.key)
            sources, known = allowed(profile)
            for protocol in _PROFILE_SERVICES:
                if profile.flag(protocol) is not True or not on:
                    continue
                at = self.document.at(profile.children[protocol])
                limited = profile.key if sources != ANY else ""
                self.facts.services.append(AdminService(protocol, at, sources, on, limited, profile.key, known))
            profile.ignore(_PROFILE_QUIET)
        if body is not None:
            body.mark(Claim.IRRELEVANT)

    def _objects(self) -> None:
        """Read the objects that no rule reaches too, without counting them as used or their mistakes as undefined names."""
        used, missing = set(self.names.used), dict(self.names.missing)
        for kind in ("address", "address-group", "external-list", "region"):
            for name, node in self.names.table(kind).items():
                self.book.resolve(name, self.document.at(node))
        for kind in ("service", "service-group"):
            for name, node in self.names.table(kind).items():
                self.services.resolve(name, self.document.at(node))
        for kind in ("application", "application-group", "application-filter"):
            for name, node in self.names.table(kind).items():
                self.services.application(name, self.document.at(node))
        for node in self.names.table("schedule").values():
            node.mark()
        self.names.used.clear()
        self.names.used.update(used)
        self.names.missing.clear()
        self.names.missing.update(missing)


def _outward(zones: Zones) -> list[Gap]:
    """A zone that leads to another virtual system: what that one's policy lets through is judged there, not here."""
    return [
        Gap(Aspect.FLOWS, effect, f"zone {name} leads to another virtual system", at, name)
        for name, at, effect in zones.outward
    ]
