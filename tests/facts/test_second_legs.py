"""Second legs of remote access: exact packets of each jump host, and of all that is neither jump host nor gateway."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json
from zonewarden.policy_set import shipped

EXAMPLE = shipped() / "remote_access/jump_host_uncontained/good"
RULES = """access-list RA-IN extended permit tcp host 10.35.16.20 host 10.30.1.60 eq 3389
access-list RA-IN extended permit tcp 10.35.16.16 255.255.255.248 host 10.30.1.70 eq ssh
access-list RA-IN extended permit tcp host 10.35.16.21 host 10.30.1.80 eq 445
access-list RA-IN extended permit tcp host 10.35.16.21 host 10.30.1.60 eq 445
"""
JUMP_2 = '  - {id: jump-2, role: jump_host, zone: ops, addresses: [{ip: "10.30.1.60"}], services: [rdp]}\n'
GATEWAY = 'gateways:\n  - {id: gw-ot, scope: ot, zone: ra, addresses: ["10.35.16.10"], file_broker: broker-1}\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = Path(shutil.copytree(EXAMPLE, tmp_path / "site"))
    config = site / "configs/fw-ot-1.cfg"
    text = config.read_text(encoding="utf-8")
    old = "access-list RA-IN extended deny"
    assert old in text
    config.write_text(text.replace(old, RULES + old, 1), encoding="utf-8")
    assets = site / "declarations/assets.yaml"
    broker = '  - {id: broker-1, role: broker, zone: ops, addresses: [{ip: "10.30.1.80"}]}\n'
    assets.write_text(assets.read_text(encoding="utf-8") + JUMP_2 + broker, encoding="utf-8")
    (site / "declarations/remote-access.yaml").write_text(f"schema: remote-access/v1\n{GATEWAY}", encoding="utf-8")
    return site


def told(site: Path) -> Json:
    inputs = read(Request(site / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None, inputs.diagnostics
    return facts(survey, inputs.configs.parsed)["second_legs"]


def products(leg: Json) -> set[tuple[str, str, str]]:
    part = leg["permitted"] or {"products": []}
    return {(p["sources"][0], p["destinations"][0], p["services"][0]) for p in part["products"]}


def test_a_jump_host_has_its_own_packets_and_reaches_another(site: Path) -> None:
    leg = told(site)["jump-1@fw-ot-1:ra>ops"]
    assert ("10.35.16.20", "10.30.1.60", "tcp/3389") in products(leg)
    assert ("10.35.16.20", "10.30.1.70", "tcp/22") in products(leg)
    assert {source for source, _, _ in products(leg)} == {"10.35.16.20"}
    assert leg["reaches"] == ["jump-2"]
    assert set(leg["services"]) == {"rdp", "ssh"}


def test_others_are_whoever_is_neither_gateway_nor_jump_host(site: Path) -> None:
    leg = told(site)["others@fw-ot-1:ra>ops"]
    sources = {text for p in leg["permitted"]["products"] if p["services"] == ["tcp/22"] for text in p["sources"]}
    assert sources == {"10.35.16.16/30", "10.35.16.21", "10.35.16.22/31"}
    assert "rdp" not in leg["services"]


def test_files_go_to_the_broker_and_nowhere_else(site: Path) -> None:
    leg = told(site)["files@fw-ot-1:ra>ops"]
    assert products(leg) == {("10.35.16.21", "10.30.1.60", "tcp/445")}


def test_a_broker_of_which_an_integration_says_that_it_scans_nothing_is_none(site: Path) -> None:
    (site / "declarations/integrations.yaml").write_text(
        """schema: integrations/v1
integrations:
  - id: int-files
    status: live
    source: {zone: ops}
    consumer: {zone: ra}
    direction: it_to_ot
    broker: {asset: broker-1, zone: ops}
    validation: {malware_scan: false, on_invalid: pass}
""",
        encoding="utf-8",
    )
    assert len(products(told(site)["files@fw-ot-1:ra>ops"])) == 2


def test_where_nobody_says_who_is_there_nothing_is_said_of_others(site: Path) -> None:
    (site / "declarations/remote-access.yaml").unlink()
    without_jump_1(site)
    assert "others@fw-ot-1:ra>ops" not in told(site)


def without_jump_1(site: Path) -> None:
    assets = site / "declarations/assets.yaml"
    lines = assets.read_text(encoding="utf-8").splitlines(keepends=True)
    assets.write_text("".join(line for line in lines if "jump-1" not in line), encoding="utf-8")


def test_clients_are_never_the_gateway_and_whoever_else_may_be_keeps_it_open(site: Path) -> None:
    without_jump_1(site)
    declared = site / "declarations/remote-access.yaml"
    text = declared.read_text(encoding="utf-8").replace('addresses: ["10.35.16.10"]', 'pools: ["10.35.16.21/32"]')
    declared.write_text(text, encoding="utf-8")
    leg = told(site)["others@fw-ot-1:ra>ops"]
    assert {source for source, _, _ in products(leg)} == {"10.35.16.21"}
    assert [t["reason"] for t in leg["taints"]] == ["no address of a gateway or jump host in ra is declared"]
    assert told(site)["others@fw-ot-1:ra>cell1"]["taints"] == []


def test_a_jump_host_without_an_address_may_have_any(site: Path) -> None:
    assets = site / "declarations/assets.yaml"
    text = assets.read_text(encoding="utf-8")
    assets.write_text(text.replace(', addresses: [{ip: "10.35.16.20"}]', ""), encoding="utf-8")
    leg = told(site)["jump-1@fw-ot-1:ra>ops"]
    assert leg["permitted"]["certainty"] == "possible"
    assert ("10.35.16.21", "10.30.1.60", "tcp/445") in products(leg)


def test_what_ends_at_a_gateway_in_the_plant_is_left_out(site: Path) -> None:
    declared = site / "declarations/remote-access.yaml"
    door = '  - {id: gw-2, scope: ot, zone: ops, addresses: ["10.30.1.60"]}\n'
    declared.write_text(declared.read_text(encoding="utf-8") + door, encoding="utf-8")
    found = told(site)
    assert {target for _, target, _ in products(found["past@fw-ot-1:ra>ops"])} == {
        "10.30.1.50", "10.30.1.70", "10.30.1.80"
    }  # fmt: skip
    assert "past@fw-ot-1:ra>cell1" not in found
