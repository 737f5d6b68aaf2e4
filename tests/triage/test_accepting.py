"""What is accepted: a baseline of what was there, and the stub of an exception from one finding."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

from tests.policies.subset import only
from zonewarden import check
from zonewarden.check import Request, run
from zonewarden.cli import baseline as baseline_command
from zonewarden.cli import waive as waive_command
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.errors import UserError
from zonewarden.policy_set import shipped
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site
from zonewarden.triage.baseline import laid_over, made, read_baseline
from zonewarden.triage.exception_stub import Terms, appended, find, stub
from zonewarden.triage.finding import Finding, Result, Verdict

EXAMPLE = shipped() / "governance/change_beyond_record/bad"
ENGINE = EmbeddedEngine()
SHIPPED = only("SEG-001", "SEG-006", "SEG-016", "FW-006", "DEV-021")
CONFIG, BASELINE = "configs/fw-ot-1.cfg", "zonewarden-baseline.json"
OPENING = "access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.20.1.10 eq 102 log\n"
TERMS = ("--owner", "m.keller", "--reason", "was there before", "--expires", "2027-03-31")


@pytest.fixture(autouse=True)
def _policies_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "read_policies", lambda _, __: SHIPPED)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "site"))


def judged(site: Path) -> Result:
    return run(Request(site / "zonewarden.yaml"), ENGINE)


NOW = datetime(2026, 11, 24, tzinfo=UTC)
HELD = """\
# who may what
schema: exceptions/v1
exceptions:   # newest last
  - {id: EXC-1, policy_ids: [FW-006], scope: {objects: [x]}, status: withdrawn}   # of last year
"""


@pytest.fixture(scope="module")
def whole() -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "read_policies", lambda _, __: SHIPPED)
        return judged(EXAMPLE)


@pytest.fixture(scope="module")
def plant() -> Site:
    found = load_site(EXAMPLE / "zonewarden.yaml")[0]
    assert found is not None
    return found


def fails(result: Result) -> dict[str, Finding]:
    return {f.fingerprint: f for f in result.with_verdict(Verdict.FAIL)}


def written(site: Path, *arguments: str) -> Ran:
    return CliRunner().invoke(baseline_command.command, [str(site), *arguments], standalone_mode=False)


def use(site: Path) -> None:
    project = site / "zonewarden.yaml"
    project.write_text(project.read_text() + f"baseline: {BASELINE}\n")


def widen(site: Path, text: str) -> None:
    config = site / CONFIG
    assert OPENING in config.read_text()
    config.write_text(config.read_text().replace(OPENING, text))


def test_what_was_there_is_waived_and_what_is_new_fails(site: Path, whole: Result) -> None:
    before = whole
    assert written(site, *TERMS).return_value == 0
    use(site)
    after = judged(site)
    assert fails(after) == {}
    waived = after.with_verdict(Verdict.WAIVED)
    assert {f.fingerprint for f in waived} == set(fails(before))
    assert {(f.waiver, f.reasons) for f in waived} == {
        ("baseline", ("baseline of m.keller until 2027-03-31: was there before",))
    }
    widen(site, OPENING + OPENING.replace("102", "502"))
    grown = fails(judged(site))
    assert grown
    assert grown.keys().isdisjoint(fails(before))
    assert {f.policy.id for f in grown.values()} >= {"SEG-001", "SEG-006"}


def test_a_finding_that_became_worse_is_new(site: Path) -> None:
    written(site, *TERMS)
    file = site / BASELINE
    held = json.loads(file.read_text())
    worst = next(row for row in held["findings"] if row["severity"] == "critical")
    file.write_text(file.read_text().replace(json.dumps(worst), json.dumps({**worst, "severity": "high"})))
    use(site)
    assert set(fails(judged(site))) == {worst["fingerprint"]}


def test_what_is_gone_is_told_and_pruned(site: Path) -> None:
    written(site, *TERMS)
    use(site)
    widen(site, "")
    result = judged(site)
    assert fails(result) == {}
    [told] = [d for d in result.diagnostics if d.code == "baseline-stale"]
    assert "are gone: zonewarden baseline --prune" in told.message
    held = read_baseline(site / BASELINE)
    assert written(site, "--prune").return_value == 0
    left = read_baseline(site / BASELINE)
    assert set(left.findings) < set(held.findings)
    assert replace(left, findings=()) == replace(held, findings=())
    assert judged(site).diagnostics == ()


def test_pruning_accepts_nothing_new(site: Path) -> None:
    widen(site, "")
    written(site, *TERMS)
    use(site)
    widen_back = (
        (site / CONFIG).read_text().replace("access-list ENT-IN extended deny ip any any log", OPENING + r"\g<0>")
    )
    (site / CONFIG).write_text(widen_back.replace(r"\g<0>", "access-list ENT-IN extended deny ip any any log"))
    new = set(fails(judged(site)))
    assert new
    assert "not accepted: new to this file" in written(site, "--prune").output
    assert set(fails(judged(site))) == new


def test_what_is_not_waivable_or_not_assessable_is_never_accepted(site: Path) -> None:
    declared = site / "declarations/site.yaml"
    declared.write_text(declared.read_text() + "non_waivable: [SEG-006]\n")
    config = site / CONFIG
    config.write_text(
        config.read_text().replace(
            "access-list OPS-IN extended deny", "access-list OPS-IN frob\n access-list OPS-IN extended deny"
        )
    )
    unsure = {f.fingerprint for f in judged(site).with_verdict(Verdict.NOT_ASSESSABLE)}
    assert unsure
    written(site, *TERMS)
    use(site)
    left = judged(site)
    assert {f.policy.id for f in fails(left).values()} == {"SEG-006"}
    assert {f.fingerprint for f in left.with_verdict(Verdict.NOT_ASSESSABLE)} == unsure
    held = site / BASELINE
    [stubborn] = fails(left).values()
    row = {
        "fingerprint": stubborn.fingerprint,
        "policy": "SEG-001",
        "subject": "",
        "severity": "critical",
        "message": "",
    }
    held.write_text(held.read_text().replace('"findings": [\n', f'"findings": [\n    {json.dumps(row)},\n'))
    assert {f.policy.id for f in fails(judged(site)).values()} == {"SEG-006"}


def test_a_baseline_that_is_over_accepts_nothing(site: Path, plant: Site, whole: Result) -> None:
    written(site, *TERMS)
    (site / BASELINE).write_text((site / BASELINE).read_text().replace("2027-03-31", "2026-11-23"))
    laid = laid_over(whole.findings, site / BASELINE, plant, NOW)
    assert (laid.findings, [d.code for d in laid.told]) == (list(whole.findings), ["baseline-over"])


@pytest.mark.parametrize(
    ("owner", "reason", "expires", "message"),
    [
        ("m.keller", "x", "2026-11-23", "is over"),
        ("m.keller", "x", "2028-11-23", "over 365 days ahead"),
        ("m.keller", "x", "soon", "is no day"),
        ("m.keller", " ", "2027-03-31", "--reason is empty"),
        ("nobody", "x", "2027-03-31", "is no declared person"),
    ],
)
def test_a_baseline_needs_its_terms(plant: Site, owner: str, reason: str, expires: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        made(plant, NOW, (), owner, reason, expires)


def test_a_baseline_that_nobody_answers_for(site: Path) -> None:
    assert "--owner and --reason and --expires missing" in str(written(site).exception)
    assert "not readable" in str(written(site, "--prune").exception)
    assert not (site / BASELINE).exists()


def test_a_file_that_is_there_is_not_written_over(site: Path) -> None:
    written(site, *TERMS)
    assert "--prune takes out what is gone" in str(written(site, *TERMS).exception)
    assert written(site, "--replace", *TERMS).return_value == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"findings": []}', '{"schema": "zonewarden-baseline/1", "findings": 3}']
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(UserError, match=r"b\.json"):
        read_baseline(tmp_path / "b.json")


def waive(site: Path, fingerprint: str, *more: str) -> Ran:
    asked = [fingerprint, str(site), "--owner", "m.keller", "--accepted-by", "m.keller", "--accepted-by", "s.brandt"]
    asked += ["--reason", "until: the mirror", "--expires", "2026-12-31", *more]
    return CliRunner().invoke(waive_command.command, asked, standalone_mode=False)


def test_a_stub_waives_exactly_the_finding_once_somebody_approves_it(site: Path, whole: Result) -> None:
    file = site / "declarations/exceptions.yaml"
    file.write_text(HELD)
    opened = next(f for f in fails(whole).values() if f.policy.id == "SEG-006")
    assert waive(site, opened.fingerprint[:12]).return_value == 0
    text = file.read_text()
    assert text.startswith(HELD)
    assert 'sources: ["10.40.10.5"]' in text
    assert "services: [iccp-tase2]" in text or "services: [s7comm]" in text or "services: [iec61850-mms]" in text
    assert opened.fingerprint in fails(judged(site)), "a request waives nothing"
    file.write_text(text.replace("deviation-requested", "deviation-approved"))
    after = judged(site)
    assert after.diagnostics == ()
    assert [f.fingerprint for f in after.with_verdict(Verdict.WAIVED)] == [opened.fingerprint]
    widen(site, OPENING + OPENING.replace("102", "502"))
    assert [f for f in fails(judged(site)).values() if (f.subject.id, f.policy.id) == (opened.subject.id, "SEG-006")]


def test_what_no_services_add_up_to_is_named_by_its_fingerprint(site: Path) -> None:
    widen(site, OPENING.replace("eq 102", "range 101 102"))
    opened = next(f for f in fails(judged(site)).values() if f.policy.id == "SEG-001")
    assert waive(site, opened.fingerprint, "--id", "EXC-MIRROR").return_value == 0
    text = (site / "declarations/exceptions.yaml").read_text()
    assert f"fingerprint: {opened.fingerprint}" in text
    assert "id: EXC-MIRROR" in text
    assert "packets" not in text


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (Terms("", "m.keller", (), "x", "2027-12-31"), "may be accepted for 90 days"),
        (Terms("", "m.keller", (), "x", "2026-11-01"), "is over"),
        (Terms("", "m.keller", ("nobody",), "x", "2026-12-31"), "'nobody' is no declared person"),
    ],
)
def test_a_stub_needs_its_terms(plant: Site, whole: Result, terms: Terms, message: str) -> None:
    opened = next(f for f in fails(whole).values() if f.policy.id == "SEG-006")
    with pytest.raises(UserError, match=message):
        stub(plant, NOW, opened, terms)
    with pytest.raises(UserError, match="SEG-010 is not waivable"):
        stub(plant, NOW, replace(opened, policy=replace(opened.policy, id="SEG-010")), terms)


def test_a_fingerprint_that_fits_nothing(whole: Result) -> None:
    for text, message in (("abc", "at least 8"), ("0" * 32, "no findings have it")):
        with pytest.raises(UserError, match=message):
            find(whole.findings, text)


def test_a_file_that_holds_no_exceptions_is_refused() -> None:
    from ruamel.yaml.comments import CommentedMap

    for text in ("[]", "schema: exceptions/v1\nexceptions: 3\n", "a: [\n"):
        with pytest.raises(UserError, match="file of exceptions"):
            appended(text, CommentedMap())
