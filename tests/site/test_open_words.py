"""Fields whose vocabulary nobody closed: any word is valid, synonyms mean the known word, and closed lists stay closed."""

from __future__ import annotations

from typing import Any

import pytest

from zonewarden.site.json_schema import schema_of
from zonewarden.site.open_words import OPEN_WORDS
from zonewarden.site.schema import KINDS
from zonewarden.site.shapes import Either, Items, Record, Shape, Table, Text
from zonewarden.site.validate import Report, check
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import Scalar


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("CHANGE_STATUS", "In Progress", "approved"),
        ("CHANGE_STATUS", "completed", "closed"),
        ("CHANGE_STATUS", "Closed", "closed"),
        ("CHANGE_STATUS", "rolled_back", "rolled_back"),
        ("RESULT", "passed", "pass"),
        ("RESULT", "pending", "pending"),
        ("PLAYBOOK_STATUS", "in-review", "draft"),
        ("ENCRYPTION", "TLS 1.3", "tls"),
        ("ENCRYPTION", "rot13", "rot13"),
        ("SPONSOR_LEVEL", "C-level", "c_level"),
        ("KPI_UNIT", "hours", "h"),
        ("PARTY", "contractor", "vendor"),
    ],
)
def test_words_mean_the_known_one_or_stay(name: str, written: str, meant: str) -> None:
    assert OPEN_WORDS[name].meaning(written) == meant


@pytest.mark.parametrize("shape", OPEN_WORDS.values(), ids=OPEN_WORDS)
def test_synonyms_are_in_the_form_they_are_looked_up_in_and_mean_one_known_word(shape: Text) -> None:
    words = [word for word, _ in shape.synonyms or ()]
    assert len(set(words)) == len(words)
    assert not set(words) & set(shape.choices)
    for word, meant in shape.synonyms or ():
        assert shape.meaning(word.upper().replace("_", "-")) == meant
        assert meant in shape.choices


@pytest.mark.parametrize(("shape", "errors"), [(OPEN_WORDS["RESULT"], 0), (Text(choices=("pass", "fail")), 1)])
def test_only_closed_lists_refuse_a_word(shape: Text, errors: int) -> None:
    report = Report()
    check(Scalar("pending", "pending", True, Location("x.yaml", 1)), shape, report)
    assert len(report.diagnostics) == errors


def test_every_open_field_is_of_a_kind_of_file() -> None:
    used = {text for shape in KINDS.values() for text in _texts(shape) if text.synonyms is not None}
    assert used == set(OPEN_WORDS.values())


def _texts(shape: Shape) -> list[Text]:
    match shape:
        case Text():
            return [shape]
        case Items(item):
            return _texts(item)
        case Record(fields):
            return [text for f in fields for text in _texts(f.shape)]
        case Table(value):
            return _texts(value)
        case Either(options):
            return [text for option in options for text in _texts(option)]
        case _:
            return []


def _properties(kind: str, name: str) -> dict[str, Any]:
    whole: Any = schema_of(kind, KINDS[kind])
    found: dict[str, Any] = whole["properties"][name]["items"]["properties"]
    return found


def test_editors_suggest_the_known_words() -> None:
    change = _properties("operations", "changes")
    assert change["status"]["examples"] == list(OPEN_WORDS["CHANGE_STATUS"].choices)
    assert "enum" in change["type"]
