"""Whatever the text, the parsers of the systems that share IOS's grammar return, and account for every line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oracles.tiny import tiny_list

from zonewarden_parsers.base import Parsed, Parser
from zonewarden_parsers.lines import read_lines
from zonewarden_parsers.model import Action, LineState
from zonewarden_parsers.registry import PARSERS

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("cisco-nxos", "cisco-iosxr")
FIXTURES = [
    (name, path.read_text(encoding="utf-8"))
    for name in NAMES
    for folder in (ROOT / "fixtures" / name.replace("-", "_"), ROOT / "fixtures" / "equivalent")
    for path in sorted(folder.glob("*.cfg"))
    if folder.name != "equivalent" or path.stem == name
]
WORDS = sorted({word for _, text in FIXTURES for word in text.split()})
THOROUGH = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(parser: Parser, text: str) -> Parsed:
    """Parse twice and hold what must hold for any text."""
    parsed = parser.parse(text, "t.cfg")
    assert parsed == parser.parse(text, "t.cfg")
    lines = {line.number: line for line in read_lines(text)}
    told = {d.location.line for d in parsed.diagnostics}
    for number, state in enumerate(parsed.coverage.states, 1):
        assert (number in lines) or state is LineState.BLANK
        assert state is not LineState.BLANK or number not in lines or lines[number].text[0] in "!:"
        assert state is not LineState.UNKNOWN or number in told, lines[number]
    (device,) = parsed.devices
    for found in device.rule_lists:
        assert [r.index for r in found.rules] == list(range(len(found.rules)))
        for rule in found.rules:
            text_there = lines[rule.location.line].text
            assert rule.name == "implicit" or text_there in rule.text or "<masked>" in rule.text
    covered = {g.location.line for g in device.gaps}
    covered |= {d.location.line for d in parsed.diagnostics if d.code.startswith("unreadable")}
    unread = {n for n, s in enumerate(parsed.coverage.states, 1) if s is LineState.UNKNOWN}
    assert unread <= covered, "an unread line leaves neither a gap nor an uncertain rule"
    return parsed


@pytest.mark.parametrize("name", NAMES)
@THOROUGH
@given(lines=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=12), indents=st.lists(st.integers(0, 3), min_size=12, max_size=12))  # fmt: skip
def test_any_words_of_the_language(name: str, lines: list[str], indents: list[int]) -> None:
    check(PARSERS[name], "\n".join(" " * indent + line for indent, line in zip(indents, lines, strict=False)))


@pytest.mark.parametrize("name", NAMES)
@THOROUGH
@given(text=st.text(max_size=300))
def test_any_text(name: str, text: str) -> None:
    check(PARSERS[name], text)


def _cut(line: str, at: int) -> str:
    return line[: at % (len(line) + 1)]


def _doubled(line: str, at: int) -> str:
    return f"{line}\n{line}"


def _indented(line: str, at: int) -> str:
    return " " * (at % 4) + line.strip()


def _word_lost(line: str, at: int) -> str:
    words = line.split()
    return " " + " ".join(w for i, w in enumerate(words) if i != at % len(words)) if words else line


@THOROUGH
@given(st.data(), st.sampled_from([_cut, _doubled, _indented, _word_lost]))
def test_damaged_fixture(data: st.DataObject, damage: Callable[[str, int], str]) -> None:
    name, text = data.draw(st.sampled_from(FIXTURES))
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        lines[i] = damage(lines[i], data.draw(st.integers(0, 80)))
    i, j = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[i], lines[j] = lines[j], lines[i]
    check(PARSERS[name], "\n".join(lines))


@pytest.mark.parametrize(("name", "text"), FIXTURES)
def test_line_ends_do_not_matter(name: str, text: str) -> None:
    assert check(PARSERS[name], text.replace("\n", "\r\n")).coverage == check(PARSERS[name], text).coverage


@pytest.mark.parametrize("seed", range(40))
def test_one_list_means_the_same_in_every_dialect(seed: int) -> None:
    """Random lists of the oracle for IOS, written for NX-OS and IOS-XR by changing their heads and the word for IP."""
    text, _ = tiny_list(Random(seed), asa=False)
    head, body = text.split("\n", 1)
    written = {
        "cisco-ios": text,
        "cisco-nxos": head.replace("extended ", "") + "\n" + body,
        "cisco-iosxr": "ipv4 access-list T\n"
        + body.replace("permit ip ", "permit ipv4 ").replace("deny ip ", "deny ipv4 "),
    }
    read = {name: PARSERS[name].parse(found, "t").devices[0].rule_lists[0] for name, found in written.items()}
    meant = {name: [(r.action, r.match.over_parts) for r in found.rules] for name, found in read.items()}
    assert meant["cisco-nxos"] == meant["cisco-iosxr"] == meant["cisco-ios"]
    assert not any(r.action is Action.UNKNOWN for r in read["cisco-ios"].rules)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    ["x" * 300_000, "permit " * 50_000, "interface X\n ip address " + "1 " * 100_000,
     "\n".join(" " * i + "a" for i in range(1200)), "banner motd x\n" * 5_000, "object-group ip port A\n" * 5_000],
    ids=["word", "line", "words", "stairs", "banners", "groups"],
)  # fmt: skip
def test_hostile_text(name: str, text: str) -> None:
    PARSERS[name].parse(text, "t.cfg")
    PARSERS[name].score(text)
