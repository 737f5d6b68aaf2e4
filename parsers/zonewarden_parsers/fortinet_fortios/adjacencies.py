"""Whom routing protocols of FortiOS speak to, and how each proves who it is.

FortiOS CLI Reference, `config router ospf|rip|bgp`: a process speaks on the interfaces whose address a `network` covers and that
`passive-interface` does not name; an OSPF interface without a word of its own has that of its area. VRRP of FortiOS has no
authentication, and is not among these.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import subnet
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import NOWHERE, Interface, RoutingPeer

_BACKBONE = "0.0.0.0"  # noqa: S104 (an area)
_PROOFS = {"text": "text", "md5": "md5", "message-digest": "md5"}


def read_adjacencies(draft: Draft) -> Iterator[RoutingPeer]:
    """Yield whom the virtual domain speaks to."""
    yield from _ospf(draft, draft.section("router ospf"))
    yield from _rip(draft, draft.section("router rip"))
    yield from _bgp(draft, draft.section("router bgp"))


def _speaking(draft: Draft, process: Node) -> Iterator[tuple[Interface, str]]:
    """Yield each interface that a process speaks on, with the area of the network that covers it."""
    silent = set(process.words("passive-interface"))
    networks = [
        (subnet(entry.words("prefix")) or NOWHERE, entry.text("area", _BACKBONE))
        for entry in process.table("network").entries.values()
    ]
    for interface in draft.interfaces.values():
        area = next((a for n, a in networks if not n.isdisjoint(interface.addresses)), None)
        if area is not None and interface.enabled and interface.name not in silent:
            yield interface, area


def _ospf(draft: Draft, process: Node) -> Iterator[RoutingPeer]:
    areas = {entry.name: entry.text("authentication") for entry in process.table("area").entries.values()}
    own = {
        entry.text("interface"): (entry.text("authentication"), entry.line)
        for entry in process.table("ospf-interface").entries.values()
    }
    for interface, area in _speaking(draft, process):
        word, line = own.get(interface.name, ("", process.line))
        proof = _PROOFS.get(word if word not in ("", "none") else areas.get(area, ""), "")
        yield RoutingPeer("ospf", interface.name, draft.place(line), interface.name, proof)


def _rip(draft: Draft, process: Node) -> Iterator[RoutingPeer]:
    own = {e.name: (e.text("auth-mode"), e.line) for e in process.table("interface").entries.values()}
    for interface, _ in _speaking(draft, process):
        word, line = own.get(interface.name, ("", process.line))
        yield RoutingPeer("rip", interface.name, draft.place(line), interface.name, _PROOFS.get(word, ""))


def _bgp(draft: Draft, process: Node) -> Iterator[RoutingPeer]:
    for table in ("neighbor", "neighbor-group"):
        for entry in process.table(table).entries.values():
            keyed = bool(entry.words("password")) or bool(entry.words("auth-options"))
            if entry.text("shutdown") != "enable":
                proof = "md5" if keyed else ""
                yield RoutingPeer("bgp", entry.name, draft.place(entry.line), authentication=proof)
