"""The zone matrix: for each device and ordered zone pair, what may be initiated from one zone to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from zonewarden.analysis.chain import Filters
from zonewarden.analysis.permitted import Outcome, Permit
from zonewarden.analysis.placement import DEFAULT_ROUTE, Place, place
from zonewarden.analysis.translation import published
from zonewarden.analysis.ways import VERSIONS, Side, Way, Ways
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
    ways = Ways(Filters(device))
    sides = {id_: ways.side(places) for id_, places in placements(device, zones, declared).items()}
    flows: list[Flow] = []
    for a, b in product(sides, sides):
        if a != b and not (zones[a].implied and zones[b].implied):
            flow = _flow(ways, name, (a, sides[a]), (b, sides[b]))
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


def _flow(ways: Ways, name: str, source: tuple[str, Side], target: tuple[str, Side]) -> Flow | None:
    passage = ways.between(source[1], target[1])
    if not passage.ways:
        return None
    permits: list[Permit] = []
    taints: list[Taint] = []
    for way in passage.ways:
        gaps = way.kind.gaps
        outcomes = _outcomes(ways.filters, way)
        doubts = doubts_of(way.entry, way.leave, gaps)
        for outcome in outcomes:
            permits.extend(_initiating(p, doubts) for p in outcome.permits)
            taints.extend(Taint(reason, location) for reason, location in outcome.undecided)
        taints.extend(Taint(g.reason, g.location) for g in gaps if g.effect is not Effect.MAY_DENY)
    return Flow(
        devices=(name,),
        from_zone=source[0],
        to_zone=target[0],
        permits=_distinct([p for p in permits if p.product]),
        placed=all(p.certain for p in (*passage.entries, *passage.exits)),
        taints=tuple(dict.fromkeys(taints)),
        entries=tuple(dict.fromkeys(passage.entries)),
        exits=tuple(dict.fromkeys(passage.exits)),
    )


def _outcomes(filters: Filters, way: Way) -> Iterator[Outcome]:
    """Yield what passes by a way, by IP version, and what reaches its end by published addresses."""
    for version in way.kind.carried:
        stages = way.kind.stages[VERSIONS.index(version)]
        sources, destinations = way.entry.addresses.family(version), way.leave.addresses.family(version)
        yield filters.passing(stages, version, sources, destinations)
    yield published(filters, way.entry, way.leave)


def doubts_of(entry: Place, leave: Place, gaps: Iterable[Gap]) -> tuple[str, ...]:
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
