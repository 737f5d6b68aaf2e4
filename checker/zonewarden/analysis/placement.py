"""Where a device sees the site's zones: behind which interface, with which addresses, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zonewarden.site.model import DeclaredDevice, Zone
from zonewarden_parsers.model import AddressSet, Device, Interface, Route, Vpn

DEFAULT_ROUTE = "default route"


@dataclass(frozen=True, slots=True)
class Place:
    """Some addresses of a zone behind one interface. `certain` is False where only the lack of knowledge puts it there.

    `tunnel` is the VPN whose clients have these addresses: they enter by the interface, decrypted.
    """

    interface: str
    addresses: AddressSet
    certain: bool
    reason: str
    tunnel: Vpn | None = None


def place(zone: Zone, device: Device, declared: DeclaredDevice | None) -> tuple[Place, ...]:
    """Return every place of `zone` at `device`.

    Declared interfaces decide alone. Otherwise VPN pools lie behind the interface that ends the tunnel, and the rest
    follows the longest matching connected network or static route; what no route of the file covers (or only a default
    route, where a routing protocol may know better) may be behind any interface.
    """
    here = declared_interfaces(zone, device, declared)
    if here:
        return tuple(Place(name, zone.addresses, True, "declared in the site") for name in here)
    rest = zone.addresses
    places: list[Place] = []
    for vpn in device.vpns:
        pool = vpn.pools & rest
        if pool and vpn.interface and device.interface(vpn.interface):
            places.append(Place(vpn.interface, pool, True, f"client pool of VPN {vpn.name}", vpn))
            rest = rest - pool
    for target, interfaces, reason in _forwarding(device):
        found = target & rest
        if found:
            rest = rest - found
            places.extend(Place(name, found, len(interfaces) == 1, reason) for name in interfaces)
    if rest:
        reason = _why_unknown(device)
        places.extend(Place(i.name, rest, False, reason) for i in routed_interfaces(device))
    return _merged(places)


def declared_interfaces(zone: Zone, device: Device, declared: DeclaredDevice | None) -> list[str]:
    """Return the names of the device's interfaces at which the site declares the zone."""
    ids = {device.name, *((declared.id,) if declared else ())}
    names = {name for owner, name in zone.interfaces if owner in ids}
    if declared:
        names |= {name for name, target in declared.zone_map.items() if target == zone.id}
    return [i.name for i in device.interfaces if names & {i.name, i.hardware, i.zone} - {""} and i.enabled]


def routed_interfaces(device: Device) -> Iterator[Interface]:
    """Yield the interfaces that forward traffic: up, and not for management only."""
    return (i for i in device.interfaces if i.enabled and not i.management_only)


def _forwarding(device: Device) -> Iterator[tuple[AddressSet, tuple[str, ...], str]]:
    """Yield (addresses, interfaces, reason) by falling prefix length: connected networks, then static routes."""
    usable = {i.name: i for i in routed_interfaces(device)}
    connected: dict[AddressSet, list[str]] = {}
    for interface in usable.values():
        for network in split_networks(interface.networks):
            connected.setdefault(network, []).append(interface.name)
    routes: dict[AddressSet, set[str]] = {}
    for route in device.routes:
        if route.discard or (device.dynamic_routing and is_default(route)):
            continue
        names = _exits(route, usable, connected)
        routes.setdefault(route.destination, set()).update(names)
    rows = [(_size(n), 0, n, tuple(names), "connected network") for n, names in connected.items()]
    rows += [
        (_size(n), 1, n, tuple(sorted(names)), DEFAULT_ROUTE if _size(n) >= 2**32 else "static route")
        for n, names in routes.items()
        if names
    ]
    for _, _, network, interfaces, reason in sorted(rows, key=lambda row: (row[0], row[1], str(row[3]))):
        yield network, interfaces, reason


def split_networks(networks: AddressSet) -> Iterator[AddressSet]:
    """Yield each contiguous block of `networks`: one connected subnet, or several that touch."""
    for version in (4, 6):
        for low, high in networks.family(version).spans:
            yield AddressSet.range(version, low, high)


def is_default(route: Route) -> bool:
    """Return whether the route covers a whole address family."""
    return _size(route.destination) in {2**32, 2**128}


def _exits(route: Route, usable: Mapping[str, Interface], connected: Mapping[AddressSet, Sequence[str]]) -> list[str]:
    if route.interface:
        return [route.interface] if route.interface in usable else []
    return [
        name
        for network, names in connected.items()
        if route.next_hop and route.next_hop <= network
        for name in names
        if usable[name].vrf == route.vrf
    ]


def _size(addresses: AddressSet) -> int:
    return addresses.v4.size + addresses.v6.size


def _why_unknown(device: Device) -> str:
    if device.dynamic_routing:
        return f"{device.name} learns routes by {device.dynamic_routing[0][0]}, which the file does not show"
    return f"no connected network or route of {device.name} covers it"


def _merged(places: Sequence[Place]) -> tuple[Place, ...]:
    """Join places at one interface with the same certainty; keep the first reason."""
    out: dict[tuple[str, bool, str], Place] = {}
    for p in places:
        key = (p.interface, p.certain, p.tunnel.name if p.tunnel else "")
        seen = out.get(key)
        addresses = p.addresses | seen.addresses if seen else p.addresses
        out[key] = Place(p.interface, addresses, p.certain, seen.reason if seen else p.reason, p.tunnel)
    return tuple(out.values())

