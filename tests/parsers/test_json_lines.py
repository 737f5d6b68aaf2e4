"""JSON with places: what `json` reads, we read, and every value knows where it stands."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.json_lines import MAX_DEPTH, Value, paint, read_json
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import LineState, Location

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


def plain(value: Value) -> object:
    if value.members is not None:
        return {key: plain(member) for key, member in value.members.items()}
    return [plain(item) for item in value.items] if value.items is not None else value.scalar


@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_what_json_writes_is_read_back_with_its_places(
    data: object, indent: int | str | None, ascii_only: bool
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    found = read_json(text, "f.json")
    assert found.fault is None
    assert found.root is not None
    assert plain(found.root) == data
    for value in found.root.walk():
        piece = text[value.start : value.end]
        if value.members is None and value.items is None and not piece.startswith('"'):
            assert json.loads(piece) == value.scalar


@given(st.text(alphabet='{}[]",:0123456789.eE+-truefalsn\\ \n', max_size=40))
def test_arbitrary_text_is_read_or_faulted_as_json_does(text: str) -> None:
    found = read_json(text, "f.json")
    try:
        expected = json.loads(text, object_pairs_hook=_unique, parse_constant=_refused)
    except (ValueError, RecursionError):
        assert found.fault is not None
    else:
        assert found.fault is None
        assert found.root is not None
        assert plain(found.root) == expected


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("duplicate")
    return dict(pairs)


def _refused(text: str) -> object:
    raise ValueError(text)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ('{"a": 1,\n "a": 2}', "duplicate key 'a'", 2, 2),
        ('{"a": [1, 2', "the text ends early", 1, 12),
        ('{"a": [1,\n\n', "the text ends early", 1, 10),
        ('{"a" 1}', "`:` is missing after a key", 1, 6),
        ("[1 2]", "`,` or `]` is missing", 1, 4),
        ("[1]\n x", "text after the end of the document", 2, 2),
        ("[NaN]", "a value is missing", 1, 2),
        ("[" * (MAX_DEPTH + 1), "nested too deeply", 1, MAX_DEPTH + 1),
        ("", "the text ends early", 1, 1),
    ],
)
def test_faults_have_their_place(text: str, message: str, line: int, column: int) -> None:
    found = read_json(text, "f.json")
    assert found.fault is not None
    assert (found.fault.message, found.place(found.fault.offset)) == (message, (line, column))


def test_places_and_lines() -> None:
    text = '{\n "rules": [\n  {"name": "a", "odd": 1},\n  {"name": "b"}\n ],\n "meta": {}\n}\n'
    document = read_json(text, "f.json")
    assert document.root is not None
    first, second = document.root.list("rules")
    document.root.claim()
    for rule in (first, second):
        rule.claim()
        assert rule.text("name") in {"a", "b"}
    assert document.at(second) == Location("f.json", 4, 0, 3, 16)
    meta = document.root.get("meta")
    assert meta is not None
    meta.claim_all(LineState.IRRELEVANT)
    ledger = Ledger("f.json", count_lines(text))
    paint(document, ledger, text)
    assert [s.value for s in ledger.states] == [
        "modelled", "modelled", "unknown", "modelled", "modelled", "irrelevant", "modelled"
    ]  # fmt: skip
