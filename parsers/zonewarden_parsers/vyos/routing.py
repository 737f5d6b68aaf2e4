"""Static routes of all tables, and routing daemons."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import ANY4, NOWHERE, Aspect, Effect, LineState, Route
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.secrets import record
from zonewarden_parsers.vyos.tree import Node

DAEMONS = frozenset(
    {
        "bgp",
        "ospf",
        "ospfv3",
        "rip",
        "ripng",
        "isis",
        "babel",
        "eigrp",
        "openfabric",
        "segment-routing",
        "igmp",
        "pim",
        "pim6",
        "mpls",
        "rpki",
        "bfd",
        "nhrp",
    }
)
_LEARN = frozenset({"bgp", "ospf", "ospfv3", "rip", "ripng", "isis", "babel", "eigrp", "openfabric", "nhrp"})


def read_routing(draft: Draft) -> None:
    """Read `protocols`, those of VRFs, and the gateway address of old releases."""
    _protocols(draft, draft.root.get("protocols"), "")
    for vrf in draft.root.under("vrf", "name"):
        _protocols(draft, vrf.get("protocols"), vrf.name)
    for vrf in draft.root.under("protocols", "vrf"):
        _protocols(draft, vrf, vrf.name)
    gateway = draft.root.get("system", "gateway-address")
    if gateway is not None:
        gateway.claim()
        hop = literal(next(reversed(gateway.children), "")) or NOWHERE
        draft.routes.append(Route(ANY4, draft.at(gateway), next_hop=hop))
    for path in (
        ("policy", "route"),
        ("policy", "route6"),
        ("policy", "ipv6-route"),
        ("policy", "local-route"),
        ("load-balancing",),
        ("load-balance",),
    ):
        found = draft.root.get(*path)
        if found is not None:
            draft.gap(
                Aspect.FLOWS, Effect.EITHER, f"{' '.join(path)} chooses routes by rules that are not modelled", found
            )


def _protocols(draft: Draft, section: Node | None, vrf: str) -> None:
    for node in section.children.values() if section is not None else ():
        if node.name == "static":
            _static(draft, node, vrf)
        elif node.name in DAEMONS:
            node.claim(LineState.MODELLED)
            record(draft, node)
            if node.name in _LEARN:
                draft.dynamic_routing.append((f"{node.name} {vrf}".strip(), draft.at(node)))
    if section is not None:
        section.keep("route-map", "multicast", "static-arp")


def _static(draft: Draft, section: Node, vrf: str) -> None:
    section.keep("arp", "neighbor-proxy", "multicast")
    for kind in section.children.values():
        if kind.name in ("route", "route6", "interface-route", "interface-route6"):
            for node in kind.children.values():
                node.claim()
                _route(draft, node, vrf)
        elif kind.name == "table":
            draft.gap(Aspect.FLOWS, Effect.EITHER, "routing tables for policy routing are not modelled", kind)


def _route(draft: Draft, node: Node, vrf: str) -> None:
    """Add the routes to a destination: one for each next hop, interface, or the black hole."""
    destination, at = literal(node.name), draft.at(node)
    if destination is None:
        node.claim(LineState.UNKNOWN)
        return
    here = node.value("vrf") or vrf
    for hop in node.under("next-hop"):
        address = literal(hop.name) or NOWHERE
        if "disable" not in hop.children:
            draft.routes.append(
                Route(destination, at, hop.value("interface"), address, hop.value("vrf") or here, _distance(hop))
            )
    for tag in ("interface", "next-hop-interface"):
        for hop in node.under(tag):
            if "disable" not in hop.children:
                draft.routes.append(Route(destination, at, hop.name, NOWHERE, here, _distance(hop)))
    for tag in ("blackhole", "reject", "unreachable"):
        if tag in node.children:
            draft.routes.append(Route(destination, at, vrf=here, metric=_distance(node.children[tag]), discard=True))
    if "dhcp-interface" in node.children:
        draft.routes.append(Route(destination, at, node.value("dhcp-interface"), NOWHERE, here))


def _distance(node: Node) -> int:
    text = node.value("distance")
    return int(text) if text.isascii() and text.isdigit() else 1
