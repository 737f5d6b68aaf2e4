"""Exceptions: exactly the accepted packets are waived, and only by an exception that is in force and complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.triage.finding import Finding, Result, Verdict

CONFIG = """\
ASA Version 9.16(4)
hostname fw
interface GigabitEthernet0/0
 nameif ent
 security-level 10
 ip address 10.40.0.1 255.255.0.0
interface GigabitEthernet0/1
 nameif ops
 security-level 70
 ip address 10.30.0.1 255.255.0.0
access-list ENT-IN extended permit tcp 10.40.5.0 255.255.255.252 host 10.30.0.10 eq 1433
access-list ENT-IN extended deny ip any any
access-list OPS-IN extended deny ip any any
access-group ENT-IN in interface ent
access-group OPS-IN in interface ops
"""
FILES = {
    "zones": "schema: zones/v1\nzones:\n"
    '  - {id: ent, kind: enterprise, cidrs: ["10.40.0.0/16"], owners: {ot: ann, it: bob}}\n'
    '  - {id: ops, kind: operations, cidrs: ["10.30.0.0/16"], owners: {ot: ann, it: bob}}\n',
    "conduits": "schema: conduits/v1\nconduits: []\n",
    "assets": "schema: assets/v1\nassets: [{id: hist, role: historian, zone: ops, addresses: [{ip: 10.30.0.10}]}]\n",
    "remote-access": "schema: remote-access/v1\nidentity: {people: [{id: ann, role: production_manager}, {id: bob, role: security}, {id: eve}]}\n",
}
EXCEPTION = """\
schema: exceptions/v1
exceptions:
  - id: EXC-1
    policy_ids: [SEG-001]
    scope: {packets: [{from_zone: ent, destinations: [hist], services: [mssql]}]}
    justification: "report until the mirror is there"
    owner: ann
    accepted_by: [ann, bob]
    accepted_at: "2026-05-01"
    expires: "2026-06-30"
    status: deviation-approved
"""


def checked(tmp_path: Path, exception: str = EXCEPTION, site: str = "", as_of: str = "2026-06-01") -> Result:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "fw.cfg").write_text(CONFIG)
    (tmp_path / "declarations").mkdir()
    for kind, text in {**FILES, "exceptions": exception, **({"site": site} if site else {})}.items():
        (tmp_path / "declarations" / f"{kind}.yaml").write_text(text)
    (tmp_path / "zonewarden.yaml").write_text(f'schema: project/v1\nas_of: "{as_of}T12:00:00Z"\n')
    result = run(Request(tmp_path / "zonewarden.yaml"), EmbeddedEngine())
    assert result.diagnostics == ()
    return result


def of(result: Result, policy: str) -> list[Finding]:
    return [f for f in result.findings if f.policy.id == policy]


def test_a_finding_that_is_accepted_whole_is_waived(tmp_path: Path) -> None:
    (finding,) = of(checked(tmp_path), "SEG-001")
    assert (finding.verdict, finding.waiver) == (Verdict.WAIVED, "EXC-1")
    assert finding.reasons == (
        "exception EXC-1, accepted by ann and bob until 2026-06-30: report until the mirror is there",
    )
    assert finding.packets[0].services == ("tcp/1433",)


def test_what_nobody_accepted_stays_a_finding_of_its_own(tmp_path: Path) -> None:
    narrow = EXCEPTION.replace("from_zone: ent,", "sources: [10.40.5.1],")
    fail, waived = sorted(of(checked(tmp_path, narrow), "SEG-001"), key=lambda f: f.verdict)
    assert (fail.verdict, waived.verdict) == (Verdict.FAIL, Verdict.WAIVED)
    assert waived.packets[0].sources == ("10.40.5.1",)
    assert {s for row in fail.packets for s in row.sources} == {"10.40.5.0", "10.40.5.2/31"}
    assert fail.fingerprint != waived.fingerprint
    assert fail.locations[0].line == 11


def test_other_policies_are_not_waived(tmp_path: Path) -> None:
    assert {f.verdict for f in of(checked(tmp_path), "SEG-007")} == {Verdict.FAIL}


@pytest.mark.parametrize(
    "change",
    [
        ("status: deviation-approved", "status: deviation-requested"),
        ('expires: "2026-06-30"', 'expires: "2026-05-31"'),
        ('    expires: "2026-06-30"\n', ""),
        ("    owner: ann\n", ""),
        ('    justification: "report until the mirror is there"\n', ""),
        ("accepted_by: [ann, bob]", "accepted_by: [ann]"),
        ("accepted_by: [ann, bob]", "accepted_by: [bob, eve]"),
        ("services: [mssql]", "services: [https]"),
        ("destinations: [hist]", "destinations: [10.30.0.11]"),
        ("from_zone: ent,", "from_zone: ops,"),
    ],
)
def test_an_exception_that_is_not_in_force_or_not_about_it_waives_nothing(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    (finding,) = of(checked(tmp_path, EXCEPTION.replace(*change)), "SEG-001")
    assert finding.verdict is Verdict.FAIL


def test_the_last_day_counts(tmp_path: Path) -> None:
    (finding,) = of(checked(tmp_path, as_of="2026-06-30"), "SEG-001")
    assert finding.verdict is Verdict.WAIVED


def test_a_policy_that_cannot_be_waived_is_not(tmp_path: Path) -> None:
    site = "schema: site/v1\nid: s\nnon_waivable: [SEG-001]\n"
    (finding,) = of(checked(tmp_path, site=site), "SEG-001")
    assert finding.verdict is Verdict.FAIL


def test_objects_waive_findings_without_packets_only(tmp_path: Path) -> None:
    text = EXCEPTION.replace("SEG-001", "SEG-001, GOV-013")
    scope = text.replace(
        "scope: {packets: [{from_zone: ent, destinations: [hist], services: [mssql]}]}",
        'scope: {objects: [ops, "fw:ent>ops"]}',
    )
    result = checked(tmp_path, scope)
    assert {f.verdict for f in of(result, "SEG-001")} == {Verdict.FAIL}
    assert {(f.subject.id, f.verdict) for f in of(result, "GOV-013")} == {("ops", Verdict.WAIVED)}


def test_a_fingerprint_waives_its_finding_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (known,) = of(checked(tmp_path / "a", EXCEPTION.replace("[mssql]", "[https]")), "SEG-001")
    (tmp_path / "b").mkdir()
    scope = EXCEPTION.replace(
        "packets: [{from_zone: ent, destinations: [hist], services: [mssql]}]", f'fingerprint: "{known.fingerprint}"'
    )
    (finding,) = of(checked(tmp_path / "b", scope), "SEG-001")
    assert finding.verdict is Verdict.WAIVED


def test_an_exception_that_waives_nothing_for_long_is_obsolete(tmp_path: Path) -> None:
    unused = EXCEPTION.replace("[mssql]", "[https]")
    (tmp_path / "new").mkdir()
    assert of(checked(tmp_path / "new", unused), "GOV-009") == []
    (tmp_path / "old").mkdir()
    result = checked(tmp_path / "old", unused.replace("2026-05-01", "2026-02-01"))
    (finding,) = of(result, "GOV-009")
    assert (finding.level.label, finding.key) == ("low", "unused")
    assert finding.locations[0].line == 3
    assert not [p for p in result.passes if p.policy.id == "GOV-009"]
    (tmp_path / "used").mkdir()
    assert of(checked(tmp_path / "used", EXCEPTION.replace("2026-05-01", "2026-02-01")), "GOV-009") == []


@pytest.mark.parametrize(
    ("scope", "covers"),
    [
        ("packets: [{from_zone: ent, services: [mssql]}]", True),
        ("packets: [{from_zone: ent, services: [https]}]", False),
        ("objects: [hist]", True),
        ("objects: [ops]", True),
        ('objects: ["fw:ent>ops"]', True),
        ("objects: [somewhere-else]", False),
        ("objects: [hist], packets: [{from_zone: ent, services: [https]}]", False),
        ("rule_tags: [start-up]", True),
        ('fingerprint: "00000000000000000000000000000000"', False),
    ],
)
def test_an_exception_that_is_over_is_a_finding_where_it_still_covers_one(
    tmp_path: Path, scope: str, covers: bool
) -> None:
    over = EXCEPTION.replace("packets: [{from_zone: ent, destinations: [hist], services: [mssql]}]", scope)
    result = checked(tmp_path, over.replace("2026-06-30", "2026-05-20"))
    (uncovered,) = of(result, "SEG-001")
    assert uncovered.verdict is Verdict.FAIL
    assert [(f.key, f.level) for f in of(result, "GOV-009")] == ([("expired", uncovered.level)] if covers else [])


def test_whether_an_exception_is_used_is_unknown_where_its_policy_was_not_evaluated(tmp_path: Path) -> None:
    old = EXCEPTION.replace("[mssql]", "[https]").replace("2026-05-01", "2026-02-01")
    result = checked(tmp_path, old.replace("policy_ids: [SEG-001]", "policy_ids: [SEG-001, VUL-001]"))
    assert of(result, "GOV-009") == []
    assert not [p for p in result.passes if p.policy == "GOV-009"]


@pytest.mark.parametrize(
    ("source", "verdicts"), [("10.40.5.0/30", {Verdict.WAIVED}), ("10.40.5.1", {Verdict.WAIVED, Verdict.FAIL})]
)
def test_a_conduit_stands_for_exactly_its_packets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, verdicts: set[Verdict]
) -> None:
    conduit = f"{{id: k, from: ent, to: ops, services: [mssql], endpoints: {{from: [{source}], to: [hist]}}}}"
    monkeypatch.setitem(FILES, "conduits", f"schema: conduits/v1\nconduits: [{conduit}]\n")
    text = EXCEPTION.replace("packets: [{from_zone: ent, destinations: [hist], services: [mssql]}]", "objects: [k]")
    found = of(checked(tmp_path, text.replace("SEG-001", "SEG-007")), "SEG-007")
    assert {f.verdict for f in found} == verdicts
