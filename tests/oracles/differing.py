"""Two versions of a device, against what we say a change opens and closes: over every cell of the packet space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from tests.oracles.cells import service_rows, sides
from tests.oracles.plant import Judge, Plant, Right, ordered, site_zones, zone_rows
from tests.oracles.terms import Packet
from zonewarden.analysis.difference import Change, Version, compare_pairs
from zonewarden.analysis.matrix import matrix
from zonewarden_parsers.model import Device, Product

Changes = tuple[Sequence[Change], Sequence[Change]]
"""What a change opened and what it closed."""


def wrong_differences(plants: tuple[Plant, Plant], devices: tuple[Device, Device]) -> Iterator[str]:
    """Yield packets that we say were opened, closed or left alone, and were not. The plants differ in their lists only."""
    zones = site_zones(plants[0].zones)
    base, head = (Version(d, {(f.from_zone, f.to_zone): f for f in matrix(d, "d", zones, None)}, {}) for d in devices)
    found = {(d.from_zone, d.to_zone): (d.opened, d.closed) for d in compare_pairs("d", base, head)}
    for pair in permutations(zones, 2):
        for version in (4, 6):
            yield from _wrong_pair(plants, pair, version, found.get(pair, ((), ())))


def _wrong_pair(plants: tuple[Plant, Plant], pair: tuple[str, str], version: int, changes: Changes) -> Iterator[str]:
    products, opened, definite = _products(changes, version)
    base, head = plants
    first, entries = ordered(base)
    second, more = ordered(head, len(entries))
    judges = Judge(base, first, version), Judge(head, second, version)
    source_sides, destination_sides = sides([*entries, *more])
    sources = zone_rows(base, version, pair[0], source_sides, [p.sources for p in products])
    destinations = zone_rows(
        base, version, pair[1], destination_sides, [p.destinations for p in products], leaving=True
    )
    services = service_rows([e.services.over for e in (*entries, *more)], [p.services for p in products])
    for (s, at), (d, to), (v, points) in product(sources.items(), destinations.items(), services.items()):
        ours = s.ours & d.ours & v.ours
        initiating = [p for p in points if not p.ack]
        where = f"{pair[0]}>{pair[1]} {Packet(version, at[0], to[0], (initiating or points)[0])}"
        if s.tag is None or d.tag is None or not initiating:
            if ours:
                yield f"{where} cannot pass, we say it changed"
            continue
        over, under = s.over & d.over & v.over, s.under & d.under & v.under
        rights = [j.judge(s.tag[0], d.tag[0], over, under) for j in judges]
        for word, (before, after), mask in (("opened", rights, opened), ("closed", rights[::-1], ~opened)):
            yield from (f"{where} {c} {word} {rights}" for c in _complaints(before, after, ours & mask, definite))


def _products(changes: Changes, version: int) -> tuple[list[Product], int, int]:
    """Return all products, which of them are opened ones, and which are definite."""
    listed = [
        (p, is_opened, change.definite)
        for is_opened, found in ((True, changes[0]), (False, changes[1]))
        for change in found
        for p in change.products
        if p.version == version
    ]
    opened = sum(1 << i for i, (_, is_opened, _) in enumerate(listed) if is_opened)
    definite = sum(1 << i for i, (_, _, sure) in enumerate(listed) if sure)
    return [p for p, _, _ in listed], opened, definite


def _complaints(before: Right, after: Right, ours: int, definite: int) -> Iterator[str]:
    passes = [r.permit and not r.deny for r in (before, after)]
    if not ours and after.permit and not before.permit and after.readable:
        yield "was for sure not let through and may be now; we do not say"
    if ours & definite and (before.permit or not passes[1]):
        yield "we say for sure"
    if ours and passes[0] and before.sure:
        yield "was let through before, we say"
    if ours and not after.permit:
        yield "is not let through at all, we say"
