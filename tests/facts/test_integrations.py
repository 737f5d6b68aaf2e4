"""Integrations as packets: what belongs to one, what its ends may open beyond, and what belongs to none."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json

ZONES = """schema: zones/v1
zones:
  - {id: ent, kind: enterprise, level: [4, 5], cidrs: ["10.40.0.0/16"]}
  - {id: idmz, kind: idmz, level: 3.5, cidrs: ["10.35.0.0/24"]}
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/16"]}
"""
ASSETS = """schema: assets/v1
assets:
  - {id: hist, role: historian, zone: ops, addresses: [{ip: "10.30.1.10"}]}
  - {id: mirror, role: mirror, zone: idmz, addresses: [{ip: "10.35.0.20"}]}
  - {id: mirror-2, role: mirror, zone: idmz, addresses: [{ip: "10.35.0.21"}]}
  - {id: bi, role: bi, zone: ent, addresses: [{ip: "10.40.10.5"}]}
"""
CONDUITS = """schema: conduits/v1
conduits:
  - {id: c-bi, from: ent, to: idmz, endpoints: {from: [bi], to: [mirror, mirror-2]}, services: [https]}
  - {id: c-hist, from: ops, to: idmz, endpoints: {from: [hist], to: [mirror]}, services: [pi-data-archive]}
"""
INTEGRATION = """schema: integrations/v1
integrations:
  - id: oee
    status: live
    source: {asset: hist}
    broker: {asset: mirror}
    consumer: {asset: bi}
    direction: ot_to_it
    services: [pi-data-archive, https]
"""


def config(*rules: str) -> str:
    zones = (
        ("ent", 10, "10.40.0.1 255.255.0.0"),
        ("idmz", 50, "10.35.0.1 255.255.255.0"),
        ("ops", 70, "10.30.0.1 255.255.0.0"),
    )
    text = "ASA Version 9.16(4)\nhostname fw\n"
    for i, (name, level, address) in enumerate(zones):
        text += f"interface GigabitEthernet0/{i}\n nameif {name}\n security-level {level}\n ip address {address}\n"
        text += f"access-list {name}-in extended deny icmp any any\naccess-group {name}-in in interface {name}\n"
    return text + "".join(f"access-list {rule}\n" for rule in rules)


def document(folder: Path, *rules: str, integration: str = INTEGRATION, conduits: str = CONDUITS) -> Json:
    for name, text in {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        "configs/fw.cfg": config(*rules),
        "declarations/zones.yaml": ZONES,
        "declarations/assets.yaml": ASSETS,
        "declarations/conduits.yaml": conduits,
        "declarations/integrations.yaml": integration,
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    return facts(survey, inputs.configs.parsed)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("ent-in extended permit tcp host 10.40.10.5 host 10.35.0.20 eq https", []),
        ("ent-in extended permit tcp host 10.40.10.5 host 10.35.0.21 eq https", []),  # a cluster that its conduit names
        ("ent-in extended permit tcp host 10.40.10.6 host 10.35.0.20 eq https", ["https"]),
        ("ent-in extended permit tcp host 10.40.10.5 host 10.35.0.20 eq 3389", []),
        ("ent-in extended permit tcp host 10.40.10.5 host 10.35.0.20 eq ssh", []),
    ],
)
def test_business_traffic_belongs_to_the_hosts_of_an_integration(
    tmp_path: Path, rule: str, expected: list[str]
) -> None:
    found = document(tmp_path, rule)["flows"]["fw:ent>idmz"]["unregistered"]
    assert [id_ for id_ in found if id_ == "https"] == expected
    assert bool(found) is bool(expected)


def test_a_service_that_the_conduit_names_and_the_integration_does_not_is_unregistered(tmp_path: Path) -> None:
    rule = "ent-in extended permit tcp host 10.40.10.5 host 10.35.0.20 eq https"
    only = INTEGRATION.replace("services: [pi-data-archive, https]", "services: [pi-data-archive]")
    assert document(tmp_path, rule, integration=only)["flows"]["fw:ent>idmz"]["unregistered"] == ["https"]


def test_a_planned_integration_registers_nothing(tmp_path: Path) -> None:
    rule = "ent-in extended permit tcp host 10.40.10.5 host 10.35.0.20 eq https"
    planned = document(tmp_path, rule, integration=INTEGRATION.replace("live", "planned"))
    assert planned["flows"]["fw:ent>idmz"]["integrations"] == {}
    assert planned["conduits"]["c-bi"]["integrations"] == []


def test_past_a_broker_source_and_consumer_are_no_leg(tmp_path: Path) -> None:
    rule = "ent-in extended permit tcp host 10.40.10.5 host 10.30.1.10 eq https"
    flow = document(tmp_path, rule)["flows"]["fw:ent>ops"]
    assert "https" in flow["unregistered"]
    assert flow["integrations"] == {}


def test_legs_tell_what_is_their_own_and_what_no_conduit_covers(tmp_path: Path) -> None:
    rule = "idmz-in extended permit tcp host 10.35.0.20 10.30.0.0 255.255.0.0 range 5450 5451"
    flows = document(tmp_path, rule)["flows"]
    assert flows["fw:idmz>ops"]["integrations"] == {
        "oee": {
            "from_end": "broker", "to_end": "source", "services": ["pi-data-archive"], "beyond": ["tcp/5450-5451"]
        }
    }  # fmt: skip
    assert flows["fw:ops>idmz"]["integrations"]["oee"]["beyond"] == []


def test_a_conduit_tells_which_end_it_lets_open_sessions(tmp_path: Path) -> None:
    found = document(tmp_path)["conduits"]["c-hist"]["integrations"]
    assert [(leg["from_end"], leg["to_end"], leg["services"]) for leg in found] == [
        ("source", "broker", ["pi-data-archive"])
    ]
    both = CONDUITS.replace("services: [pi-data-archive]", "services: [pi-data-archive], initiator: both")
    found = document(tmp_path, conduits=both)["conduits"]["c-hist"]["integrations"]
    assert {leg["from_end"] for leg in found} == {"source", "broker"}
    elsewhere = CONDUITS.replace("to: [mirror]}", "to: [mirror-2]}")
    assert document(tmp_path, conduits=elsewhere)["conduits"]["c-hist"]["integrations"] == []
