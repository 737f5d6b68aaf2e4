"""The example sites: the compliant ones pass with everything assessed, the drifted ones report exactly what was planted."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from zonewarden.check import Request, analyse, read, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.document import facts
from zonewarden.facts.schema import facts_schema
from zonewarden.triage.finding import Result, Verdict

ROOT = Path(__file__).parents[1]
SITES = ("brewery", "substation", "refinery")
OPEN = {"refinery": {"device fw-cell-1"}}
"""What the files at hand cannot tell: a rule set of Linux holds no accounts, services and logs of its machine."""


def checked(name: str, version: str) -> Result:
    return run(Request(ROOT / "fixtures" / name / version / "zonewarden.yaml"), EmbeddedEngine())


@pytest.mark.parametrize("name", SITES)
def test_the_compliant_site_passes_with_every_subject_assessed(name: str) -> None:
    result = checked(name, "compliant")
    assert result.diagnostics == ()
    assert result.with_verdict(Verdict.FAIL) == ()
    assert {f.subject.title for f in result.findings} == OPEN.get(name, set())
    assert len(result.passes.policies()) > 40
    assert all(not c.unknown_lines for c in result.coverage)


@pytest.mark.parametrize("name", SITES)
def test_the_drifted_site_reports_what_was_planted_and_nothing_else(name: str) -> None:
    site = ROOT / "fixtures" / name / "drifted"
    expected = {
        (e["policy"], e["file"], e["text"])
        for e in yaml.safe_load((site / "EXPECTED.yaml").read_text(encoding="utf-8"))
    }
    result = checked(name, "drifted")
    assert {f.subject.title for f in result.with_verdict(Verdict.NOT_ASSESSABLE)} == OPEN.get(name, set())
    unmatched, found = [], set()
    for finding in result.with_verdict(Verdict.FAIL):
        places = {
            (finding.policy.id, str(Path(p.path).relative_to(site)), result.sources[p.path][p.line - 1].strip())
            for p in finding.locations
        }
        found |= places & expected
        if not places & expected:
            unmatched.append((finding.policy.id, finding.message))
    assert unmatched == []
    assert found == expected


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("version", ["compliant", "drifted"])
def test_facts_follow_their_schema(name: str, version: str) -> None:
    inputs = read(Request(ROOT / "fixtures" / name / version / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None
    document = facts(survey, inputs.configs.parsed)
    errors = jsonschema.Draft7Validator(facts_schema()).iter_errors(document)
    assert [f"{list(e.path)}: {e.message}" for e in errors] == []
