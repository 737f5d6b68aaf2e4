"""The trace against the zone matrix on real configurations: two ways to one answer, over the rules people write."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.analysis.test_trace import agree
from tests.oracles.corpus import manifest, needs_corpus, parsed
from zonewarden.analysis.matrix import matrix
from zonewarden.analysis.trace import Tracer
from zonewarden.site.model import Zone
from zonewarden_parsers.model import AddressSet, Device, Location, Packet

FILES, PACKETS, MAX_ZONES = 120, 40, 12


def zones_of(device: Device) -> dict[str, Zone]:
    """Return zones that share no address: the connected networks, then what the first rules name."""
    found: dict[str, Zone] = {}
    named = [i.networks for i in device.interfaces[:8]]
    named += [s for each in device.rule_lists for r in each.rules[:3] for s in (r.match.sources, r.match.destinations)]
    taken = AddressSet()
    for addresses in named:
        left = AddressSet(v4=addresses.v4) - taken
        if left and left.v4.size < 2**20 and len(found) < MAX_ZONES:
            taken |= left
            id_ = f"z{len(found)}"
            found[id_] = Zone(id_, "cell", 1, 1, Location("zones", 1), addresses=left)
    return found


def packets(rng: Random, device: Device, zones: dict[str, Zone]) -> Iterator[tuple[str, str, Packet]]:
    rules = [r for each in device.rule_lists for r in each.rules]
    ports = [box.second[0] for r in rules for box in list(r.match.services.boxes())[:2]] or [22]

    def host(zone: str) -> int:
        low, high = rng.choice(zones[zone].addresses.v4.spans)
        return rng.choice([low, high, rng.randint(low, high)])

    for _ in range(PACKETS):
        a, b = rng.sample(sorted(zones), 2)
        protocol, first = rng.choice([6, 17, 1]), rng.choice([49152, 49152, 49152, 8])
        yield a, b, Packet(4, host(a), host(b), protocol, first, rng.choice(ports))


@needs_corpus
def test_traces_agree_with_the_matrix_on_real_configurations() -> None:
    rng = Random(5)
    compared = 0
    files = list(manifest())
    rng.shuffle(files)
    for path, fmt in files[:FILES]:
        for device in parsed(path, fmt).devices:
            zones = zones_of(device)
            if len(zones) < 2 or sum(len(each.rules) for each in device.rule_lists) > 400:
                continue
            flows = {(f.from_zone, f.to_zone): f for f in matrix(device, device.name, zones, None)}
            tracer = Tracer(device.name, device, zones, None)
            for a, b, sent in packets(rng, device, zones):
                agree(tracer.trace(sent), flows.get((a, b)), sent)
                compared += 1
    assert compared > 1000
