"""Whom routing and redundancy protocols of VyOS speak to, and how each proves who it is.

VyOS documentation, *Protocols* and *High availability*: OSPF and RIP speak on the interfaces that a `network` covers or that are
named, unless they are passive; older releases keep the words of an interface with the interface. An area's `authentication` holds for
its interfaces; a BGP neighbour has the password of its peer group.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import AddressSet, RoutingPeer
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.tree import Node


def read_adjacencies(draft: Draft) -> Iterator[RoutingPeer]:
    """Yield whom the router speaks to, in the main table, then in every VRF, then by VRRP."""
    tables = [draft.root, *draft.root.under("vrf", "name")]
    for protocols in (found for table in tables if (found := table.get("protocols")) is not None):
        for name in ("ospf", "rip"):
            process = protocols.get(name)
            if process is not None:
                yield from _interfaces(draft, name, process)
        yield from _bgp(draft, protocols)
    for group in draft.root.under("high-availability", "vrrp", "group"):
        kind = _leaf(group, "authentication", "type")
        proof = "text" if kind == "plaintext-password" else kind
        yield RoutingPeer("vrrp", f"group {group.name}", draft.at(group), _leaf(group, "interface"), proof)


def _leaf(node: Node, *path: str) -> str:
    found = node.get(*path)
    return next(reversed(found.children), "") if found is not None else ""


def _interfaces(draft: Draft, name: str, process: Node) -> Iterator[RoutingPeer]:
    passive = {n.name for n in process.under("passive-interface")}
    active = {n.name for n in process.under("passive-interface-exclude")}
    covered = _covered(process)
    for interface in draft.interfaces.values():
        node = draft.nodes.get(interface.name)
        own = [n for n in (process.get("interface", interface.name), node and node.get("ip", name)) if n is not None]
        area = next((_leaf(n, "area") for n in own if _leaf(n, "area")), "")
        area = area or next((a for a, n in covered if not n.isdisjoint(interface.addresses)), "")
        silent = interface.name in passive or any(n.get("passive") is not None for n in own)
        silent = silent or ("default" in passive and interface.name not in active)
        if not interface.enabled or silent or not (area or (name == "rip" and own)):
            continue
        place = own[0] if own else process
        yield RoutingPeer(name, interface.name, draft.at(place), interface.name, _proof(own, process, area))


def _covered(process: Node) -> list[tuple[str, AddressSet]]:
    """Return the networks that a process speaks in, each with its area; `rip` where there are none."""
    found = [(area.name, net) for area in process.under("area") for net in area.under("network")]
    found += [("rip", net) for net in process.under("network")]
    return [(area, addresses) for area, net in found if (addresses := literal(net.name)) is not None]


def _proof(own: list[Node], process: Node, area: str) -> str:
    for node in own:
        if node.get("authentication", "md5") is not None:
            return "md5"
        if node.get("authentication", "plaintext-password") is not None:
            return "text"
    word = _leaf(process, "area", area, "authentication")
    return {"md5": "md5", "plaintext-password": "text"}.get(word, "")


def _bgp(draft: Draft, protocols: Node) -> Iterator[RoutingPeer]:
    bgp = protocols.get("bgp")
    if bgp is None:
        return
    processes = [bgp] if bgp.get("neighbor") is not None else list(bgp.children.values())  # the number was a node once
    for process in processes:
        keyed = {g.name for g in process.under("peer-group") if g.get("password") is not None}
        for neighbour in process.under("neighbor"):
            proved = neighbour.get("password") is not None or _leaf(neighbour, "peer-group") in keyed
            if neighbour.get("shutdown") is None:
                yield RoutingPeer("bgp", neighbour.name, draft.at(neighbour), authentication="md5" if proved else "")
