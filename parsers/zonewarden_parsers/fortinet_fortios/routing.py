"""Static routes, SD-WAN routes, policy routes and the presence of routing protocols.

FortiOS CLI Reference, `config router static`, `static6`, `policy`, `bgp`, `ospf`, `rip`, `isis`. A default block that names no
neighbour, network or area runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios.addresses import of_family
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import FIRST4, host, prefix, subnet
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.zones import OLD_SDWAN_ZONE, SDWAN, sdwan_members
from zonewarden_parsers.model import ANY4, ANY6, NOWHERE, AddressSet, Aspect, Effect, Route

_PROTOCOLS = {
    "router bgp": ("neighbor", "neighbor-range", "network", "network6"),
    "router ospf": ("area", "network", "ospf-interface"),
    "router ospf6": ("area", "ospf6-interface"),
    "router rip": ("network", "neighbor"),
    "router ripng": ("neighbor", "interface"),
    "router isis": ("isis-net", "isis-interface"),
}
_UNSET4, _UNSET6 = AddressSet.network(FIRST4), AddressSet.network("::")
_POLICY_ROUTES = ("router policy", "router policy6")


def read_routing(draft: Draft) -> None:
    """Read everything that says where packets go."""
    for name, version in (("router static", 4), ("router static6", 6)):
        for entry in draft.section(name).entries.values():
            entry.used = True
            if entry.off("status"):
                entry.claim(*entry.fields)
            else:
                draft.routes.extend(_routes(draft, entry, version))
    _protocols(draft)
    for name in _POLICY_ROUTES:
        for entry in draft.section(name).entries.values():
            entry.used = True
            entry.claim(*entry.fields)
            if not entry.off("status"):
                draft.gap(Aspect.FLOWS, Effect.EITHER, "policy routing may send packets elsewhere", entry.line)


def _routes(draft: Draft, entry: Node, version: int) -> Iterator[Route]:
    entry.claim("dst", "dstaddr", "gateway", "device", "distance", "priority", "blackhole", "vrf", "sdwan-zone", "status",
                "dynamic-gateway", "sdwan", "virtual-wan-link")  # fmt: skip
    if entry.words("internet-service") or entry.words("internet-service-custom"):
        draft.gap(Aspect.FLOWS, Effect.EITHER, "a route for an internet service is not followed", entry.line)
        return
    target = _destination(draft, entry, version)
    if target is None:
        draft.gap(Aspect.FLOWS, Effect.EITHER, "the destination of a route cannot be read", entry.line)
        return
    vrf = "" if (text := entry.text("vrf", "0")) == "0" else text
    distance = entry.text("distance", "10")
    metric = int(distance) if distance.isascii() and distance.isdecimal() and len(distance) < 4 else 10
    for interface, hop in _exits(draft, entry):
        yield Route(
            target, draft.at(entry), interface, hop, vrf=vrf, metric=metric, discard=entry.on("blackhole"),
        )  # fmt: skip


def _destination(draft: Draft, entry: Node, version: int) -> AddressSet | None:
    name = entry.text("dstaddr")
    if name:
        named = of_family(draft, version).named((name,), entry.at("dstaddr"))
        return None if named.doubts or not named.over else named.over
    words = entry.words("dst")
    if not words:
        return ANY4 if version == 4 else ANY6
    found = subnet(words) if version == 4 else prefix(words[0])
    return found if found is not None and found.family(version) else None


def _exits(draft: Draft, entry: Node) -> Iterator[tuple[str, AddressSet]]:
    """Yield the interfaces and next hops of a route: its own, or those of its SD-WAN zone's members."""
    zones = set(entry.words("sdwan-zone"))
    device = entry.text("device")
    if entry.on("sdwan") or entry.on("virtual-wan-link") or device in (OLD_SDWAN_ZONE, "sdwan"):
        zones.add(OLD_SDWAN_ZONE)
    if not zones:
        hop = None if entry.on("blackhole") else host(entry.text("gateway", FIRST4))
        unset = hop is None or hop in (_UNSET4, _UNSET6)
        yield device, NOWHERE if unset or hop is None else hop
        return
    for name in SDWAN:
        for member in sdwan_members(draft.section(name)):
            if member.text("zone", OLD_SDWAN_ZONE) in zones and not member.off("status"):
                member.used = True
                hop = host(member.text("gateway", FIRST4))
                yield member.text("interface"), NOWHERE if hop is None or hop == _UNSET4 else hop


def _protocols(draft: Draft) -> None:
    for name, tables in _PROTOCOLS.items():
        section = draft.section(name)
        if any(section.table(t).entries for t in tables):
            protocol = name.removeprefix("router ")
            number = section.text("as") if protocol == "bgp" else ""
            draft.dynamic_routing.append((f"{protocol} {number}".strip(), draft.place(section.line)))
