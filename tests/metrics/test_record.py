"""Records of runs: read back what was written, refuse what is none, and make trends of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import zonewarden
from tests.metrics.plant import build
from zonewarden.errors import UserError
from zonewarden.metrics.record import before, read_history

GOOD = {
    "schema": "zonewarden-record/1", "site": "plant", "as_of": "2026-02-01T00:00:00Z", "version": "0.1.0",
    "tally": {
        "findings": {"critical": 1, "high": 0, "medium": 2, "low": 0, "info": 0},
        "not_assessable": 0, "waived": 0, "passed": 9, "policies": 90,
    },
    "measures": [
        {"id": "risk_adjusted_uptime", "scope": "line1", "unit": "ratio", "value": 0.8},
        {"id": "availability", "scope": "line1", "unit": "ratio", "value": None},
        {"id": "expected_annual_loss", "scope": "line1", "unit": "USD_per_year", "value": 5},
    ],
}  # fmt: skip


NONE_KEPT = {"site": {"id": "plant"}, "history": {}}


def put(folder: Path, name: str, value: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "zonewarden-record/2"}, "schema is 'zonewarden-record/2'"),
        ({"extra": 1}, "record has other keys"),
        ({"as_of": "yesterday"}, "no ISO 8601 moment"),
        ({"as_of": "2026-02-01T00:00:00"}, "no offset"),
        ({"site": 5}, "site is no text"),
        ({"measures": {}}, "measures is no list"),
        ({"measures": [{"id": "a", "scope": "b", "unit": "c", "value": "1"}]}, "value of 'a' is no number"),
        ({"measures": [{"id": "a", "scope": "b", "unit": "c", "value": True}]}, "value of 'a' is no number"),
        ({"measures": [{"id": "a", "scope": "b", "unit": "c", "value": float("nan")}]}, "value of 'a' is no number"),
        ({"measures": [5]}, "a measure is no object"),
        ({"tally": {**GOOD["tally"], "passed": -1}}, "passed is no count"),  # type: ignore[dict-item]
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(UserError, match=r"one\.json: no record of a run") as raised:
        read_history(put(tmp_path, "one.json", {**GOOD, **change}))
    assert says in str(raised.value)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00"])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match=r"one\.json"):
        read_history(put(tmp_path, "one.json", text))


def test_two_records_of_one_moment_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "one.json", GOOD)
    put(tmp_path, "two.json", {**GOOD, "as_of": "2026-02-01T01:00:00+01:00"})
    with pytest.raises(UserError, match=r"two\.json: a record of 2026-02-01T01:00:00\+01:00, as .*one\.json is"):
        read_history(tmp_path)


def test_records_come_by_moment_and_only_earlier_ones_count(tmp_path: Path) -> None:
    put(tmp_path, "a.json", {**GOOD, "as_of": "2026-03-01T00:00:00Z"})
    put(tmp_path, "b.json", GOOD)
    records = read_history(tmp_path)
    assert [r.as_of for r in records] == ["2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"]
    assert [r.as_of for r in before(records, NONE_KEPT, records[1].moment)] == ["2026-02-01T00:00:00Z"]
    with pytest.raises(UserError, match="of site 'plant', not 'other'"):
        before(records, {"site": {"id": "other"}, "history": {}}, records[1].moment)


def test_a_run_is_recorded_and_later_runs_draw_trends(tmp_path: Path) -> None:
    plant, history = build(tmp_path / "plant"), put(tmp_path / "history", "old.json", GOOD)
    first = zonewarden("report", plant, "--record", history / "may.json", "--history", history, "--format", "json")
    assert first.code == 0, first.err
    later = zonewarden("report", plant, "--as-of", "2026-05-11", "--history", history, "--format", "json")
    trends = {(t["id"], t["scope"]): [p["value"] for p in t["points"]] for t in json.loads(later.out)["trends"]}
    assert trends["risk_adjusted_uptime", "line1"] == [0.8, 0.911733, 0.911733]
    assert trends["availability", "line1"] == [None, 0.911884, 0.911884]
    assert trends["critical_exposure_hours", "site"] == [264.0, 504.0]
    assert trends["expected_annual_loss", "line1"] == [6300.0, 6300.0]  # dollars are another measure
