"""Clients of remote access over several firewalls: what two in a row let pass together, and what one does alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json

OUTER = """ASA Version 9.16(4)
hostname fw-outer
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.2 255.255.255.248
interface GigabitEthernet0/1
 nameif link
 security-level 50
 ip address 10.36.0.1 255.255.255.248
ip local pool OFFICE 10.34.8.8-10.34.8.15 mask 255.255.255.0
group-policy GP attributes
 vpn-filter value OFFICE-IN
tunnel-group office type remote-access
tunnel-group office general-attributes
 address-pool OFFICE
 default-group-policy GP
webvpn
 enable outside
access-list OFFICE-IN extended permit tcp any 10.0.0.0 255.0.0.0 range 1 1000
access-group OFFICE-IN in interface outside
route outside 0.0.0.0 0.0.0.0 203.0.113.1
route link 10.30.0.0 255.255.0.0 10.36.0.2
"""
INNER = """ASA Version 9.16(4)
hostname fw-inner
interface GigabitEthernet0/0
 nameif link
 security-level 50
 ip address 10.36.0.2 255.255.255.248
interface GigabitEthernet0/1
 nameif ops
 security-level 70
 ip address 10.30.0.1 255.255.0.0
route link 10.34.8.0 255.255.255.0 10.36.0.1
access-list LINK-IN extended permit tcp 10.34.8.0 255.255.255.0 host 10.30.0.9 range 900 3400
access-group LINK-IN in interface link
"""
DECLARATIONS = {
    "zones": """zones:
  - {id: office-ra, kind: remote_access, level: 4, cidrs: ["10.34.8.0/24"]}
  - {id: link, kind: idmz, level: 3.5, cidrs: ["10.36.0.0/29"]}
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/16"]}
""",
    "devices": """devices:
  - {id: fw-outer, role: firewall}
  - {id: fw-inner, role: firewall}
  - {id: other, role: vpn}
""",
    "remote-access": """gateways:
  - {id: gw-it, scope: it, zone: office-ra, device: fw-outer, portal: office}
""",
}
OFFICE = "gw-it:office-ra>ops"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {f"declarations/{name}.yaml": f"schema: {name}/v1\n{text}" for name, text in DECLARATIONS.items()}
    files |= {"configs/fw-outer.cfg": OUTER, "configs/fw-inner.cfg": INNER}
    files["zonewarden.yaml"] = 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n'
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "zonewarden.yaml"


def told(site: Path) -> Json:
    inputs = read(Request(site))
    survey = analyse(inputs)
    assert survey is not None, inputs.diagnostics
    return facts(survey, inputs.configs.parsed)


def edit(site: Path, file: str, old: str, new: str) -> None:
    path = site.parent / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def products(document: Json) -> list[Json]:
    part = document["detours"][OFFICE]["reachable"]
    return [] if part is None else part["products"]


def test_the_pool_of_the_configuration_is_the_gateways(site: Path) -> None:
    pool = told(site)["client_pools"]["gw-it"]
    assert (pool["scope"], pool["addresses"], pool["taints"]) == ("it", ["10.34.8.8/29"], [])


def test_two_firewalls_in_a_row_must_both_permit(site: Path) -> None:
    """The outer one lets ports up to 1000 pass, the inner one those from 900 on, to one host."""
    document = told(site)
    assert document["detours"][OFFICE]["devices"] == ["fw-inner", "fw-outer"]
    assert products(document) == [
        {"sources": ["10.34.8.8/29"], "destinations": ["10.30.0.9"], "services": ["tcp/900-1000"]}
    ]
    places = [(p["path"].rsplit("/", 1)[1], p["line"]) for p in document["detours"][OFFICE]["locations"]]
    assert {name for name, _ in places} == {"fw-outer.cfg", "fw-inner.cfg"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("configs/fw-outer.cfg", "255.255.0.0 10.36.0.2", "255.255.0.0 10.36.0.5"),
        ("configs/fw-inner.cfg", "255.255.255.0 10.36.0.1", "255.255.255.0 10.36.0.5"),
        ("configs/fw-outer.cfg", "ip local pool", "nat (link,outside) static 203.0.113.9\nip local pool"),
    ],
    ids=["hands on to a stranger", "answers by a stranger", "translates"],
)
def test_where_another_way_may_be_the_inner_firewall_is_judged_alone(site: Path, file: str, old: str, new: str) -> None:
    if "nat" in new:
        new = f"object network H\n host 10.30.0.9\n {new}"
    edit(site, file, old, new)
    assert "tcp/900-3400" in [s for p in products(told(site)) for s in p["services"]]


def test_nothing_passes_where_one_of_them_denies_all(site: Path) -> None:
    edit(site, "configs/fw-inner.cfg", "LINK-IN extended permit", "LINK-IN extended deny")
    assert products(told(site)) == []


def test_the_front_door_of_the_plant_is_no_detour(site: Path) -> None:
    door = '  - {id: gw-ot, scope: ot, zone: ops, addresses: ["10.30.0.9"], pools: []}\n'
    path = site.parent / "declarations/remote-access.yaml"
    path.write_text(path.read_text(encoding="utf-8") + door, encoding="utf-8")
    assert products(told(site)) == []


def test_without_any_address_of_its_clients_a_gateway_is_not_assessable(site: Path) -> None:
    edit(site, "configs/fw-outer.cfg", " address-pool OFFICE\n", "")
    pool = told(site)["client_pools"]["gw-it"]
    assert [t["reason"] for t in pool["taints"]] == ["which addresses clients of gw-it have is not declared"]


def test_judged_file_by_file_the_finding_has_the_same_packets(site: Path) -> None:
    found = [f for f in run(Request(site), EmbeddedEngine()).findings if f.policy.id == "RA-002"]
    rows = [(r.sources, r.destinations, r.services) for f in found for r in f.packets]
    assert rows == [(("10.34.8.8/29",), ("10.30.0.9",), ("tcp/900-1000",))]


def test_judged_file_by_file_unknown_clients_are_not_assessable(site: Path) -> None:
    edit(site, "declarations/remote-access.yaml", "device: fw-outer", "device: other")
    found = [f for f in run(Request(site), EmbeddedEngine()).findings if f.policy.id == "RA-002"]
    assert [(f.verdict.value, f.subject.id) for f in found] == [("not_assessable", "gw-it")]


@pytest.mark.parametrize(("scope", "told_of"), [("it", True), ("ot", False)])
def test_what_a_gateway_of_the_plant_opens_itself_is_no_detour(site: Path, scope: str, *, told_of: bool) -> None:
    proxy = f'  - {{id: gw-proxy, scope: {scope}, zone: office-ra, addresses: ["10.34.8.40"]}}\n'
    path = site.parent / "declarations/remote-access.yaml"
    path.write_text(path.read_text(encoding="utf-8") + proxy, encoding="utf-8")
    assert ("gw-proxy:office-ra>ops" in told(site)["detours"]) is told_of
