"""Whatever the text, the IOS parser returns, and accounts for every line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import read_lines
from zonewarden_parsers.model import LineState, Location, Severity

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "fixtures" / "cisco_ios").glob("*.cfg"))
LINES = [line for path in FIXTURES for line in path.read_text(encoding="utf-8").split("\n")]
WORDS = sorted({word for line in LINES for word in line.split()})
CORPUS = ROOT.parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.dev.json"
THOROUGH = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text: str) -> Parsed:
    """Parse twice and hold what must hold for any text."""
    parsed = cisco_ios.parse(text, "t.cfg")
    assert parsed == cisco_ios.parse(text, "t.cfg")
    lines = {line.number: line for line in read_lines(text)}
    told = {d.location.line for d in parsed.diagnostics}
    for number, state in enumerate(parsed.coverage.states, 1):
        line = lines.get(number)
        if line is None:
            assert state is LineState.BLANK
        elif state is LineState.BLANK:
            assert line.text[0] in "!:"
        elif state is LineState.UNKNOWN:
            assert number in told, line
    device = parsed.devices[0]
    for found in device.rule_lists:
        assert [r.index for r in found.rules] == list(range(len(found.rules)))
        for rule in found.rules:
            assert_place(rule.location, lines)
            assert rule.name == "implicit" or lines[rule.location.line].text in rule.text or "<masked>" in rule.text
    unread = [n for n, s in enumerate(parsed.coverage.states, 1) if s is LineState.UNKNOWN]
    covered = {g.location.line for g in device.gaps} | {
        d.location.line for d in parsed.diagnostics if d.code.startswith("unreadable")
    }
    assert set(unread) <= covered, "an unread line leaves neither a gap nor an uncertain rule"
    return parsed


def assert_place(at: Location, lines: Mapping[int, object]) -> None:
    assert at.path == "t.cfg"
    assert at.line in lines
    assert 0 < at.column < at.end_column


@THOROUGH
@given(st.text(max_size=400))
@example("banner motd \n^C")
@example("ip access-list extended \ninterface \nline \nobject-group network \n no")
@example("\x1c\x85\u2028 x\r\r\n\ty")
@example("access-list ² permit ٣\nip route ١ ٢ ٣\n")
def test_any_text(text: str) -> None:
    check(text)


@THOROUGH
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=12), st.lists(st.integers(0, 3), min_size=12, max_size=12))  # fmt: skip
def test_any_words_of_the_language(lines: list[str], indents: list[int]) -> None:
    check("\n".join(" " * indent + line for indent, line in zip(indents, lines, strict=False)))


def _cut(line: str, at: int) -> str:
    return line[: at % (len(line) + 1)]


def _doubled(line: str, at: int) -> str:
    return f"{line}\n{line}"


def _indented(line: str, at: int) -> str:
    return " " * (at % 3) + line.strip()


def _word_lost(line: str, at: int) -> str:
    words = line.split()
    return " " + " ".join(w for i, w in enumerate(words) if i != at % len(words)) if words else line


@THOROUGH
@given(st.data(), st.sampled_from([_cut, _doubled, _indented, _word_lost]))
def test_damaged_fixture(data: st.DataObject, damage: Callable[[str, int], str]) -> None:
    lines = data.draw(st.sampled_from(FIXTURES)).read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        lines[i] = damage(lines[i], data.draw(st.integers(0, 80)))
    check("\n".join(lines))


@THOROUGH
@given(st.data())
def test_swapped_fixture(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(FIXTURES)).read_text(encoding="utf-8").split("\n")
    i, j = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[i], lines[j] = lines[j], lines[i]
    check("\n".join(lines))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.name)
def test_fixture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    check(text)
    assert check(text.replace("\n", "\r\n")).coverage == check(text).coverage


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "permit " * 150_000, "password " * 100_000, "interface X\n ip address " + "1 " * 300_000,
     "\n".join(" " * i + "a" for i in range(1200)), "banner motd x\n" * 20_000, "object-group network A\n" * 20_000],
    ids=["word", "line", "secrets", "words", "stairs", "banners", "groups"],
)  # fmt: skip
def test_hostile_text(text: str) -> None:
    cisco_ios.parse(text, "t.cfg")
    cisco_ios.score(text)


ASA_UNDER_ANOTHER_NAME = ("configs/cisco_qos", ".raw")
"""Files that the manifest calls IOS and that hold ASA objects or the output of ASA show commands."""
OTHER_SYSTEMS = ("/eos_", "/iosxr_", "/comware")
"""Files that the manifest calls IOS and that are of Arista EOS, IOS-XR or Comware: no parser may take them for IOS."""


def _corpus() -> list[str]:
    if not MANIFEST.exists():
        return []
    return [f["path"] for f in json.loads(MANIFEST.read_text(encoding="utf-8")) if f["fmt"] == "cisco_ios"]


needs_corpus = pytest.mark.skipif(not MANIFEST.exists(), reason="the corpus is not beside the project")


@needs_corpus
def test_corpus_is_read() -> None:
    counted = unknown = 0
    for path in _corpus():
        parsed = cisco_ios.parse((CORPUS / path).read_text(encoding="utf-8", errors="replace"), path)
        assert not [d for d in parsed.diagnostics if d.severity is Severity.ERROR]
        counted += len(parsed.coverage.states) - parsed.coverage.count(LineState.BLANK)
        unknown += parsed.coverage.count(LineState.UNKNOWN)
    assert counted > 40_000
    assert unknown / counted < 0.005


@needs_corpus
def test_first_match_of_classbench() -> None:
    """Every packet of the trace hits the rule that a linear scan over the original filter set gives."""
    truth = json.loads(
        (CORPUS / "_derived/classbench/GROUND_TRUTH/acl1_1k.first_match.dev.json").read_text(encoding="utf-8")
    )
    text = (CORPUS / "_derived/classbench/acl1_1k.ios.cfg").read_text(encoding="utf-8")
    (found,) = cisco_ios.parse(text, "c.cfg").devices[0].rule_lists
    for src, dst, sport, dport, protocol, index, _action, _ in truth["items"][::20]:
        source, target = _address(src), _address(dst)
        ports = (sport, dport) if protocol in (6, 17) else (0, 0)
        hit = next(
            (
                r.index
                for r in found.rules
                if source in r.match.sources.v4
                and target in r.match.destinations.v4
                and any(
                    b.protocols[0] <= protocol <= b.protocols[1]
                    and b.first[0] <= ports[0] <= b.first[1]
                    and b.second[0] <= ports[1] <= b.second[1]
                    for b in r.match.services.boxes()
                )
            ),
            None,
        )
        assert hit == index, (src, dst, sport, dport, protocol)


def _address(text: str) -> int:
    a, b, c, d = (int(part) for part in text.split("."))
    return a << 24 | b << 16 | c << 8 | d


@needs_corpus
def test_score_tells_ios_from_asa() -> None:
    wrong = []
    for entry in json.loads(MANIFEST.read_text(encoding="utf-8")):
        if entry["fmt"] not in ("cisco_ios", "cisco_asa") or entry["lines"] < 20:
            continue
        text = (CORPUS / entry["path"]).read_text(encoding="utf-8", errors="replace")
        ios, asa = cisco_ios.score(text), cisco_asa.score(text)
        is_ios = entry["fmt"] == "cisco_ios" and not any(name in entry["path"] for name in OTHER_SYSTEMS)
        if (ios > asa) != is_ios:
            wrong.append((entry["path"], ios, asa))
    assert [w for w in wrong if not w[0].endswith(ASA_UNDER_ANOTHER_NAME)] == []
