"""Flows against conduits, packet by packet over a tiny universe: which part each packet belongs to, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from random import Random

from tests.oracles.terms import TCP, UDP, Packet
from tests.oracles.tiny import BASE, SIZE, UNIVERSE, one
from zonewarden.analysis.conduits import Part, judge, required
from zonewarden.analysis.matrix import Flow
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.placement import Place
from zonewarden.site.model import Conduit, ConduitService
from zonewarden_parsers.model import INITIATING, AddressSet, IntervalSet, Location, PacketSet, Product, ServiceSet

HERE = Location("site.yaml", 1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAST = datetime(2025, 1, 1, tzinfo=UTC)


def _span(rng: Random) -> IntervalSet:
    low, high = sorted((rng.randrange(SIZE), rng.randrange(SIZE)))
    return IntervalSet(((BASE + low, BASE + high),))


def _services(rng: Random) -> ServiceSet:
    low, high = sorted((rng.randrange(79, 83), rng.randrange(79, 83)))
    return rng.choice((INITIATING, ServiceSet.ports(rng.choice((TCP, UDP)), ((low, high),)), ServiceSet.protocol(TCP)))


def _flow(rng: Random) -> Flow:
    permits = [
        Permit(Product(4, _span(rng), _span(rng), _services(rng) & INITIATING), (), rng.random() < 0.7, ("reason",))
        for _ in range(rng.randrange(5))
    ]
    here = AddressSet(v4=IntervalSet(((BASE, BASE + SIZE - 1),)))
    places = (Place("i", here, True, "declared in the site"),)
    return Flow(("d",), "a", "b", tuple(permits), True, (), places, places)


def _conduit(rng: Random, k: int) -> Conduit:
    ends = ("a", "b") if rng.random() < 0.6 else ("b", "a")
    services = tuple(_service(rng, i) for i in range(rng.randrange(1, 3)))
    return Conduit(
        f"c{k}", *ends, HERE, sources=AddressSet(v4=_span(rng)), destinations=AddressSet(v4=_span(rng)), services=services,
        initiators=rng.choice((("from",), ("to",), ("from", "to"))), expires=PAST if rng.random() < 0.15 else None, required=True,
    )  # fmt: skip


def _service(rng: Random, i: int) -> ConduitService:
    """Return a service of which all, or one transport, is what production cannot do without."""
    whole = _services(rng)
    return ConduitService(
        f"s{i}", whole, rng.choice((whole, whole & ServiceSet.protocol(TCP), whole & ServiceSet.protocol(UDP)))
    )


def _within(c: Conduit, p: Packet, services: Iterable[ServiceSet]) -> bool:
    """Return whether a packet from zone a to zone b lies in the conduit's endpoints, and in one of the services."""
    source, destination = (c.sources, c.destinations) if c.from_zone == "a" else (c.destinations, c.sources)
    return one(p) <= PacketSet.match(source, destination, ServiceSet.union(services))


def _covers(c: Conduit, p: Packet) -> bool:
    return _within(c, p, (s.services for s in c.services))


def _allowed(c: Conduit) -> bool:
    """Return whether hosts of zone a may begin sessions in the conduit."""
    return ("from" if c.from_zone == "a" else "to") in c.initiators


def part_of(conduits: Sequence[Conduit], p: Packet) -> Part | None:
    """Return the part that a permitted packet belongs to, None for what a conduit covers."""
    valid = [c for c in conduits if c.expires is None]
    if any(_allowed(c) and _covers(c, p) for c in valid):
        return None
    if any(not _allowed(c) and _covers(c, p) for c in valid):
        return Part.WRONG_INITIATOR
    return Part.EXCESS_SERVICES if any(_allowed(c) and _within(c, p, (INITIATING,)) for c in valid) else Part.UNDECLARED


def wrong_parts(seed: int) -> Iterator[str]:
    """Yield packets that `judge` puts into a wrong part."""
    rng = Random(seed)
    flow, conduits = _flow(rng), [_conduit(rng, k) for k in range(rng.randrange(4))]
    parts = {part: PacketSet.of(p.product for p in found) for part, found in judge(flow, conduits, NOW).parts.items()}
    sure = {
        part: PacketSet.of(p.product for p in found if p.definite)
        for part, found in judge(flow, conduits, NOW).parts.items()
    }
    whole, definite = (PacketSet.of(p.product for p in flow.permits if p.definite or s) for s in (True, False))
    for packet in (p for p in UNIVERSE if not p.service.ack):
        point = one(packet)
        right = part_of(conduits, packet) if point <= whole else None
        for part in (Part.WRONG_INITIATOR, Part.EXCESS_SERVICES, Part.UNDECLARED):
            if (point <= parts[part]) is not (part is right) or (point <= sure[part]) is not (
                part is right and point <= definite
            ):
                yield f"{packet} belongs to {right}; in {part.value}: {point <= parts[part]}"
    for conduit in conduits:
        yield from _wrong_missing(conduit, flow, whole, definite)


def _wrong_missing(conduit: Conduit, flow: Flow, whole: PacketSet, definite: PacketSet) -> Iterator[str]:
    found = required(conduit, flow, [])
    missing = found.missing if found else ()
    sure, doubtful = (PacketSet.of(p.product for p in missing if p.definite is s) for s in (True, False))
    for packet in (p for p in UNIVERSE if not p.service.ack):
        point = one(packet)
        needed = _allowed(conduit) and _within(conduit, packet, (s.needed for s in conduit.services))
        right = (needed and not point <= whole, needed and point <= whole and not point <= definite)
        if (point <= sure, point <= doubtful) != right:
            yield f"{packet} of {conduit.id} is missing (for sure, perhaps): {right}, we say {(point <= sure, point <= doubtful)}"
