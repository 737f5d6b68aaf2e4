"""The generative oracles: a fixed set of seeds on every run, as many more as one asks for with `ZONEWARDEN_LONG=N`.

    ZONEWARDEN_LONG=20000 python -m pytest -m long tests/oracles

A failure prints the oracle, the seed and the configuration; `cases.<oracle>(<seed>)` gives the case again.
"""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest

from tests.oracles import cases
from tests.oracles.cases import Oracle, failures
from tests.oracles.compare import wrong_permits, wrong_rules
from tests.oracles.device_ios import random_router
from tests.oracles.differing import wrong_differences
from tests.oracles.plant import wrong_flows
from tests.oracles.statuses import wrong_statuses
from tests.oracles.terms import Addresses, Block, Entry, Services, Traffic, everywhere
from tests.oracles.tracing import wrong_traces
from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import Action, Rule

SEEDS: dict[Oracle, int] = {
    cases.ios_list: 1500,
    cases.asa_list: 1200,
    cases.dense_list: 120,
    cases.z3_list: 90,
    cases.tiny_universe: 90,
    cases.conduits: 48,
    cases.ios_router: 120,
    cases.asa_firewall: 180,
    cases.traces: 300,
    cases.differences: 30,
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


LIMITS = {
    "small blocks": {"blocks.BLOCK": 3, "questions.MAX_OVERLAPS": 1},
    "one block a rule": {"blocks.BLOCK": 1, "blocks.MAX_KEPT": 1},
    "few states": {"columns.MAX_STATES": 2},
    "coarse rows": {"blocks.MAX_RUNS": 1},
    "coarse all over": {"blocks.BLOCK": 5, "columns.MAX_STATES": 1, "blocks.MAX_RUNS": 1, "blocks.MAX_KEPT": 1},
}
STARVED = {
    "few steps": {"first_match.STEPS_EACH": 4, "first_match.STEPS_LIST": 60, "first_match.STEPS_RULE": 2},
    "no steps": {"first_match.STEPS_EACH": 0, "first_match.STEPS_LIST": 0, "first_match.STEPS_RULE": 0},
    "few checks": {"blocks.MAX_RUNS": 1, "questions.MAX_CHECKS": 1},
}


def limit(monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(f"zonewarden.analysis.{name}", value)


@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
def test_how_the_engine_cuts_its_work_does_not_change_an_answer(
    limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, limits)
    wrong = failures(cases.dense_list, range(24)) + failures(cases.ios_list, range(60))
    assert not wrong, wrong


@pytest.mark.parametrize("limits", STARVED.values(), ids=STARVED)
def test_an_engine_out_of_budget_says_so_and_nothing_wrong(
    limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, limits)
    wrong = failures(cases.starved_list, range(40))
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
    for seed in range(12):
        plant = random_router(seed)
        device = cisco_ios.parse(plant.text, "r1.cfg").devices[0]
        turned = tuple(replace(r, rules=tuple(map(opposite, r.rules))) for r in device.rule_lists)
        seen += any(wrong_flows(plant, replace(device, bindings=())))
        seen += any(wrong_flows(plant, replace(device, rule_lists=turned)))
        seen += any(wrong_traces(plant, replace(device, bindings=()), Random(seed)))
    assert seen > 12


def opposite(rule: Rule) -> Rule:
    return replace(rule, action=Action.PERMIT if rule.action is Action.DENY else Action.DENY)


def test_the_comparison_of_versions_notices_a_change_that_is_not_said() -> None:
    seen = 0
    for seed in range(6):
        base, head = random_router(seed), random_router(seed, variant=1)
        device = cisco_ios.parse(base.text, "r1.cfg").devices[0]
        seen += any(wrong_differences((base, head), (device, device)))
    assert seen > 3
