"""Service sets: laws by hypothesis, brute force over a tiny universe, and how they are written."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.model import ANY_SERVICE, ESTABLISHED, INITIATING, ServiceSet
from zonewarden_parsers.model.services import EMPTY_SERVICE, TCP_ANY, TCP_NEW

Point = tuple[int, int, int]
UNIVERSE = list(product(range(4), range(4), range(4)))


def interval(top: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, top), st.integers(0, top)).map(lambda p: (min(p), max(p)))


boxes = st.tuples(interval(3), interval(3), interval(3))
services = st.lists(boxes, max_size=4).map(
    lambda found: ServiceSet.union(ServiceSet.of((p,), (f,), (s,)) for p, f, s in found)
)


def points(s: ServiceSet) -> set[Point]:
    return {
        (p, f, d)
        for p, f, d in UNIVERSE
        if any(
            b.protocols[0] <= p <= b.protocols[1] and b.first[0] <= f <= b.first[1] and b.second[0] <= d <= b.second[1]
            for b in s.boxes()
        )
    }


@given(services, services)
def test_operators_agree_with_brute_force(a: ServiceSet, b: ServiceSet) -> None:
    assert points(a | b) == points(a) | points(b)
    assert points(a & b) == points(a) & points(b)
    assert points(a - b) == points(a) - points(b)
    assert (a <= b) == (points(a) <= points(b))
    assert a.isdisjoint(b) == points(a).isdisjoint(points(b))
    assert (a == b) == (points(a) == points(b))


@given(services, services, services)
def test_laws(a: ServiceSet, b: ServiceSet, c: ServiceSet) -> None:
    assert a - (b | c) == (a - b) & (a - c)
    assert ANY_SERVICE - (a & b) == (ANY_SERVICE - a) | (ANY_SERVICE - b)
    assert a & (b | c) == (a & b) | (a & c)
    assert (a - b).isdisjoint(b)


@given(services)
def test_boxes_are_disjoint_and_factors_are_a_product(a: ServiceSet) -> None:
    listed = [points(ServiceSet.of((b.protocols,), (b.first,), (b.second,))) for b in a.boxes()]
    assert sum(map(len, listed)) == len(points(a))
    factors = a.factors()
    if factors is not None:
        assert ServiceSet.of(*(f.spans for f in factors)) == a


@pytest.mark.parametrize(
    ("service", "text"),
    [
        (ServiceSet.ports(6, ((502, 502),)), "tcp/502"),
        (ServiceSet.ports(17, ((1, 1023),), ((53, 53),)), "udp/1-1023 from 53"),
        (ServiceSet.icmp(1, 8), "icmp/8"),
        (ServiceSet.icmp(1, 3, 4), "icmp/3/4"),
        (ServiceSet.icmp(58), "icmp6"),
        (ServiceSet.protocol(47), "gre"),
        (ServiceSet.protocol(200), "protocol 200"),
        (ANY_SERVICE, "any"),
        (INITIATING, "any"),
        (ESTABLISHED, "tcp-established"),
        (TCP_ANY, "tcp"),
        (EMPTY_SERVICE, "none"),
    ],
)
def test_texts(service: ServiceSet, text: str) -> None:
    assert str(service) == text


def test_all_icmp_types_together_are_icmp() -> None:
    assert ServiceSet.union(ServiceSet.icmp(1, t) for t in range(256)) == ServiceSet.icmp(1)
    assert ServiceSet.union(ServiceSet.icmp(1, 3, c) for c in range(256)) == ServiceSet.icmp(1, 3)


def test_established_is_part_of_tcp_and_never_begins_a_session() -> None:
    assert ESTABLISHED <= TCP_ANY
    assert INITIATING.isdisjoint(ESTABLISHED)
    assert TCP_ANY - ESTABLISHED == TCP_NEW
    assert ServiceSet.ports(6, ((80, 80),)) & ESTABLISHED
