"""Facts about ways inward: how few filtered boundaries lie between networks of others and each zone of the plant.

Inside a zone nothing filters, so whoever holds one of its hosts is taken to hold them all: no way is overlooked for it. A step
from zone to zone is a permitted flow of a service by which one host takes the next (`STEPPING`), at any device.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from zonewarden.analysis.matrix import Taint
from zonewarden.facts.crossings import Crossing, union_of_taints
from zonewarden.facts.json import Json, location, locations, taints
from zonewarden.facts.zones import DMZ_KINDS, EXTERNAL_KINDS, IT_KINDS, is_ot
from zonewarden.site.model import Site, Zone

_Graph = dict[str, dict[str, Crossing]]


def paths(site: Site, found: Sequence[Crossing]) -> Json:
    """Return each plant zone and DMZ with its shortest way in from outside, and how much of the plant is reached from it."""
    steps = _graph(found)
    outside = sorted(z.id for z in site.zones.values() if z.kind in EXTERNAL_KINDS | IT_KINDS)
    ways = _shortest(steps, outside)
    open_ = union_of_taints(found)
    inner = [z for z in site.zones.values() if is_ot(z) or z.kind in DMZ_KINDS]
    return {zone.id: _path(site, zone, ways.get(zone.id, ()), steps, open_) for zone in inner}


def _graph(found: Sequence[Crossing]) -> _Graph:
    """Return the steps by zone and next zone; of several crossings a definite one, in the order of their ids."""
    out: _Graph = {}
    for crossing in sorted(found, key=lambda c: (not c.definite, c.flow)):
        if crossing.stepping and "unassociated" not in {crossing.from_zone, crossing.to_zone}:
            out.setdefault(crossing.from_zone, {}).setdefault(crossing.to_zone, crossing)
    return out


def _shortest(steps: _Graph, starts: Sequence[str]) -> dict[str, tuple[Crossing, ...]]:
    """Return the way with the fewest steps to each zone that can be reached from one of `starts`."""
    ways: dict[str, tuple[Crossing, ...]] = dict.fromkeys(starts, ())
    ahead = deque(starts)
    while ahead:
        here = ahead.popleft()
        for there, crossing in sorted(steps.get(here, {}).items()):
            if there not in ways:
                ways[there] = (*ways[here], crossing)
                ahead.append(there)
    return {zone: way for zone, way in ways.items() if way}


def _path(site: Site, zone: Zone, way: Sequence[Crossing], steps: _Graph, open_: Sequence[Taint]) -> Json:
    reached = sorted(z for z in _shortest(steps, [zone.id]) if is_ot(site.zones[z]))
    return {
        "id": zone.id,
        "title": f"ways into zone {zone.id}",
        "locations": [location(zone.location)],
        "taints": taints(open_),
        "zone": zone.id,
        "hops": [
            {
                "flow": c.flow,
                "device": c.device,
                "from": c.from_zone,
                "to": c.to_zone,
                "services": list(c.stepping),
                "certainty": "definite" if c.definite else "possible",
                "locations": locations(c.places),
            }
            for c in way
        ],
        "crown_jewels": sorted(a.id for a in site.assets.values() if a.crown_jewel and zone.id in a.places),
        "reaches": reached,
        "reached_assets": sum(1 for a in site.assets.values() if not a.places.isdisjoint(reached)),
    }
