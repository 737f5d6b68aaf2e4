"""The lists that the benchmarks are made of, written for every platform: each parser reads the same rules out of its text."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from zonewarden_parsers.model import ANY4, Rule

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
COUNT, SEED = 400, 7
PLATFORMS = (
    "asa", "nxos", "iosxr", "fortios", "junos", "junos braces", "panos", "panos xml", "iptables", "nftables", "vyos", "vyos braces",
    "routeros", "checkpoint", "aerleon",
)  # fmt: skip
ELSEWHERE = {
    "pfsense": "its rules are in a list with those that the firewall adds",
    "opnsense": "its rules are in a list with those that the firewall adds",
    "kubernetes": "policies are no ordered list",
    "terraform": "groups are lists of their own, what they permit hangs on their members",
    "rule table": "it has no source ports",
}


@cache
def benchmark(name: str) -> Any:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(BENCHMARKS))


@cache
def rules(platform: str) -> tuple[Rule, ...]:
    write, package = benchmark("texts").TEXTS[platform]
    text = write(benchmark("lists").realistic(COUNT, SEED))
    found = import_module(f"zonewarden_parsers.{package}").parse(text, "list.txt")
    assert not found.coverage.unknown
    (longest,) = (r.rules for r in found.devices[0].rule_lists if len(r.rules) == COUNT)
    return tuple(longest)


def meaning(rule: Rule) -> tuple[object, ...]:
    match = rule.match
    return (match.sources & ANY4).v4, (match.destinations & ANY4).v4, match.services, rule.action


def test_every_text_is_compared() -> None:
    assert {"ios", *PLATFORMS, *ELSEWHERE} == set(benchmark("texts").TEXTS)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_rules_are_those_of_the_access_list(platform: str) -> None:
    doubtful = 0
    for ours, reference in zip(rules(platform), rules("ios"), strict=True):
        if ours.match.atoms:
            doubtful += 1
            assert "application" in ours.text
        else:
            assert meaning(ours) == meaning(reference), ours.text
    assert doubtful == (12 if platform.startswith("panos") else 0), (
        "PAN-OS tells protocols without ports by application only"
    )
