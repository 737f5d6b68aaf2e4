"""Static routes, routing instances and the routing processes that learn routes.

Junos Protocol-Independent Routing Properties User Guide, *Static routes*.
"""

from __future__ import annotations

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import NOWHERE, AddressSet, Aspect, Effect, Route

_DYNAMIC = ("ospf", "ospf3", "bgp", "rip", "ripng", "isis", "evpn", "ldp", "l2vpn", "pim", "mpls", "rsvp")
_ROUTES = ("ospf", "ospf3", "bgp", "rip", "ripng", "isis")
_DROPS = ("discard", "reject", "receive")


def read_routing(draft: Draft) -> None:
    """Read the main table, and every routing instance."""
    _options(draft, draft.root, "")
    _protocols(draft, draft.root, "")
    for instance in draft.root.under("routing-instances"):
        instance.take()
        for child in instance.children.values():
            if child.word not in ("routing-options", "protocols", "interface"):
                child.pass_over()
        _options(draft, instance, instance.word)
        _protocols(draft, instance, instance.word)


def _options(draft: Draft, holder: Node, vrf: str) -> None:
    options = holder.get("routing-options")
    if options is None:
        return
    options.take()
    for child in options.children.values():
        if child.word == "static":
            _static(draft, child, vrf)
        elif child.word == "rib":
            child.take()
            for table in child.children.values():
                _table(draft, table, vrf)
        elif child.word in ("instance-import", "interface-routes", "auto-export"):
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"routes leak between tables: {child.word}", child)
        elif child.word == "flow":
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "flow routes filter packets", child)
        else:
            child.pass_over()


def _table(draft: Draft, table: Node, vrf: str) -> None:
    table.take()
    name = table.word.rpartition(".inet")[0]
    for child in table.children.values():
        if child.word == "static":
            _static(draft, child, name.partition(".")[0] if "." in name else vrf or name)
        else:
            child.pass_over()


def _static(draft: Draft, static: Node, vrf: str) -> None:
    static.take()
    for child in static.children.values():
        if child.word != "route":
            child.pass_over()
    for route in static.under("route"):
        route.take_all()
        try:
            destination = AddressSet.parse(route.word)
        except ValueError:
            draft.unknown(route, f"not a prefix: {route.word[:60]}", Aspect.FLOWS)
            continue
        _route(draft, route, destination, vrf)


def _route(draft: Draft, node: Node, destination: AddressSet, vrf: str) -> None:
    metric = _preference(node)
    if any(node.get(word) for word in _DROPS):
        draft.routes.append(Route(destination, node.at, "", NOWHERE, vrf, metric, discard=True))
    for word in ("next-hop", "qualified-next-hop"):
        for hop in node.under(word):
            try:
                found, interface = AddressSet.parse(hop.word), hop.value("interface")
            except ValueError:
                found, interface = NOWHERE, hop.word
            draft.routes.append(
                Route(
                    destination, node.at, interface, found, vrf, _preference(hop) if hop.get("preference") else metric
                )
            )
    if node.get("next-table"):
        table = node.value("next-table")
        draft.gap(Aspect.FLOWS, Effect.EITHER, f"route {node.word} goes on in table {table}", node)


def _preference(node: Node) -> int:
    text = node.value("preference")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 5


def _protocols(draft: Draft, holder: Node, vrf: str) -> None:
    protocols = holder.get("protocols")
    if protocols is None:
        return
    protocols.take_all()
    for child in protocols.children.values():
        if child.inactive or child.word not in _DYNAMIC:
            continue
        if child.word in _ROUTES:
            draft.dynamic_routing.append((f"{child.word} {vrf}".strip(), child.at))
