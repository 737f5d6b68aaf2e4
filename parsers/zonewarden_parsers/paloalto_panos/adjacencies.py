"""Whom routing protocols of a virtual router speak to, and how each proves who it is.

PAN-OS Networking Administrator's Guide, *OSPF*, *RIP*, *BGP*: an interface or peer names an authentication profile of its protocol.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.model import RoutingPeer
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Node


def adjacencies(document: Document, router: Node) -> Iterator[RoutingPeer]:
    """Yield whom one virtual router speaks to."""
    protocols = router.get("protocol")
    if protocols is None:
        return
    for name in ("ospf", "ospfv3", "rip"):
        process = protocols.get(name)
        if process is None or process.flag("enable") is not True:
            continue
        holders = [process] if name == "rip" else process.values("area")
        for port in (p for holder in holders for p in holder.values("interface")):
            if port.flag("enable") is not False and port.flag("passive") is not True:
                proof = _proof(process, port.text("authentication"))
                yield RoutingPeer(name, port.key, document.at(port), port.key, proof)
    yield from _bgp(document, protocols.get("bgp"))


def _proof(process: Node, name: str) -> str:
    if not name:
        return ""
    profile = next((p for p in process.values("auth-profile") if p.key == name), None)
    return "text" if profile is not None and "password" in profile.children else "md5"


def _bgp(document: Document, process: Node | None) -> Iterator[RoutingPeer]:
    if process is None or process.flag("enable") is not True:
        return
    for group in process.values("peer-group"):
        for peer in group.values("peer"):
            if peer.flag("enable") is not False:
                keyed = bool(peer.text("connection-options", "authentication"))
                yield RoutingPeer("bgp", peer.key, document.at(peer), authentication="md5" if keyed else "")
