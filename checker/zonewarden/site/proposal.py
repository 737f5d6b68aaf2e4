"""Groups the interfaces of parsed devices into proposed zones."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zonewarden.site.guess import slug, unique, zone_id, zone_kind
from zonewarden.site.model import INTERNET
from zonewarden.site.space import INSIDE, NEVER
from zonewarden_parsers.model import ANY4, ANY6, AddressSet, Device, Interface, Route


@dataclass(frozen=True, slots=True)
class Place:
    """One interface of one device; `device` is its index in the sequence of devices."""

    device: int
    interface: Interface


@dataclass(frozen=True, slots=True)
class ProposedZone:
    """Interfaces that share subnets. `cidrs` are canonical; `certain` is False where no name hinted at the kind."""

    id: str
    kind: str
    certain: bool
    cidrs: tuple[str, ...]
    vrf: str
    places: tuple[Place, ...]


def propose_zones(devices: Sequence[Device]) -> tuple[list[ProposedZone], list[Place]]:
    """Return a zone for each group of interfaces whose subnets overlap, and the interfaces that face the Internet."""
    outward: list[Place] = []
    zones: list[ProposedZone] = []
    taken: set[str] = set()
    for addresses, places in _with_routes(devices, _groups(devices)):
        names = [name for p in places for name in (p.interface.zone, p.interface.name, p.interface.description)]
        kind = zone_kind(*names)
        public = not (addresses & INSIDE)
        if public and kind in {"", INTERNET}:
            outward += places
            continue
        blocks = tuple(cidrs(addresses))
        name = unique(zone_id(places[0].interface, blocks[0]), taken)
        known = kind if kind != INTERNET else "carrier"
        zones.append(
            ProposedZone(name, known or "operations", bool(kind), blocks, places[0].interface.vrf, tuple(places))
        )
    zones += _pools(devices, AddressSet.union(a for a, _ in _groups(devices)), taken)
    zones += _named_in_rules(devices, zones, taken)
    outward += [p for p in _places(devices) if p.interface.dynamic and zone_kind(p.interface.name) == INTERNET]
    return zones, outward


def _places(devices: Sequence[Device]) -> Iterator[Place]:
    for number, device in enumerate(devices):
        yield from (Place(number, interface) for interface in device.interfaces if interface.enabled)


def _groups(devices: Sequence[Device]) -> list[tuple[AddressSet, list[Place]]]:
    groups: list[tuple[AddressSet, list[Place]]] = []
    for place in _places(devices):
        addresses = place.interface.networks - NEVER
        if not addresses:
            continue
        joined: list[Place] = []
        apart: list[tuple[AddressSet, list[Place]]] = []
        for held, members in groups:
            if members[0].interface.vrf == place.interface.vrf and not held.isdisjoint(addresses):
                addresses, joined = addresses | held, [*joined, *members]
            else:
                apart.append((held, members))
        groups = [*apart, (addresses, [*joined, place])]
    return groups


def _pools(devices: Sequence[Device], held: AddressSet, taken: set[str]) -> Iterator[ProposedZone]:
    """Yield a zone for the client pools of each VPN, as far as no interface holds them."""
    for device in devices:
        for vpn in device.vpns:
            free = vpn.pools - held - NEVER
            if free:
                held = held | free
                name = unique(slug(f"vpn-{vpn.name}"), taken)
                yield ProposedZone(name, "remote_access", True, tuple(cidrs(free)), "", ())


def _named_in_rules(
    devices: Sequence[Device], zones: Sequence[ProposedZone], taken: set[str]
) -> Iterator[ProposedZone]:
    """Yield a zone for each network in the plant that the rules of a device without any addresses speak of.

    Such a rule list (iptables-save, an export of a policy) says nothing of what lies where, but names what it separates.
    Single hosts are taken for the network around them: a zone of one host says nothing. Where the rules speak of more
    networks than anybody reviews as zones, they are taken for larger ones.
    """
    held = AddressSet.union(AddressSet.network(block) for zone in zones for block in zone.cidrs)
    named = {s for d in devices if not any(i.networks for i in d.interfaces) for s in _operands(d)}
    found: set[ipaddress.IPv4Network | ipaddress.IPv6Network] = set()
    for least in _LEVELS:
        found = {n for s in named for n in _widened(s, least)}
        if len(found) <= _MOST_NAMED:
            break
    for block in sorted(found, key=lambda n: (n.prefixlen, n.version, str(n))):
        addresses = AddressSet.network(str(block))
        if addresses <= INSIDE and addresses.isdisjoint(held) and addresses.isdisjoint(NEVER):
            held = held | addresses
            yield ProposedZone(unique(slug(f"net-{block}"), taken), "operations", False, (str(block),), "", ())


_MOST_NAMED = 64
_LEVELS = ((24, 64), (20, 56), (16, 48), (12, 40), (8, 32))
"""The longest prefixes of IPv4 and IPv6 zones that are proposed from rules, from the first that gives few enough."""


def _operands(device: Device) -> Iterator[AddressSet]:
    for listed in device.rule_lists:
        for rule in listed.rules:
            yield rule.match.sources
            yield rule.match.destinations


def _widened(addresses: AddressSet, least: tuple[int, int]) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Yield the networks of an operand; single hosts and parts of a small network as the network around them.

    `least` are the prefix lengths of IPv4 and IPv6 that count as small.
    """
    if ANY4 <= addresses or ANY6 <= addresses:
        return
    for block in cidrs(addresses & INSIDE):
        network = ipaddress.ip_network(block)
        longest = least[0] if network.version == 4 else least[1]
        yield network if network.prefixlen <= longest else network.supernet(new_prefix=longest)


def _with_routes(
    devices: Sequence[Device], groups: list[tuple[AddressSet, list[Place]]]
) -> list[tuple[AddressSet, list[Place]]]:
    """Add to each group what static routes reach behind it, where the next hop is no device we know: that one knows better.

    Client pools of VPNs are zones of their own.
    """
    own = AddressSet.union(i.addresses for d in devices for i in d.interfaces)
    pools = AddressSet.union(vpn.pools for d in devices for vpn in d.vpns)
    held = AddressSet.union(addresses for addresses, _ in groups) | pools
    out: list[tuple[AddressSet, list[Place]]] = []
    for addresses, places in groups:
        for place in places if addresses & INSIDE else ():
            for route in devices[place.device].routes:
                through = route.interface == place.interface.name or (
                    bool(route.next_hop) and route.next_hop <= place.interface.networks
                )
                if through and not route.discard and not is_default(route) and route.next_hop.isdisjoint(own):
                    found = route.destination - held - NEVER
                    addresses, held = addresses | found, held | found
        out.append((addresses, places))
    return out


def is_default(route: Route) -> bool:
    """Return whether a route covers a whole address family."""
    return ANY4 <= route.destination or ANY6 <= route.destination


def cidrs(addresses: AddressSet) -> Iterator[str]:
    """Yield the blocks of a set of addresses."""
    for low, high in addresses.v4.spans:
        for block4 in ipaddress.summarize_address_range(ipaddress.IPv4Address(low), ipaddress.IPv4Address(high)):
            yield str(block4)
    for low, high in addresses.v6.spans:
        for block6 in ipaddress.summarize_address_range(ipaddress.IPv6Address(low), ipaddress.IPv6Address(high)):
            yield str(block6)
