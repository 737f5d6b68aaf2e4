"""Whatever the text, the PAN-OS parser returns, and accounts for every line."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles.corpus import CORPUS, needs_corpus
from tests.oracles.panos import FORMATS, files, read

from zonewarden_parsers import paloalto_panos
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import LineState, Location

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted(p for p in (ROOT / "fixtures" / "paloalto_panos").glob("*") if p.suffix != ".json")
LINES = [line for path in FIXTURES for line in path.read_text(encoding="utf-8").split("\n")]
COMMANDS = [line for line in LINES if line.startswith("set ")]
WORDS = sorted({word for line in LINES for word in line.split()})
LONG = int(os.environ.get("ZONEWARDEN_LONG", "0"))


def check(text: str) -> Parsed:
    """Parse twice and hold what must hold for any text."""
    parsed = paloalto_panos.parse(text, "t")
    assert parsed == paloalto_panos.parse(text, "t")
    lines = raw_lines(text)
    assert len(parsed.coverage.states) == len(lines)
    for line, state in zip(lines, parsed.coverage.states, strict=True):
        assert line.strip() or state is LineState.BLANK
    told = [d.location for d in parsed.diagnostics]
    spans = [(at.line, max(at.line, at.end_line)) for at in told]
    for number in parsed.coverage.unknown:
        assert any(first <= number <= last for first, last in spans), lines[number - 1]
    assert parsed.devices
    for device in parsed.devices:
        for rules in device.rule_lists:
            for index, rule in enumerate(rules.rules):
                assert rule.index == index
                assert_place(rule.location, lines)
                assert not rule.match.under_parts[0] - rule.match.sources
                assert not rule.match.under_parts[1] - rule.match.destinations
                assert rule.match.under_parts[2] <= rule.match.services
        names = [i.name for i in device.interfaces]
        assert len(names) == len(set(names))
        for gap in device.gaps:
            assert_place(gap.location, lines)
    return parsed


def assert_place(at: Location, lines: list[str]) -> None:
    assert 1 <= at.line <= max(len(lines), 1)
    assert at.end_line == 0 or at.line < at.end_line <= len(lines)


@given(st.text(max_size=300))
def test_arbitrary_text(text: str) -> None:
    check(text)


@given(st.text(max_size=120), st.sampled_from(["<config>", "set ", "config {\n", "<!DOCTYPE x>", "<config><shared>"]))
@settings(deadline=None)
def test_arbitrary_text_after_a_beginning(text: str, start: str) -> None:
    check(start + text)


@given(st.lists(st.sampled_from(COMMANDS), max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_commands_in_any_order(lines: list[str]) -> None:
    check("\n".join(lines))


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=12))
@settings(max_examples=60, deadline=None)
def test_known_words_in_any_order(lines: list[str]) -> None:
    check("\n".join("set " + line for line in lines))
    check("\n".join(lines))


@pytest.mark.parametrize("line", sorted(set(COMMANDS)))
def test_every_command_may_end_anywhere(line: str) -> None:
    words = line.split()
    check("\n".join(" ".join(words[:n]) for n in range(1, len(words) + 1)))


def mutated(text: str, draw: random.Random) -> str:
    """Cut, doubled, swapped and shortened lines."""
    lines = text.split("\n")
    for _ in range(draw.randint(1, 8)):
        i, j = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(5):
            case 0 if len(lines) > 1:
                del lines[i]
            case 1:
                lines.insert(i, lines[j])
            case 2:
                lines[i], lines[j] = lines[j], lines[i]
            case 3:
                lines[i] = lines[i][: draw.randint(0, len(lines[i]))]
            case _:
                lines[i] = "".join(draw.choice([c, c, c, c, c, draw.choice("<>{}[];\"' &\x00é")]) for c in lines[i])
    return "\n".join(lines)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.name)
def test_fixtures_mutated(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for seed in range(25 + LONG):
        check(mutated(text, random.Random(seed)))


@needs_corpus
@pytest.mark.parametrize("fmt", FORMATS)
def test_corpus_files_mutated(fmt: str) -> None:
    small = [f for f in files(fmt) if (CORPUS / f).stat().st_size < 20_000]
    for seed in range(30 + LONG):
        draw = random.Random(seed)
        check(mutated(read(draw.choice(small)), draw))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "<a>" * 50_000,
        "set " + "x " * 100_000,
        "a {\n" * 50_000,
        'set a "' + "\n" * 5000,
        "\x00\n\x85\n\u2028",
        "<config>\ud800</config>",
        "<config version='1'>" + "<entry name='x'/>" * 20_000,
        "set address-group a static [ " + " ".join(f"x{i}" for i in range(20_000)) + " ]",
        '<!DOCTYPE c [<!ENTITY a "b">]>\n<config>&a;</config>',
        '<?xml version="1.0" encoding="utf-16"?>\n<config/>',
    ],
    ids=lambda t: repr(t[:20]),
)
def test_odd_texts(text: str) -> None:
    check(text)


def test_entities_are_refused_and_nothing_is_taken_for_understood() -> None:
    parsed = check(
        '<?xml version="1.0"?>\n<!DOCTYPE c [\n<!ENTITY a SYSTEM "file:///etc/passwd">\n]>\n<config>&a;</config>\n'
    )
    assert [d.code for d in parsed.diagnostics if d.code == "unreadable"]
    assert parsed.devices[0].gaps


def test_deeply_nested_groups() -> None:
    text = "".join(
        f"set address-group g{i} static g{i + 1}\nset service-group s{i} members s{i + 1}\n" for i in range(3000)
    )
    rule = "set rulebase security rules r from any to any source g0 destination any application any service s0 action allow"
    assert check(text + rule).devices[0].rule_lists[0].rules[0].match.atoms
