"""Facts about clients of remote access: the addresses that they have, and what they may open in the plant past its gateways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zonewarden.analysis.clients import Clients
from zonewarden.analysis.conduits import within
from zonewarden.analysis.detours import Detour, Leg, Onward, detours, legs
from zonewarden.analysis.matrix import Flow, Taint
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.crossings import MAX_PLACES, STEPPING, Crossing
from zonewarden.facts.flows import permits_facts
from zonewarden.facts.json import Json, address_texts, location, locations, taints
from zonewarden.facts.zones import DMZ_KINDS, is_ot
from zonewarden.site.model import Site
from zonewarden_parsers.model import ANY_SERVICE, NOWHERE, AddressSet, ServiceSet


def client_pools(survey: Survey) -> Json:
    """Return the client addresses of every gateway and of every VPN without one, and whose others they overlap."""
    every = survey.clients
    return {c.id: _pool(c, every, survey.site) for c in every}


def _pool(clients: Clients, every: Iterable[Clients], site: Site) -> Json:
    others = (o.id for o in every if o is not clients and not o.addresses.isdisjoint(clients.addresses))
    own = AddressSet.union(g.addresses | g.public_addresses for g in site.gateways if g.id == clients.id)
    unknown = Taint(f"which addresses clients of {clients.id} have is not declared", clients.location)
    return {
        "id": clients.id,
        "title": f"client addresses of {clients.id}",
        "locations": [location(clients.location)],
        "taints": taints(() if clients.addresses else [unknown]),
        "scope": clients.scope,
        "addresses": address_texts(clients.addresses),
        "overlaps": sorted(others),
        "hosts": sorted(a.id for a in site.assets.values() if not a.addresses.isdisjoint(own)),
    }


def client_legs(survey: Survey, document: Json, catalogue: ServiceIndex) -> tuple[Leg, ...]:
    """Return what each surveyed device lets clients open in the plant, and by which services they take hosts of a DMZ."""
    office = any(c.scope == "it" for c in survey.clients)

    def services(flow: Flow) -> ServiceSet | None:
        zone = survey.site.zones[flow.to_zone]
        if zone.kind not in DMZ_KINDS:
            return ANY_SERVICE if is_ot(zone) else None
        if not office:
            return None
        named: Json = document["flows"][flow.id]["services"]
        return catalogue.packets(i for i, service in named.items() if STEPPING & set(service["classes"]))

    return tuple(legs(survey, services))


def found_detours(site: Site, ways: Sequence[Leg], found: Sequence[Crossing]) -> tuple[Detour, ...]:
    """Return what clients may open in each plant zone; those of the office also how they take hosts of a DMZ that lead on."""
    out: list[Detour] = []
    for detour in detours(ways):
        if is_ot(site.zones[detour.to_zone]):
            out.append(detour)
        elif detour.clients.scope == "it":
            inward = [c for c in found if c.from_zone == detour.to_zone and is_ot(site.zones[c.to_zone])]
            out.append(_leading_on(detour, inward))
    return tuple(out)


def _leading_on(detour: Detour, inward: Sequence[Crossing]) -> Detour:
    """Return the detour with those packets only that reach hosts which lead on into the plant."""
    reached = AddressSet.union(_destinations(p) for p in detour.permits)
    onward: list[Onward] = []
    hosts = NOWHERE
    for crossing in inward:
        steps = [(id_, at) for id_, at in crossing.dmz_hosts if id_ in crossing.stepping and not at.isdisjoint(reached)]
        if steps:
            hosts |= AddressSet.union(at for _, at in steps)
            services = tuple(id_ for id_, _ in steps)
            onward.append(Onward(crossing.flow, crossing.to_zone, services, crossing.places))
    permits = within(detour.permits, window(EVERYWHERE, hosts, ANY_SERVICE))
    taints_ = (*detour.taints, *(t for c in inward for t in c.taints))
    return replace(detour, permits=permits, taints=tuple(dict.fromkeys(taints_)), onward=tuple(onward))


def _destinations(permit: Permit) -> AddressSet:
    spans = permit.product.destinations
    return AddressSet(v4=spans) if permit.product.version == 4 else AddressSet(v6=spans)


def detour_facts(found: Iterable[Detour], catalogue: ServiceIndex) -> Json:
    """Return detours as facts."""
    return {d.id: _detour(d, catalogue) for d in found}


def _detour(detour: Detour, catalogue: ServiceIndex) -> Json:
    services = ServiceSet.union(p.product.services for p in detour.permits)
    rules = dict.fromkeys(v.location for p in detour.permits for v in p.via)
    return {
        "id": detour.id,
        "title": f"clients of {detour.clients.id} from {detour.from_zone} to {detour.to_zone}",
        "locations": locations([*list(rules)[:MAX_PLACES], *([] if rules else [detour.clients.location])]),
        "taints": taints(detour.taints[:MAX_PLACES]),
        "clients": detour.clients.id,
        "scope": detour.clients.scope,
        "from": detour.from_zone,
        "to": detour.to_zone,
        "devices": list(detour.devices),
        "reachable": permits_facts(detour.permits, (), {}),
        "services": list(catalogue.touched(services)) if detour.permits else [],
        "onward": [
            {"flow": o.flow, "to": o.to_zone, "services": list(o.services), "locations": locations(o.places)}
            for o in detour.onward
        ],
    }
