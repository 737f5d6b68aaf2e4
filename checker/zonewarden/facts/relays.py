"""Facts about relays: hosts of a DMZ that take a service from outside and open the same service into the plant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from zonewarden.facts.crossings import MAX_PLACES, Crossing, union_of_taints
from zonewarden.facts.json import Json, address_texts, location, locations, taints
from zonewarden.facts.zones import DMZ_KINDS, EXTERNAL_KINDS, IT_KINDS, is_ot
from zonewarden.site.model import Site, Zone
from zonewarden_parsers.model import NOWHERE, AddressSet


def relays(site: Site, found: Sequence[Crossing]) -> Json:
    """Return each DMZ with the services that the same hosts of it are reached by from outside and reach the plant by."""
    return {zone.id: _relay(site, zone, found) for zone in site.zones.values() if zone.kind in DMZ_KINDS}


def _relay(site: Site, zone: Zone, found: Sequence[Crossing]) -> Json:
    inward = [c for c in found if c.to_zone == zone.id and site.zones[c.from_zone].kind in EXTERNAL_KINDS | IT_KINDS]
    onward = [c for c in found if c.from_zone == zone.id and is_ot(site.zones[c.to_zone])]
    outer, inner = _by_service(inward), _by_service(onward)
    both = {id_: outer[id_] & inner[id_] for id_ in sorted(outer.keys() & inner.keys())}
    return {
        "id": zone.id,
        "title": f"relays of zone {zone.id}",
        "locations": [location(zone.location)],
        "taints": taints(union_of_taints([*inward, *onward])),
        "zone": zone.id,
        "services": {id_: _service(site, id_, hosts, inward, onward) for id_, hosts in both.items() if hosts},
    }


def _by_service(found: Sequence[Crossing]) -> dict[str, AddressSet]:
    out: defaultdict[str, AddressSet] = defaultdict(lambda: NOWHERE)
    for crossing in found:
        for id_, hosts in crossing.dmz_hosts:
            out[id_] |= hosts
    return out


def _service(site: Site, id_: str, hosts: AddressSet, inward: Sequence[Crossing], onward: Sequence[Crossing]) -> Json:
    legs = [_legs(id_, hosts, side) for side in (inward, onward)]
    here = [a for a in site.assets.values() if not a.addresses.isdisjoint(hosts)]
    return {
        "certainty": "definite" if all(any(c.definite for c in side) for side in legs) else "possible",
        "hosts": address_texts(hosts),
        "assets": sorted(a.id for a in here),
        "unlisted": address_texts(hosts - AddressSet.union(a.addresses for a in here)),
        "from_zones": sorted({c.from_zone for c in legs[0]}),
        "to_zones": sorted({c.to_zone for c in legs[1]}),
        "locations": locations(p for side in legs for c in side for p in c.places)[: 2 * MAX_PLACES],
    }


def _legs(id_: str, hosts: AddressSet, side: Sequence[Crossing]) -> list[Crossing]:
    return [c for c in side if any(i == id_ and not h.isdisjoint(hosts) for i, h in c.dmz_hosts)]
