"""What files say of one declared thing, drawn together."""

from __future__ import annotations

from zonewarden.examination import Examination
from zonewarden.judging import _add_apart
from zonewarden.policy_set import read_policy
from zonewarden.triage.finding import Finding, Pass, Subject, Verdict
from zonewarden.triage.judgement import Judgement

HEAD = """# METADATA
# title: A title
# description: A description
# custom:
#   id: TST-001
#   family: rules
#   severity: high
#   remediation: {summary: mend it}
package user.rule
"""


def said(kind: str, *, wrong: bool) -> Examination:
    policy = read_policy(HEAD, "x.rego")
    assert policy is not None
    finding = Finding(policy, Verdict.FAIL, Subject(kind, "x", "x"), "is wrong", (), "0" * 32)
    passed = Pass(policy.id, kind, "x", "x", (), "")
    return Examination((finding,) if wrong else (), () if wrong else (passed,), {}, {})


def counts(kind: str, *wrong: bool) -> tuple[int, int]:
    done = Judgement()
    _add_apart(done, [said(kind, wrong=w) for w in wrong])
    return len(done.findings), len(done.passes)


def test_a_declared_thing_counts_once_and_fails_where_one_file_fails_it() -> None:
    assert counts("zone", True, True) == (1, 0)
    assert counts("zone", False, False) == (0, 1)
    assert counts("zone", False, True) == counts("zone", True, False) == (1, 0)


def test_what_belongs_to_a_file_counts_in_each() -> None:
    assert counts("device", False, True, True) == (2, 1)
