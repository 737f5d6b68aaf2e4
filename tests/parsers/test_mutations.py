"""The runner of random mutations (benchmarks/results/mutations.md has the long run): a short run of every platform."""

from __future__ import annotations

from argparse import Namespace
from random import Random

import pytest
from benchmarks.mangling import block_end, pruned
from benchmarks.parser_mutations import Tally, attempt, run
from tests.parsers.mangled import examples

from zonewarden_parsers import cisco_asa
from zonewarden_parsers.registry import PARSERS


@pytest.mark.parametrize("platform", PARSERS)
def test_no_mutation_raises_or_is_dropped(platform: str) -> None:
    row, tally = run(platform, Namespace(seed=2, files=4, lines=40, pieces=2, count=examples(120)))
    assert not tally.examples
    assert row[0] == platform
    assert int(row[2]) >= 2


def test_a_parser_that_drops_a_line_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cisco_asa.parse
    monkeypatch.setattr(cisco_asa, "parse", lambda text, path: whole(text.replace("permit", ""), path))
    tally = Tally()
    attempt("cisco-asa", "access-list A extended permit ip any any\n", again=True, tally=tally)
    assert (tally.exceptions, tally.drops, tally.others) == (0, 0, 0)
    monkeypatch.setattr(
        cisco_asa, "parse", lambda text, path: whole(text.replace("permit ", "").partition("\n")[2], path)
    )
    attempt("cisco-asa", "hostname a\naccess-list A extended permit ip any any\n", again=True, tally=tally)
    assert (tally.exceptions, tally.drops) == (0, 1)
    monkeypatch.setattr(cisco_asa, "parse", lambda text, path: 1 // 0)
    attempt("cisco-asa", "hostname a\n", again=True, tally=tally)
    assert tally.exceptions == 1
    assert any("ZeroDivisionError" in kind for kind in tally.examples)


def test_blocks_are_cut_with_the_line_that_closes_them() -> None:
    lines = ["a {", "  b {", "    c;", "  }", "  d;", "}", "e;"]
    assert [block_end(lines, i) for i in (0, 1, 2, 4, 6)] == [6, 4, 3, 5, 7]
    assert pruned("\n".join(lines), 3, Random(1)).count("\n") < 6
