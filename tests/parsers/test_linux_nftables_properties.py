"""Whatever the text, the nftables parser returns, and accounts for every line."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden_parsers import linux_nftables
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import raw_lines

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted(p for p in (ROOT / "fixtures" / "linux_nftables").glob("*") if p.suffix != ".json")
LINES = [line for path in FIXTURES for line in path.read_text(encoding="utf-8").split("\n")]
WORDS = sorted({word for line in LINES for word in line.split()})
CORPUS = ROOT.parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.dev.json"
ROUNDS = int(os.environ.get("ZONEWARDEN_LONG", "60"))


def check(text: str) -> Parsed:
    """Parse twice and hold what must hold for any text."""
    parsed = linux_nftables.parse(text, "t.nft")
    assert parsed == linux_nftables.parse(text, "t.nft")
    lines = raw_lines(text)
    assert len(parsed.coverage.states) == len(lines)
    told = {d.location.line for d in parsed.diagnostics}
    assert told or not parsed.coverage.unknown
    assert all(1 <= line <= max(1, len(lines)) for line in told)
    (device,) = parsed.devices
    for rules in device.rule_lists:
        for index, rule in enumerate(rules.rules):
            assert rule.index == index
            at = rule.location
            assert (
                lines[at.line - 1][at.column - 1 : at.end_column - 1 if at.end_column else None] == rule.text
                or "<masked>" in rule.text
            )
            assert rule.match.under_parts[0] <= rule.match.sources
            assert rule.match.under_parts[1] <= rule.match.destinations
            assert rule.match.under_parts[2] <= rule.match.services
    assert {b.rule_list for b in device.bindings} == {r.name for r in device.rule_lists}
    return parsed


@given(st.text(max_size=300))
def test_arbitrary_text(text: str) -> None:
    check(text)


@given(st.text(alphabet='table ip{};chain\n"$@=,.:-/0123456789', max_size=200))
def test_arbitrary_punctuation(text: str) -> None:
    check(text)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=12))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_in_any_order(lines: list[str]) -> None:
    check("\n".join(lines))


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), max_size=8))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_in_any_order_in_a_chain(lines: list[str]) -> None:
    body = "\n".join(lines)
    parsed = check(f"table inet t {{\nchain f {{\ntype filter hook forward priority 0; policy drop;\n{body}\n}}\n}}\n")
    assert parsed.devices[0].rule_lists


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_cut_line(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FIXTURES))
    lines = path.read_text(encoding="utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
    check("\n".join(lines))


def mutated(lines: list[str], dice: random.Random) -> str:
    found = list(lines)
    for _ in range(dice.randint(1, 4)):
        i, j = dice.randrange(len(found)), dice.randrange(len(found))
        match dice.randrange(4):
            case 0:
                found[i] = found[i][: dice.randint(0, len(found[i]))]
            case 1:
                found.insert(i, found[j])
            case 2:
                found[i], found[j] = found[j], found[i]
            case _:
                words = found[i].split(" ")
                words[dice.randrange(len(words))] = dice.choice(WORDS)
                found[i] = " ".join(words)
    return "\n".join(found)


@pytest.mark.skipif(not MANIFEST.exists(), reason="the corpus is not beside the project")
def test_mutated_corpus_files() -> None:
    entries = json.loads(MANIFEST.read_text(encoding="utf-8"))
    paths = [CORPUS / e["path"] for e in entries if e["fmt"] == "nftables" and e["lines"] < 300] + FIXTURES
    dice = random.Random(12)
    for _ in range(ROUNDS):
        check(mutated(dice.choice(paths).read_text(encoding="utf-8", errors="replace").split("\n"), dice))


def test_empty_types_and_definitions() -> None:
    check(
        "table ip t { set s { type , ; elements = { }; }; }\ndefine a =\n$a\ntable ip u { $a; chain f { $a; accept; }; }\nnft\n"
    )


def test_deep_nesting_is_bounded() -> None:
    deep = "jump { " * 3000
    check(f"table ip t {{ chain f {{ type filter hook forward priority 0; {deep} accept\n")
    check("table ip t { chain f { ip saddr " + "{ " * 3000 + "10.0.0.1\n")
    check("table ip t { chain f { ip saddr " + "( " * 3000 + "10.0.0.1\n")
    doubled = "define a0 = { 1, 2 }\n" + "".join(f"define a{i + 1} = {{ $a{i}, $a{i} }}\n" for i in range(40))
    check(doubled + "table ip t { chain f { type filter hook forward priority 0; tcp dport $a40 accept; }; }\n")
