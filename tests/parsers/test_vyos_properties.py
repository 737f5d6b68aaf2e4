"""Whatever the text, the VyOS parser returns, and accounts for every line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import vyos

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FILES = sorted([*FIXTURES.glob("vyos/*.boot"), *FIXTURES.glob("vyos/*.set"), *FIXTURES.glob("equivalent/vyos.*")])
TEXTS = [p.read_text(encoding="utf-8") for p in FILES]
WORDS = sorted({word for text in TEXTS for word in text.split()})
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(RELAXED, max_examples=examples(60))
@given(mangled(TEXTS))
def test_fixtures_cut_doubled_and_swapped(text: str) -> None:
    hold(vyos, text)


@settings(RELAXED, max_examples=examples(60))
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), max_size=14))
def test_known_words_in_any_order(lines: list[str]) -> None:
    hold(vyos, "\n".join(lines))


@settings(RELAXED, max_examples=examples(40))
@given(st.text(max_size=200))
def test_arbitrary_text(text: str) -> None:
    hold(vyos, text)


@pytest.mark.parametrize(
    "line", sorted({line for text in TEXTS for line in text.split("\n") if line.startswith("set ")})
)
def test_every_word_of_every_command_may_be_missing(line: str) -> None:
    words = line.split()
    hold(vyos, "\n".join(" ".join(words[:n]) for n in range(1, len(words) + 1)))


@pytest.mark.parametrize(
    "text",
    [
        "a {\n" * 50_000,
        "}\n" * 1000,
        "set " + "x " * 100_000,
        "/*\n" + "x\n" * 1000,
        '"' * 1000,
        "'",
        "set ''",
        "{\n}\n",
        "edit a\n" * 100,
    ],
)
def test_odd_texts(text: str) -> None:
    hold(vyos, text)


def test_rule_sets_that_call_each_other_in_a_circle() -> None:
    calls = "".join(
        f"set firewall ipv4 name C{i} rule 1 action jump\nset firewall ipv4 name C{i} rule 1 jump-target C{(i + 1) % 300}\n"
        for i in range(300)
    )
    parsed = hold(
        vyos,
        calls
        + "set firewall ipv4 forward filter rule 1 action jump\nset firewall ipv4 forward filter rule 1 jump-target C0\n",
    )
    assert any(r.action.value == "unknown" for r in parsed.devices[0].rule_lists[0].rules)
