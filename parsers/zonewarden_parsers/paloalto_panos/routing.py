"""Virtual and logical routers: their interfaces, static routes, routing protocols, and routes into each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.model import NOWHERE, Aspect, Effect, Gap, Location, Route, RoutingPeer
from zonewarden_parsers.paloalto_panos.addresses import AddressBook, literal
from zonewarden_parsers.paloalto_panos.adjacencies import adjacencies
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Claim, Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_QUIET = keywords("admin-dists ecmp multicast rib-filter routing-profiles rib-filters")
_ROUTE_QUIET = keywords("bfd path-monitor option no-install route-table tag")
_PROTOCOLS = ("bgp", "ospf", "ospfv3", "rip", "redist-profile", "static")


@dataclass(slots=True)
class Routing:
    """Reads `network virtual-router` and `network logical-router`."""

    document: Document
    book: AddressBook
    routers: dict[str, str] = field(default_factory=dict)
    """The router of every interface."""
    names: list[str] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    dynamic: list[tuple[str, Location]] = field(default_factory=list)
    peers: list[RoutingPeer] = field(default_factory=list[RoutingPeer])
    gaps: list[Gap] = field(default_factory=list)

    def read(self, network: Node) -> None:
        """Read all routers of a network node."""
        for entry in network.values("virtual-router"):
            self._router(entry, entry.key)
        for entry in network.values("logical-router"):
            for vrf in entry.values("vrf"):
                self._router(vrf, entry.key if vrf.key == "default" else f"{entry.key}/{vrf.key}")

    def vrf(self, router: str) -> str:
        """Return the model's name for a router: the only one, or the default one, is the device's own table."""
        return "" if len(self.names) < 2 or router == "default" else router

    def _router(self, node: Node, name: str) -> None:
        if name not in self.names:
            self.names.append(name)
        for port in node.values("interface"):
            self.routers[port.key] = name
        table = node.get("routing-table")
        for family in ("ip", "ipv6"):
            body = table.get(family) if table is not None else None
            for route in body.values("static-route") if body is not None else []:
                self._route(route, name)
        self.peers.extend(adjacencies(self.document, node))
        protocol = node.get("protocol")
        for key in _PROTOCOLS:
            self._protocol(protocol.get(key) if protocol is not None else None, name)
            self._protocol(node.get(key), name)
        node.ignore(_QUIET)

    def _protocol(self, node: Node | None, router: str) -> None:
        """Note a routing protocol that is on: its routes are not in the file."""
        if node is None:
            return
        if node.key in ("bgp", "ospf", "ospfv3", "rip") and node.text("enable") != "no":
            self.dynamic.append((f"{node.key} {router}", self.document.at(node)))
        node.mark(Claim.MODELLED)

    def _route(self, node: Node, router: str) -> None:
        at = self.document.at(node)
        written = node.text("destination")
        destination = self.book.resolve(written, at).over if written else NOWHERE
        hop = node.get("nexthop")
        interface, metric = node.text("interface"), node.text("metric")
        node.ignore(_ROUTE_QUIET)
        node.text("admin-dist")
        discard = hop is not None and hop.get("discard") is not None
        next_hop = NOWHERE
        if hop is not None:
            address = hop.text("ip-address") or hop.text("ipv6-address")
            found = literal(address)
            next_hop = found if found is not None else self.book.resolve(address, at).under if address else NOWHERE
            self._elsewhere(hop, node, at, unresolved=found is None and bool(address) and not next_hop)
        self.routes.append(
            Route(
                destination,
                at,
                interface,
                next_hop,
                router,
                int(metric) if metric.isascii() and metric.isdigit() and len(metric) < 9 else 10,
                discard,
            )
        )

    def _elsewhere(self, hop: Node, node: Node, at: Location, *, unresolved: bool) -> None:
        """Note a route whose way on is not in the model: into another router, or to a name."""
        for key in ("next-vr", "next-lr", "fqdn"):
            other = hop.text(key)
            if other:
                self.gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, f"route {node.key} goes by {key} {other}", at))
        if unresolved:
            self.gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, f"route {node.key}: the next hop is not an address", at))
