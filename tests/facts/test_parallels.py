"""Devices that stand for each other: which are compared, and what one lets through and the other does not."""

from __future__ import annotations

from pathlib import Path

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json

ZONES = """schema: zones/v1
zones:
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/16"]}
  - {id: cell1, kind: cell, level: [0, 1], cidrs: ["10.20.1.0/24"]}
"""
CONDUITS = """schema: conduits/v1
conduits:
  - {id: c1, from: ops, to: cell1, services: [s7comm], enforced_by: [fw-1, fw-2]}
"""
DEVICES = """schema: devices/v1
devices:
  - {id: fw-1, role: firewall, config: "configs/fw-1.cfg"}
  - {id: fw-2, role: firewall, config: "configs/fw-2.cfg"}
"""
ONLY_102 = "access-list OPS-IN extended permit tcp any host 10.20.1.10 eq 102"


def config(number: int, rule: str, cell: str = "10.20.1.{} 255.255.255.0", end: str = "") -> str:
    return (
        f"ASA Version 9.16(4)\nhostname fw-{number}\n"
        f"interface GigabitEthernet0/0\n nameif ops\n security-level 70\n ip address 10.30.0.{number} 255.255.0.0\n"
        f"interface GigabitEthernet0/1\n nameif cell1\n security-level 90\n ip address {cell.format(number)}\n"
        f"{rule}\naccess-group OPS-IN in interface ops\n{end}"
    )


def parallels(folder: Path, first: str, second: str, devices: str = DEVICES) -> Json:
    for name, text in {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        "configs/fw-1.cfg": first,
        "configs/fw-2.cfg": second,
        "declarations/zones.yaml": ZONES,
        "declarations/conduits.yaml": CONDUITS,
        "declarations/devices.yaml": devices,
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    found: Json = facts(survey, inputs.configs.parsed)["parallels"]
    return found


def test_the_same_packets_by_other_rules_do_not_differ(tmp_path: Path) -> None:
    halves = "\n".join(ONLY_102.replace("any", f"{net} 128.0.0.0") for net in ("0.0.0.0", "128.0.0.0"))
    found = parallels(tmp_path, config(1, ONLY_102), config(2, halves))
    assert {id_: row["differences"] for id_, row in found.items()} == {"fw-1|fw-2:c1": []}


def test_what_one_lets_through_is_told_exactly_with_its_rule(tmp_path: Path) -> None:
    wide = ONLY_102.replace("eq 102", "range 102 103")
    (row,) = parallels(tmp_path, config(1, ONLY_102), config(2, wide))["fw-1|fw-2:c1"]["differences"]
    assert (row["wide"], row["narrow"], row["certainty"]) == ("fw-2", "fw-1", "definite")
    assert row["products"] == [{"sources": ["10.30.0.0/16"], "destinations": ["10.20.1.10"], "services": ["tcp/103"]}]
    assert [place["line"] for place in row["locations"]] == [11]


def test_a_second_firewall_that_lets_nothing_through_differs(tmp_path: Path) -> None:
    deny = "access-list OPS-IN extended deny ip any any"
    (row,) = parallels(tmp_path, config(1, ONLY_102), config(2, deny))["fw-1|fw-2:c1"]["differences"]
    assert (row["wide"], row["narrow"]) == ("fw-1", "fw-2")


def test_devices_one_behind_the_other_are_not_parallel(tmp_path: Path) -> None:
    behind = config(2, "access-list OPS-IN extended permit ip any any", "10.9.9.2 255.255.255.0")
    assert parallels(tmp_path, config(1, ONLY_102), f"{behind}route cell1 10.20.1.0 255.255.255.0 10.9.9.1\n") == {}


def test_peers_are_compared_wherever_they_stand(tmp_path: Path) -> None:
    devices = DEVICES.replace('config: "configs/fw-1.cfg"', 'config: "configs/fw-1.cfg", ha: {peer: fw-2}')
    behind = config(2, "access-list OPS-IN extended permit ip any any", "10.9.9.2 255.255.255.0")
    found = parallels(tmp_path, config(1, ONLY_102), f"{behind}route cell1 10.20.1.0 255.255.255.0 10.9.9.1\n", devices)
    assert set(found) == {"fw-1|fw-2"}
    assert {(row["wide"], row["from"], row["to"]) for row in found["fw-1|fw-2"]["differences"]} >= {
        ("fw-2", "ops", "cell1")
    }


def test_a_difference_that_a_name_decides_is_possible(tmp_path: Path) -> None:
    named = "object network N\n fqdn v4 station.example\n" + ONLY_102.replace("host 10.20.1.10", "object N")
    found = parallels(tmp_path, config(1, "access-list OPS-IN extended deny ip any any"), config(2, named))
    assert {row["certainty"] for row in found["fw-1|fw-2:c1"]["differences"]} == {"possible"}
