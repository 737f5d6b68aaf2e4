"""Facts about parallel paths: what one of two devices that stand for each other lets through and the other does not.

Two devices do where one declares the other as its peer (`ha`), or where a conduit names both and both have the networks of its two
zones connected. That two others lie in parallel without a word about it is not told: no configuration shows what hangs between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from zonewarden.analysis.conduits import Judged, Part
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.placement import Place
from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.facts.json import Json, location, locations, shortened, taints
from zonewarden.site.model import Site
from zonewarden_parsers.model import Location, PacketSet, Product
from zonewarden_parsers.model.packets import regions_without
from zonewarden_parsers.model.region import Region
from zonewarden_parsers.strict_yaml.nodes import text

MAX_PRODUCTS = 5
MAX_PLACES = 4
Regions = dict[int, Region]


@dataclass(frozen=True, slots=True)
class Passing:
    """What a device surely, and what it perhaps, lets pass between two zones. `adjacent`: it has networks of both connected."""

    sure: Regions
    may: Regions
    adjacent: bool
    taints: tuple[Taint, ...] = ()
    rules: tuple[tuple[Product, tuple[Location, ...]], ...] = ()

    def places(self, packets: PacketSet) -> list[Location]:
        """Return where rules that let some of these packets pass are."""
        found: dict[Location, None] = {}
        for product, places in self.rules:
            if len(found) < MAX_PLACES and not all(product.isdisjoint(p) for p in packets.products):
                found |= dict.fromkeys(places)
        return list(found)[:MAX_PLACES]


Found = Mapping[tuple[str, str, str], Passing]
"""What passes, by device and the two zones."""
NOTHING = Passing({}, {}, adjacent=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two devices that stand for each other, for every two zones or for those of a conduit."""

    one: str
    other: str
    conduit: str = ""
    zones: frozenset[str] = frozenset()

    def concerns(self, device: str, zones: frozenset[str]) -> bool:
        """Return whether what a device lets pass between two zones is to be compared."""
        return device in {self.one, self.other} and (not self.conduit or zones == self.zones)


def pairs(site: Site) -> tuple[Pair, ...]:
    """Return the pairs that the declarations name, each once, in their order."""
    peers = {
        frozenset((entry.id, peer)): Pair(min(entry.id, peer), max(entry.id, peer))
        for entry in site.registers.get("device_records", ())
        if (peer := text(entry.node.get("ha", "peer"))) and peer != entry.id
    }
    shared = [
        Pair(one, other, conduit.id, frozenset((conduit.from_zone, conduit.to_zone)))
        for conduit in site.conduits
        for one, other in combinations(sorted(set(conduit.enforced_by)), 2)
        if frozenset((one, other)) not in peers
    ]
    return (*peers.values(), *shared)


def passing(wanted: Sequence[Pair], device: DeviceSurvey, judged: Judged) -> Passing | None:
    """Return what is let pass by a flow, None where none of the pairs has it compared."""
    flow = judged.flow
    zones = frozenset((flow.from_zone, flow.to_zone))
    concerned = [pair for pair in wanted if pair.concerns(device.id, zones)]
    adjacent = bool(concerned) and _connected(device, flow.entries) and _connected(device, flow.exits)
    if not any(adjacent or not pair.conduit for pair in concerned):
        return None
    permits = judged.parts[Part.PERMITTED]
    return Passing(
        PacketSet(tuple(p.product for p in permits if p.definite)).regions(),
        PacketSet(tuple(p.product for p in permits)).regions(),
        adjacent,
        tuple(flow.taints)[:MAX_PLACES],
        tuple((p.product, tuple(via.location for via in p.via)) for p in permits),
    )


def _connected(device: DeviceSurvey, places: Sequence[Place]) -> bool:
    networks = {i.name: i.networks for i in device.device.interfaces}
    return any(
        p.certain and p.interface in networks and not networks[p.interface].isdisjoint(p.addresses) for p in places
    )


def parallels(site: Site, found: Found) -> Json:
    """Return each pair with what differs. `found` is by device and zones; what is not in it lets nothing pass."""
    return {row["id"]: row for pair in pairs(site) for row in _rows(site, pair, found)}


def _rows(site: Site, pair: Pair, found: Found) -> Iterator[Json]:
    if pair.conduit and not all(
        any(p.adjacent and zones == pair.zones for p, zones in _of(device, found)) for device in (pair.one, pair.other)
    ):
        return
    ways = sorted({(a, b) for device, a, b in found if pair.concerns(device, frozenset((a, b)))})
    record = next(e for e in site.registers["device_records"] if e.id in {pair.one, pair.other})
    id_ = f"{pair.one}|{pair.other}" + (f":{pair.conduit}" if pair.conduit else "")
    yield {
        "id": id_,
        "title": f"{pair.one} beside {pair.other}" + (f" for conduit {pair.conduit}" if pair.conduit else ""),
        "locations": [location(record.node.place("id"))],
        "taints": taints(dict.fromkeys(t for way in ways for t in _taints(pair, way, found))),
        "one": pair.one,
        "other": pair.other,
        "conduit": pair.conduit,
        "differences": [row for way in ways for row in _differences(pair, way, found)],
    }


def _taints(pair: Pair, way: tuple[str, str], found: Found) -> Iterator[Taint]:
    for device in (pair.one, pair.other):
        yield from found.get((device, *way), NOTHING).taints


def _of(device: str, found: Found) -> Iterator[tuple[Passing, frozenset[str]]]:
    yield from ((p, frozenset((a, b))) for (name, a, b), p in found.items() if name == device)


def _differences(pair: Pair, way: tuple[str, str], found: Found) -> Iterator[Json]:
    """Yield for each of the two devices what it lets pass one way and the other does not."""
    for wide, narrow in ((pair.one, pair.other), (pair.other, pair.one)):
        a, b = (found.get((device, *way), NOTHING) for device in (wide, narrow))
        definite = regions_without(a.sure, b.may)
        more = definite or regions_without(a.may, b.may) or regions_without(a.sure, b.sure)
        if more:
            packets = PacketSet.of_regions(more)
            yield {
                "wide": wide,
                "narrow": narrow,
                "from": way[0],
                "to": way[1],
                "certainty": "definite" if definite else "possible",
                "products": _texts(packets),
                "locations": locations(a.places(packets)),
            }


def _texts(packets: PacketSet) -> list[Json]:
    return [
        {"sources": shortened(s, 8), "destinations": shortened(d, 8), "services": shortened(v, 8)}
        for s, d, v in (p.texts() for p in packets.products[:MAX_PRODUCTS])
    ]
