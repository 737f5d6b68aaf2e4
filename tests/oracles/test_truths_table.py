"""The table of recorded truths: every file of the corpus has its line, and the committed document is the one the code gives."""

from __future__ import annotations

from tests.oracles import schemes
from tests.oracles.corpus import CORPUS, ROOT, Account, needs_corpus
from tests.oracles.truths_table import COMPARISONS, Comparison, table

pytestmark = needs_corpus


def test_every_recorded_truth_has_its_line() -> None:
    recorded = {p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("GROUND_TRUTH/*.dev.json")}
    assert recorded == {c.truth for c in COMPARISONS}


def test_the_document_has_every_comparison() -> None:
    written = (ROOT / "docs" / "truths.md").read_text(encoding="utf-8")
    assert all(f"| {c.truth} | {c.ours} | {c.item} |" in written for c in COMPARISONS)


def test_schemes_of_sets_of_policies() -> None:
    account = schemes.compared()
    assert not account.disagreed
    assert account.agreed == 27


def test_a_line_counts_what_was_compared() -> None:
    account = Account(agreed=3)
    account.disagreed["a | b"] += 2
    account.incomparable["c"] += 4
    shown = list(table([(Comparison("t", "o", "i", Account), account)]))
    assert "| t | o | i | 5 | 3 | 2 | 4 |" in shown
    assert {"| o | a / b | 2 |", "| o | c | 4 |"} <= set(shown)
