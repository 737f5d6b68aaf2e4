"""What the engine computes for declarations: reachable vulnerabilities, proved controls, isolation played through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.schema import facts_schema

FIREWALL = """\
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
interface GigabitEthernet0/2
 nameif cell1
 security-level 90
 ip address 10.20.1.1 255.255.255.0
access-list ENT-IN remark ISOLATE-ENT
access-list ENT-IN extended deny ip any any inactive
access-list ENT-IN extended permit tcp host 10.40.0.5 host 10.30.0.10 eq https
access-list ENT-IN extended deny ip any any
access-list OPS-IN extended permit tcp host 10.30.0.10 host 10.20.1.10 eq 102
access-list OPS-IN extended deny ip any any
access-list CELL1-IN extended deny ip any any
access-group ENT-IN in interface ent
access-group OPS-IN in interface ops
access-group CELL1-IN in interface cell1
"""
ZONES = """\
schema: zones/v1
zones:
  - {id: ent, kind: enterprise, cidrs: ["10.40.0.0/16"]}
  - {id: ops, kind: operations, cidrs: ["10.30.0.0/16"]}
  - {id: cell1, kind: cell, cidrs: ["10.20.1.0/24"]}
"""
CONDUITS = """\
schema: conduits/v1
conduits:
  - {id: k-ent, from: ent, to: ops, services: [https], endpoints: {from: ["10.40.0.5"], to: [scada]}}
  - {id: k-scada, from: ops, to: cell1, services: [s7comm], endpoints: {from: [scada], to: [plc]}, essential: true}
"""
ASSETS = """\
schema: assets/v1
assets:
  - {id: plc, role: plc, zone: cell1, addresses: [{ip: "10.20.1.10"}]}
  - {id: scada, role: scada_server, zone: ops, addresses: [{ip: "10.30.0.10"}]}
  - {id: ews, role: ews, zone: ops, addresses: [{ip: "10.30.0.20"}]}
"""
VULNERABILITIES = """\
schema: vulnerabilities/v1
vulnerabilities:
  - {id: V, assets: [plc], status: STATUS, vector: {network: true, service: s7comm}}
compensating_controls:
  - {id: C, kind: segmentation, for: [V], expires: "2027-01-01", assert: ASSERT}
"""
RESPONSE = """\
schema: incident-response/v1
playbooks:
  - id: p
    scenario: it_ransomware
    scope: []
    status: draft
    isolation_actions:
      - {id: iso, ACTION}
"""


def evidence(
    tmp_path: Path,
    *,
    config: str = FIREWALL,
    status: str = "exploitable",
    claim: str = "",
    action: str = "",
    assets: str = ASSETS,
) -> dict[str, Any]:
    claim = claim or "{type: deny, src_zone: ent, dst_asset: plc, service: s7comm}"
    files = {
        "zones": ZONES,
        "conduits": CONDUITS,
        "assets": assets,
        "devices": "schema: devices/v1\ndevices: [{id: fw, role: firewall}, {id: gw, role: gateway}]\n",
        "vulnerabilities": VULNERABILITIES.replace("STATUS", status).replace("ASSERT", claim),
    }
    if action:
        files["incident-response"] = RESPONSE.replace("ACTION", action)
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "fw.cfg").write_text(config)
    (tmp_path / "declarations").mkdir()
    for kind, text in files.items():
        (tmp_path / "declarations" / f"{kind}.yaml").write_text(text)
    (tmp_path / "zonewarden.yaml").write_text('schema: project/v1\nas_of: "2026-06-01T00:00:00Z"\n')
    inputs = read(Request(tmp_path / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    document = facts(survey, inputs.configs.parsed)
    jsonschema.validate(document, facts_schema(), jsonschema.Draft7Validator)
    return document


def test_a_service_reached_from_a_less_trusted_zone_is_exposed(tmp_path: Path) -> None:
    document = evidence(tmp_path)
    reached = {e["from"]: e["reachable"] for e in document["exposures"].values()}
    assert reached["ent"] is None
    assert reached["ops"]["products"] == [
        {"sources": ["10.30.0.10"], "destinations": ["10.20.1.10"], "services": ["tcp/102"]}
    ]
    assert reached["ops"]["rules"] == ["fw/OPS-IN/0"]
    assert document["vulnerabilities"]["V"]["exposed_from"] == ["ops"]
    assert document["vulnerabilities"]["V"]["exposure"] == "controlled"


def test_from_the_enterprise_it_is_open(tmp_path: Path) -> None:
    config = FIREWALL.replace(
        "access-list ENT-IN extended permit", "access-list ENT-IN extended permit tcp any any eq 102\naccess-list ENT-IN extended permit"
    )  # fmt: skip
    assert evidence(tmp_path, config=config)["vulnerabilities"]["V"]["exposure"] == "open"


@pytest.mark.parametrize("status", ["resolved", "not_affected", "false_positive"])
def test_closed_vulnerabilities_are_not_looked_at(tmp_path: Path, status: str) -> None:
    document = evidence(tmp_path, status=status)
    assert document["exposures"] == {}
    assert document["vulnerabilities"]["V"]["exposure"] is None


def test_sources_that_a_control_in_force_allows_are_no_exposure(tmp_path: Path) -> None:
    document = evidence(tmp_path, claim="{type: only_from, dst_asset: plc, service: s7comm, src: [scada]}")
    assert all(e["reachable"] is None for e in document["exposures"].values())
    assert document["compensating_controls"]["C"]["proof"] == "holds"
    assert document["vulnerabilities"]["V"]["exposure"] == "small"


def test_a_control_for_another_source_allows_nothing(tmp_path: Path) -> None:
    document = evidence(tmp_path, claim="{type: only_from, dst_asset: plc, service: s7comm, src: [ews]}")
    assert document["vulnerabilities"]["V"]["exposed_from"] == ["ops"]
    assert document["compensating_controls"]["C"]["proof"] == "broken"
    (broken,) = [c for c in document["control_checks"].values() if c["proof"] == "broken"]
    assert broken["breach"]["products"][0]["sources"] == ["10.30.0.10"]
    assert broken["locations"][0]["line"] == 19


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("{type: deny, src_zone: ent, dst_asset: plc, service: s7comm}", "holds"),
        ("{type: no_path, from_zone: ent, to_asset: plc}", "holds"),
        ("{type: deny, src_zone: ops, dst_asset: plc, service: s7comm}", "broken"),
        ("{type: deny, src_zone: ops, dst_asset: plc, service: modbus-tcp}", "holds"),
        ("{type: no_path, from_zone: ops, to_asset: plc}", "broken"),
        ("{type: monitored_by, zone: cell1}", "open"),
    ],
)
def test_claims_are_held_against_the_computed_flows(tmp_path: Path, claim: str, proof: str) -> None:
    control = evidence(tmp_path, claim=claim)["compensating_controls"]["C"]
    assert control["proof"] == proof
    assert bool(control["taints"]) == (proof == "open")


TWO_LEGS = ASSETS.replace('{ip: "10.20.1.10"}', '{ip: "10.20.1.10"}, {ip: "10.30.0.10"}')


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("{type: deny, src_zone: ent, dst_asset: plc, service: https}", "broken"),
        ("{type: deny, src_zone: ent, dst_asset: plc, service: modbus-tcp}", "holds"),
        ("{type: deny, src_zone: ops, dst_asset: plc, service: modbus-tcp}", "open"),
        ("{type: only_from, dst_asset: plc, service: s7comm, src: [scada]}", "open"),
    ],
)
def test_claims_about_an_asset_with_two_legs_hold_for_both(tmp_path: Path, claim: str, proof: str) -> None:
    """The hosts beside its second leg pass no device: nothing here proves what they cannot reach."""
    assert evidence(tmp_path, claim=claim, assets=TWO_LEGS)["compensating_controls"]["C"]["proof"] == proof


def test_an_asset_with_two_legs_is_exposed_to_the_less_trusted_side(tmp_path: Path) -> None:
    claim = "{type: only_from, dst_asset: plc, service: s7comm, src: [scada]}"
    vulnerability = evidence(tmp_path, claim=claim, assets=TWO_LEGS)["vulnerabilities"]["V"]
    assert vulnerability["exposed_from"] == ["ops"]
    assert vulnerability["exposure"] == "controlled"


def isolated(tmp_path: Path, action: str) -> dict[str, Any]:
    (row,) = evidence(tmp_path, action=action)["isolations"].values()
    return dict(row)


PAIR = "cuts: {from_zone: ent, to_zone: ops}"


def test_a_prestaged_rule_separates_two_zones(tmp_path: Path) -> None:
    row = isolated(tmp_path, f"{PAIR}, enforcement: [{{device: fw, type: disabled_rule, object: ISOLATE-ENT}}]")
    assert (row["missing_points"], row["assumed"], row["remaining"], row["broken"]) == ([], False, [], [])


def test_a_rule_that_is_not_there_separates_nothing(tmp_path: Path) -> None:
    row = isolated(tmp_path, f"{PAIR}, enforcement: [{{device: fw, type: disabled_rule, object: ISOLATE-IT}}]")
    assert row["missing_points"] == ["disabled rule ISOLATE-IT"]
    assert [(r["from"], r["to"]) for r in row["remaining"]] == [("ent", "ops")]
    assert row["remaining"][0]["part"]["rules"] == ["fw/ENT-IN/1"]


def test_an_interface_that_is_shut_cuts_production_too(tmp_path: Path) -> None:
    row = isolated(tmp_path, "isolates: cell1, cuts: {}, enforcement: [{device: fw, type: interface, object: cell1}]")
    assert row["remaining"] == []
    assert [b["conduit"] for b in row["broken"]] == ["k-scada"]
    assert row["broken"][0]["missing"]["products"][0]["services"] == ["tcp/102"]


def test_conduits_without_a_place_are_taken_out_as_named(tmp_path: Path) -> None:
    row = isolated(tmp_path, "isolates: ops, cuts: {conduits: [k-ent]}")
    assert row["assumed"]
    assert [(r["from"], r["to"]) for r in row["remaining"]] == [("ops", "cell1")]
    assert row["broken"] == []


def test_what_is_to_be_kept_is_no_remainder(tmp_path: Path) -> None:
    row = isolated(tmp_path, "isolates: ops, cuts: {conduits: [k-ent]}, keeps_conduits: [k-scada]")
    assert row["remaining"] == []


def test_a_cut_conduit_that_production_needs_is_broken(tmp_path: Path) -> None:
    row = isolated(tmp_path, "isolates: cell1, cuts: {conduits: [k-scada]}")
    assert row["remaining"] == []
    assert [b["conduit"] for b in row["broken"]] == ["k-scada"]


SHUT = "isolates: cell1, cuts: {}, enforcement: [{device: fw, type: interface, object: cell1}]"


def test_a_default_route_into_the_plant_may_lead_around_a_shut_interface(tmp_path: Path) -> None:
    config = FIREWALL + "route ops 0.0.0.0 0.0.0.0 10.30.0.254\naccess-list ENT-IN line 1 extended permit ip any any\n"
    document = evidence(tmp_path, config=config, action=SHUT)
    (row,) = document["isolations"].values()
    assert ("ent", "cell1") in {(r["from"], r["to"]) for r in row["remaining"]}


def test_a_default_route_to_the_internet_alone_leads_nowhere(tmp_path: Path) -> None:
    outside = (
        "interface GigabitEthernet0/7\n nameif outside\n security-level 0\n ip address 203.0.113.2 255.255.255.248\n"
        "route outside 0.0.0.0 0.0.0.0 203.0.113.1\naccess-list ENT-IN line 1 extended permit ip any any\n"
    )
    (row,) = evidence(tmp_path, config=FIREWALL + outside, action=SHUT)["isolations"].values()
    assert row["remaining"] == []


CELL = "isolates: cell1, cuts: {}"


@pytest.mark.parametrize(
    ("point", "missing", "untold", "left"),
    [
        ("type: cable, object: cell1", [], [], False),
        ("type: cable, object: GigabitEthernet0/2", [], [], False),
        ("type: breaker, object: Q4, interface: cell1", [], [], False),
        ("type: cable, object: W12", ["cable W12"], [], True),
        ("type: cable", ["cable (not named)"], [], True),
        ("type: breaker, object: Q4", [], ["breaker Q4"], True),
        ("type: breaker, object: Q4, interface: cell9", ["breaker Q4"], [], True),
        ("type: diode", [], ["diode (not named)"], True),
        ("type: portal_disable, object: VENDORS", [], ["portal disable VENDORS"], True),
    ],
)
def test_links_are_cut_where_the_configuration_holds_them(
    tmp_path: Path, point: str, missing: list[str], untold: list[str], left: bool
) -> None:
    document = evidence(tmp_path, action=f"{CELL}, enforcement: [{{device: fw, {point}}}]")
    (row,) = document["isolations"].values()
    assert (row["missing_points"], row["untold"], bool(row["remaining"])) == (missing, untold, left)
    assert bool(document["isolation_actions"]["iso"]["taints"]) == bool(untold)
    assert bool(row["broken"]) == (bool(untold) or not left)


def test_a_port_of_a_switch_and_a_device_without_configuration_leave_it_open(tmp_path: Path) -> None:
    port = FIREWALL + "interface GigabitEthernet0/9\n no nameif\n"
    held = evidence(tmp_path, config=port, action=f"{CELL}, enforcement: [{{device: gw, type: portal_disable}}]")
    assert {r["device"] for r in held["isolations"].values()} == {"fw"}
    (taint,) = held["isolation_actions"]["iso"]["taints"]
    assert taint["reason"] == "no configuration tells what this cuts: portal disable (not named)"


PRESTAGED = FIREWALL + "access-list STOP extended deny ip any any\n"


def test_a_prestaged_list_is_applied_where_the_playbook_says(tmp_path: Path) -> None:
    point = "device: fw, type: disabled_rule, object: STOP, interface: ent"
    (row,) = evidence(tmp_path, config=PRESTAGED, action=f"{PAIR}, enforcement: [{{{point}}}]")["isolations"].values()
    assert (row["missing_points"], row["untold"], row["remaining"]) == ([], [], [])


def test_a_prestaged_list_that_nobody_says_where_to_apply_leaves_it_open(tmp_path: Path) -> None:
    point = "device: fw, type: disabled_rule, object: STOP"
    (row,) = evidence(tmp_path, config=PRESTAGED, action=f"{PAIR}, enforcement: [{{{point}}}]")["isolations"].values()
    assert row["missing_points"] == []
    assert row["untold"] == ["list STOP, of which nobody says where it is applied"]
    assert row["remaining"]


def test_conduits_that_are_cut_elsewhere_leave_open_what_passes_here(tmp_path: Path) -> None:
    document = evidence(tmp_path, action="cuts: {conduits: [k-ent]}, enforcement: [{device: gw, type: cable}]")
    (row,) = document["isolations"].values()
    assert row["remaining"]
    assert row["untold"] == ["cable (not named)", "conduits at other devices"]
