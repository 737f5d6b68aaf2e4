"""Where a device sees the site's zones: behind which interface, with which addresses, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zonewarden.site.model import DeclaredDevice, Zone
from zonewarden_parsers.model import AddressSet, Device, Interface, Route, Vpn

DEFAULT_ROUTE = "default route"
PLACELESS = "rules without a device"
DISCARD = "routed into nothing"
LOST = "the next hop of its static route is not in the file"
STATIC = "static route"
SUMMARY = "routed into nothing, unless a routing protocol knows a longer route"
LONGER = "a routing protocol may know a longer route than the static one"


@dataclass(frozen=True, slots=True)
class Place:
    """Some addresses of a zone behind one interface. `certain` is False where only the lack of knowledge puts it there.

    `tunnel` is the VPN whose clients have these addresses: they enter by the interface, decrypted. `dropped`: the device
    routes these addresses into nothing, so packets may come from them but none is sent there.
    """

    interface: str
    addresses: AddressSet
    certain: bool
    reason: str
    tunnel: Vpn | None = None
    dropped: bool = False


def place(zone: Zone, device: Device, declared: DeclaredDevice | None) -> tuple[Place, ...]:
    """Return every place of `zone` at `device`; the interface of rules without a device is called "".

    Declared interfaces decide alone. Otherwise VPN pools lie behind the interface that ends the tunnel, and the rest
    follows the longest matching connected network or static route; what no route of the file covers (or only a default
    route, where a routing protocol may know better) may be behind any interface.
    """
    if device.placeless:
        return (Place("", zone.addresses, True, PLACELESS),)
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
            if reason == STATIC and device.dynamic_routing and not target <= zone.addresses:
                places.extend(_anywhere(device, found, LONGER))
            elif interfaces:
                places.extend(Place(name, found, len(interfaces) == 1, reason) for name in interfaces)
            else:
                places.extend(_anywhere(device, found, reason, dropped=reason == DISCARD))
    if rest:
        places.extend(_anywhere(device, rest, _why_unknown(device)))
    return _merged(places)


def _anywhere(device: Device, addresses: AddressSet, reason: str, *, dropped: bool = False) -> Iterator[Place]:
    return (Place(i.name, addresses, False, reason, dropped=dropped) for i in routed_interfaces(device))


def declared_interfaces(zone: Zone, device: Device, declared: DeclaredDevice | None) -> list[str]:
    """Return the names of the device's interfaces at which the site declares the zone: for a port of a switch its VLAN's."""
    ids = {device.name, *((declared.id,) if declared else ())}
    names = {name for owner, name in zone.interfaces if owner in ids}
    if declared:
        names |= {name for name, target in declared.zone_map.items() if target == zone.id}
    named = [i for i in device.interfaces if names & {i.name, i.hardware, i.zone} - {""} and i.enabled]
    return list(dict.fromkeys(name for i in named for name in _routed_by(i, device)))


def _routed_by(interface: Interface, device: Device) -> Iterator[str]:
    """Yield the interface itself, for an access port of a switch the routed interface of its VLAN, if there is one."""
    port = interface.port
    if port is None:
        yield interface.name
    elif port.mode != "trunk":
        name = f"vlan{port.access_vlan}"
        yield from (i.name for i in device.interfaces if i.name.lower() == name and i.enabled)


def routed_interfaces(device: Device) -> Iterator[Interface]:
    """Yield the interfaces that forward traffic: up, not for management only, and no port of a switch.

    What enters by a switch port is routed by the interface of its VLAN, and filtered there.
    """
    return (i for i in device.interfaces if i.enabled and not i.management_only and i.port is None)


def _forwarding(device: Device) -> Iterator[tuple[AddressSet, tuple[str, ...], str]]:
    """Yield (addresses, interfaces, reason) by falling prefix length: connected networks, then static routes.

    No interfaces: the route leads into nothing, or to a neighbour that the file does not place.
    """
    usable = {i.name: i for i in routed_interfaces(device)}
    connected: dict[AddressSet, list[str]] = {}
    for interface in usable.values():
        for network in split_networks(interface.networks):
            connected.setdefault(network, []).append(interface.name)
    exits: dict[AddressSet, set[str]] = {}
    reasons: dict[AddressSet, str] = {}
    for route in _in_force(device):
        names = _exits(route, device, usable, connected)
        exits.setdefault(route.destination, set()).update(names)
        if names or route.destination not in reasons:
            reasons[route.destination] = _kind(route, names, learns=bool(device.dynamic_routing))
    rows = [(_size(n), 0, n, tuple(names), "connected network") for n, names in connected.items()]
    rows += [(_size(n), 1, n, tuple(sorted(names)), reasons[n]) for n, names in exits.items()]
    for _, _, network, interfaces, reason in sorted(rows, key=lambda row: (row[0], row[1], str(row[3]))):
        yield network, interfaces, reason


def _in_force(device: Device) -> Iterator[Route]:
    """Yield the static routes that count: not by a port that is down, no default where a routing protocol knows better."""
    down = {i.name for i in device.interfaces if not i.enabled}
    return (r for r in device.routes if r.interface not in down and not (device.dynamic_routing and is_default(r)))


def _kind(route: Route, exits: Collection[str], *, learns: bool) -> str:
    """Return the reason that a route gives. Beside a routing protocol a route into nothing is a summary of longer ones."""
    if route.discard:
        return SUMMARY if learns else DISCARD
    if not exits:
        return LOST
    return DEFAULT_ROUTE if is_default(route) else STATIC


def split_networks(networks: AddressSet) -> Iterator[AddressSet]:
    """Yield each contiguous block of `networks`: one connected subnet, or several that touch."""
    for version in (4, 6):
        for low, high in networks.family(version).spans:
            yield AddressSet.range(version, low, high)


def is_default(route: Route) -> bool:
    """Return whether the route covers a whole address family."""
    return _size(route.destination) in {2**32, 2**128}


def _exits(
    route: Route, device: Device, usable: Mapping[str, Interface], connected: Mapping[AddressSet, Sequence[str]]
) -> set[str]:
    """Return the interfaces by which a route may leave, through other static routes where its next hop is no neighbour.

    A default route does not count on the way (Cisco IOS does not resolve next hops through it).
    """
    found: set[str] = set()
    seen: set[Route] = set()
    ahead = [route]
    while ahead:
        current = ahead.pop()
        if current in seen or current.discard:
            continue
        seen.add(current)
        if current.interface:
            found |= {current.interface} & usable.keys()
            continue
        near = {
            name
            for network, names in connected.items()
            if current.next_hop and current.next_hop <= network
            for name in names
            if usable[name].vrf == current.vrf
        }
        found |= near
        ahead += [] if near else _routes_to(current, device)
    return found


def _routes_to(route: Route, device: Device) -> list[Route]:
    """Return the longest static routes, several where they are equally long, that cover a route's next hop."""
    covering = [
        r
        for r in device.routes
        if r.vrf == route.vrf and route.next_hop and route.next_hop <= r.destination and not is_default(r)
    ]
    longest = min((_size(r.destination) for r in covering), default=0)
    return [r for r in covering if _size(r.destination) == longest]


def _size(addresses: AddressSet) -> int:
    return addresses.v4.size + addresses.v6.size


def _why_unknown(device: Device) -> str:
    if device.dynamic_routing:
        return f"{device.name} learns routes by {device.dynamic_routing[0][0]}, which the file does not show"
    return f"no connected network or route of {device.name or device.path} covers it"


def _merged(places: Sequence[Place]) -> tuple[Place, ...]:
    """Join places at one interface with the same certainty; keep the first reason."""
    out: dict[tuple[str, bool, str], Place] = {}
    for p in places:
        key = (p.interface, p.certain, f"{p.tunnel.name if p.tunnel else ''}/{p.dropped}")
        seen = out.get(key)
        addresses = p.addresses | seen.addresses if seen else p.addresses
        out[key] = replace(seen or p, addresses=addresses)
    return tuple(out.values())
