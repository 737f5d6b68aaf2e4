"""The page: what is on it, nothing from outside becomes markup, and nothing is loaded."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.reports.samples import CLEAN, EMPTY, SMALL, SMALL_FAIL, nasty
from zonewarden.reports import html_report, html_zones
from zonewarden.reports.base import Options
from zonewarden.triage.finding import Result

VOID = {"meta", "br", "rect", "path"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "b", "span", "code", "pre", "mark", "details", "summary",
    "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "br", "svg", "g", "rect", "text", "path",
}  # fmt: skip


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(result: Result) -> Reader:
    reader = Reader()
    reader.feed(html_report.render(result, Options()))
    reader.close()
    return reader


@pytest.mark.parametrize("result", [SMALL, CLEAN, EMPTY, nasty()], ids=["small", "clean", "empty", "nasty"])
def test_every_element_is_ours_and_closed(result: Result) -> None:
    reader = read(result)
    assert reader.open == []
    assert reader.tags <= TAGS
    assert not {name for name in reader.attributes if name.startswith("on") or name in {"href", "src", "action"}}


def test_nothing_is_loaded_from_elsewhere() -> None:
    report = html_report.render(nasty(), Options())
    assert not re.search(r"<(?:script|link|img|iframe|object)\b|@import|url\(", report)


def test_a_finding_is_there_with_all_that_an_engineer_needs() -> None:
    words = " ".join(read(SMALL).words)
    for text in (SMALL_FAIL.message, SMALL_FAIL.witness, SMALL_FAIL.policy.id, SMALL_FAIL.production_impact):
        assert " ".join(text.split()) in words
    assert all(line in words for line in SMALL_FAIL.policy.remediation["cisco-asa"].splitlines())


def test_the_matrix_holds_the_worst_of_each_pair() -> None:
    judged = html_zones.judged(SMALL)
    pair = html_zones.pair_of(SMALL_FAIL.subject.id)
    assert pair is not None
    assert judged[pair] == SMALL_FAIL.level.label
    assert f'class="cell {SMALL_FAIL.level.label}"' in html_zones.matrix(SMALL)
    assert html_zones.judged(EMPTY) == {}


def test_ids_of_flows_are_told_from_others() -> None:
    assert html_zones.pair_of("fw:ent>cell1") == ("ent", "cell1")
    assert html_zones.pair_of("a:b:ent>cell1") == ("ent", "cell1")
    assert html_zones.pair_of("fw-1") is None
    assert html_zones.pair_of("C-1@fw") is None
