"""The point index against the linear scan."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.build import rule_list
from tests.analysis.test_first_match import UNIVERSE, rule_lists
from zonewarden.analysis import point
from zonewarden.analysis.entries import Entry, entries
from zonewarden.analysis.point import PointIndex, first_match, holds
from zonewarden_parsers.model import ANY_SERVICE, Action, AddressSet, IntervalSet, Match, Packet, RuleList, ServiceSet


def scan(listed: list[Entry], packet: Packet) -> list[int]:
    return [i for i, e in enumerate(listed) if holds(e.over, packet)]


@given(rule_lists, st.lists(st.sampled_from(UNIVERSE), min_size=1, max_size=30))
@settings(deadline=None, max_examples=200)
def test_the_index_agrees_with_the_scan(found: RuleList, points: list[tuple[int, int, int, int, int]]) -> None:
    listed = entries(found.rules, 4)
    index = PointIndex(listed)
    for source, destination, protocol, first, second in points:
        packet = Packet(4, source, destination, protocol, first, second)
        assert list(index.holding(packet)) == scan(listed, packet)


def drawn(rng: Random, version: int) -> AddressSet:
    base = 10 << 24 if version == 4 else 0x20010DB8 << 96
    low = base + rng.randrange(4096)
    spans = [(low + 64 * k, low + 64 * k + rng.randrange(60)) for k in range(rng.choice([1, 1, 1, 3, 40]))]
    found = IntervalSet.of(spans)
    return AddressSet(v4=found) if version == 4 else AddressSet(v6=found)


def service(rng: Random) -> ServiceSet:
    port = rng.randrange(2000)
    one = ServiceSet.ports(rng.choice([6, 17]), ((port, port + rng.choice([0, 0, 500])),))
    return rng.choice(
        [ANY_SERVICE, one, one, one | ServiceSet.icmp(1, 8), one - ServiceSet.ports(6, source=((53, 53),))]
    )


@pytest.mark.parametrize("version", [4, 6])
@pytest.mark.parametrize("block", [7, 64, point.BLOCK])
@pytest.mark.parametrize("cells", [100, point.MAX_CELLS])
def test_first_match_over_several_blocks(version: int, block: int, cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(point, "BLOCK", block)
    monkeypatch.setattr(point, "MAX_CELLS", cells)
    rng = Random(block)
    found = rule_list(
        "l", *((Action.PERMIT, Match(drawn(rng, version), drawn(rng, version), service(rng))) for _ in range(600))
    )
    listed = entries(found.rules, version)
    index = PointIndex(listed)
    hits = 0
    for _ in range(300):
        near = listed[rng.randrange(len(listed))].over
        packet = Packet(
            version, rng.choice(near[0])[rng.randrange(2)], rng.choice(near[1])[rng.randrange(2)],
            rng.choice([6, 17, 1, 256]), rng.choice([53, 8, 40000]), rng.randrange(2500),
        )  # fmt: skip
        expected = scan(listed, packet)
        hits += bool(expected)
        assert list(index.holding(packet)) == expected
        assert first_match(index, packet) is (listed[expected[0]] if expected else None)
    assert hits > 40
