"""Relays and ways inward over two firewalls: the facts of all devices at once, and of devices judged apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json

OUTER = """hostname fw-outer
interface GigabitEthernet0/0
 nameif ent
 security-level 20
 ip address 10.40.0.1 255.255.0.0
interface GigabitEthernet0/1
 nameif idmz
 security-level 50
 ip address 10.35.0.1 255.255.255.0
access-list ENT-IN extended permit tcp any host 10.35.0.60 eq 3389
access-list ENT-IN extended permit tcp any host 10.35.0.70 eq https
access-group ENT-IN in interface ent
access-list DMZ-IN extended deny ip any any
access-group DMZ-IN in interface idmz
"""
INNER = """hostname fw-inner
interface GigabitEthernet0/0
 nameif idmz
 security-level 50
 ip address 10.35.0.2 255.255.255.0
interface GigabitEthernet0/1
 nameif ops
 security-level 70
 ip address 10.30.0.1 255.255.0.0
interface GigabitEthernet0/2
 nameif cell1
 security-level 90
 ip address 10.20.1.1 255.255.255.0
access-list DMZ-IN extended permit tcp 10.35.0.0 255.255.255.192 host 10.30.0.9 eq 3389
access-list DMZ-IN extended permit tcp host 10.35.0.71 host 10.30.0.9 eq https
access-group DMZ-IN in interface idmz
access-list OPS-IN extended permit tcp host 10.30.0.9 host 10.20.1.11 eq 102
access-group OPS-IN in interface ops
access-list CELL-IN extended deny ip any any
access-group CELL-IN in interface cell1
"""
ZONES = """schema: zones/v1
zones:
  - {id: ent, kind: enterprise, level: [4, 5], cidrs: ["10.40.0.0/16"]}
  - {id: idmz, kind: idmz, level: 3.5, cidrs: ["10.35.0.0/24"]}
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/16"]}
  - {id: cell1, kind: cell, level: [0, 1], cidrs: ["10.20.1.0/24"]}
"""
ASSETS = """schema: assets/v1
assets:
  - {id: plc-1, role: plc, zone: cell1, crown_jewel: true, addresses: [{ip: "10.20.1.11"}]}
  - {id: ts-1, role: other, zone: idmz, addresses: [{ip: "10.35.0.60"}]}
"""
PROJECT = """schema: project/v1
as_of: "2026-11-24T00:00:00Z"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {
        "zonewarden.yaml": PROJECT,
        "configs/fw-outer.cfg": "ASA Version 9.16(4)\n" + OUTER,
        "configs/fw-inner.cfg": "ASA Version 9.16(4)\n" + INNER,
        "declarations/zones.yaml": ZONES,
        "declarations/assets.yaml": ASSETS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "zonewarden.yaml"


def joined_facts(site: Path) -> Json:
    inputs = read(Request(site))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    return facts(survey, inputs.configs.parsed)


def test_a_host_between_two_firewalls_relays_what_both_permit(site: Path) -> None:
    services = joined_facts(site)["relays"]["idmz"]["services"]
    assert set(services) == {"rdp"}
    assert services["rdp"]["hosts"] == ["10.35.0.60"]
    assert (services["rdp"]["assets"], services["rdp"]["unlisted"]) == (["ts-1"], [])
    assert {Path(p["path"]).name for p in services["rdp"]["locations"]} == {"fw-outer.cfg", "fw-inner.cfg"}


def test_the_way_inward_leads_over_both(site: Path) -> None:
    paths = joined_facts(site)["paths"]
    assert [(h["device"], h["from"], h["to"]) for h in paths["cell1"]["hops"]] == [
        ("fw-outer", "ent", "idmz"),
        ("fw-inner", "idmz", "ops"),
        ("fw-inner", "ops", "cell1"),
    ]
    assert paths["cell1"]["crown_jewels"] == ["plc-1"]
    assert paths["idmz"]["reaches"] == ["cell1", "ops"]
    assert paths["idmz"]["reached_assets"] == 1


def test_devices_judged_apart_tell_the_same(site: Path) -> None:
    result = run(Request(site), EmbeddedEngine())
    relays = [f for f in result.findings if f.policy.id == "SEG-008"]
    assert [f.message for f in relays] == [
        "Zone idmz passes Microsoft RDP through from ent and internet to ops, by ts-1."
    ]
    passed = {f.subject.id for f in result.passes if f.policy.id == "SEG-033"}
    assert passed == {"cell1", "idmz"}


def test_without_the_outer_firewall_nothing_is_known_to_come_in(site: Path) -> None:
    (site.parent / "configs/fw-outer.cfg").unlink()
    found = joined_facts(site)
    assert found["relays"]["idmz"]["services"] == {}
    assert found["paths"]["cell1"]["hops"] == []
