"""Packet sets against brute force over a tiny universe."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from zonewarden_parsers.model import IntervalSet, PacketSet, Product, ServiceSet

Point = tuple[int, int, int]
UNIVERSE = list(product(range(6), range(6), range(4)))

small = st.lists(st.integers(0, 5), min_size=1, max_size=4).map(lambda found: IntervalSet.of((x, x) for x in found))
kinds = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(
    lambda found: ServiceSet.union(ServiceSet.of(((x, x),)) for x in found)
)
products = st.builds(Product, st.just(4), small, small, kinds)
packet_sets = st.lists(products, max_size=4).map(PacketSet.of)


def points(s: PacketSet) -> set[Point]:
    return {
        (a, b, c)
        for a, b, c in UNIVERSE
        if any(a in p.sources and b in p.destinations and ServiceSet.of(((c, c),)) <= p.services for p in s.products)
    }


@given(packet_sets, packet_sets)
@settings(deadline=None)
def test_operators_agree_with_brute_force(a: PacketSet, b: PacketSet) -> None:
    assert points(a | b) == points(a) | points(b)
    assert points(a & b) == points(a) & points(b)
    assert points(a - b) == points(a) - points(b)
    assert (a <= b) == (points(a) <= points(b))


@given(packet_sets)
@settings(deadline=None)
def test_merged_is_the_same_set_in_disjoint_products(a: PacketSet) -> None:
    merged = a.merged()
    assert points(merged) == points(a)
    assert sum(len(points(PacketSet((p,)))) for p in merged.products) == len(points(a))
    assert len(merged.products) <= len(points(a))


@given(packet_sets)
@settings(deadline=None)
def test_the_witness_is_in_the_set(a: PacketSet) -> None:
    witness = a.witness()
    assert (witness is None) == (not points(a))
    if witness is not None:
        assert (witness.source, witness.destination, witness.protocol) in points(a)


def test_ip_versions_do_not_mix() -> None:
    everything = IntervalSet(((0, 5),))
    four = Product(4, everything, everything, ServiceSet.of(((0, 3),)))
    six = Product(6, everything, everything, ServiceSet.of(((0, 3),)))
    assert not four & six
    assert four.minus(six) == (four,)
    assert not PacketSet((four,)) & PacketSet((six,))
