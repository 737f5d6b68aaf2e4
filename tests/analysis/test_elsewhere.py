"""Required communication at rule tables, which stand nowhere in particular."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read

ROOT = Path(__file__).parents[2] / "fixtures" / "refinery" / "compliant"


@pytest.fixture(scope="module")
def required() -> set[tuple[str, str]]:
    survey = analyse(read(Request(ROOT / "zonewarden.yaml")))
    assert survey is not None
    return {(device.id, found.conduit) for device in survey.devices for found in device.required}


def test_a_table_answers_for_the_conduits_that_it_enforces(required: set[tuple[str, str]]) -> None:
    assert {conduit for device, conduit in required if device == "carrier-meter"} == {"cnd-meter"}


def test_a_device_with_a_place_answers_for_all_that_cross_it(required: set[tuple[str, str]]) -> None:
    assert {c for device, c in required if device == "n9k-core-1"} == {
        "cnd-dcs-cdu", "cnd-dcs-tank", "cnd-meter", "cnd-sis-status"
    }  # fmt: skip


def test_a_conduit_that_names_no_device_may_cross_any() -> None:
    inputs = read(Request(ROOT / "zonewarden.yaml"))
    assert inputs.site is not None
    conduits = tuple(replace(c, enforced_by=()) for c in inputs.site.conduits)
    survey = analyse(replace(inputs, site=replace(inputs.site, conduits=conduits)))
    assert survey is not None
    (table,) = (d for d in survey.devices if d.id == "carrier-meter")
    assert {r.conduit for r in table.required} > {"cnd-meter"}
