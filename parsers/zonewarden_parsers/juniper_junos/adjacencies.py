"""Whom routing and redundancy protocols of Junos speak to, and how each proves who it is.

Junos Routing Protocols Library: an interface under `protocols ospf area` speaks unless it is passive; OSPF and VRRP authenticate by
interface, RIP and IS-IS as a whole or by interface, BGP by neighbour, group or as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import RoutingPeer

_KEYS = ("authentication-key", "authentication-key-chain", "ipsec-sa")


def read_adjacencies(draft: Draft) -> Iterator[RoutingPeer]:
    """Yield whom the device speaks to, in the main instance, then in every routing instance, then by VRRP."""
    for holder in (draft.root, *draft.root.under("routing-instances")):
        protocols = holder.get("protocols")
        if protocols is not None:
            yield from _areas(protocols)
            yield from _isis(protocols)
            yield from _rip(protocols)
            yield from _bgp(protocols)
    yield from _vrrp(draft.root)


def _areas(protocols: Node) -> Iterator[RoutingPeer]:
    for name in ("ospf", "ospf3"):
        for area in protocols.under(name, "area"):
            for interface in area.under("interface"):
                if interface.get("passive") is None and interface.get("disable") is None:
                    yield RoutingPeer(name, interface.word, interface.at, interface.word, _ospf(interface))


def _ospf(interface: Node) -> str:
    if interface.get("ipsec-sa") is not None:
        return "keyed"
    proof = interface.get("authentication")
    if proof is None:
        return ""
    return "text" if proof.get("simple-password") is not None else "md5"


def _isis(protocols: Node) -> Iterator[RoutingPeer]:
    levels = [level for level in protocols.under("isis", "level") if level.get("authentication-key") is not None]
    for interface in protocols.under("isis", "interface"):
        if interface.get("passive") is None and interface.get("disable") is None:
            own = [level for level in interface.under("level") if level.get("hello-authentication-key") is not None]
            found = own or levels
            plain = any(
                level.value(f"{kind}authentication-type") == "simple" for level in found for kind in ("", "hello-")
            )
            proof = "" if not found else "text" if plain else "md5"
            yield RoutingPeer("isis", interface.word, interface.at, interface.word, proof)


def _rip(protocols: Node) -> Iterator[RoutingPeer]:
    rip = protocols.get("rip")
    for group in protocols.under("rip", "group"):
        for neighbour in group.under("neighbor"):
            kinds = [n.value("authentication-type") for n in (neighbour, rip) if n is not None]
            kind = next(filter(None, kinds), "none")
            proof = {"none": "", "simple": "text"}.get(kind, kind)
            yield RoutingPeer("rip", neighbour.word, neighbour.at, neighbour.word, proof)


def _bgp(protocols: Node) -> Iterator[RoutingPeer]:
    bgp = protocols.get("bgp")
    for group in protocols.under("bgp", "group"):
        for neighbour in group.under("neighbor"):
            keyed = any(n is not None and n.get(key) is not None for n in (neighbour, group, bgp) for key in _KEYS)
            yield RoutingPeer("bgp", neighbour.word, neighbour.at, authentication="md5" if keyed else "")


def _vrrp(root: Node) -> Iterator[RoutingPeer]:
    for port in root.under("interfaces"):
        for unit in port.under("unit"):
            for address in unit.under("family", "inet", "address"):
                for group in address.under("vrrp-group"):
                    kind = group.value("authentication-type")
                    proof = {"": "", "simple": "text"}.get(kind, kind)
                    yield RoutingPeer("vrrp", f"group {group.word}", group.at, f"{port.word}.{unit.word}", proof)
