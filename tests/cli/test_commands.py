"""Every command through a real process: what it prints, where, and its exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import ROOT, zonewarden
from zonewarden.cli.main import COMMANDS
from zonewarden_parsers.platforms import PLATFORMS
from zonewarden_parsers.registry import PARSERS

COMPLIANT = "fixtures/brewery/compliant"
DRIFTED = "fixtures/brewery/drifted"
ASA = f"{DRIFTED}/configs/fw-ot-1.cfg"


def test_platform_names_are_those_of_the_parsers() -> None:
    assert set(PLATFORMS) == set(PARSERS)


def test_compliant_site_passes() -> None:
    ran = zonewarden("check", COMPLIANT)
    assert (ran.code, ran.err) == (0, "")
    assert "subjects passed by" in ran.out
    assert "0 not assessable" in ran.out


def test_drifted_site_fails_and_names_rule_packets_impact_and_fix() -> None:
    ran = zonewarden("check", DRIFTED)
    assert (ran.code, ran.err) == (1, "")
    for part in (
        "fw-ot-1.cfg:157:1",
        "access-list ENT_IN extended permit tcp object ENT-ENERGY 10.20.1.0 255.255.255.0 eq 502 log",
        "SEG-006  critical",
        "10.40.12.31  10.20.1.0/24",
        "tcp 10.40.12.31:49152 -> 10.20.1.0:502",
        "Bottling line (21,000 EUR",
        "no access-list ENT_IN extended permit tcp object ENT-ENERGY",
    ):
        assert part in ran.out


@pytest.mark.parametrize(("threshold", "code"), [("critical", 1), ("none", 0)])
def test_the_threshold_decides(threshold: str, code: int) -> None:
    assert zonewarden("check", DRIFTED, "--fail-on", threshold).code == code


def test_several_reports_in_one_run(tmp_path: Path) -> None:
    files = {name: tmp_path / "out" / name for name in ("json", "sarif", "junit", "markdown", "gitlab-codequality")}
    ran = zonewarden("check", DRIFTED, "-f", "github", *(a for n, f in files.items() for a in ("-f", f"{n}={f}")))
    assert ran.code == 1
    assert ran.out.startswith("::error file=fixtures/brewery/drifted/configs/")
    report = json.loads(files["json"].read_text())
    sarif = json.loads(files["sarif"].read_text())
    failed = [f for f in report["findings"] if f["verdict"] == "fail"]
    assert {r["ruleId"] for r in sarif["runs"][0]["results"]} == {f["policy"] for f in failed}
    assert files["junit"].read_text().startswith("<?xml")


def test_same_input_same_bytes() -> None:
    first, second = (zonewarden("check", DRIFTED, "-f", "json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "no/such/folder"], "no such file or folder"),
        (["check", COMPLIANT, DRIFTED], "one project a run"),
        (["check", COMPLIANT, "-f", "pdf"], "no report format 'pdf'"),
        (["check", COMPLIANT, "--fail-on", "severe"], "'severe' is not one of"),
        (["check", COMPLIANT, "--opa-url", "http://127.0.0.1:9"], "OPA server http://127.0.0.1:9"),
        (["check", COMPLIANT, "--engine", "none-such"], "no engine"),
        (["check", COMPLIANT, "--as-of", "soon"], "--as-of 'soon'"),
        (["explain", "SEG-0006"], "did you mean SEG-006?"),
        (["schema", "zone"], "no schema 'zone'"),
        (["flows", COMPLIANT, "--from", "nowhere"], "no zone 'nowhere'"),
        (["unknown"], "No such command"),
        (["rules"], "Missing argument"),
    ],
)
def test_what_the_user_can_mend_is_one_message_and_exit_code_2(arguments: list[str], message: str) -> None:
    ran = zonewarden(*arguments)
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_a_bug_of_ours_is_exit_code_3_and_says_what_to_report(tmp_path: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import zonewarden.check as c\ndef run(*a): raise RuntimeError('planted')\nc.run = run\n")
    path = f"{tmp_path}:{ROOT / 'parsers'}:{ROOT / 'checker'}"
    ran = zonewarden("check", COMPLIANT, PYTHONPATH=path)
    assert ran.code == 3
    assert "bug of ours" in ran.err
    assert "RuntimeError: planted" in ran.err


def listed(*arguments: str) -> Any:
    ran = zonewarden(*arguments, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_rules_of_a_bare_config_have_one_object_a_rule() -> None:
    rules = listed("rules", ASA)["rules"]
    shadowed = [r for r in rules if r["status"] == "shadowed"]
    assert [r["text"] for r in shadowed] == [
        "access-list ENT_IN extended deny tcp host 10.40.20.99 object HIST-MIRROR eq https log"
    ]
    assert shadowed[0]["different_action"]
    assert shadowed[0]["blockers"][0]["location"]["line"] < shadowed[0]["location"]["line"]
    assert all(r["location"]["path"] == ASA and r["location"]["line"] > 0 for r in rules)
    assert {r["status"] for r in rules} <= {
        "live", "shadowed", "redundant", "unmatchable", "undefined", "disabled", "undecided"
    }  # fmt: skip


def test_coverage_of_a_bare_config_names_unknown_lines(tmp_path: Path) -> None:
    config = tmp_path / "r1.cfg"
    config.write_text("hostname r1\ninterface Gi0/0\n ip address 10.0.0.1 255.0.0.0\n!\nfrobnicate the flux\n")
    file = listed("coverage", str(config))["files"][0]
    assert file["unknown"] == [{"line": 5, "text": "frobnicate the flux", "reason": file["unknown"][0]["reason"]}]
    assert f"{config}:5: unknown: frobnicate the flux" in zonewarden("coverage", config).out


def test_parse_prints_the_model_without_secrets() -> None:
    ran = zonewarden("parse", ASA)
    assert ran.code == 0
    model = json.loads(ran.out)
    assert model["schema"] == "zonewarden-model/1"
    assert model["files"][0]["devices"][0]["name"] == "fw-ot-1"


def test_flows_of_a_site() -> None:
    flows = listed("flows", DRIFTED, "--from", "ent", "--to", "cell1")["flows"]
    assert {f["devices"][0] for f in flows} >= {"fw-ot-1"}
    through = next(f for f in flows if f["devices"] == ["fw-ot-1"])
    assert through["permits"][0]["services"] == ["tcp/502"]
    assert not through["declared"]
    assert "tcp/502" in zonewarden("flows", DRIFTED, "--from", "ent", "--to", "cell1").out


def test_policies_are_listed_and_explained() -> None:
    policies = listed("policy", "list")["policies"]
    assert len(policies) >= 50
    explained = zonewarden("explain", "enterprise_to_control")
    assert explained.out.startswith("# SEG-006 ")
    assert listed("explain", "SEG-006")["severity"] in {"high", "critical"}


def test_a_folder_of_policies_can_be_tested(tmp_path: Path) -> None:
    (tmp_path / "mine_test.rego").write_text(
        "package mine_test\nimport data.zonewarden.lib.zones\ntest_good if 1 == 1\ntest_bad if 1 == 2\n"
    )
    ran = zonewarden("policy", "test", tmp_path)
    assert ran.code == 1
    assert "test_bad" in ran.out
    assert "1 passed, 1 failed" in ran.out
    assert zonewarden("policy", "test", tmp_path, "--run", "test_good").code == 0


def test_the_lines_that_no_test_evaluates_are_told_and_fail_below_a_share(tmp_path: Path) -> None:
    (tmp_path / "mine.rego").write_text("package mine\none if input.a == 1\ntwo if input.b == 2\n")
    (tmp_path / "mine_test.rego").write_text('package mine_test\ntest_one if data.mine.one with input as {"a": 1}\n')
    ran = zonewarden("policy", "test", tmp_path, "--coverage", "100")
    assert ran.code == 1
    assert "mine.rego: no test evaluates line 3" in ran.out
    assert zonewarden("policy", "test", tmp_path).code == 0


def test_what_no_policy_covers_is_listed() -> None:
    found = listed("policy", "list", "--missing")
    policies = {p["id"] for p in listed("policy", "list")["policies"]}
    assert all(entry["missing"] and entry["id"] not in policies for entry in found["missing"])
    assert all(entry["part"] and entry["id"] in policies for entry in found["part"])
    assert "not covered" in zonewarden("policy", "list", "--missing").out


@pytest.mark.parametrize("kind", ["project", "zones", "conduits", "facts", "report"])
def test_schemas_are_printed(kind: str) -> None:
    schema = json.loads(zonewarden("schema", kind).out)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert kind in zonewarden("schema").out.split()


def test_init_writes_declarations_that_a_check_accepts(tmp_path: Path) -> None:
    shutil.copytree(ROOT / COMPLIANT / "configs", tmp_path / "configs")
    ran = zonewarden("init", tmp_path)
    assert ran.code == 0, ran.err
    assert (tmp_path / "zonewarden.yaml").is_file()
    assert zonewarden("check", tmp_path).code in {0, 1}
    again = zonewarden("init", tmp_path)
    assert again.code == 2
    assert "--force" in again.err


def test_one_bad_file_is_one_error_and_the_others_are_still_checked(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / DRIFTED, site)
    (site / "configs" / "notes.txt").write_text("milk\nbread\n")
    (site / "configs" / "image.bin").write_bytes(b"\0\1\2" * 100)
    ran = zonewarden("check", site)
    assert ran.code == 2
    assert "notes.txt:1:1" in ran.out
    assert "image.bin:1:1" in ran.out
    assert "SEG-006" in ran.out


def test_a_misspelled_zone_is_an_error_with_line_and_column(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / COMPLIANT, site)
    conduits = site / "declarations" / "conduits.yaml"
    text = conduits.read_text()
    line = next(n for n, t in enumerate(text.splitlines(), 1) if t.strip() == "to: cell1")
    conduits.write_text("\n".join("    to: cel1" if n == line else t for n, t in enumerate(text.splitlines(), 1)))
    ran = zonewarden("check", site)
    assert ran.code == 2
    assert f"conduits.yaml:{line}:9: error: unknown zone 'cel1'; did you mean 'cell1'?" in ran.out


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    ran = zonewarden(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage: zonewarden")


def test_no_colour_in_a_pipe_and_colour_when_asked() -> None:
    assert "\x1b[" not in zonewarden("check", DRIFTED).out
    assert "\x1b[" in zonewarden("check", DRIFTED, "--color", "always").out
    assert "\x1b[" in zonewarden("check", DRIFTED, FORCE_COLOR="1").out
    assert "\x1b[" not in zonewarden("check", DRIFTED, FORCE_COLOR="1", NO_COLOR="1").out
