"""Whatever the text, the FortiOS parser returns, and accounts for every line."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden_parsers import fortinet_fortios
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import Action, LineState, Location

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "fixtures" / "fortinet_fortios").glob("*.conf"))
LINES = [line for path in FIXTURES for line in path.read_text(encoding="utf-8").split("\n")]
CORPUS = ROOT.parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.dev.json"
WORDS = sorted({word for line in LINES for word in line.split()})
MUTATIONS = int(os.environ.get("ZONEWARDEN_LONG", "0")) or 40


def check(text: str) -> Parsed:
    """Parse twice and hold what must hold for any text."""
    parsed = fortinet_fortios.parse(text, "t.conf")
    assert parsed == fortinet_fortios.parse(text, "t.conf")
    lines = raw_lines(text)
    assert len(parsed.coverage.states) == len(lines)
    for line, state in zip(lines, parsed.coverage.states, strict=True):
        if state is LineState.BLANK:
            assert not line.strip() or line.strip()[0] == "#"
        else:
            assert line.strip()
    told = {d.location.line for d in parsed.diagnostics}
    assert set(parsed.coverage.unknown) <= told
    for device in parsed.devices:
        if parsed.coverage.unknown:
            assert device.gaps
        for rules in device.rule_lists:
            assert rules.default is Action.DENY
            for index, rule in enumerate(rules.rules):
                assert rule.index == index
                assert_place(rule.location, lines)
                assert rule.match.under_parts[0] <= rule.match.sources
                assert rule.match.under_parts[1] <= rule.match.destinations
                assert rule.match.under_parts[2] <= rule.match.services
        for gap in device.gaps:
            assert_place(gap.location, lines)
    return parsed


def assert_place(at: Location, lines: list[str]) -> None:
    assert 1 <= at.line <= max(len(lines), 1)
    assert at.end_line <= max(len(lines), 1)


@given(st.text(max_size=300))
def test_arbitrary_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(LINES), max_size=60))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_fixture_lines_in_any_order(lines: list[str]) -> None:
    check("\n".join(lines))


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=12))
@settings(deadline=None)
def test_known_words_in_any_order(lines: list[str]) -> None:
    check("\n".join(lines))


def mutated(lines: list[str], source: random.Random) -> list[str]:
    """Return the lines with a few of them cut, doubled, swapped or shortened."""
    lines = list(lines)
    for _ in range(source.randint(1, 12)):
        i, j = source.randrange(len(lines)), source.randrange(len(lines))
        match source.choice(("cut", "double", "swap", "shorten", "quote")):
            case "cut" if len(lines) > 1:
                del lines[i]
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                lines[i], lines[j] = lines[j], lines[i]
            case "shorten":
                lines[i] = lines[i][: source.randint(0, len(lines[i]))]
            case _:
                lines[i] += source.choice(('"', "'", "\\"))
    return lines


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_fixtures_cut_doubled_and_swapped(path: Path) -> None:
    source = random.Random(path.name)
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(MUTATIONS):
        check("\n".join(mutated(lines, source)))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_every_word_of_every_line_may_be_missing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for i in range(0, len(lines), 3):
        words = lines[i].split()
        check("\n".join([*lines[:i], " ".join(words[:-1]), *lines[i + 1 :]]))


ODD = {
    "long word": "a" * 1_000_000,
    "blanks": " " * 100_000,
    "long set": "config a b\nset " + "x " * 200_000,
    "other line ends": "\x00\n\x85\n\u2028",
    "deep": "config a\n" * 5_000,
    "deep entries": "config a\nedit b\n" * 5_000,
    "open strings": 'set a "b\n' * 5_001,
    "apostrophes": "set a 'b\n" * 5_000,
    "escaped ends": "set a \\\n" * 5_000,
    "many ends": "end\n" * 10_000,
    "renames": "config firewall address\nedit a0\nnext\n" + "".join(f"rename a{i} to a{i + 1}\n" for i in range(3000)),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts(text: str) -> None:
    check(text)


def test_deeply_nested_groups() -> None:
    """A deep chain of groups that each name the next one twice: no recursion without bound, no doubling of the work."""
    groups = "".join(
        f'edit "G{i}"\nset member "G{i + 1}" "H{i + 1}"\nnext\nedit "H{i}"\nset member "G{i + 1}" "H{i + 1}"\nnext\n'
        for i in range(500)
    )
    policy = "edit 1\nset srcaddr G0\nset dstaddr all\nset service ALL\nset action accept\nset srcintf any\nset dstintf any\nnext\n"
    parsed = check(f"config firewall addrgrp\n{groups}end\nconfig firewall policy\n{policy}end\n")
    assert parsed.devices[0].rule_lists[0].rules[0].match.atoms


@pytest.mark.skipif(not MANIFEST.is_file(), reason="the shared corpus is not here")
def test_corpus_mutated() -> None:
    source = random.Random(4)
    entries = [
        e["path"]
        for e in json.loads(MANIFEST.read_text(encoding="utf-8"))
        if e["fmt"] == "fortios" and e["lines"] < 2000
    ]
    assert entries
    for path in entries:
        lines = (CORPUS / path).read_text(encoding="utf-8", errors="replace").split("\n")
        check("\n".join(lines))
        for _ in range(max(MUTATIONS // 30, 1)):
            check("\n".join(mutated(lines, source)))
