"""The four outputs: golden, valid by their schemas, safe with outside text, the same bytes for the same input."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.cli.command import zonewarden
from tests.metrics.plant import build
from tests.metrics.samples import EMPTY, SAMPLE
from tests.metrics.test_record import GOOD
from zonewarden.reports import board_html, board_json, board_markdown, board_text

GOLDEN = Path(__file__).parent / "golden"
RENDERERS = {
    "board.txt": board_text.render,
    "board.json": board_json.render,
    "board.md": board_markdown.render,
    "board.html": board_html.render,
    "record.json": board_json.record,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_golden(name: str, update_golden: bool) -> None:
    path, text = GOLDEN / name, RENDERERS[name](SAMPLE)
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", RENDERERS)
def test_a_site_without_anything_is_reported(name: str) -> None:
    assert RENDERERS[name](EMPTY)


def schema(kind: str) -> jsonschema.Draft7Validator:
    found = json.loads(zonewarden("schema", kind).out)
    jsonschema.Draft7Validator.check_schema(found)
    return jsonschema.Draft7Validator(found)


def test_the_json_and_a_record_are_valid_by_their_schemas(tmp_path: Path) -> None:
    metrics, record = schema("metrics"), schema("record")
    for board in (SAMPLE, EMPTY):
        document = json.loads(board_json.render(board))
        assert [e.message for e in metrics.iter_errors(document)] == []
        assert [e.message for e in metrics.iter_errors({**document, "more": 1})] != []
        assert [e.message for e in record.iter_errors(json.loads(board_json.record(board)))] == []
    assert [e.message for e in record.iter_errors(GOOD)] == []
    ran = zonewarden("report", build(tmp_path), "--record", tmp_path / "run.json", "--format", "json")
    assert ran.code == 0, ran.err
    assert [e.message for e in metrics.iter_errors(json.loads(ran.out))] == []
    assert [e.message for e in record.iter_errors(json.loads((tmp_path / "run.json").read_text("utf-8")))] == []
    again = zonewarden("report", tmp_path, "--format", "json")
    assert again.out == ran.out


def test_the_page_is_self_contained() -> None:
    page = board_html.render(SAMPLE)
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "Plant &lt;script&gt;" in page
    plots = [ElementTree.fromstring(f"<svg{part.partition('</svg>')[0]}</svg>") for part in page.split("<svg")[1:]]
    assert len(plots) == 4  # windows, units, two trends
    assert [len(plot.findall("circle")) for plot in plots] == [0, 0, 2, 3]
    assert [len(plot.findall("path")) for plot in plots] == [0, 0, 0, 2]  # a run without a value breaks the line


def test_markup_of_outside_text_stays_text() -> None:
    assert "<script>" not in board_markdown.render(SAMPLE)
    assert "\x1b" not in board_text.render(SAMPLE)


def test_bad_usage(tmp_path: Path) -> None:
    (tmp_path / "fw.cfg").write_text("hostname r1\n", encoding="utf-8")
    assert zonewarden("report", tmp_path / "fw.cfg").code == 2
    plant = build(tmp_path / "plant")
    assert zonewarden("report", plant, "--history", tmp_path / "none").code == 2
    (plant / "declarations/units.yaml").write_text("schema: units/v1\nunits: [{id: 5 5}]\n", encoding="utf-8")
    broken = zonewarden("report", plant)
    assert (broken.code, broken.out) == (2, "")
    assert "units.yaml:2" in broken.err
