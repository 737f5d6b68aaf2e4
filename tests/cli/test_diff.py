"""`zonewarden diff` through a real process: folders, git revisions, refactored configurations, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import ROOT, zonewarden

COMPLIANT, DRIFTED = ROOT / "fixtures/brewery/compliant", ROOT / "fixtures/brewery/drifted"


def difference(*arguments: str | Path, code: int, cwd: Path = ROOT) -> Any:
    ran = zonewarden("diff", *arguments, "--format", "json", cwd=cwd)
    assert (ran.code, ran.err) == (code, "")
    found = json.loads(ran.out)
    assert found["schema"] == "zonewarden-diff/1"
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COMPLIANT, tmp_path / "site"))


def edit(site: Path, name: str, *changes: tuple[str, str]) -> None:
    path = site / name
    text = path.read_text()
    for old, new in changes:
        assert re.search(old, text), old
        text = re.sub(old, new, text)
    path.write_text(text)


def test_drift_shows_every_planted_opening_and_the_blocked_conduit() -> None:
    found = difference(COMPLIANT, DRIFTED, code=1)
    opened = {
        (p["device"], p["from"], p["to"], s, v["location"]["line"])
        for p in found["pairs"]
        for c in p["opened"]
        for s in c["packets"][0]["services"]
        for v in c["permitted_by"]
        if c["certainty"] == "definite"
    }
    assert opened >= {
        ("fw-ot-1", "ra-pool", "ops", "tcp/3389", 142),
        ("fw-ot-1", "internet", "cell3", "tcp/48898", 148),
        ("fw-ot-1", "ent", "idmz", "tcp/443", 151),
        ("fw-ot-1", "ent", "cell1", "tcp/502", 157),
        ("fw-ot-1", "ent", "ops", "tcp/1433", 159),
        ("fw-ot-1", "ra", "cell1", "tcp/3389", 174),
        ("fw-ot-1", "ops", "internet", "tcp/5938", 185),
        ("fw-ot-1", "ops", "internet", "tcp/443", 187),
        ("r-core-1", "cell1", "cell2", "any", 415),
        ("r-core-1", "ops", "cell2", "tcp/102", 466),
        ("r-core-1", "sup", "cell2", "tcp/103-200", 480),
        ("r-core-1", "internet", "cell1", "tcp/102", 509),
    }
    lost = {p["to"] for p in found["pairs"] if p["from"] == "cell3" and p["opened"]}
    assert lost >= {"cell1", "cell2", "sup", "ops", "ent", "internet", "sis", "util", "idmz"}
    closed = [(p["from"], p["to"], c["witness"]) for p in found["pairs"] for c in p["closed"]]
    assert closed == [("sup", "util", "tcp 10.21.0.12:49152 -> 10.20.8.11:102")]
    [blocked] = found["required"]
    assert (blocked["conduit"], blocked["device"], blocked["change"]) == ("cnd-scada-util", "r-core-1", "blocked")
    assert [b["location"]["line"] for b in blocked["blockers"]] == [487]
    assert [(b["interface"], b["before"], b["after"]) for b in found["bindings"]] == [("Vlan203", "CELL3-IN", "")]
    assert found["declarations"] == []
    assert len(found["rules"]) == sum(1 for r in found["rules"] if r["change"] in {"added", "removed"}) > 15
    assert {f["policy"] for f in found["findings"]["new"]} >= {"SEG-006", "AVL-001", "RA-001", "DEV-003"}
    assert found["exit"]["code"] == 1


def test_the_way_back_closes_the_same_and_fails_nothing() -> None:
    there, back = difference(COMPLIANT, DRIFTED, code=1), difference(DRIFTED, COMPLIANT, code=0)
    pairs = {(p["device"], p["from"], p["to"]) for p in there["pairs"] if p["opened"]}
    assert {(p["device"], p["from"], p["to"]) for p in back["pairs"] if p["closed"]} == pairs
    assert [(r["conduit"], r["change"]) for r in back["required"]] == [("cnd-scada-util", "unblocked")]
    assert back["findings"]["new"] == []
    assert len(back["findings"]["gone"]) == len(there["findings"]["new"])


def test_only_new_findings_are_reported_in_every_format_and_the_threshold_decides(tmp_path: Path) -> None:
    ran = zonewarden("diff", COMPLIANT, DRIFTED)
    assert ran.code == 1
    assert "+ opened" in ran.out
    assert "required conduit cnd-scada-util is blocked at r-core-1" in ran.out
    assert "SEG-006  critical" in ran.out
    sarif = tmp_path / "new.sarif"
    ran = zonewarden("diff", DRIFTED, DRIFTED, "--report", f"sarif={sarif}")
    assert ran.code == 0
    assert "nothing opened, nothing closed" in ran.out
    assert json.loads(sarif.read_text())["runs"][0]["results"] == []
    assert zonewarden("diff", COMPLIANT, DRIFTED, "--fail-on", "none").code == 0
    github = zonewarden("diff", "fixtures/brewery/compliant", "fixtures/brewery/drifted", "--report", "github")
    assert github.out.startswith("::error file=fixtures/brewery/drifted/configs/")
    assert "opened" not in github.out.splitlines()[0]


def refactor(site: Path) -> None:
    """Rename lists and objects, nest a group, swap rules that do not overlap, move every line."""
    lines = (site / "configs/fw-ot-1.cfg").read_text().splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if "ENT_IN remark conduit=cnd-ent-hist" in line)
    lines[first : first + 4] = lines[first + 2 : first + 4] + lines[first : first + 2]
    (site / "configs/fw-ot-1.cfg").write_text("".join(lines))
    nested = "object-group network BI-INNER\n network-object host 10.40.10.5\nobject-group network BI\n group-object BI-INNER\n"
    edit(
        site, "configs/fw-ot-1.cfg", (r"\bENT_IN\b", "FROM_ENT"), (r"\bHIST-MIRROR\b", "MIRROR"), (r"\bSVC-HISTORIAN\b", "SVC-H"),
        (r"object-group network ENT-BI-HOSTS\n network-object host 10.40.10.5\n", nested), (r"\bENT-BI-HOSTS\b", "BI"),
    )  # fmt: skip
    edit(
        site, "configs/r-core-1.cfg", (r"\bCELL3-IN\b", "PACK-IN"), (r"\bSCADA\b", "S2"), (r"\A", "! moved\n!\n"),
        (r"(?m)^ 60 permit tcp object-group S2 object-group PLC-CELL2 eq 102$", " 5 permit tcp object-group S2 object-group PLC-CELL2 eq 102"),
    )  # fmt: skip


def test_reordered_rules_renamed_lists_and_regrouped_objects_are_no_difference(site: Path) -> None:
    refactor(site)
    found = difference(COMPLIANT, site, code=0)
    assert (found["pairs"], found["required"], found["rules"], found["bindings"]) == ([], [], [], [])
    assert found["findings"]["new"] == found["findings"]["gone"] == []
    assert found["devices"]["same_text"] == ["r-util-1"]


def test_the_same_refactoring_of_a_site_with_findings_makes_none_new(tmp_path: Path) -> None:
    site = Path(shutil.copytree(DRIFTED, tmp_path / "elsewhere"))
    edit(site, "configs/fw-ot-1.cfg", (r"\A", ":\n:\n"), (r"\bENT-ENERGY\b", "METERING"), (r"\bENT_IN\b", "FROM_ENT"))
    found = difference(DRIFTED, site, code=0)
    assert found["pairs"] == []
    assert found["findings"]["new"] == []
    assert found["findings"]["known"] > 100


def test_a_narrowed_violation_is_not_new_and_a_wider_one_is(tmp_path: Path) -> None:
    site = Path(shutil.copytree(DRIFTED, tmp_path / "site"))
    rule = r"(ENT_IN extended permit tcp object ENT-ENERGY) 10.20.1.0 255.255.255.0 eq 502"
    edit(site, "configs/fw-ot-1.cfg", (rule, r"\1 host 10.20.1.11 eq 502"))
    found = difference(DRIFTED, site, code=0)
    assert [(p["from"], p["to"]) for p in found["pairs"] if p["closed"]] == [("ent", "cell1")]
    assert found["findings"]["new"] == []
    back = difference(site, DRIFTED, code=1)
    assert "SEG-006" in {f["policy"] for f in back["findings"]["new"]}


def test_declarations_that_change_are_listed_and_open_nothing_by_themselves(site: Path) -> None:
    edit(site, "declarations/conduits.yaml", (r"cnd-file-drop", "cnd-drop"))
    found = difference(COMPLIANT, site, code=0)
    assert {(d["kind"], d["id"], d["change"]) for d in found["declarations"]} == {
        ("conduit", "cnd-drop", "added"), ("conduit", "cnd-file-drop", "removed")
    }  # fmt: skip
    assert found["pairs"] == []
    assert "conduit cnd-drop added" in zonewarden("diff", COMPLIANT, site).out


def test_a_conduit_that_is_taken_away_makes_its_flow_a_new_violation(site: Path) -> None:
    path = site / "declarations/conduits.yaml"
    blocks = re.split(r"(?m)^(?=  - id: )", path.read_text())
    path.write_text("".join(b for b in blocks if "id: cnd-file-drop" not in b))
    found = difference(COMPLIANT, site, code=1)
    assert found["pairs"] == []
    assert "SEG-001" in {f["policy"] for f in found["findings"]["new"]}


def test_a_device_on_one_side_only_is_said(site: Path) -> None:
    (site / "configs/r-util-1.cfg").unlink()
    found = difference(COMPLIANT, site, "--fail-on", "none", "--allow-not-assessable", code=0)
    assert found["devices"]["only_in_base"] == ["r-util-1"]
    assert all(p["closed"] and not p["opened"] for p in found["pairs"] if p["device"] == "r-util-1")
    assert any(p["device"] == "r-util-1" for p in found["pairs"])
    assert "device r-util-1 is gone: everything it permitted is closed" in zonewarden("diff", COMPLIANT, site).out


def test_a_side_that_cannot_be_assessed_is_named(site: Path) -> None:
    edit(site, "configs/r-core-1.cfg", (r"(?m)^ip access-list extended OPS-IN$", "frobnicate all traffic\n\\g<0>"))
    found = difference(COMPLIANT, site, "--fail-on", "none", "--allow-not-assessable", code=0)
    assert found["pairs"]
    assert all(p["not_assessable"]["head"] and not p["not_assessable"]["base"] for p in found["pairs"])
    ran = zonewarden("diff", COMPLIANT, site, "--report", "json=/dev/null")
    assert ran.code == 1
    assert "not assessable in HEAD, r-core-1" in ran.out
    assert "zone pairs not assessable in full" in ran.out


def git(folder: Path, *arguments: str) -> None:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }  # fmt: skip
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plant in a folder: compliant in the first commit, drifted in the second."""
    top = tmp_path / "repository"
    plant = top / "plant"
    shutil.copytree(COMPLIANT, plant)
    (top / ".gitattributes").write_text("*.cfg export-ignore\n")
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", "-A")
    git(top, "commit", "--quiet", "-m", "as recertified")
    for folder in ("configs", "declarations", "exports"):
        shutil.copytree(DRIFTED / folder, plant / folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    git(top, "commit", "--quiet", "-am", "quick fixes")
    return plant


def state(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in sorted(folder.parent.rglob("*")) if p.is_file()}


def test_git_revisions_say_the_same_as_folders_and_leave_the_tree_alone(repository: Path) -> None:
    before = state(repository)
    found = difference("HEAD~1", "HEAD", code=1, cwd=repository)
    folders = difference(COMPLIANT, DRIFTED, code=1)
    assert (found["base"], found["head"]) == ("HEAD~1", "HEAD")
    for part in ("from", "to", "device"):
        assert [p[part] for p in found["pairs"]] == [p[part] for p in folders["pairs"]]
    prints = [sorted(f["fingerprint"] for f in x["findings"]["new"]) for x in (found, folders)]
    assert prints[0] == prints[1]
    places = {place["path"] for f in found["findings"]["new"] for place in f["locations"]}
    assert places >= {"configs/fw-ot-1.cfg", "configs/r-core-1.cfg", "configs/r-util-1.cfg"}
    assert {path.partition("/")[0] for path in places} == {"configs", "declarations", "exports"}
    assert state(repository) == before


def test_the_working_tree_is_the_default_and_a_subfolder_finds_its_project(repository: Path) -> None:
    found = difference("main", code=0, cwd=repository)
    assert (found["head"], found["pairs"], found["devices"]["same_text"]) == (
        "working tree", [], ["fw-ot-1", "r-core-1", "r-util-1"]
    )  # fmt: skip
    for folder in ("configs", "declarations", "exports"):
        shutil.copytree(COMPLIANT / folder, repository / folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    assert difference("main", ".", code=0, cwd=repository / "configs")["findings"]["gone"]
    assert difference("main", "--site", "plant", code=0, cwd=repository.parent)["findings"]["gone"]
    assert difference(repository, "HEAD~1", "--site", "plant", code=0, cwd=repository.parent)["pairs"] == []


def test_sarif_of_a_revision_has_paths_from_the_root_of_the_repository(repository: Path) -> None:
    ran = zonewarden("diff", "HEAD~1", "HEAD", "--report", "sarif", cwd=repository)
    assert ran.code == 1
    results = json.loads(ran.out)["runs"][0]["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris >= {f"plant/configs/{name}.cfg" for name in ("fw-ot-1", "r-core-1", "r-util-1")}
    assert {"/".join(uri.split("/")[:2]) for uri in uris} == {"plant/configs", "plant/declarations", "plant/exports"}


def test_what_the_user_can_mend_is_exit_code_2(repository: Path, tmp_path: Path) -> None:
    top = repository.parent
    git(top, "branch", "plant")
    shutil.copytree(COMPLIANT, top / "v1")
    git(top, "tag", "v1")
    for arguments, cwd, message in (
        (["no-such-thing"], repository, "'no-such-thing' is no folder with a zonewarden.yaml and no git revision"),
        (["--", "--output=x"], repository, "no git revision"),
        (["main"], tmp_path, "no zonewarden.yaml here or above"),
        (["v1", "--site", "plant"], top, "'v1' is a folder and a git revision: write ./v1 or refs/heads/v1"),
        (["main", "--report", "pdf"], repository, "no report format 'pdf'"),
        (["main", "--fail-on", "severe"], repository, "'severe' is not one of"),
    ):
        ran = zonewarden("diff", *arguments, cwd=cwd)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert message in ran.err
    assert zonewarden("diff", "./v1", "--site", "plant", cwd=top).code == 1
    git(top, "mv", "plant", "works")
    git(top, "commit", "--quiet", "-m", "moved")
    ran = zonewarden("diff", "main~1", cwd=top / "works")
    assert (ran.code, "that revision has no works/zonewarden.yaml" in ran.err) == (2, True)


def test_broken_declarations_and_unreadable_files_on_either_side_are_exit_code_2(site: Path) -> None:
    (site / "configs/image.bin").write_bytes(b"\0\1\2" * 100)
    for arguments in ((COMPLIANT, site), (site, COMPLIANT)):
        ran = zonewarden("diff", *arguments)
        assert ran.code == 2
        assert "image.bin:1:1: error" in ran.err
        assert f"errors in {site}:" in ran.err
    (site / "configs/image.bin").unlink()
    edit(site, "declarations/conduits.yaml", (r"to: cell1\b", "to: cel1"))
    for arguments in ((COMPLIANT, site), (site, COMPLIANT)):
        ran = zonewarden("diff", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "unknown zone 'cel1'" in ran.err


def test_links_and_submodules_that_hide_files_are_refused(repository: Path) -> None:
    (repository / "configs/r-lab.cfg").symlink_to("/etc/hostname")
    git(repository, "add", "-A")
    git(repository, "commit", "--quiet", "-m", "a link")
    ran = zonewarden("diff", "HEAD", cwd=repository)
    assert ran.code == 2
    assert "r-lab.cfg is a link out of the repository" in ran.err
    (repository / "configs/r-lab.cfg").unlink()
    (repository / "configs/r-lab.cfg").symlink_to("r-util-1.cfg")
    git(repository, "add", "-A")
    git(repository, "commit", "--quiet", "-m", "a link inside")
    assert difference("HEAD", code=0, cwd=repository)["pairs"] == []
    module = f"160000,{'1' * 40},plant/configs/more"
    git(repository, "update-index", "--add", "--cacheinfo", module)
    git(repository, "commit", "--quiet", "-m", "a submodule")
    ran = zonewarden("diff", "HEAD", cwd=repository)
    assert ran.code == 2
    assert "plant/configs/more is a submodule" in ran.err
