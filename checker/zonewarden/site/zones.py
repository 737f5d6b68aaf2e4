"""Zone addresses: what each declared zone holds, and what is left for `internet` and `unassociated`."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden.site.model import INTERNET, UNASSOCIATED
from zonewarden.site.space import EVERYTHING, INSIDE, NEVER, OUTSIDE
from zonewarden.site.validate import Report
from zonewarden_parsers.model import NOWHERE, AddressSet
from zonewarden_parsers.strict_yaml.nodes import Mapping, Scalar, scalars, text


@dataclass(frozen=True, slots=True)
class _Block:
    low: int
    high: int
    zone: str
    place: Scalar


def network(scalar: Scalar) -> AddressSet | None:
    """Return the addresses of a canonical CIDR block or address, or None for other text."""
    try:
        return AddressSet.network(scalar.text)
    except ValueError:
        return None


def homes(addresses: AddressSet, zone: str, held: dict[str, AddressSet]) -> tuple[str, ...]:
    """Return the zones that hold an address of an asset, sorted.

    Its declared zone is one where it has no address to place, and where that zone lists no blocks and no other holds
    all of the addresses.
    """
    found = {name for name, block in held.items() if name != UNASSOCIATED and not block.isdisjoint(addresses)}
    stray = not held[UNASSOCIATED].isdisjoint(addresses)
    if (stray and (zone == UNASSOCIATED or not held.get(zone))) or not (stray or found):
        found.add(zone)
    return tuple(sorted(found))


def zone_addresses(zones: dict[str, Mapping], report: Report) -> dict[str, AddressSet]:
    """Return the addresses of every zone, `internet` and `unassociated` included, and report overlaps.

    `internet` and internet zones with 0.0.0.0/0 or ::/0 hold what nobody else does; never-forwarded space is nobody's.
    """
    explicit: dict[str, AddressSet] = {}
    everything: list[str] = []
    for name, zone in zones.items():
        blocks = scalars(zone.get("cidrs"))
        explicit[name] = AddressSet.union(b for s in blocks if s.text not in EVERYTHING and (b := network(s))) - NEVER
        whole = [s for s in blocks if s.text in EVERYTHING]
        if whole:
            _check_everything(name, zone, whole[0], everything, report)
    _check_disjoint(zones, report)
    declared = AddressSet.union(explicit.values())
    rest = OUTSIDE - declared
    outside = INTERNET if INTERNET in zones or not everything else everything[0]
    out = dict(explicit)
    out[outside] = explicit.get(outside, NOWHERE) | rest
    out.setdefault(INTERNET, NOWHERE)
    out[UNASSOCIATED] = INSIDE - declared
    return out


def _check_everything(name: str, zone: Mapping, where: Scalar, everything: list[str], report: Report) -> None:
    if text(zone.get("kind")) != "internet":
        report.error(where.location, "not-internet", f"only a zone of kind internet may hold {where.text}")
        return
    if everything:
        report.error(where.location, "zones-overlap", f"zone {everything[0]} holds everything else already")
    everything.append(name)


def _check_disjoint(zones: dict[str, Mapping], report: Report) -> None:
    by_space: dict[tuple[str, int], list[_Block]] = {}
    for name, zone in zones.items():
        for scalar in scalars(zone.get("cidrs")):
            if scalar.text not in EVERYTHING and (block := network(scalar)):
                if block <= NEVER:
                    report.warn(scalar.location, "never-forwarded", f"{scalar.text} is never forwarded and in no zone")
                for version in (4, 6):
                    spans = block.family(version).spans
                    listed = by_space.setdefault((text(zone.get("vrf")), version), [])
                    listed += [_Block(low, high, name, scalar) for low, high in spans]
    for blocks in by_space.values():
        for earlier, later in _overlaps(blocks):
            first = earlier.place.location
            message = f"{later.place.text} overlaps {earlier.place.text} of zone {earlier.zone} (line {first.line})"
            report.error(later.place.location, "zones-overlap", message)


def _overlaps(blocks: list[_Block]) -> Iterator[tuple[_Block, _Block]]:
    """Yield pairs of blocks of different zones that overlap, at least one for each block that is in any pair."""
    open_blocks: list[tuple[int, int, _Block]] = []
    for number, block in enumerate(sorted(blocks, key=lambda b: (b.low, -b.high))):
        while open_blocks and open_blocks[0][0] < block.low:
            heapq.heappop(open_blocks)
        other = next((b for _, _, b in open_blocks if b.zone != block.zone), None)
        if other:
            yield other, block
        heapq.heappush(open_blocks, (block.high, number, block))
