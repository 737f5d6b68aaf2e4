"""XML with places: where elements stand, what broken and hostile texts give, and how lines get their state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import LineState, Location
from zonewarden_parsers.xml_lines import MAX_DEPTH, paint, read_xml

TEXT = '<?xml version="1.0"?>\n<a>\n  <b x="1">é<c/>  tail</b>\n\n  <d><![CDATA[\n  two\n]]></d>\n</a>\n'


def test_elements_know_where_they_stand() -> None:
    root = read_xml(TEXT).root
    assert root is not None
    assert (root.line, root.column, root.end_line, root.end_column) == (2, 1, 8, 5)
    inner = root.child("b", "c")
    assert inner is not None
    assert inner.at("f.xml") == Location("f.xml", 3, 0, 13, 17)
    assert root.value("b") == "é  tail"
    assert root.value("d") == "two"
    assert root.value("nothing", "here") == ""
    assert [e.tag for e in root.walk()] == ["a", "b", "c", "d"]
    last = root.child("d")
    assert last is not None
    assert last.at("f.xml") == Location("f.xml", 5, 7, 3, 8)


def test_a_broken_text_gives_what_stands_before_the_fault() -> None:
    document = read_xml("<a>\n <b>1</b>\n <c>\n  <d>2</e>\n</a>\n")
    assert document.fault is not None
    assert (document.fault.line, document.fault.message) == (4, "not well-formed XML: mismatched tag")
    assert document.root is not None
    assert document.root.value("b") == "1"
    assert document.root.end_line == 4


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ],
)
def test_declarations_and_entities_are_refused(text: str) -> None:
    document = read_xml(text)
    assert document.fault is not None
    assert "not accepted" in document.fault.message
    assert document.root is None


def test_depth_is_bounded() -> None:
    document = read_xml("<a>" * 100_000)
    assert document.fault is not None
    assert document.fault.message == "XML not accepted: elements nested too deeply"
    assert document.root is not None
    assert sum(1 for _ in document.root.walk()) == MAX_DEPTH


def painted(text: str, modelled: str, irrelevant: str = "") -> list[LineState]:
    document, ledger = read_xml(text), Ledger("t.xml", count_lines(text))
    if document.root is not None:
        for element in document.root.walk():
            if element.tag in modelled:
                element.claim()
            elif element.tag in irrelevant:
                element.claim(LineState.IRRELEVANT)
    paint(document, ledger, text)
    return ledger.states


def test_lines_take_the_state_of_what_stands_on_them() -> None:
    m, i, u, b = LineState.MODELLED, LineState.IRRELEVANT, LineState.UNKNOWN, LineState.BLANK
    assert painted(TEXT, "abc", "d") == [i, m, m, b, i, i, i, m]
    assert painted(TEXT, "ab", "d") == [i, m, u, b, i, i, i, m]
    assert painted("<a>\n<b/>\n<a", "ab") == [m, m, u]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["<a>", "</a>", "<b/>", "\n", "\r", "x", "&lt;", "<!--", "-->"])).map("".join)
)
def test_any_text_is_read_and_every_line_has_a_state(text: str) -> None:
    states = painted(text, "ab")
    assert len(states) == count_lines(text)
    blank = [not line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")][: len(states)]
    assert [s is LineState.BLANK for s in states] == blank
