"""A framework control by control: every control has one state, and the state follows from the verdicts."""

from __future__ import annotations

import json

import pytest

from tests.cli.command import zonewarden
from tests.reports.samples import CLEAN, EMPTY, SMALL, nasty
from zonewarden.reports.compliance import RENDERERS, State, controls
from zonewarden.reports.frameworks import mappings
from zonewarden.triage.finding import Result, Verdict

KEY = "iec-62443-3-3"


def states(result: Result, known: tuple[str, ...] = ("SR 9.9",)) -> dict[str, State]:
    return {control.id: control.state for control in controls(result, KEY, known)}


def mapped(result: Result, policy: str) -> set[str]:
    return {i for p in result.policies if p.id == policy for i in mappings(p).get(KEY, ())}


def test_a_failure_violates_every_control_that_its_policy_is_mapped_to() -> None:
    failing = {f.policy.id for f in SMALL.with_verdict(Verdict.FAIL)}
    wanted = {control for policy in failing for control in mapped(SMALL, policy)}
    assert wanted
    assert {c for c, state in states(SMALL).items() if state is State.VIOLATED} == wanted


def test_a_control_without_policy_or_without_subject_is_not_covered() -> None:
    assert states(EMPTY) == {"SR 9.9": State.NOT_COVERED}
    unjudged = states(CLEAN)
    judged = {c for policy in CLEAN.passes.policies() for c in mapped(CLEAN, policy)}
    assert all((state is State.SATISFIED) == (control in judged) for control, state in unjudged.items())


def test_controls_stand_in_their_natural_order() -> None:
    found = [c.id for c in controls(EMPTY, KEY, ("SR 2.10", "SR 2.9", "SR 1.1 RE(2)", "SR 1.1"))]
    assert found == ["SR 1.1", "SR 1.1 RE(2)", "SR 2.9", "SR 2.10"]


@pytest.mark.parametrize("name", sorted(RENDERERS))
@pytest.mark.parametrize("result", [SMALL, CLEAN, EMPTY, nasty()], ids=["small", "clean", "empty", "nasty"])
def test_every_rendering_is_printable(name: str, result: Result) -> None:
    report = RENDERERS[name](result, KEY, ("SR 9.9",))
    assert report.endswith("\n")
    if name == "json":
        assert json.loads(report)["summary"].keys() == {state.value for state in State}


def test_the_command_reports_on_a_framework() -> None:
    ran = zonewarden("check", "fixtures/brewery/drifted", "--framework", KEY, "--format", "json")
    document = json.loads(ran.out)
    assert ran.code == 1
    assert document["summary"]["violated"] > 0
    assert sum(document["summary"].values()) == len(document["controls"])
    by_id = {c["id"]: c for c in document["controls"]}
    assert by_id["SR 5.1"]["state"] == "violated"
    assert by_id["SR 5.1"]["findings"]


def test_what_nobody_knows_is_exit_code_2() -> None:
    assert zonewarden("check", "fixtures/brewery/drifted", "--framework", "iso-1").code == 2
    ran = zonewarden("check", "fixtures/brewery/drifted", "--framework", KEY, "--format", "sarif")
    assert ran.code == 2
    assert "choose one of text, markdown, json" in ran.err
