"""Whatever the text, the ASA parser returns, and accounts for every line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden_parsers import cisco_asa
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import LineState, Location

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "fixtures").glob("cisco_asa/*.cfg")) + sorted(
    (ROOT / "fixtures").glob("*/*/configs/fw-*.cfg")
)
LINES = [line for path in FIXTURES for line in path.read_text(encoding="utf-8").split("\n")]
CORPUS = ROOT.parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.dev.json"
WORDS = sorted({word for line in LINES for word in line.split()})


def check(text: str) -> Parsed:
    """Parse twice and hold what must hold for any text."""
    parsed = cisco_asa.parse(text, "t.cfg")
    assert parsed == cisco_asa.parse(text, "t.cfg")
    lines = raw_lines(text)
    assert len(parsed.coverage.states) == len(lines)
    for line, state in zip(lines, parsed.coverage.states, strict=True):
        stripped = line.strip()
        separator = not stripped or stripped[0] in "!:"
        assert (state is LineState.BLANK) == separator, line
    told = {d.location.line for d in parsed.diagnostics}
    assert set(parsed.coverage.unknown) <= told
    device = parsed.devices[0]
    for rules in device.rule_lists:
        for index, rule in enumerate(rules.rules):
            assert rule.index == index
            assert_place(rule.location, lines)
            shown = lines[rule.location.line - 1][rule.location.column - 1 : rule.location.end_column - 1]
            assert rule.text in {shown, mask(shown)}
            assert not rule.match.under_parts[0] - rule.match.sources
            assert not rule.match.under_parts[1] - rule.match.destinations
            assert rule.match.under_parts[2] <= rule.match.services
    for gap in device.gaps:
        assert_place(gap.location, lines)
    return parsed


def assert_place(at: Location, lines: list[str]) -> None:
    assert 1 <= at.line <= len(lines)
    assert at.end_column <= len(lines[at.line - 1]) + 1


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


@given(st.sampled_from(FIXTURES), st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_fixtures_cut_doubled_and_swapped(path: Path, data: st.DataObject) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 12))):
        i = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["cut", "double", "swap", "shorten", "indent", "outdent"])):
            case "cut" if len(lines) > 1:
                del lines[i]
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                j = data.draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            case "shorten":
                lines[i] = lines[i][: data.draw(st.integers(0, len(lines[i])))]
            case "indent":
                lines[i] = " " + lines[i]
            case _:
                lines[i] = lines[i].lstrip()
    check("\n".join(lines))


@pytest.mark.parametrize("line", LINES[:0] + sorted({line for line in LINES if line.strip()}))
def test_every_word_of_every_line_may_be_missing(line: str) -> None:
    words = line.split()
    indent = line[: len(line) - len(line.lstrip())]
    text = "\n".join(indent + " ".join(words[:n]) for n in range(1, len(words) + 1))
    check(f"interface g0/0\n nameif inside\n{text}\n{text}")


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, " " * 100_000, "access-list " + "x " * 200_000, "\x00\n\x85\n\u2028"]
)
def test_odd_texts(text: str) -> None:
    check(text)


def test_deeply_nested_groups() -> None:
    groups = "".join(f"object-group network G{i}\n group-object G{i + 1}\n" for i in range(5000))
    parsed = check(groups + "access-list A extended permit ip object-group G0 any\n")
    assert parsed.devices[0].rule_lists[0].rules[0].match.atoms


def corpus_files() -> list[str]:
    if not MANIFEST.is_file():
        return []
    return [e["path"] for e in json.loads(MANIFEST.read_text(encoding="utf-8")) if e["fmt"] == "cisco_asa"]


@pytest.mark.skipif(not MANIFEST.is_file(), reason="the shared corpus is not here")
def test_corpus() -> None:
    shares = []
    for path in corpus_files():
        text = (CORPUS / path).read_text(encoding="utf-8", errors="replace")
        parsed = check(text) if len(text) < 100_000 else cisco_asa.parse(text, path)
        assert cisco_asa.score(text) > 0, path
        shares.append(parsed.coverage.share)
    assert sum(shares) / len(shares) > 0.98
