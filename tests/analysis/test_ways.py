"""Ways that are treated alike are found once, and none is lost: against every pair of places."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from tests.analysis.build import HERE, bound, device, interface, net, rule_list
from zonewarden.analysis.chain import Filters
from zonewarden.analysis.placement import Place
from zonewarden.analysis.translation import published
from zonewarden.analysis.ways import Way, Ways, crosses, gaps_between, versions
from zonewarden_parsers.model import (
    ANY4,
    ANY_SERVICE,
    Action,
    Aspect,
    Device,
    Direction,
    Effect,
    Gap,
    ImplicitPolicy,
    Match,
    NatRule,
    Vpn,
    VpnKind,
)

NAMES = [f"e{k}" for k in range(6)]
NETS = [net(f"10.{k}.0.0/24") for k in range(3)]


def random_device(rng: Random) -> Device:
    lists = tuple(
        rule_list(
            f"l{k}",
            *(
                (
                    rng.choice((Action.PERMIT, Action.DENY)),
                    Match(rng.choice(NETS), rng.choice([ANY4, *NETS]), ANY_SERVICE),
                )
                for _ in range(3)
            ),
        )
        for k in range(2)
    )
    scoped = replace(
        lists[1], rules=tuple(replace(r, to_interfaces=frozenset(rng.sample(NAMES, 2))) for r in lists[1].rules)
    )
    vpn = Vpn("v", VpnKind.REMOTE_ACCESS, HERE, "e0", filter_list="l0")
    return device(
        interfaces=tuple(interface(n, f"10.{9 + k}.0.1/24", vrf=rng.choice(["", "", "", "b"])) for k, n in enumerate(NAMES)),
        rule_lists=(lists[0], scoped),
        bindings=tuple(
            bound(rng.choice(["l0", "l1"]), name, direction, (4, 6))
            for name in NAMES
            for direction in (Direction.IN, Direction.OUT)
            if rng.random() < 0.4
        ),
        implicit=(ImplicitPolicy("e1", "e2", permit=False, reason="no", location=HERE),),
        gaps=(Gap(Aspect.FLOWS, Effect.EITHER, "unread", HERE, rng.choice(NAMES)),) if rng.random() < 0.5 else (),
        nat=(NatRule("static", HERE, "static", real=NETS[1], mapped=NETS[2]),) if rng.random() < 0.5 else (),
        lists_before_nat=True,
        vpns=(vpn,),
        vpn_bypass=HERE if rng.random() < 0.5 else None,
    )  # fmt: skip


def random_places(rng: Random, found: Device) -> tuple[Place, ...]:
    def somewhere() -> Place:
        vpn = found.vpns[0] if rng.random() < 0.2 else None
        name = "e0" if vpn else rng.choice(NAMES)
        return Place(name, rng.choice(NETS), rng.random() < 0.3, "why", vpn, dropped=rng.random() < 0.2)

    everywhere = [Place(name, NETS[1], certain=False, reason="anywhere") for name in NAMES if rng.random() < 0.8]
    return tuple(dict.fromkeys([*everywhere, *(somewhere() for _ in range(rng.randrange(5)))]))


def answer(filters: Filters, entry: Place, leave: Place) -> object:
    """What the matrix says of a way, worked out for this pair of places alone."""
    carried = versions(filters, entry, leave)
    passed = [
        filters.passing(
            filters.stages(entry, leave, version),
            version,
            entry.addresses.family(version),
            leave.addresses.family(version),
        )
        for version in carried
    ]
    gaps = gaps_between(filters.device, entry.interface, leave.interface)
    return carried, *passed, published(filters, entry, leave), gaps, entry.certain and leave.certain


def told(filters: Filters, way: Way) -> object:
    """The same, from what is known of the kind."""
    carried = way.kind.carried
    entry, leave = way.entry, way.leave
    passed = [
        filters.passing(
            way.kind.stages[(4, 6).index(version)],
            version,
            entry.addresses.family(version),
            leave.addresses.family(version),
        )
        for version in carried
    ]
    return carried, *passed, published(filters, entry, leave), way.kind.gaps, entry.certain and leave.certain


@pytest.mark.parametrize("seed", range(60))
def test_the_first_way_of_each_kind_stands_for_every_pair_of_places(seed: int) -> None:
    rng = Random(seed)
    found = random_device(rng)
    filters = Filters(found)
    ways = Ways(filters)
    sides = [random_places(rng, found) for _ in range(4)]
    for source, target in product(sides, sides):
        passage = ways.between(ways.side(source), ways.side(target))
        pairs = [(p, q) for p, q in product(source, target) if crosses(filters, p, q)]
        assert passage.entries == tuple(dict.fromkeys(p for p, _ in pairs))
        assert passage.exits == tuple(dict.fromkeys(q for _, q in pairs))
        said = [told(filters, way) for way in passage.ways]
        assert list(dict.fromkeys(answer(filters, p, q) for p, q in pairs)) == list(dict.fromkeys(said))
        assert [pairs.index((w.entry, w.leave)) for w in passage.ways] == sorted(
            pairs.index((w.entry, w.leave)) for w in passage.ways
        )


def test_many_interfaces_alike_are_one_way() -> None:
    many = tuple(interface(f"v{k}", f"10.{k}.0.1/24") for k in range(1, 40))
    found = device(
        interfaces=many,
        rule_lists=(rule_list("in", (Action.PERMIT, Match(ANY4, ANY4, ANY_SERVICE))),),
        bindings=tuple(bound("in", i.name) for i in many),
    )
    ways = Ways(Filters(found))
    anywhere = [ways.side(Place(i.name, each, certain=False, reason="") for i in many) for each in NETS[:2]]
    passage = ways.between(*anywhere)
    assert [(w.entry.interface, w.leave.interface) for w in passage.ways] == [("v1", "v2")]
    assert len(passage.entries) == len(passage.exits) == len(many)
