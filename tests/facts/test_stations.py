"""Hosts that open what they are not there for: told by their addresses, not by their zones."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json

ZONES = """schema: zones/v1
zones:
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/24"]}
  - {id: cell, kind: cell, level: [0, 1], cidrs: ["10.20.0.0/24"]}
  - {id: sis, kind: safety, level: 1, cidrs: ["10.21.0.0/24"]}
  - {id: sis-2, kind: safety, level: 1, cidrs: ["10.22.0.0/24"]}
"""
EWS = '  - {id: ews, role: ews, zone: ops, addresses: [{ip: "10.30.0.60"}]}\n'
ASSETS = """schema: assets/v1
assets:
  - {id: bi, role: bi, zone: ops, addresses: [{ip: "10.30.0.9"}]}
  - {id: sews, role: safety_ews, zone: sis, addresses: [{ip: "10.21.0.60"}]}
"""
CONDUIT = "schema: conduits/v1\nconduits:\n  - {id: k, from: ops, to: cell, services: [s7comm], access: engineering}\n"


def flows(folder: Path, *rules: str, assets: str = ASSETS + EWS, conduits: str = "", devices: str = "") -> Json:
    text = "ASA Version 9.16(4)\nhostname fw\n"
    for i, (name, network) in enumerate(
        (("ops", "10.30.0"), ("cell", "10.20.0"), ("sis", "10.21.0"), ("sis-2", "10.22.0"))
    ):
        text += f"interface GigabitEthernet0/{i}\n nameif {name}\n security-level {10 * i}\n ip address {network}.1 255.255.255.0\n"
        text += f"access-list {name}-in extended deny icmp any any\naccess-group {name}-in in interface {name}\n"
    text += "".join(f"access-list {rule}\n" for rule in rules)
    files = {"zones": ZONES, "assets": assets, "conduits": conduits, "devices": devices}
    for name, content in {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        "configs/fw.cfg": text,
        **{f"declarations/{kind}.yaml": declared for kind, declared in files.items() if declared},
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    found: Json = facts(survey, inputs.configs.parsed)["flows"]
    return found


WHOLE = "ops-in extended permit tcp 10.30.0.0 255.255.255.0 host 10.20.0.10 eq 102"
STATION = "ops-in extended permit tcp host 10.30.0.60 host 10.20.0.10 eq 102"


def test_a_station_may_engineer_and_its_neighbours_may_not(tmp_path: Path) -> None:
    assert flows(tmp_path, STATION)["fw:ops>cell"]["engineering_by_others"] == []
    assert "s7comm" in flows(tmp_path, WHOLE)["fw:ops>cell"]["engineering_by_others"]


def test_a_station_without_an_address_may_be_any_host(tmp_path: Path) -> None:
    nameless = ASSETS + "  - {id: ews, role: ews, zone: ops}\n"
    assert flows(tmp_path, WHOLE, assets=nameless)["fw:ops>cell"]["engineering_by_others"] == []


@pytest.mark.parametrize(("authorised", "allowed"), [("[plc]", True), ("[plc-2]", False), ("[]", False)])
def test_a_station_programs_the_controllers_it_is_authorised_for(
    tmp_path: Path, authorised: str, allowed: bool
) -> None:
    declared = EWS.replace("role: ews", f"role: ews, authorised_for: {authorised}")
    controllers = "".join(
        f'  - {{id: {id_}, role: plc, zone: cell, addresses: [{{ip: "10.20.0.{host}"}}]}}\n'
        for id_, host in (("plc", 10), ("plc-2", 11))
    )
    found = flows(tmp_path, STATION, assets=ASSETS + declared + controllers)["fw:ops>cell"]
    assert ("s7comm" not in found["engineering_by_others"]) is allowed


def test_a_conduit_for_engineering_is_for_stations_and_one_for_operation_for_all(tmp_path: Path) -> None:
    found = flows(tmp_path, WHOLE, conduits=CONDUIT)["fw:ops>cell"]
    assert found["undeclared"] is None
    assert "s7comm" in found["engineering_by_others"]
    operation = CONDUIT.replace("engineering", "read_write")
    assert flows(tmp_path, WHOLE, conduits=operation)["fw:ops>cell"]["engineering_by_others"] == []
    both = CONDUIT + "  - {id: o, from: ops, to: cell, services: [s7comm], access: read_write}\n"
    assert flows(tmp_path, WHOLE, conduits=both)["fw:ops>cell"]["engineering_by_others"] == []


def test_only_the_safety_station_itself_writes_to_a_safety_zone(tmp_path: Path) -> None:
    from_sis = "sis-in extended permit tcp host 10.21.0.{} host 10.22.0.10 eq 502"
    assert flows(tmp_path, from_sis.format(60))["fw:sis>sis-2"]["past_safety_stations"] == []
    assert "modbus-tcp" in flows(tmp_path, from_sis.format(61))["fw:sis>sis-2"]["past_safety_stations"]
    engineering = "ops-in extended permit tcp host 10.30.0.60 host 10.21.0.10 eq 502"
    assert "modbus-tcp" in flows(tmp_path, engineering)["fw:ops>sis"]["past_safety_stations"]


def test_business_systems_are_told_by_name_with_what_they_may_open(tmp_path: Path) -> None:
    rule = "ops-in extended permit tcp host 10.30.0.{} host 10.20.0.10 eq 1433"
    assert flows(tmp_path, rule.format(9))["fw:ops>cell"]["business_hosts"] == {"bi": ["mssql"]}
    assert flows(tmp_path, rule.format(60))["fw:ops>cell"]["business_hosts"] == {}


def test_management_addresses_of_other_devices_are_told(tmp_path: Path) -> None:
    devices = """schema: devices/v1
devices:
  - {id: fw, role: firewall, config: "configs/fw.cfg", management: {addresses: ["10.20.0.1"]}}
  - {id: sw-1, role: switch, management: {addresses: ["10.20.0.2"]}}
  - {id: sw-2, role: switch, management: {addresses: ["10.20.0.3"]}}
"""
    rules = [f"ops-in extended permit tcp any host 10.20.0.{host} eq {port}" for host, port in ((1, 22), (2, 22))]
    found = flows(tmp_path, *rules, devices=devices)
    assert found["fw:ops>cell"]["managed_devices"] == {"sw-1": ["ssh"]}
    assert found["fw:cell>ops"]["managed_devices"] == {}


@pytest.mark.parametrize(
    ("protocol", "first"),
    [("SMBv1", True), ("smb1", True), ("SMB 1.0/CIFS", True), ("smb_v1", True), ("SMB version 1", True)]
    + [(name, False) for name in ("smb", "SMBv2", "SMB 3.1.1", "smb2.1", "cifs", "smb 10", "SMB 1.5")],
)
def test_packets_of_hosts_that_declare_smb1_are_told(tmp_path: Path, protocol: str, first: bool) -> None:
    assets = (
        f'{ASSETS}  - {{id: old, role: plc, zone: cell, addresses: [{{ip: "10.20.0.7"}}], protocols: ["{protocol}"]}}\n'
    )
    rule = "ops-in extended permit tcp any host 10.20.0.{} eq 445"
    assert ("smb" in flows(tmp_path, rule.format(7), assets=assets)["fw:ops>cell"]["of_smb1_hosts"]) is first
    assert flows(tmp_path, rule.format(8), assets=assets)["fw:ops>cell"]["of_smb1_hosts"] == []
    sent = "cell-in extended permit tcp host 10.20.0.{} any eq 445"
    assert ("smb" in flows(tmp_path, sent.format(7), assets=assets)["fw:cell>ops"]["of_smb1_hosts"]) is first
    assert flows(tmp_path, sent.format(8), assets=assets)["fw:cell>ops"]["of_smb1_hosts"] == []


def test_a_host_of_smb1_without_an_address_may_have_any_of_its_zone(tmp_path: Path) -> None:
    assets = f"{ASSETS}  - {{id: old, role: plc, zone: cell, protocols: [smbv1]}}\n"
    rule = "ops-in extended permit tcp any host 10.20.0.7 eq 445"
    assert flows(tmp_path, rule, assets=assets)["fw:ops>cell"]["of_smb1_hosts"] == ["smb"]
    assert flows(tmp_path, rule.replace("ops-in", "sis-in"), assets=assets)["fw:ops>cell"]["of_smb1_hosts"] == []
