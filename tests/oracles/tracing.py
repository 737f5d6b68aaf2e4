"""Single packets through a simulated device, against our trace: permitted, denied, or not decided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from tests.oracles.cells import point_of
from tests.oracles.plant import Plant, site_zones
from tests.oracles.terms import Packet, Part, Service, Traffic, verdict
from zonewarden.analysis.filtering import Answer
from zonewarden.analysis.trace import Tracer
from zonewarden_parsers.model import Device
from zonewarden_parsers.model import Packet as Sent

PACKETS = 60


def wrong_traces(plant: Plant, device: Device, rng: Random) -> Iterator[str]:
    """Yield packets, drawn from where rules and zones begin and end, of which the trace says something else than the plant."""
    tracer = Tracer("d", device, site_zones(plant.zones), None)
    for _ in range(PACKETS if plant.zones else 0):
        packet = _draw(plant, rng)
        if packet is None:
            continue
        p, f, s = point_of(packet.service)
        found = tracer.trace(Sent(packet.version, packet.source, packet.destination, p, f, s))
        right = answer(plant, packet)
        if found.answer is not right:
            yield f"{packet} is {right}, we say {found.answer} ({'; '.join(found.reasons)})"


def answer(plant: Plant, packet: Packet) -> Answer | None:
    """Return what becomes of a packet; None where it cannot pass through the plant at all."""
    ends = (plant.places(packet.version, packet.source), plant.places(packet.version, packet.destination, leaving=True))
    everywhere = tuple(p.name for p in plant.ports if p.up)
    ways = [
        (a, b)
        for a, b in product(*(everywhere if e is None else e for e in ends))
        if a != b and plant.port(a).vrf == plant.port(b).vrf
    ]
    if not ways:
        return None
    outcomes = [_through(plant, a, b, packet) for a, b in ways]
    sure = all(e is not None and len(e) == 1 for e in ends)
    if not any(permit for permit, _ in outcomes):
        return Answer.DENIED
    return Answer.PERMITTED if sure and not any(deny for _, deny in outcomes) else Answer.NOT_DECIDED


def _through(plant: Plant, entry: str, leave: str, packet: Packet) -> tuple[bool, bool]:
    chain = plant.chain(entry, leave, packet.version)
    if chain is None:
        return False, True
    steps = [verdict([e for x in step for e in x.entries], packet, default=step[-1].default) for step in chain]
    return all(permit for permit, _ in steps), any(deny for _, deny in steps)


def _draw(plant: Plant, rng: Random) -> Packet | None:
    """Return a packet between two zones: its addresses and service out of the rules where they can be."""
    version = rng.choice((4, 4, 4, 6))
    entries = [e for port in plant.ports for found in port.lists.values() for e in found.entries]
    entries += plant.shared.entries if plant.shared else ()
    one = rng.choice(entries) if entries else None
    source = _address(plant, rng, version, one.sources.over if one else ())
    destination = _address(plant, rng, version, one.destinations.over if one else ())
    if source is None or destination is None:
        return None
    return Packet(version, source, destination, _service(rng, one.services.over if one else (Traffic(),)))


def _address(plant: Plant, rng: Random, version: int, parts: tuple[Part, ...]) -> int | None:
    blocks = [b for zone in plant.zones.values() for b in zone if b.version == version]
    if not blocks:
        return None
    cuts = [c for p in (*parts, rng.choice(blocks)) if p.version == version for c in p.cuts()]
    near = [c + d for c in cuts for d in (-1, 0) if any(b.holds(c + d) for b in blocks)]
    return rng.choice(near) if near else rng.choice(blocks).base


def _service(rng: Random, found: tuple[Traffic, ...]) -> Service:
    traffic = rng.choice(found)
    protocol = traffic.protocol if traffic.protocol is not None else rng.choice((1, 6, 6, 17, 47, 58))
    top = {6: 65535, 17: 65535, 132: 65535, 1: 255, 58: 255}.get(protocol, 0)
    slots = []
    for spans in (traffic.first, traffic.second):
        edges = [x for low, high in spans for x in (low - 1, low, high, high + 1) if 0 <= x <= top]
        slots.append(rng.choice(edges or [0]))
    return Service(protocol, slots[0], slots[1], protocol == 6 and rng.random() < 0.3)


__all__ = ["answer", "wrong_traces"]
