"""The generative oracles: a fixed set of seeds on every run, as many more as one asks for with `ZONEWARDEN_LONG=N`.

    ZONEWARDEN_LONG=20000 python -m pytest -m long tests/oracles

A failure prints the oracle, the seed and the configuration; `cases.<oracle>(<seed>)` gives the case again.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.oracles import cases
from tests.oracles.cases import Oracle, failures
from tests.oracles.compare import wrong_permits, wrong_rules
from tests.oracles.device_ios import random_router
from tests.oracles.plant import wrong_flows
from tests.oracles.statuses import wrong_statuses
from tests.oracles.terms import Addresses, Block, Entry, Services, Traffic, everywhere
from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import Action

SEEDS: dict[Oracle, int] = {
    cases.ios_list: 1500,
    cases.asa_list: 1200,
    cases.z3_list: 120,
    cases.tiny_universe: 120,
    cases.conduits: 60,
    cases.ios_router: 160,
    cases.asa_firewall: 240,
}
"""How many cases of each oracle every run tries."""

PARTS = 6
LONG_BEGINS = 1_000_000
LONG_SHARE = {oracle: seeds / max(SEEDS.values()) for oracle, seeds in SEEDS.items()}
"""How many cases of an oracle a long run tries for each of the N asked for, so that all take about as long."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("oracle", SEEDS, ids=lambda o: o.__name__)
def test_generated_configurations_are_read_right(oracle: Oracle, part: int) -> None:
    if oracle is cases.z3_list:
        pytest.importorskip("z3", reason="z3-solver is not installed")
    wrong = failures(oracle, range(part, SEEDS[oracle], PARTS))
    assert not wrong, wrong


@pytest.mark.long
@pytest.mark.parametrize("oracle", SEEDS, ids=lambda o: o.__name__)
def test_many_generated_configurations_are_read_right(oracle: Oracle) -> None:
    wanted = int(os.environ.get("ZONEWARDEN_LONG", "0"))
    if not wanted:
        pytest.skip("the long mode was not asked for (ZONEWARDEN_LONG=N)")
    if oracle is cases.z3_list:
        pytest.importorskip("z3", reason="z3-solver is not installed")
    wrong = failures(oracle, range(LONG_BEGINS, LONG_BEGINS + max(1, int(wanted * LONG_SHARE[oracle]))))
    assert not wrong, wrong


def entry(permit: bool, base: int, care: int, *ports: tuple[int, int]) -> Entry:
    every = Addresses("any", everywhere(4))
    return Entry(permit, Addresses("", (Block(4, base, care),)), every, Services("tcp", (Traffic(6, second=ports),)))


LIST = "ip access-list extended X\n deny tcp host 10.0.0.1 any range 80 81\n permit tcp 10.0.0.0 0.0.0.3 any eq 80\n"
MEANT = (entry(False, 10 << 24 | 1, 2**32 - 1, (80, 81)), entry(True, 10 << 24, 2**32 - 4, (80, 80)))


@pytest.mark.parametrize(
    "meant",
    [
        (MEANT[0], entry(True, 10 << 24, 2**32 - 4, (80, 81))),
        (entry(False, 10 << 24 | 2, 2**32 - 1, (80, 81)), MEANT[1]),
        (entry(True, 10 << 24 | 1, 2**32 - 1, (80, 81)), MEANT[1]),
        (MEANT[0], entry(True, 10 << 24, 2**32 - 8, (80, 80))),
    ],
    ids=["port", "host", "action", "wildcard"],
)
def test_the_comparison_notices_one_packet_too_many_or_too_few(meant: tuple[Entry, ...]) -> None:
    found = cisco_ios.parse(LIST, "x.cfg").devices[0].rule_lists[0]
    assert not list(wrong_rules(4, MEANT, found))
    assert not list(wrong_permits(4, MEANT, found, default=False))
    assert list(wrong_permits(4, meant, found, default=False))


def test_the_comparison_notices_a_wrong_status() -> None:
    found = cisco_ios.parse(LIST, "x.cfg").devices[0].rule_lists[0]
    assert not list(wrong_statuses((4,), MEANT, found))
    wide = (entry(False, 10 << 24, 2**32 - 8, (80, 81)), MEANT[1])
    assert list(wrong_statuses((4,), wide, found))


def test_the_simulator_notices_a_forgotten_list_and_a_turned_rule() -> None:
    seen = 0
    for seed in range(40):
        plant = random_router(seed)
        device = cisco_ios.parse(plant.text, "r1.cfg").devices[0]
        turned = tuple(
            replace(
                r,
                rules=tuple(
                    replace(x, action=Action.PERMIT if x.action is Action.DENY else Action.DENY) for x in r.rules
                ),
            )
            for r in device.rule_lists
        )
        seen += bool(list(wrong_flows(plant, replace(device, bindings=()))))
        seen += bool(list(wrong_flows(plant, replace(device, rule_lists=turned))))
    assert seen > 30
