"""Exact sets of packets: unions of products sources x destinations x services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from zonewarden_parsers.model.addresses import NONE, AddressSet, IntervalSet
from zonewarden_parsers.model.region import Region, Span, combine
from zonewarden_parsers.model.services import EMPTY_SERVICE, TCP, UDP, WITH_PORTS, Box, ServiceSet


@dataclass(frozen=True, slots=True)
class Product:
    """All packets of one IP version with a source in `sources`, a destination in `destinations`, a service in `services`."""

    version: int
    sources: IntervalSet
    destinations: IntervalSet
    services: ServiceSet

    def __bool__(self) -> bool:
        return bool(self.sources) and bool(self.destinations) and bool(self.services)

    def __and__(self, other: Product) -> Product:
        if self.version != other.version:
            return Product(self.version, NONE, NONE, EMPTY_SERVICE)
        return Product(
            self.version,
            self.sources & other.sources,
            self.destinations & other.destinations,
            self.services & other.services,
        )

    def __le__(self, other: Product) -> bool:
        return not self or (
            self.version == other.version
            and self.sources <= other.sources
            and self.destinations <= other.destinations
            and self.services <= other.services
        )

    def isdisjoint(self, other: Product) -> bool:
        """Return whether the two products share no packet."""
        return (
            self.version != other.version
            or self.sources.isdisjoint(other.sources)
            or self.destinations.isdisjoint(other.destinations)
            or self.services.isdisjoint(other.services)
        )

    def minus(self, other: Product) -> tuple[Product, ...]:
        """Return disjoint products (at most three) that hold what is in `self` but not in `other`."""
        if self.isdisjoint(other):
            return (self,)
        both = self & other
        pieces = (
            Product(self.version, self.sources - both.sources, self.destinations, self.services),
            Product(self.version, both.sources, self.destinations - both.destinations, self.services),
            Product(self.version, both.sources, both.destinations, self.services - both.services),
        )
        return tuple(p for p in pieces if p)

    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return (sources, destinations, services) as texts."""
        return (
            tuple(_addresses(self.version, self.sources).texts()),
            tuple(_addresses(self.version, self.destinations).texts()),
            tuple(self.services.texts()),
        )


def _addresses(version: int, spans: IntervalSet) -> AddressSet:
    return AddressSet(v4=spans) if version == 4 else AddressSet(v6=spans)


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet header: IP version, integer addresses, and a point of the service space."""

    version: int
    source: int
    destination: int
    protocol: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class PacketSet:
    """A set of packets as a union of products. Not canonical: compare with `<=` both ways, not with `==`."""

    products: tuple[Product, ...] = ()

    @classmethod
    def of(cls, products: Iterable[Product]) -> PacketSet:
        """Return the union of `products`, without empty ones."""
        return cls(tuple(p for p in products if p))

    @classmethod
    def match(cls, sources: AddressSet, destinations: AddressSet, services: ServiceSet) -> PacketSet:
        """Return the packets of both IP versions with these addresses and services."""
        return cls.of(Product(v, sources.family(v), destinations.family(v), services) for v in (4, 6))

    def __bool__(self) -> bool:
        return bool(self.products)

    def __or__(self, other: PacketSet) -> PacketSet:
        return PacketSet(self.products + other.products)

    def __and__(self, other: PacketSet) -> PacketSet:
        return PacketSet.of(a & b for a in self.products for b in other.products)

    def __sub__(self, other: PacketSet) -> PacketSet:
        rest: tuple[Product, ...] = self.products
        for cut in other.products:
            rest = tuple(piece for p in rest for piece in p.minus(cut))
        return PacketSet(rest)

    def __le__(self, other: PacketSet) -> bool:
        return not self - other

    def witness(self) -> Packet | None:
        """Return one packet of the set, or None if it is empty: a TCP or UDP one with a usual source port if there is one.

        It is the lowest corner of the first product, with source port 49152 (the first dynamic port) where that is in the set.
        """
        for p in self.products:
            box = min(p.services.boxes(), key=_plainness)
            protocol = next((x for x in (TCP, UDP) if box.protocols[0] <= x <= box.protocols[1]), box.protocols[0])
            usual = 49152 if protocol in WITH_PORTS and box.first[0] <= 49152 <= box.first[1] else box.first[0]
            return Packet(p.version, p.sources.spans[0][0], p.destinations.spans[0][0], protocol, usual, box.second[0])
        return None

    def regions(self) -> dict[int, Region]:
        """Return by IP version the one normal form of the set, whatever products it was made of.

        Sources cut where the answer changes, for each slab of them the destinations, for each of those the services.
        """
        out: dict[int, Region] = {}
        for version in (4, 6):
            parts = [_region(p) for p in self.products if p.version == version]
            while len(parts) > 1:
                parts = [_overlaid(a, b) for a, b in zip_longest(parts[::2], parts[1::2], fillvalue=())]
            if parts:
                out[version] = parts[0]
        return out

    def merged(self) -> PacketSet:
        """Return the same set in few disjoint products, which follow from the set alone, in a reproducible order.

        Products of the normal form that agree in two dimensions are joined in the third until nothing changes.
        """
        return PacketSet.of_regions(self.regions())

    @classmethod
    def of_regions(cls, regions: Mapping[int, Region]) -> PacketSet:
        """Return what `regions` gave as few disjoint products."""
        disjoint = [p for version, region in regions.items() for p in _products(version, region)]
        changed = True
        while changed:
            before = len(disjoint)
            for axis in (2, 1, 0):
                disjoint = list(_join(disjoint, axis))
            changed = len(disjoint) < before
        return cls(tuple(sorted(disjoint, key=_order)))


def _region(product: Product) -> Region:
    inner = tuple((low, high, product.services.slabs) for low, high in product.destinations.spans)
    return tuple((low, high, inner) for low, high in product.sources.spans)


def _overlaid(a: Region, b: Region) -> Region:
    return combine(a, b, _overlaid_destinations)


def _overlaid_destinations(a: Region, b: Region) -> Region:
    return combine(a, b, _overlaid_services) if a and b else a or b


def _overlaid_services(a: Region, b: Region) -> Region:
    return (ServiceSet(a) | ServiceSet(b)).slabs if a and b else a or b


def regions_without(a: Mapping[int, Region], b: Mapping[int, Region]) -> dict[int, Region]:
    """Return the normal form of what `a` has and `b` has not."""
    out = {version: combine(region, b.get(version, ()), _less_destinations) for version, region in a.items()}
    return {version: region for version, region in out.items() if region}


def _less_destinations(a: Region, b: Region) -> Region:
    return combine(a, b, _less_services) if a and b else a


def _less_services(a: Region, b: Region) -> Region:
    return (ServiceSet(a) - ServiceSet(b)).slabs if a and b else a


def _products(version: int, region: Region) -> Iterator[Product]:
    """Give the products of a normal form, sources of equal destinations and destinations of equal services together."""
    sources: dict[Region, list[Span]] = {}
    for low, high, inner in region:
        sources.setdefault(inner, []).append((low, high))
    for inner, spans in sources.items():
        destinations: dict[Region, list[Span]] = {}
        for low, high, slabs in inner:
            destinations.setdefault(slabs, []).append((low, high))
        for slabs, there in destinations.items():
            yield Product(version, IntervalSet(tuple(spans)), IntervalSet.of(there), ServiceSet(slabs))


def _plainness(box: Box) -> tuple[bool, Box]:
    return (not any(box.protocols[0] <= x <= box.protocols[1] for x in (TCP, UDP)), box)


def _order(p: Product) -> tuple[int, object, object, object]:
    return (p.version, p.sources.spans, p.destinations.spans, p.services.slabs)


def _join(products: Iterable[Product], axis: int) -> Iterator[Product]:
    groups: dict[tuple[object, ...], list[Product]] = {}
    for p in products:
        key = (p.version, *(part for i, part in enumerate((p.sources, p.destinations, p.services)) if i != axis))
        groups.setdefault(key, []).append(p)
    for group in groups.values():
        p = group[0]
        if len(group) == 1:
            yield p
        elif axis == 0:
            yield Product(p.version, _union(q.sources for q in group), p.destinations, p.services)
        elif axis == 1:
            yield Product(p.version, p.sources, _union(q.destinations for q in group), p.services)
        else:
            yield Product(p.version, p.sources, p.destinations, ServiceSet.union(q.services for q in group))


def _union(parts: Iterable[IntervalSet]) -> IntervalSet:
    return IntervalSet.of(span for part in parts for span in part.spans)
