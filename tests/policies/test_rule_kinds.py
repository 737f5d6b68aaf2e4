"""The kinds of rules that policies name change no verdict: they are given every rule, and those of their kinds alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.document import facts
from zonewarden.policy import Policy
from zonewarden.policy_input import narrowed
from zonewarden.policy_set import read_policies, shipped

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
SHIPPED = read_policies([shipped()])
NAMING = [policy for policy in SHIPPED.policies if policy.rules]
ENGINE = EmbeddedEngine()
ROUNDS = 60 if os.environ.get("ZONEWARDEN_LONG") else 2


@pytest.fixture(scope="module")
def document() -> Json:
    inputs = read(Request(ROOT / "fixtures" / "brewery" / "drifted" / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None
    return facts(survey, inputs.configs.parsed)


def scrambled(document: Json, seed: int) -> Json:
    """Return the document with rules whose fields are drawn from those of all its rules, and from what none of them has."""
    random = Random(seed)
    rows = list(document["rules"].values())
    odd: Json = {
        "status": ["live", "shadowed", "redundant", "unmatchable", "undefined", "undecided", "disabled"],
        "undefined": [[], [], [], ["LOST"]],
        "metadata": [{}, {}, {"grant": next(iter(document["grants"]))}, {"grant": "none-such"}],
    }
    kept = {"id", "list", "device"}
    flags = {key for key, value in rows[0].items() if isinstance(value, bool)}

    def field(row: Json, key: str) -> Any:
        if key in kept or random.random() < 0.4:
            return row[key]
        return random.random() < 0.5 if key in flags else random.choice(odd.get(key) or [r[key] for r in rows])

    return document | {"rules": {row["id"]: {key: field(row, key) for key in row} for row in rows}}


def verdicts(document: Json, policies: list[Policy]) -> Iterator[str]:
    found = ENGINE.evaluate(SHIPPED.modules, [p.package for p in policies], document)
    for policy in policies:
        for what in ("subjects", "violations"):
            yield from sorted(json.dumps([policy.id, what, one], sort_keys=True) for one in found[policy.package][what])


def test_every_shipped_policy_that_reads_rules_names_kinds(document: Json) -> None:
    few = narrowed(document, SHIPPED.policies, SHIPPED.modules)["rules"]
    assert 0 < len(few) < len(document["rules"])


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_rules_of_no_kind_named_change_nothing(document: Json, seed: int) -> None:
    whole = scrambled(document, seed)
    for policy in NAMING:
        assert list(verdicts(narrowed(whole, [policy], SHIPPED.modules), [policy])) == list(verdicts(whole, [policy]))


def test_a_policy_that_names_no_kinds_is_given_every_rule(document: Json) -> None:
    text = "package own.rules\n\nsubjects contains 1 if input.rules\n\nviolations contains 2 if false\n"
    own = Policy("OWN-001", "own.rules", "", "", "rules", NAMING[0].severity, "own.rego")
    found = narrowed(document, [*NAMING, own], {**SHIPPED.modules, "own.rego": text})
    assert found["rules"] == document["rules"]
