"""Declared registers: one clear error with its place for each kind of mistake, and the published example as a whole."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zonewarden.facts.registers import registers
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site

EXAMPLE = Path(__file__).parents[3] / "shared" / "SITE-SCHEMAS.md"
BASE = {
    "zones": 'schema: zones/v1\nzones:\n  - {id: cell1, kind: cell, cidrs: ["10.20.1.0/24"], production_unit: line1}\n'
    '  - {id: ops, kind: operations, cidrs: ["10.30.0.0/16"]}\n',
    "units": "schema: units/v1\nunits: [{id: line1, bia: {safety_consequence: 3}}]\n",
    "assets": 'schema: assets/v1\nassets: [{id: plc-1, role: plc, zone: cell1, addresses: [{ip: "10.20.1.10"}]}]\n',
    "remote-access": "schema: remote-access/v1\nidentity: {people: [{id: ann}, {id: bob}]}\n",
}
HEADS = {
    "vulnerabilities": "schema: vulnerabilities/v1\nvulnerabilities:\n  - {id: V-1, assets: [plc-1], status: exploitable}\n",
    "operations": "schema: operations/v1\n",
    "incident-response": "schema: incident-response/v1\nplaybooks: []\n",
    "governance": "schema: governance/v1\n",
    "exceptions": "schema: exceptions/v1\nexceptions:\n",
    "integrations": "schema: integrations/v1\nintegrations:\n",
    "kpis": "schema: kpis/v1\nkpis: []\n",
}


def project(tmp_path: Path, files: dict[str, str]) -> Path:
    folder = tmp_path / "declarations"
    folder.mkdir()
    for kind, text in files.items():
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    path = tmp_path / "zonewarden.yaml"
    path.write_text("schema: project/v1\n", encoding="utf-8")
    return path


def problems(tmp_path: Path, kind: str, text: str) -> list[tuple[str, int, int, str]]:
    _, found = load_site(project(tmp_path, BASE | {kind: HEADS[kind] + text}))
    return [(Path(d.location.path).name, d.location.line, d.location.column, d.code) for d in found]


def loaded(tmp_path: Path, files: dict[str, str]) -> Site:
    site, found = load_site(project(tmp_path, BASE | files))
    assert found == ()
    assert site is not None
    return site


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("vulnerabilities", "  - {id: V-2, assets: [@plc-9], status: exploitable}\n", "unknown-asset"),
        ("vulnerabilities", "  - {id: @V-1, assets: [plc-1], status: resolved}\n", "duplicate-id"),
        ("vulnerabilities", "  - {id: V-2, assets: [plc-1], status: @open}\n", "unknown-value"),
        ("vulnerabilities", "  - {id: V-2, assets: [plc-1], status: resolved, kev: @no}\n", "wrong-type"),
        ("vulnerabilities", "  - {id: V-2, assets: [plc-1], status: resolved, kev: true, @kev: true}\n", "yaml-duplicate-key"),
        ("vulnerabilities", "  - {id: V-2, assets: [plc-1], status: resolved, detected_at: @22:22}\n", "ambiguous-scalar"),
        ("vulnerabilities", "compensating_controls:\n  - {id: C-1, kind: access, for: [@V-3]}\n", "unknown-vulnerability"),
        ("vulnerabilities", "patch_cycles:\n  - {id: P, interval_days: @0}\n", "out-of-range"),
        ("operations", 'freezes:\n  - {id: F, start: "2026-02-01T00:00:00Z", end: @"2026-01-01T00:00:00Z"}\n', "wrong-order"),
        ("operations", 'freezes:\n  - {id: F, start: @"2026-02-01", end: "2026-03-01T00:00:00Z"}\n', "wrong-timestamp"),
        ("operations", "changes:\n  - {id: C, type: normal, scope: {}, disruption: hot, status: closed, requester: @carl}\n", "unknown-person"),
        ("operations", "backups:\n  - {id: B, asset: plc-1, @retention_h: 3}\n", "unknown-key"),
        ("incident-response", "exercises:\n  - {id: E, type: table_top, date: @2026-01-01}\n", "ambiguous-scalar"),
        ("incident-response", "contacts:\n  - {id: E, role: x}\n  - {id: @E, role: z}\n", "duplicate-id"),
        ("governance", "council: {@quorum: 3}\n", "unknown-key"),
        ("governance", "council: {objectives: [{id: O, uptime_kpi: @rau}]}\n", "unknown-kpi"),
        ("governance", 'risk_register: [{id: R, status: open, deadline: @"2026-13-01"}]\n', "wrong-moment"),
        ("exceptions", "  - {id: E, policy_ids: [@seg-1], scope: {}, status: closed}\n", "wrong-policy-id"),
        ("exceptions", "  - {id: E, policy_ids: [SEG-001], scope: {packets: [{sources: [@10.0.0.1/8]}]}, status: closed}\n", "wrong-endpoint"),
        ("exceptions", '  - {id: E, policy_ids: [SEG-001], scope: {}, status: closed, accepted_at: "2026-03-01", expires: @"2026-02-01"}\n', "wrong-order"),
        ("integrations", "  - {id: I, status: live, source: {zone: @cel1}, consumer: {zone: ops}, direction: both}\n", "unknown-zone"),
        ("kpis", 'measurements:\n  - {unit: line1, period_start: "2026-01-01", period_end: "2026-02-01", actual_production_time_h: 3, planned_busy_time_h: 4}\n  - {unit: @line1, period_start: "2026-01-01", period_end: "2026-03-01", actual_production_time_h: 3, planned_busy_time_h: 4}\n', "duplicate-id"),
        ("kpis", "investments: [{id: I, inputs: {p_outage_before: @8}}]\n", "out-of-range"),
        ("kpis", 'measurements: [{unit: line1, period_start: "2026-01-01", period_end: "2026-02-01", actual_production_time_h: @3h, planned_busy_time_h: 4}]\n', "wrong-type"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_error_with_its_place(tmp_path: Path, kind: str, text: str, code: str) -> None:
    before = (HEADS[kind] + text).partition("@")[0]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert problems(tmp_path, kind, text.replace("@", "")) == [(f"{kind}.yaml", *place, code)]


def test_a_near_name_is_suggested(tmp_path: Path) -> None:
    text = HEADS["vulnerabilities"].replace("plc-1", "plc_1")
    _, (found,) = load_site(project(tmp_path, BASE | {"vulnerabilities": text}))
    assert "did you mean 'plc-1'" in found.message


def test_change_ids_are_free_while_no_operations_are_declared(tmp_path: Path) -> None:
    text = "schema: vulnerabilities/v1\nvulnerabilities: [{id: V, assets: [plc-1], status: resolved, change_id: ITSM-4711}]\n"
    (tmp_path / "a").mkdir()
    loaded(tmp_path / "a", {"vulnerabilities": text})
    (tmp_path / "b").mkdir()
    _, (found,) = load_site(
        project(tmp_path / "b", BASE | {"vulnerabilities": text, "operations": HEADS["operations"]})
    )
    assert found.code == "unknown-change"


def test_people_of_the_council_count(tmp_path: Path) -> None:
    council = "schema: governance/v1\ncouncil: {sponsor: {id: boss}, seats: [{role: it, id: eve, deputy: dan}]}\n"
    actions = "actions: [{id: A, owner: eve, status: open}, {id: B, owner: dan, status: open}]\n"
    loaded(tmp_path, {"governance": council, "incident-response": HEADS["incident-response"] + actions})


def test_days_and_moments_become_hours(tmp_path: Path) -> None:
    site = loaded(
        tmp_path,
        {
            "site": "schema: site/v1\nid: s\ntimezone: Europe/Berlin\n",
            "vulnerabilities": "schema: vulnerabilities/v1\nvulnerabilities:\n"
            '  - {id: V-1, assets: [plc-1], status: exploitable, detected_at: "2026-06-01"}\n'
            "compensating_controls:\n"
            '  - {id: C, kind: access, for: [V-1], review_by: "2026-06-01", verified_at: "2026-06-02T00:00:00Z"}\n',
        },
    )
    facts = registers(site, datetime(2026, 6, 2, 12, tzinfo=UTC))
    vulnerability = facts["vulnerabilities"]["V-1"]
    control = facts["compensating_controls"]["C"]
    assert vulnerability["detected_at_ago_h"] == 38  # from midnight in Berlin, which is 22:00 UTC the day before
    assert control["review_by_ago_h"] == 14  # a last day counts to its end
    assert control["verified_at_ago_h"] == 12
    assert (control["expires"], control["expires_ago_h"]) == (None, None)
    assert vulnerability["production_risk"]["inputs"]["exploitation"] is None
    assert vulnerability["zones"] == ["cell1"]
    assert vulnerability["affected_units"] == ["line1"]
    assert (vulnerability["worst_impact"], vulnerability["impact_known"]) == (3, True)


def test_a_change_bears_on_the_conduits_that_it_names_of_its_devices(tmp_path: Path) -> None:
    conduit = "  - {{id: {}, from: {}, to: {}, initiator: from, services: [https], enforced_by: [fw-1]}}\n"
    change = "  - {{id: {}, type: normal, status: planned, disruption: hot, scope: {{devices: [fw-1]{}}}}}\n"
    files = {
        "devices": "schema: devices/v1\ndevices: [{id: fw-1, role: firewall}]\n",
        "conduits": "schema: conduits/v1\nconduits:\n"
        + conduit.format("k", "ops", "cell1")
        + conduit.format("l", "internet", "ops"),
        "operations": HEADS["operations"]
        + "changes:\n"
        + change.format("whole", "")
        + change.format("part", ", conduits: [k]"),
    }
    facts = registers(loaded(tmp_path, files), datetime(2026, 6, 2, tzinfo=UTC))
    zones = {name: row["zones"] for name, row in facts["changes"].items()}
    assert zones == {"whole": ["cell1", "internet", "ops"], "part": ["cell1", "ops"]}


def test_words_that_the_schema_leaves_open_are_read(tmp_path: Path) -> None:
    """`off` is one of the words of a choice, items of backups are free."""
    conduit = "{id: k, from: ops, to: cell1, initiator: from, services: [https], inspection: {ips: off}}"
    backup = "{id: b, asset: plc-1, items: [firmware, project]}"
    files = {
        "conduits": f"schema: conduits/v1\nconduits: [{conduit}]\n",
        "operations": f"{HEADS['operations']}backups: [{backup}]\n",
    }
    site = loaded(tmp_path, files)
    facts = registers(site, datetime(2026, 6, 2, tzinfo=UTC))
    assert facts["backups"]["b"]["items"] == ["firmware", "project"]
    assert facts["conduit_records"]["k"]["inspection"]["ips"] == "off"


def test_an_indicator_of_the_site_counts_as_its_worst_unit_and_names_none(tmp_path: Path) -> None:
    text = "schema: kpis/v1\nkpis: [{id: k, scope: site, target: 0.9}, {id: l, scope: line1, target: 0.9}]\n"
    facts = registers(loaded(tmp_path, {"kpis": text}), datetime(2026, 6, 2, tzinfo=UTC))
    for name, units in (("k", []), ("l", ["line1"])):
        assert facts["kpis"][name]["affected_units"] == units
        assert (facts["kpis"][name]["worst_impact"], facts["kpis"][name]["impact_known"]) == (3, True)


def test_parts_of_objects_know_what_they_are_part_of(tmp_path: Path) -> None:
    text = (
        "schema: incident-response/v1\nplaybooks:\n  - id: p\n    scenario: idmz_loss\n    scope: [line1]\n"
        "    status: draft\n    isolation_actions: [{id: iso, cuts: {from_zone: ops, to_zone: cell1}}]\n"
    )
    facts = registers(loaded(tmp_path, {"incident-response": text}), datetime(2026, 6, 2, tzinfo=UTC))
    assert facts["isolation_actions"]["iso"]["parent"] == "p"
    assert facts["isolation_actions"]["iso"]["zones"] == ["cell1", "ops"]
    assert facts["sites"]["site"]["locations"]


def test_the_example_of_the_format_is_one_site(tmp_path: Path) -> None:
    if not EXAMPLE.is_file():
        pytest.skip("the description of the format is not here")
    blocks = re.findall(r"```yaml\n(schema: (\S+)/v1\n.*?)```", EXAMPLE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 15
    (tmp_path / "configs").mkdir()
    _, found = load_site(project(tmp_path, {kind: text for text, kind in blocks}))
    # What the description's own example leaves undeclared.
    assert {re.findall(r"'([^']*)'", d.message)[0] for d in found} <= {"W-2026-05-14-l1", "broker-idmz"}, found
