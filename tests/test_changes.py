"""What a change touches, and whether its record names it: the difference between two small sites."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import zonewarden
from tests.policies.subset import only
from zonewarden import check
from zonewarden.analysis.hunks import hunks
from zonewarden.changes import Against, examine
from zonewarden.check import Further, Request
from zonewarden.compare import Side
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.errors import UserError
from zonewarden.policy_set import shipped
from zonewarden.triage.finding import Verdict

EXAMPLE = shipped() / "governance/change_beyond_record"
ENGINE = EmbeddedEngine()
SHIPPED = only("GOV-003", "GOV-005")
CONFIG, RECORDS, CONDUITS = "configs/fw-ot-1.cfg", "declarations/operations.yaml", "declarations/conduits.yaml"
SCOPE = r"\{devices: \[fw-ot-1\], conduits: \[cnd-bi\]\}"


@pytest.fixture(autouse=True)
def _policies_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "read_policies", lambda _, __: SHIPPED)


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """Return a folder with two versions: `old`, and `new`, which opens the conduit that its change names."""
    shutil.copytree(EXAMPLE / "base", tmp_path / "old")
    shutil.copytree(EXAMPLE / "good", tmp_path / "new")
    return tmp_path


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in changes:
        assert re.search(old, text), old
        text = re.sub(old, new, text)
    path.write_text(text)


def examined(sites: Path, change: str = "CHG-7") -> Further:
    old, new = (Request(sites / name / "zonewarden.yaml") for name in ("old", "new"))
    return examine(Side("new", new), Against(Side("old", old), change), ENGINE)


def open_subjects(sites: Path, change: str = "CHG-7") -> list[tuple[str, str, int]]:
    """Return what is wrong: subject, key, and the first line."""
    found = examined(sites, change).judgement.findings
    assert {f.policy.id for f in found} <= {"GOV-003"}
    assert all(f.verdict is Verdict.FAIL for f in found)
    return sorted((f.subject.id, f.key, f.locations[0].line) for f in found)


def test_the_change_does_what_its_record_names(sites: Path) -> None:
    assert open_subjects(sites) == open_subjects(sites, "") == []
    passed = {p.id for p in examined(sites).judgement.passes}
    assert passed == {"CHG-7", f"configuration:{CONFIG}", "flow:fw-ot-1:ent>idmz:opened"}


@pytest.mark.parametrize(
    ("scope", "wrong"),
    [
        ("{paths: [configs], conduits: [cnd-bi]}", []),
        ("{paths: ['configs/*.cfg'], zones: [ent, idmz]}", []),
        ("{devices: [fw-ot-1], zones: [ent]}", ["flow:fw-ot-1:ent>idmz:opened"]),
        ("{devices: [fw-ot-1], conduits: [cnd-hist]}", ["flow:fw-ot-1:ent>idmz:opened"]),
        ("{conduits: [cnd-bi]}", [f"configuration:{CONFIG}"]),
        ("{paths: [conf], conduits: [cnd-bi]}", [f"configuration:{CONFIG}"]),
    ],
)
def test_what_a_scope_names(sites: Path, scope: str, wrong: list[str]) -> None:
    edit(sites / "new" / RECORDS, (SCOPE, scope))
    assert [id_ for id_, _, _ in open_subjects(sites)] == wrong
    assert [id_ for id_, _, _ in open_subjects(sites, "")] == wrong


def test_packets_of_no_conduit_are_named_by_none(sites: Path) -> None:
    edit(sites / "new" / CONFIG, ("(host 10.40.10.5 host 10.35.0.20) eq https", r"\1 range 443 444"))
    assert open_subjects(sites) == [("flow:fw-ot-1:ent>idmz:opened", "", 27)]


def test_closing_a_conduit_is_named_as_opening_it_is(sites: Path) -> None:
    edit(sites / "new" / CONFIG, ("access-list OPS-IN extended permit tcp host 10.30.2.10.*\n", ""))
    assert open_subjects(sites) == [("flow:fw-ot-1:ops>cell1:closed", "", 31)]


def test_a_closed_flow_of_no_conduit_needs_the_device_only(sites: Path) -> None:
    edit(
        sites / "old" / CONFIG,
        (
            "access-list ENT-IN extended deny ip any any log\n",
            r"access-list ENT-IN extended permit udp any any eq 9\n\g<0>",
        ),
    )
    assert open_subjects(sites) == []


def test_declared_objects_and_the_project_file_need_a_name(sites: Path) -> None:
    edit(sites / "new" / CONDUITS, (r"services: \[pi-data-archive\]", "services: [pi-data-archive, https]"))
    edit(sites / "new/declarations/assets.yaml", (r"role: bi, zone: ent", "role: erp, zone: ent"))
    edit(sites / "new/declarations/devices.yaml", ("role: firewall", 'last_backup: "2026-11-23", role: firewall'))
    edit(sites / "new/zonewarden.yaml", (r"\Z", "disabled: {GOV-005: 'too loud'}\n"))
    wrong = ["asset:bi-1", "conduit:cnd-hist", "project-file:zonewarden.yaml"]
    assert [id_ for id_, _, _ in open_subjects(sites)] == wrong
    edit(
        sites / "new" / RECORDS,
        (
            SCOPE,
            "{devices: [fw-ot-1], assets: [bi-1], conduits: [cnd-bi], paths: [declarations/conduits.yaml, zonewarden.yaml]}",
        ),
    )
    assert open_subjects(sites) == []


def test_a_removed_object_is_named_as_the_record_was_before(sites: Path) -> None:
    shutil.copy(sites / "new" / RECORDS, sites / "old" / RECORDS)
    edit(sites / "old" / RECORDS, (SCOPE, "{devices: [fw-ot-1], conduits: [cnd-bi, cnd-hist]}"))
    edit(sites / "new" / CONDUITS, (r"(?s)  - id: cnd-hist.*?(?=  - id)", ""))
    assert open_subjects(sites) == [("record:CHG-7", "", 3)]
    edit(sites / "new" / RECORDS, (r"2026-11-22T", "2026-11-23T"))
    assert open_subjects(sites) == []


def test_remarks_and_blank_lines_are_no_edit(sites: Path) -> None:
    edit(sites / "new" / CONFIG, (r"(?m)^!$", "!\n\n! collected on Tuesday\n!"))
    assert open_subjects(sites) == []


def test_a_gone_device_closes_what_it_let_through(sites: Path) -> None:
    shutil.copy(sites / "new" / CONFIG, sites / "new/configs/other.cfg")
    (sites / "new" / CONFIG).unlink()
    edit(sites / "new/configs/other.cfg", ("hostname fw-ot-1", "hostname other"))
    found = {id_ for id_, _, _ in open_subjects(sites)}
    assert {"configuration:configs/other.cfg", "flow:other:ops>cell1:opened", "flow:fw-ot-1:ops>cell1:closed"} <= found


def test_what_is_unread_on_either_side_is_not_assessable(sites: Path) -> None:
    edit(sites / "old" / CONFIG, ("access-list IDMZ-IN extended deny", r"access-list IDMZ-IN extended frob\n\g<0>"))
    found = examined(sites).judgement.findings
    assert {f.verdict for f in found} == {Verdict.NOT_ASSESSABLE}
    assert {f.subject.id for f in found} >= {"flow:fw-ot-1:idmz>ops:unknown"}


def test_half_an_earlier_version_is_an_error(sites: Path) -> None:
    (sites / "old" / CONFIG).write_text("nothing that anybody knows\n")
    [told] = examined(sites).diagnostics
    assert (told.code, told.location.path) == ("unknown-format", (sites / "new/zonewarden.yaml").as_posix())
    assert "fw-ot-1.cfg" in told.message


def test_a_change_that_nobody_declared(sites: Path) -> None:
    with pytest.raises(UserError, match="no change 'CHG-8': declared are CHG-7"):
        examined(sites, "CHG-8")


def test_the_command_compares_with_the_last_commit(sites: Path) -> None:
    site = Path(shutil.copytree(sites / "old", sites / "site"))

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(site), "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "before")
    shutil.copytree(sites / "new", site, dirs_exist_ok=True)
    ran = zonewarden("check", "--change", "CHG-7", "--fail-on", "none", "--show-passes", "-j1", cwd=site)
    assert ran.code == 0, ran.err
    assert "GOV-003  Change touches what no approved change record names: change CHG-7" in ran.out
    edit(site / RECORDS, (SCOPE, "{devices: [fw-ot-1]}"))
    ran = zonewarden("check", "--base", "HEAD", "-f", "gitlab-codequality", "-j1", cwd=site)
    assert (ran.code, ran.err) == (1, "")
    assert "no approved change that is not over names it" in ran.out
    assert zonewarden("check", CONFIG, "--change", "CHG-7", cwd=site).code == 2


def test_places_in_a_text() -> None:
    def spans(old: str, new: str) -> list[tuple[int, int]]:
        found = hunks("f", list(old), list(enumerate(new, 1)))
        return [(place.line, place.end_line) for place in found]

    assert spans("abc", "abc") == spans("", "") == []
    assert spans("abcd", "abXYcd") == [(3, 4)]
    assert spans("abcd", "abd") == [(3, 3)]
    assert spans("abcd", "abc") == [(3, 3)]
    assert spans("abcdefgh", "aBcdefGh") == [(2, 2), (7, 7)]
    assert spans("", "ab") == [(1, 2)]
    assert spans("ab", "") == [(1, 0)]
    assert spans("a" * 5000, "b" * 5000) == [(1, 5000)]
