"""Exports: read strictly, one clear problem with its place for each mistake, and never taken for absent when they are wrong."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden.check import Request, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.exports import exports
from zonewarden.facts.registers import registers
from zonewarden.site.exports.model import Hits
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site
from zonewarden.triage.finding import Verdict
from zonewarden_parsers.model import Diagnostic, Severity

ZONES = 'schema: zones/v1\nzones: [{id: ops, kind: operations, cidrs: ["10.30.0.0/16"]}]\n'
HEAD = "device,rule_id,hits,first_seen,last_seen,counter_since\n"
ROW = "fw-1,R1,0,,,2025-01-01T00:00:00Z\n"
SESSION = '{"session_id": "s-1", "grant": "g-1", "start": "2026-11-23T22:00:00Z", "end": null, "recorded": true}\n'


def load(folder: Path, files: dict[str, str], project: str = "") -> tuple[Site | None, tuple[Diagnostic, ...]]:
    (folder / "declarations").mkdir(exist_ok=True)
    (folder / "declarations" / "zones.yaml").write_text(ZONES, encoding="utf-8")
    (folder / "zonewarden.yaml").write_text(f"schema: project/v1\n{project}", encoding="utf-8")
    for name, text in files.items():
        path = folder / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_site(folder / "zonewarden.yaml")


def told(folder: Path, name: str, text: str) -> list[tuple[int, int, str]]:
    """Return what is told of one export; the site is there all the same, and the export is not taken for absent or whole."""
    site, found = load(folder, {name: text})
    assert site is not None
    assert site.declared == {"zones", name.partition(".")[0]}
    faults = site.exports.faults(name.partition(".")[0])
    assert set(faults) == set(found)
    assert all(Path(d.location.path).name == name for d in found)
    return [(d.location.line, d.location.column, d.code) for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "fw-1,R1,many,,,\n", [(2, 9, "wrong-cell")]),
        (HEAD + "fw-1,R1,-1,,,\n", [(2, 9, "wrong-cell")]),
        (HEAD + "fw-1,R1,0,,01.06.2026,\n", [(2, 12, "wrong-cell")]),
        (HEAD + 'fw-1,"R1, old",0,,,2026-01-01T00:00:00\n', [(2, 20, "wrong-cell")]),
        (HEAD + ",R1,0,,,\n", [(2, 1, "wrong-cell")]),
        (HEAD + "fw-1,R1,0,,,,\n", [(2, 1, "csv-cells")]),
        (HEAD + "# fw-9\n\n" + ROW + ROW, [(5, 1, "duplicate-row")]),
        (HEAD.replace("hits", "hit") + ROW, [(1, 1, "missing-column"), (1, 16, "unknown-column")]),
        (HEAD.replace("first_seen", "hits") + ROW, [(1, 1, "missing-column"), (1, 21, "duplicate-column")]),
        (HEAD + 'fw-1,"R1,0\n', [(2, 1, "csv-syntax")]),
        ("", [(1, 1, "missing-column")]),
    ],
)
def test_each_mistake_in_a_table_has_its_place(tmp_path: Path, text: str, expected: list[tuple[int, int, str]]) -> None:
    assert told(tmp_path, "hits.csv", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"session_id": "s-1", "start": "2026-11-23T22:00:00Z"\n', [(1, 54, "json-syntax")]),
        (SESSION + '{"session_id": "s-2", "start": "yesterday"}\n', [(2, 23, "wrong-timestamp")]),
        (SESSION + '{"session_id": "s-2"}\n', [(2, 1, "missing-key")]),
        (SESSION + "\n[]\n", [(3, 1, "wrong-type")]),
        (SESSION.replace("grant", "grnat"), [(1, 23, "unknown-key")]),
        (SESSION.replace("true", '"yes"'), [(1, 85, "wrong-type")]),
        (SESSION + SESSION, [(2, 2, "duplicate-id")]),
        (SESSION.replace("null", '"2026-11-23T21:00:00Z"'), [(1, 72, "wrong-order")]),
    ],
)
def test_each_mistake_in_a_session_has_its_place(
    tmp_path: Path, text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert told(tmp_path, "sessions.jsonl", text) == expected


def test_rows_beside_a_wrong_one_are_read(tmp_path: Path) -> None:
    site, _ = load(tmp_path, {"hits.csv": HEAD + "fw-1,R0,x,,,\n" + ROW})
    assert site is not None
    (row,) = site.exports.rows("hits", Hits)
    assert (row.device, row.rule_id, row.count, row.last_seen) == ("fw-1", "R1", 0, None)
    assert row.counter_since == datetime(2025, 1, 1, tzinfo=UTC)
    assert row.location.line == 3


def test_several_files_and_other_separators(tmp_path: Path) -> None:
    files = {"hits/a.csv": HEAD + ROW, "hits/b.csv": (HEAD + ROW).replace(",", ";").replace("fw-1", "fw-2")}
    site, found = load(tmp_path, files | {"README.md": "x", ".keep": ""})
    assert site is not None
    assert found == ()
    assert [row.device for row in site.exports.rows("hits", Hits)] == ["fw-1", "fw-2"]
    assert exports(site.exports)["hits"]["rows"] == 2


def test_sessions_are_objects_with_times_as_hours(tmp_path: Path) -> None:
    site, found = load(tmp_path, {"sessions.jsonl": SESSION.replace('"s-1"', "4711").replace('"g-1"', '""')})
    assert site is not None
    assert found == ()
    (session,) = registers(site, datetime(2026, 11, 24, tzinfo=UTC))["sessions"].values()
    assert (session["id"], session["grant"], session["end"], session["start_ago_h"]) == ("4711", None, None, 2)
    assert session["locations"][0]["line"] == 1


def test_a_fault_taints_the_export(tmp_path: Path) -> None:
    site, _ = load(tmp_path, {"sessions.jsonl": SESSION + "{\n"})
    assert site is not None
    (taint,) = exports(site.exports)["sessions"]["taints"]
    assert taint["reason"].endswith("sessions.jsonl:2:2: not valid JSON: a key in double quotes is missing")
    assert taint["location"]["line"] == 2


def test_a_file_of_another_name_is_an_error(tmp_path: Path) -> None:
    site, (problem,) = load(tmp_path, {"session.jsonl": SESSION})
    assert site is not None
    assert problem.code == "unknown-export"
    assert "did you mean 'sessions.jsonl'?" in problem.message
    assert site.exports.files == ()


def test_no_folder_of_exports_is_fine_and_a_named_one_must_be_there(tmp_path: Path) -> None:
    site, found = load(tmp_path, {})
    assert site is not None
    assert (found, site.exports.files) == ((), ())
    site, (problem,) = load(tmp_path, {}, "exports: [out/hits.csv]\n")
    assert site is None
    assert (problem.code, problem.location.line, problem.location.column) == ("missing-path", 2, 11)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a\0b", b"device\n\xc3(\n"])
def test_what_is_no_text_is_one_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "hits.csv").write_bytes(data)
    site, (problem,) = load(tmp_path, {})
    assert site is not None
    assert problem.code in {"not-utf8", "not-text"}
    assert site.exports.faults("hits") == (problem,)


def test_what_cannot_be_read_leaves_the_rest_of_the_site_judged(tmp_path: Path) -> None:
    files = {"sessions.jsonl": SESSION + "{\n", "hits.csv": HEAD + ROW}
    load(tmp_path, files)
    (tmp_path / "exports" / "hits.csv").unlink()
    (tmp_path / "exports" / "hits.csv").symlink_to("/dev/zero")
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "fw.cfg").write_text("ASA Version 9.16(4)\nhostname fw\n", encoding="utf-8")
    result = run(Request(tmp_path / "zonewarden.yaml"), EmbeddedEngine())
    assert sorted(d.code for d in result.diagnostics if d.severity is Severity.ERROR) == [
        "json-syntax",
        "unreadable-file",
    ]
    unsure = {f.policy.id for f in result.with_verdict(Verdict.NOT_ASSESSABLE) if f.subject.id == "sessions"}
    assert unsure >= {"RA-009", "RA-010", "RA-014", "RA-020"}
    assert result.passes.policies()


def test_a_huge_file_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    with (tmp_path / "exports" / "hits.csv").open("wb") as opened:
        os.truncate(opened.fileno(), 20_000_001)
    site, (problem,) = load(tmp_path, {})
    assert site is not None
    assert problem.code == "too-large"


@given(st.text(alphabet='{}[]":,;\t\n\r#\\ abe019.-TZ', max_size=80))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_arbitrary_text_is_read_or_told(tmp_path: Path, text: str) -> None:
    site, found = load(tmp_path, {"hits.csv": text, "sessions.jsonl": text})
    assert site is not None
    assert len(found) == sum(len(file.faults) for file in site.exports.files)
    assert site.exports.faults("hits")
