"""Whatever the text, the Junos parser returns, and accounts for every line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import juniper_junos
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import Action

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = [
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "fixtures").glob("*/juniper-junos.conf"))
    + sorted(p for p in (ROOT / "fixtures" / "juniper_junos").glob("*") if p.suffix != ".json")
]
MARKS = ["inactive:", "replace:", "delete:", "/*", "*/", "[", "]", '"']
WORDS = [*MARKS, *sorted({word for text in FIXTURES for word in text.split()})]


def check(text: str) -> Parsed:
    """Hold what holds for every parser, and that an unread line leaves a gap."""
    parsed = hold(juniper_junos, text)
    gaps = {g.location.line for d in parsed.devices for g in d.gaps}
    assert set(parsed.coverage.unknown) <= gaps
    return parsed


def few(count: int) -> settings:
    return settings(max_examples=examples(count), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few(80)
@given(st.text(max_size=300))
def test_arbitrary_text(text: str) -> None:
    check(text)


@few(60)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=25).map("\n".join))
def test_known_words_in_any_order(text: str) -> None:
    check(text)


@few(60)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda w: "set " + " ".join(w)), max_size=12)
)
def test_set_commands_of_known_words(lines: list[str]) -> None:
    check("\n".join(lines))


@few(50)
@given(mangled(FIXTURES))
def test_fixtures_cut_doubled_and_swapped(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 500_000,
        "a { " * 20_000,
        "}" * 20_000,
        "set " + "x " * 50_000,
        "/* " * 30_000,
        '"' * 30_001,
        "\x00\n\x85\n\u2028",
        "set apply-groups a\n" + "\n".join(f"set groups a{i} apply-groups a{i + 1}" for i in range(3000)),
        "set groups a apply-groups a\nset apply-groups a\nset system host-name x",
    ],
)
def test_odd_texts(text: str) -> None:
    check(text)


def test_sets_nested_deeper_than_any_device_allows_stay_open() -> None:
    book = "\n".join(f"set security address-book global address-set s{i} address-set s{i + 1}" for i in range(3000))
    policy = "set security policies global policy p match source-address s0\nset security policies global policy p then permit"
    parsed = check(f"{book}\n{policy}")
    rule = parsed.devices[0].rule_lists[0].rules[0]
    assert rule.action is Action.PERMIT
    assert rule.match.atoms
