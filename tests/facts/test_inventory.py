"""Hosts that rules and discovery name and no declaration does: which zones are kept, and what counts as declared."""

from __future__ import annotations

from pathlib import Path

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json

ZONES = """\
schema: zones/v1
zones:
  - {id: ent, kind: enterprise, cidrs: ["10.40.0.0/16"]}
  - {id: ra, kind: remote_access, cidrs: ["10.35.16.0/24"]}
  - {id: ops, kind: operations, cidrs: ["10.30.0.0/24"]}
  - {id: guests, kind: transient, cidrs: ["10.31.0.0/24"]}
  - {id: cell1, kind: cell, cidrs: ["10.20.1.0/24", "fd00:1::/64"]}
  - {id: cell2, kind: cell, cidrs: ["10.20.2.0/24"]}
"""
ASSETS = """\
schema: assets/v1
assets:
  - {id: erp, role: erp, zone: ent, addresses: [{ip: "10.40.0.5"}]}
  - {id: scada, role: scada_server, zone: ops, addresses: [{ip: "10.30.0.10"}]}
  - {id: plc-1, role: plc, zone: cell1, addresses: [{ip: "10.20.1.10"}]}
  - {id: laptop, role: workstation, zone: guests, addresses: [{ip: "10.31.0.4"}]}
"""
CONDUITS = """\
schema: conduits/v1
conduits:
  - {id: c1, from: ops, to: cell1, endpoints: {from: [scada], to: ["10.20.1.20"]}, services: [s7comm]}
"""
ACCESS = """\
schema: remote-access/v1
gateways: [{id: gw, scope: ot, zone: ra, addresses: ["10.35.16.10"], pools: ["10.35.16.128/25"]}]
"""
HEAD = """\
hostname fw
interface GigabitEthernet0/0
 nameif ops
 security-level 80
 ip address 10.30.0.1 255.255.255.0
interface GigabitEthernet0/1
 nameif cell1
 security-level 90
 ip address 10.20.1.1 255.255.255.0
"""
SEEN = "ip,mac,vlan,first_seen,last_seen,protocols,source\n"


def unlisted(folder: Path, lines: str, seen: str = "") -> dict[str, tuple[list[str], int, list[int]]]:
    written = {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        "configs/fw.cfg": HEAD + lines,
        "declarations/zones.yaml": ZONES,
        "declarations/assets.yaml": ASSETS,
        "declarations/conduits.yaml": CONDUITS,
        "declarations/remote-access.yaml": ACCESS,
        "exports/discovery.csv": SEEN + "".join(f"{ip},,,,,,sensor\n" for ip in seen.split()),
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None
    assert inputs.diagnostics == ()
    found: Json = facts(survey, inputs.configs.parsed)["unlisted"]
    return {
        id_: (hosts["addresses"], hosts["count"], [place["line"] for place in hosts["locations"]])
        for id_, hosts in found.items()
    }


def test_hosts_in_permits_of_zones_that_have_declared_hosts(tmp_path: Path) -> None:
    lines = """\
access-list A extended permit tcp host 10.30.0.10 host 10.20.1.11 eq 102
access-list A extended permit tcp host 10.30.0.11 host 10.20.1.11 eq 102
access-list A extended permit tcp host 10.30.0.12 host 10.20.1.13 eq 102
"""
    assert unlisted(tmp_path, lines) == {
        "rules:ops": (["10.30.0.11", "10.30.0.12"], 2, [11, 12]),
        "rules:cell1": (["10.20.1.11", "10.20.1.13"], 2, [10, 12]),
    }


def test_what_is_declared_or_no_host_of_the_plant_is_left_out(tmp_path: Path) -> None:
    lines = """\
access-list A extended permit tcp host 10.40.0.77 host 10.20.1.20 eq 102
access-list A extended permit tcp 10.30.0.0 255.255.255.240 host 10.20.2.5 eq 102
access-list A extended permit tcp host 10.35.16.10 host 10.30.0.1 eq 22
access-list A extended permit tcp host 10.31.0.9 host 198.51.100.7 eq 22
access-list A extended deny tcp host 10.30.0.55 any
access-list A extended permit tcp host 10.30.0.56 any inactive
"""
    assert unlisted(tmp_path, lines) == {}


def test_hosts_that_discovery_saw(tmp_path: Path) -> None:
    seen = "10.20.1.10 10.20.1.1 10.20.2.9 fd00:1::7 10.40.0.9 10.35.16.200 10.77.0.5 198.51.100.7 10.31.0.9 10.20.2.9"
    assert unlisted(tmp_path, "", seen) == {
        "discovery:cell2": (["10.20.2.9"], 1, [4]),
        "discovery:cell1": (["fd00:1::7"], 1, [5]),
        "discovery:unassociated": (["10.77.0.5"], 1, [8]),
    }
