"""Every policy: its METADATA, its Rego tests, and its bad and good example sites through the whole pipeline."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from zonewarden import check
from zonewarden.changes import Against, examine
from zonewarden.check import Request, run
from zonewarden.compare import Side
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.engines.rego_tests import run_tests
from zonewarden.errors import UserError
from zonewarden.examination import HANDED_ON
from zonewarden.policy import Policy
from zonewarden.policy_catalogue import catalogue, not_covered
from zonewarden.policy_docs import pages
from zonewarden.policy_reads import collections_read
from zonewarden.policy_set import read_policies, read_policy, shipped
from zonewarden.triage.finding import Result, Verdict

ROOT = Path(__file__).parents[2]
SHIPPED = read_policies([shipped()])
POLICIES = SHIPPED.policies
BUILT_INS = {
    "abs", "ceil", "array.concat", "array.slice", "concat", "contains", "count", "endswith", "format_int", "is_null", "lower", "max", "min",
    "group", "object.get", "object.keys", "regex.match", "set", "sort", "split", "sprintf", "startswith", "sum", "to_number",
}  # fmt: skip


ORGANISATION = {"vulnerabilities", "incident_response", "governance", "integration", "metrics"}
"""The families whose remedies are decisions and records; where commands help, a policy has them all the same."""
ENGINE = EmbeddedEngine()


def judged_by(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    """Let a run have one policy only, read once, but for what judges findings: others are not asked about its example sites."""
    chosen = SHIPPED.policies if policy.scope == "findings" else (policy,)
    monkeypatch.setattr(check, "read_policies", lambda _, __: replace(SHIPPED, policies=chosen))


def named(policy: Policy) -> str:
    return policy.id


def test_there_are_policies_of_each_family() -> None:
    assert {p.family for p in POLICIES} >= {"segmentation", "conduits", "remote_access", "rules", "devices"}
    assert len(POLICIES) >= 50


@pytest.mark.parametrize("policy", POLICIES, ids=named)
def test_folder_rule_and_package_agree_and_metadata_is_complete(policy: Policy) -> None:
    path = Path(policy.path)
    assert path.parent.name == path.stem == policy.name
    assert policy.package == f"zonewarden.{path.parent.parent.name}.{path.stem}"
    assert policy.family == path.parent.parent.name
    assert (path.parent / f"{path.stem}_test.rego").is_file()
    assert len(policy.description) > 80
    assert len(policy.title) <= 80
    on_devices = set[str]() if policy.family in ORGANISATION else {"cisco-asa", "cisco-ios"}
    assert {"summary", *on_devices} <= set(policy.remediation)
    assert policy.controls


@pytest.mark.parametrize("policy", POLICIES, ids=named)
def test_policies_keep_to_the_short_list_of_built_ins(policy: Policy) -> None:
    text = "\n".join(line.partition("#")[0] for line in Path(policy.path).read_text().splitlines())
    text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    called = set(re.findall(r"(?<![\w.])((?:[a-z]+\.)?[a-z_]+)\(", text))
    imported = {name.rpartition(".")[2] for name in re.findall(r"^import data\.([\w.]+)", text, re.MULTILINE)}
    own = {name for name in called if name.startswith("_") or name.partition(".")[0] in imported}
    assert called - own <= BUILT_INS
    assert "time." not in text
    assert "net." not in text


def test_rego_tests_pass_in_the_embedded_engine() -> None:
    results = run_tests([shipped()], shipped() / "lib")
    assert [r for r in results if not r.passed] == []
    assert len(results) > 350


def marks(site: Path, policy: Policy) -> set[tuple[str, int]]:
    """Return the places under `BAD <id>` comments: the line below each."""
    found = set()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            lines = path.read_text().splitlines()
            found |= {
                (str(path), n + 1) for n, line in enumerate(lines, 1) if re.search(rf"BAD .*\b{policy.id}\b", line)
            }
    return found


def judged(site: Path) -> Result:
    """Judge an example site; by what changed since `base` beside it, where a policy is about changes."""
    asked, base = Request(site / "zonewarden.yaml"), site.parent / "base"
    if not base.is_dir():
        return run(asked, ENGINE)
    against = Against(Side("base", Request(base / "zonewarden.yaml")), change="CHG-7")
    return run(asked, ENGINE, further=examine(Side("now", asked), against, ENGINE))


@pytest.mark.parametrize("policy", POLICIES, ids=named)
def test_the_bad_site_fails_exactly_at_its_marks(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    judged_by(monkeypatch, policy)
    site = Path(policy.path).parent / "bad"
    result = judged(site)
    assert result.diagnostics == ()
    own = [f for f in result.with_verdict(Verdict.FAIL) if f.policy.id == policy.id]
    first = {(f.locations[0].path, f.locations[0].line) for f in own}
    assert first
    assert first <= marks(site, policy) <= {(place.path, place.line) for f in own for place in f.locations}
    for finding in own:
        assert finding.message
        assert finding.remediation
        assert finding.production_impact
        assert finding.rating is not None
        assert len(finding.fingerprint) == 32


@pytest.mark.parametrize("policy", POLICIES, ids=named)
def test_the_good_site_passes(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    judged_by(monkeypatch, policy)
    site = Path(policy.path).parent / "good"
    result = judged(site)
    assert result.diagnostics == ()
    assert [f.message for f in result.findings if f.policy.id == policy.id] == []
    assert any(f.policy.id == policy.id for f in result.passes)


def test_policies_about_a_whole_site_need_no_device_analysed_twice() -> None:
    packages = [p.package for p in POLICIES if p.scope != "device"]
    read = collections_read(SHIPPED.modules, packages)
    assert read is not None
    assert read - HANDED_ON == set()


def test_the_reference_is_current() -> None:
    folder = ROOT / "docs" / "policies"
    expected = pages(POLICIES, catalogue())
    assert {p.name: p.read_text() for p in sorted(folder.glob("*.md"))} == expected


def test_what_the_catalogue_holds_and_no_policy_covers_is_named_with_what_it_needs() -> None:
    entries = catalogue()
    assert len({e.id for e in entries}) == len(entries) == 175
    assert [e.id for e in not_covered(entries, POLICIES) if not e.missing] == []
    # A policy of ours that the catalogue does not hold: availability is not a family of it.
    assert {p.id for p in POLICIES} - {e.id for e in entries} <= {"AVL-001"}


CONTROLS = yaml.safe_load((shipped() / "controls.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("policy", POLICIES, ids=named)
def test_every_control_identifier_is_in_the_source_lists(policy: Policy) -> None:
    named_ids = {
        **policy.controls,
        "attack-ics-mitigations": policy.mitigations,
        "attack-ics-techniques": policy.techniques,
    }
    unknown = {(key, id_) for key, ids in named_ids.items() for id_ in ids if id_ not in CONTROLS.get(key, ())}
    assert unknown == set()


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


def test_metadata_is_read() -> None:
    policy = read_policy(HEAD, "x.rego")
    assert policy is not None
    assert (policy.id, policy.package, policy.severity.label) == ("TST-001", "user.rule", "high")


def test_a_library_module_is_no_policy() -> None:
    assert read_policy("package user.lib\nx := 1\n", "x.rego") is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("severity: high", "severity: urgent"), "severity is 'urgent'"),
        (("family: rules", "family: things"), "family is 'things'"),
        (("#   severity: high\n", "#   severity: high\n#   colour: red\n"), "unknown custom key 'colour'"),
        (("id: TST-001", "id: test-1"), "not of the form ABC-001"),
        (("# title: A title\n", ""), "title"),
        (("summary: mend it", "summary: ''"), "remediation summary is not a text"),
        (("family: rules", "family: [rules"), "METADATA is not YAML"),
        (("package user.rule", "pkg"), "no package"),
    ],
)
def test_wrong_metadata_is_an_error_with_its_place(change: tuple[str, str], message: str) -> None:
    with pytest.raises(UserError, match=r"x\.rego:\d+: ") as caught:
        read_policy(HEAD.replace(*change), "x.rego")
    assert message in str(caught.value)


def test_two_policies_of_one_id_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.rego").write_text(HEAD)
    (tmp_path / "b.rego").write_text(HEAD.replace("user.rule", "user.other"))
    with pytest.raises(UserError, match="TST-001 is already used by"):
        read_policies([tmp_path])
