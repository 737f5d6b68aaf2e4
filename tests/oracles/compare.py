"""Our answers against what a list means, over every cell of the packet space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from tests.oracles.cells import Decider, address_rows, service_rows, sides
from tests.oracles.terms import Entry, Packet
from zonewarden.analysis.permitted import ListIndex, through_list
from zonewarden_parsers.model import IntervalSet, RuleList, ServiceSet
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6

EVERYTHING = {4: ALL_V4, 6: ALL_V6}

Cell = tuple[Packet, int, int, int]
"""A packet of a cell, the rules that may and that surely match it, and which of our own sets hold it."""


def cells(
    version: int, entries: Sequence[Entry], products: Sequence[tuple[IntervalSet, IntervalSet, ServiceSet]]
) -> Iterator[Cell]:
    """Yield one packet of each cell that `entries` and `products` cut the packet space of an IP version into."""
    source_sides, destination_sides = sides(entries)
    sources = address_rows(version, source_sides, [p[0] for p in products])
    destinations = address_rows(version, destination_sides, [p[1] for p in products])
    services = service_rows([e.services.over for e in entries], [p[2] for p in products])
    for (s, s_points), (d, d_points), (v, v_points) in product(sources.items(), destinations.items(), services.items()):
        packet = Packet(version, s_points[0], d_points[0], v_points[0])
        yield packet, s.over & d.over & v.over, s.under & d.under & v.under, s.ours & d.ours & v.ours


def wrong_rules(version: int, entries: Sequence[Entry], found: RuleList) -> Iterator[str]:
    """Yield where a rule as parsed matches other packets than its entry means; entries that nobody can read are left out."""
    parts = [r.match.over_parts for r in found.rules] + [r.match.under_parts for r in found.rules]
    products = [(s.family(version), d.family(version), v) for s, d, v in parts]
    n = len(found.rules)
    read = sum(1 << i for i, e in enumerate(entries) if e.permit is not None)
    enabled = sum(1 << i for i, e in enumerate(entries) if e.enabled)
    certain = Decider.of(entries, default=False).certain
    for packet, may, surely, ours in cells(version, entries, products):
        over = (may ^ ours) & (1 << n) - 1 & read
        under = (surely & certain ^ ours >> n) & read & enabled
        for what, wrong, right in (("may match", over, may), ("surely matches", under, surely & certain)):
            if wrong:
                i = (wrong & -wrong).bit_length() - 1
                yield f"{found.rules[i].text!r} {what} {packet}: {bool(right >> i & 1)}, we say {not right >> i & 1}"


def wrong_permits(version: int, entries: Sequence[Entry], found: RuleList, *, default: bool) -> Iterator[str]:
    """Yield packets that the list decides otherwise than `through_list` says."""
    every = EVERYTHING[version]
    outcome = through_list(ListIndex(found, version), every, every)
    permits = [p for p in outcome.permits if p.product.version == version]
    parts = [(p.product.sources, p.product.destinations, p.product.services) for p in permits]
    definite = sum(1 << i for i, p in enumerate(permits) if p.definite)
    decider = Decider.of(entries, default=default)
    readable = Decider(decider.permits, decider.denies, 0, decider.certain, decider.default)
    for packet, may, surely, ours in cells(version, entries, parts):
        permit, deny = decider.decide(may, surely)
        if bool(ours & definite) != (permit and not deny):
            yield f"{packet} surely passes: {permit and not deny}, we say {bool(ours & definite)}"
        possible = bool(ours)
        if possible != permit and (possible or readable.decide(may, surely)[0] or not outcome.undecided):
            yield f"{packet} may pass: {permit}, we say {possible}"
