from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

import jsonschema
import pytest

from tests.reports.samples import BROKEN, CLEAN, EMPTY, FW1, SMALL, nasty
from zonewarden.policy import Policy
from zonewarden.reports import json_report
from zonewarden.reports.base import Options
from zonewarden.reports.json_schema import report_schema
from zonewarden.triage.finding import Result

Json = Any
RESULTS: dict[str, Result] = {"small": SMALL, "clean": CLEAN, "empty": EMPTY, "broken": BROKEN, "nasty": nasty()}


def document_of(result: Result) -> Json:
    return json.loads(json_report.render(result, Options()))


def errors(document: Json) -> list[str]:
    return [e.message for e in jsonschema.Draft7Validator(report_schema()).iter_errors(document)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(report_schema())


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_the_schema_accepts_the_report(name: str) -> None:
    assert errors(document_of(RESULTS[name])) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "zonewarden-report/2"),
        (("extra",), 1),
        (("findings", 0, "verdict"), "maybe"),
        (("findings", 0, "level"), "terrible"),
        (("findings", 0, "locations", 0, "line"), "3"),
        (("findings", 0, "rating"), "high"),
        (("findings", 0, "packets", 0), {}),
        (("summary", "passes"), None),
    ],
)
def test_the_schema_refuses_a_wrong_report(path: tuple[str | int, ...], value: object) -> None:
    document = copy.deepcopy(document_of(SMALL))
    at = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert errors(document) != []


def plain(value: object) -> object:
    """What a value must look like in JSON, worked out without the code under test."""
    if isinstance(value, Policy):
        return value.id
    if isinstance(value, Enum):
        return value.name.lower()
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items()}
    return [plain(member) for member in value] if isinstance(value, tuple | list) else value


def test_nothing_of_a_finding_is_lost() -> None:
    found = document_of(SMALL)["findings"]
    for finding, written in zip(SMALL.findings, found, strict=True):
        assert {key: value for key, value in written.items() if key != "level"} == plain(finding)
        assert written["level"] == finding.level.label


def test_nothing_of_the_rest_is_lost_but_the_clock() -> None:
    document = document_of(SMALL)
    kept = {field.name for field in dataclasses.fields(Result)} - {"sources", "seconds", "passes"}
    assert kept <= document.keys()
    assert document["coverage"][1] == plain(SMALL.coverage[0])
    assert (document["fail_on"], document["exit_code"]) == ("low", 1)
    assert document["policies"][2]["remediation"] == dict(SMALL.policies[2].remediation)
    assert document["passes"] == {"GOV-001": ["zone:cell1"]}
    assert document["disabled"] == {"KPI-001": "no data yet"}


def test_quoted_lines_are_there_and_masked() -> None:
    assert document_of(SMALL)["quotes"][FW1]["2"] == "snmp-server community <masked>"
    assert list(document_of(SMALL)["quotes"][FW1]) == ["1", "2", "3", "4", "5"]


def test_the_time_a_run_took_is_not_in_it() -> None:
    slow = dataclasses.replace(SMALL, seconds=99.0)
    assert json_report.render(slow, Options()) == json_report.render(SMALL, Options())
