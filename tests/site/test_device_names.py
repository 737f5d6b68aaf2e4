"""Which declaration a device has, and what it is called: every context of a configuration once, whatever is declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.site.test_site_init import device, interface, load

from zonewarden.analysis.survey import declaration, device_ids, survey
from zonewarden.facts.zones import conduits
from zonewarden.site.init import propose
from zonewarden.site.model import DeclaredDevice, Project, Site
from zonewarden_parsers.model import Device, Location

CONTEXTS = tuple(
    replace(device("fgt", interface(f"{name}1", f"10.{i}.1.0/24")), context=name) for i, name in enumerate("ABC", 1)
)


def site(*declared: DeclaredDevice) -> Site:
    return Site(Project("plant", "plant/zonewarden.yaml"), devices={d.id: d for d in declared})


def declare(id_: str, config: str = "configs/fgt.cfg", context: str = "") -> DeclaredDevice:
    return DeclaredDevice(id_, Location("d.yaml", 1), config=config, context=context)


@pytest.mark.parametrize(
    ("declared", "ids"),
    [
        ((), ["fgt/A", "fgt/B", "fgt/C"]),
        ((declare("edge"),), ["edge/A", "edge/B", "edge/C"]),
        ((declare("edge", context="B"),), ["fgt/A", "edge", "fgt/C"]),
        ((declare("rest"), declare("edge", context="B")), ["rest/A", "edge", "rest/C"]),
        ((declare("fgt", config=""),), ["fgt/A", "fgt/B", "fgt/C"]),
        ((declare("fgt", config="", context="A"),), ["fgt", "fgt/B", "fgt/C"]),
        ((declare("edge", context="nowhere"),), ["fgt/A", "fgt/B", "fgt/C"]),
    ],
)
def test_contexts_of_one_configuration(declared: tuple[DeclaredDevice, ...], ids: list[str]) -> None:
    assert device_ids(site(*declared), CONTEXTS) == ids


def test_a_declared_device_of_one_context_keeps_its_id() -> None:
    assert device_ids(site(declare("edge")), CONTEXTS[:1]) == ["edge"]


@given(
    st.lists(
        st.sampled_from([*CONTEXTS, replace(CONTEXTS[0], path="plant/b.cfg"), replace(CONTEXTS[0], context="")]),
        max_size=8,
    )
)
def test_no_two_devices_share_an_id(devices: list[Device]) -> None:
    for found in (site(), site(declare("edge", "*.cfg")), site(declare("edge", "*.cfg", "A"), declare("fgt", ""))):
        ids = device_ids(found, devices)
        assert len(set(ids)) == len(ids) == len(devices)


def test_proposed_declarations_name_the_contexts(tmp_path: Path) -> None:
    proposed = load(tmp_path, propose(CONTEXTS, ("configs",), "plant"))
    proposed = replace(proposed, project=replace(proposed.project, root="plant"))
    assert [found.context for d in CONTEXTS if (found := declaration(proposed, d))] == ["A", "B", "C"]
    assert {d.role for d in proposed.devices.values()} == {"firewall"}


def test_a_conduit_is_enforced_by_a_device_whose_contexts_are(tmp_path: Path) -> None:
    two = replace(CONTEXTS[0], interfaces=(*CONTEXTS[0].interfaces, *CONTEXTS[1].interfaces))
    files = propose((two, CONTEXTS[2]), ("configs",), "plant")
    files["declarations/devices.yaml"] = (
        "schema: devices/v1\ndevices: [{id: edge, role: firewall, config: configs/fgt.cfg}]\n"
    )
    zones = sorted(z.id for z in load(tmp_path, files).zones.values() if not z.implied)
    files["declarations/conduits.yaml"] = (
        f"schema: conduits/v1\nconduits: [{{id: c1, from: {zones[0]}, to: {zones[1]}, purpose: test of names,\n"
        "  services: [https], enforced_by: [edge]}]\n"
    )
    found = load(tmp_path, files)
    found = replace(found, project=replace(found.project, root="plant"))
    surveyed = survey(found, (two, CONTEXTS[2]), datetime(2026, 11, 24, tzinfo=UTC))
    assert [d.id for d in surveyed.devices] == ["edge/A", "edge/C"]
    (row,) = conduits(surveyed)["c1"]["enforcement"]
    assert {name: row[name] for name in ("device", "present", "between", "placed")} == {
        "device": "edge", "present": True, "between": True, "placed": True
    }  # fmt: skip
