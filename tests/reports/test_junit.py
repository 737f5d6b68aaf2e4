from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.reports.samples import BROKEN, CLEAN, EMPTY, GOV, SMALL, SMALL_FAIL, nasty
from zonewarden.reports import junit
from zonewarden.reports.base import Options
from zonewarden.triage.finding import Pass, Passes, Result

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
RESULTS: dict[str, Result] = {"small": SMALL, "clean": CLEAN, "empty": EMPTY, "broken": BROKEN, "nasty": nasty()}
STRICT = Options(junit_strict=True)


def root_of(result: Result, options: Options | None = None) -> ET.Element:
    return ET.fromstring(junit.render(result, options or Options()))


def validation(name: str, report: str) -> tuple[bool, str]:
    """Return whether a schema accepts a report, and what it says against it."""
    etree: Any = pytest.importorskip("lxml.etree")
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip(f"{path} is not there: the schemas are not part of the repository")
    schema = etree.XMLSchema(etree.parse(str(path)))
    return schema.validate(etree.fromstring(report.encode())), str(schema.error_log)


@pytest.mark.parametrize(
    ("schema", "options"),
    [
        ("junit-10-extended.xsd", Options(timestamp="2026-11-24T00:00:00")),
        ("junit-10.xsd", STRICT),
        ("junit-10-extended.xsd", STRICT),
    ],
)
@pytest.mark.parametrize("name", sorted(RESULTS))
def test_the_schemas_accept_the_report(schema: str, options: Options, name: str) -> None:
    assert validation(schema, junit.render(RESULTS[name], options)) == (True, "")


def test_the_plain_schema_tells_strict_from_not() -> None:
    assert not validation("junit-10.xsd", junit.render(SMALL, Options()))[0]


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_counts_are_those_of_the_cases(name: str) -> None:
    root = root_of(RESULTS[name])
    for element in (root, *root.iter("testsuite")):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        for counter, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert element.get(counter) == str(sum(1 for case in cases if case.find(tag) is not None))


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_class_and_name_are_unique(name: str) -> None:
    names = [(case.get("classname"), case.get("name")) for case in root_of(RESULTS[name]).iter("testcase")]
    assert len(set(names)) == len(names)


def test_each_verdict_has_its_element() -> None:
    found = {(case.get("name"), child.tag) for case in root_of(SMALL).iter("testcase") for child in case}
    assert found == {
        ("device edge", "skipped"),
        ("device fw1", "failure"),
        ("flow dmz to cell1 at fw1", "error"),
        ("flow ent to cell1 at fw1", "failure"),
    }


def test_the_text_carries_what_the_message_does() -> None:
    failure = next(root_of(SMALL).iter("failure"))
    assert (failure.get("message") or "?") in (failure.text or "")
    assert "<masked>" in (failure.text or "")


def test_a_gap_comes_without_a_fix() -> None:
    error = next(root_of(SMALL).iter("error"))
    assert "Fix:" not in (error.text or "")
    assert (error.text or "").startswith("plants/north/fw1.cfg:5:1: not assessable: SEG-006")


def test_an_unusable_file_is_an_error_of_its_own() -> None:
    case = next(case for case in root_of(BROKEN).iter("testcase") if case.find("error") is not None)
    assert (case.get("classname"), case.get("file")) == ("ZW-0001.InputNotAssessable", "bad.cfg")


def test_too_many_passes_become_one_case_a_policy() -> None:
    many = Passes([Pass(GOV.id, "zone", f"z{i}", f"z{i}", (), "") for i in range(10_001)], {GOV.id: GOV})
    cases = list(root_of(dataclasses.replace(SMALL, findings=(SMALL_FAIL,), passes=many)).iter("testcase"))
    assert [case.get("name") for case in cases] == ["10,001 subjects passed", "flow ent to cell1 at fw1"]
