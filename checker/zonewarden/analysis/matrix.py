"""The zone matrix: for each device and ordered zone pair, what may be initiated from one zone to the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

from zonewarden.analysis.chain import Filters
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.placement import DEFAULT_ROUTE, Place, place
from zonewarden.analysis.translation import published
from zonewarden.site.model import UNASSOCIATED, DeclaredDevice, Zone
from zonewarden_parsers.model import INITIATING, Aspect, Device, Effect, Gap, Location, Product


@dataclass(frozen=True, slots=True)
class Taint:
    """Something unread that an answer depends on."""

    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Flow:
    """What one device lets hosts of `from_zone` initiate towards hosts of `to_zone`.

    A device is a path of one hop: `devices` leaves room for end-to-end flows, which every device on a path must permit.
    `placed` is False where a zone's place at the device is not certain, so that nothing here is definite.
    """

    devices: tuple[str, ...]
    from_zone: str
    to_zone: str
    permits: tuple[Permit, ...]
    placed: bool
    taints: tuple[Taint, ...] = ()
    entries: tuple[Place, ...] = ()
    exits: tuple[Place, ...] = ()

    @property
    def id(self) -> str:
        """The flow's key in the facts."""
        return f"{'+'.join(self.devices)}:{self.from_zone}>{self.to_zone}"


def matrix(device: Device, name: str, zones: Mapping[str, Zone], declared: DeclaredDevice | None) -> tuple[Flow, ...]:
    """Return a flow for each ordered pair of different zones that `device`, called `name`, sits or may sit between.

    Traffic between `internet` and `unassociated`, when nobody declared them, concerns no zone of the site and is left out.
    """
    filters = Filters(device)
    places = placements(device, zones, declared)
    flows: list[Flow] = []
    for a, b in product(places, places):
        if a != b and not (zones[a].implied and zones[b].implied):
            flow = _flow(filters, name, (a, places[a]), (b, places[b]))
            if flow is not None:
                flows.append(flow)
    return tuple(flows)


def placements(
    device: Device, zones: Mapping[str, Zone], declared: DeclaredDevice | None
) -> dict[str, tuple[Place, ...]]:
    """Return every zone's places at the device.

    Private addresses that nobody declared are not routed on the Internet: `unassociated` has no place at an interface
    that a default route makes the Internet's alone.
    """
    places = {zone.id: place(zone, device, declared) for zone in zones.values()}
    own = {"internet", "remote_access"}
    inward = {
        p.interface
        for id_, found in places.items()
        for p in found
        if zones[id_].kind not in own and id_ != UNASSOCIATED
    }
    public = {p.interface for id_, found in places.items() if zones[id_].kind == "internet" for p in found if p.certain}
    if UNASSOCIATED in places:
        places[UNASSOCIATED] = tuple(
            p
            for p in places[UNASSOCIATED]
            if p.reason != DEFAULT_ROUTE or p.interface in inward or p.interface not in public
        )
    return places


def _flow(
    filters: Filters, name: str, source: tuple[str, tuple[Place, ...]], target: tuple[str, tuple[Place, ...]]
) -> Flow | None:
    device = filters.device
    permits: list[Permit] = []
    taints: list[Taint] = []
    crossings = [(p, q) for p, q in product(source[1], target[1]) if crosses(device, p, q)]
    if not crossings:
        return None
    for entry, leave in crossings:
        gaps = gaps_between(device, entry.interface, leave.interface)
        doubts = doubts_of(entry, leave, gaps)
        for version in versions(device, entry, leave):
            outcome = filters.between(entry, leave, version)
            permits.extend(_initiating(p, doubts) for p in outcome.permits)
            taints.extend(Taint(reason, location) for reason, location in outcome.undecided)
        beyond = published(filters, entry, leave)
        permits.extend(_initiating(p, doubts) for p in beyond.permits)
        taints.extend(Taint(reason, location) for reason, location in beyond.undecided)
        taints.extend(Taint(g.reason, g.location) for g in gaps if g.effect is not Effect.MAY_DENY)
    return Flow(
        devices=(name,),
        from_zone=source[0],
        to_zone=target[0],
        permits=_distinct([p for p in permits if p.product]),
        placed=all(p.certain and q.certain for p, q in crossings),
        taints=tuple(dict.fromkeys(taints)),
        entries=tuple(dict.fromkeys(p for p, _ in crossings)),
        exits=tuple(dict.fromkeys(q for _, q in crossings)),
    )


def crosses(device: Device, entry: Place, leave: Place) -> bool:
    """Return whether a packet can enter at one place and leave at the other: other interface, same routing table.

    A port for management only forwards nothing, wherever the site says its zone is.
    """
    if device.placeless:
        return True
    if leave.dropped or (entry.interface == leave.interface and entry.tunnel is leave.tunnel):
        return False
    one, other = device.interface(entry.interface), device.interface(leave.interface)
    if one is None or other is None or one.management_only or other.management_only:
        return False
    return one.vrf == other.vrf


def versions(device: Device, entry: Place, leave: Place) -> tuple[int, ...]:
    """Return the IP versions that both interfaces carry: without an IPv6 address or `ipv6 enable` one forwards no IPv6."""
    if device.placeless:
        return (4, 6)
    sides = [device.interface(p.interface) for p in (entry, leave)]
    return (4, 6) if all(i is not None and (i.ipv6_enabled or i.networks.v6 or i.dynamic) for i in sides) else (4,)


def gaps_between(device: Device, *interfaces: str) -> list[Gap]:
    """Return what is not in the model and bears on flows through these interfaces."""
    return [
        g
        for g in device.gaps
        if g.aspect in {Aspect.FLOWS, Aspect.ALL} and (not g.interface or g.interface in interfaces)
    ]


def doubts_of(entry: Place, leave: Place, gaps: list[Gap]) -> tuple[str, ...]:
    """Return why a permit between two places is only possible, or nothing when it is definite."""
    placing = [f"place of {p.interface} is not certain: {p.reason}" for p in (entry, leave) if not p.certain]
    filters = [
        f"{g.location}: {g.reason}" for g in gaps if g.aspect is Aspect.FLOWS and g.effect is not Effect.MAY_PERMIT
    ]
    return tuple(dict.fromkeys(placing + filters))


def _initiating(permit: Permit, doubts: tuple[str, ...]) -> Permit:
    p = permit.product
    narrowed = Product(p.version, p.sources, p.destinations, p.services & INITIATING)
    return replace(
        permit,
        product=narrowed,
        definite=permit.definite and not doubts,
        reasons=tuple(dict.fromkeys(permit.reasons + doubts)),
    )


def _distinct(permits: list[Permit]) -> tuple[Permit, ...]:
    """Drop repetitions: the same packets by the same rules through several uncertain places are said once."""
    seen: dict[tuple[object, ...], Permit] = {}
    for p in permits:
        key = (p.product, tuple((v.list_name, v.location, v.text) for v in p.via), p.definite)
        seen.setdefault(key, p)
    return tuple(seen.values())
