"""Whatever the text, the RouterOS parser returns, and accounts for every line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import mikrotik_routeros

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FILES = sorted([*FIXTURES.glob("mikrotik_routeros/*.rsc"), *FIXTURES.glob("equivalent/mikrotik-routeros.*")])
TEXTS = [p.read_text(encoding="utf-8") for p in FILES]
LINES = sorted({line for text in TEXTS for line in text.split("\n")})
WORDS = sorted({word for text in TEXTS for word in text.split()})
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(RELAXED, max_examples=examples(60))
@given(mangled(TEXTS))
def test_fixtures_cut_doubled_and_swapped(text: str) -> None:
    hold(mikrotik_routeros, text)


@settings(RELAXED, max_examples=examples(60))
@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_known_lines_in_any_order(lines: list[str]) -> None:
    hold(mikrotik_routeros, "\n".join(lines))


@settings(RELAXED, max_examples=examples(60))
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), max_size=14))
def test_known_words_in_any_order(lines: list[str]) -> None:
    hold(mikrotik_routeros, "\n".join(lines))


@settings(RELAXED, max_examples=examples(40))
@given(st.text(max_size=200))
def test_arbitrary_text(text: str) -> None:
    hold(mikrotik_routeros, text)


@pytest.mark.parametrize("line", LINES)
def test_every_word_of_every_line_may_be_missing(line: str) -> None:
    words = line.split()
    hold(mikrotik_routeros, "/ip firewall filter\n" + "\n".join(" ".join(words[:n]) for n in range(1, len(words) + 1)))


@pytest.mark.parametrize(
    "text",
    [
        "{" * 10_000,
        '"' * 999,
        "\\\n" * 1000,
        "/ip " * 20_000,
        "add x=[" * 500,
        "\\",
        ":if (" * 200,
        "/ip firewall filter\n" + "add chain=forward\n" * 3000,
        "set [find]",
    ],
)
def test_odd_texts(text: str) -> None:
    hold(mikrotik_routeros, text)


def test_chains_that_call_each_other_in_a_circle() -> None:
    text = "/ip firewall filter\nadd chain=forward action=jump jump-target=c0\n"
    text += "".join(f"add chain=c{i} action=jump jump-target=c{(i + 1) % 200}\n" for i in range(200))
    assert any(r.action.value == "unknown" for r in hold(mikrotik_routeros, text).devices[0].rule_lists[0].rules)
