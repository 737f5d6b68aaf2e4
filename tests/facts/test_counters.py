"""Hit counters: which rule a printed name means on each platform, and what is known of rules without a row of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.analysis.printed_names import RuleNames, printed_names
from zonewarden.check import Request, analyse, read, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.facts.counters import bound_rows
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json
from zonewarden_parsers.registry import parse

ROOT = Path(__file__).parents[2]
ASA = """\
hostname fw
access-list OUT remark first
access-list OUT extended permit tcp any host 10.1.1.1 eq 80
access-list OUT extended permit tcp any host 10.1.1.2 eq 80 inactive
access-list OUT remark second
access-list OUT remark third
access-list OUT extended deny ip any any
access-list IN extended permit ip any any
"""
IOS = """\
hostname r
ip access-list extended PLANT
 permit tcp any host 10.1.1.1 eq 80
 remark second
 deny ip any any
ip access-list extended CELL
 15 permit tcp any host 10.1.1.1 eq 80
 40 deny ip any any
"""


def meaning(text: str, platform: str, path: str = "x.cfg") -> dict[str, list[str]]:
    """Return the text of the rules that printed names mean, by name."""
    (device, *_) = parse(text, path, platform).devices
    names = RuleNames()
    for listed in device.rule_lists:
        for rule, printed in printed_names(device, listed):
            names.add(f"{listed.name}: {rule.text}", printed)
    return {name: sorted(names.meant(name)) for name in NAMES[platform]}


NAMES = {
    "cisco-asa": [
        "OUT line 2", "OUT:3", "out/6", "IN 1", "access-list OUT line 2 extended permit tcp any host 10.1.1.1 eq www (hitcnt=0) 0x1",
        "access-list OUT extended deny ip any any", "x.cfg:7", "OUT 1", "OUT 4", "1", "9", "",
    ],
    "cisco-ios": ["PLANT 10", "PLANT:20", "CELL 15", "CELL 40", "CELL 10", "15", "10", "40 deny ip any any"],
}  # fmt: skip


def test_asa_counts_remarks_as_lines() -> None:
    web, denied = (
        "OUT: access-list OUT extended permit tcp any host 10.1.1.1 eq 80",
        "OUT: access-list OUT extended deny ip any any",
    )
    assert meaning(ASA, "cisco-asa") == {
        "OUT line 2": [web],
        "OUT:3": ["OUT: access-list OUT extended permit tcp any host 10.1.1.2 eq 80 inactive"],
        "out/6": [denied],
        "IN 1": ["IN: access-list IN extended permit ip any any"],
        NAMES["cisco-asa"][4]: [web],
        "access-list OUT extended deny ip any any": [denied],
        "x.cfg:7": [denied],
        "OUT 1": [],
        "OUT 4": [],
        "1": ["IN: access-list IN extended permit ip any any"],
        "9": [],
        "": [],
    }


def test_ios_numbers_rules_in_tens_where_nothing_else_is_stated() -> None:
    assert meaning(IOS, "cisco-ios") == {
        "PLANT 10": ["PLANT: permit tcp any host 10.1.1.1 eq 80"],
        "PLANT:20": ["PLANT: deny ip any any"],
        "CELL 15": ["CELL: 15 permit tcp any host 10.1.1.1 eq 80"],
        "CELL 40": ["CELL: 40 deny ip any any"],
        "CELL 10": [],
        "15": ["CELL: 15 permit tcp any host 10.1.1.1 eq 80"],
        "10": ["PLANT: permit tcp any host 10.1.1.1 eq 80"],
        "40 deny ip any any": ["CELL: 40 deny ip any any"],
    }


@pytest.mark.parametrize(
    ("platform", "suffix", "printed", "count"),
    [
        ("fortinet-fortios", "conf", "30", 1),
        ("fortinet-fortios", "conf", "30 polling", 1),
        ("fortinet-fortios", "conf", "polling", 1),
        ("juniper-junos", "conf", "portal", 1),
        ("juniper-junos", "conf", "from-zone ent to-zone idmz policy portal", 1),
        ("juniper-junos", "conf", "ent/idmz/portal", 1),
        ("paloalto-panos", "xml", "ent-to-portal", 1),
        ("paloalto-panos", "xml", "ent to portal", 0),
        ("vyos", "boot", "ENT_IN rule 20", 1),
        ("vyos", "boot", "10", 2),
        ("mikrotik-routeros", "rsc", "2 portal", 1),
    ],
)
def test_names_and_numbers_of_other_platforms(platform: str, suffix: str, printed: str, count: int) -> None:
    path = ROOT / "fixtures" / "equivalent" / f"{platform}.{suffix}"
    (device, *_) = parse(path.read_text(encoding="utf-8"), str(path), platform).devices
    names = RuleNames()
    for listed in device.rule_lists:
        for rule, known in printed_names(device, listed):
            names.add(f"{listed.name} {rule.index}", known)
    assert min(len(names.meant(printed)), 2) == count


CONFIG = """\
hostname fw
interface GigabitEthernet0/0
 nameif ops
 security-level 80
 ip address 10.30.0.1 255.255.255.0
interface GigabitEthernet0/1
 nameif cell1
 security-level 90
 ip address 10.20.1.1 255.255.255.0
access-list OPS_IN extended permit tcp host 10.30.0.10 host 10.20.1.11 eq 4840
access-list OPS_IN extended permit tcp host 10.30.0.11 host 10.20.1.12 eq 4840
access-list OPS_IN extended permit tcp host 10.30.0.11 host 10.20.1.12 eq 4840
access-list OPS_IN extended deny ip any any
access-group OPS_IN in interface ops
"""
ZONES = """\
schema: zones/v1
zones:
  - {id: ops, kind: operations, cidrs: ["10.30.0.0/24"]}
  - {id: cell1, kind: cell, cidrs: ["10.20.1.0/24"], production_unit: line1}
"""
HEAD = "device,rule_id,hits,first_seen,last_seen,counter_since\n"


def counters(folder: Path, rows: str, calendar: str = "", config: str = CONFIG) -> Json:
    written = {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        "configs/fw.cfg": config,
        "declarations/zones.yaml": ZONES,
        "declarations/units.yaml": "schema: units/v1\nunits: [{id: line1}]\n",
        "declarations/operations.yaml": f"schema: operations/v1\n{calendar}",
        "exports/hits.csv": HEAD + rows,
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None
    found: Json = facts(survey, inputs.configs.parsed)["counters"]
    return {id_.rpartition("/")[2]: counter for id_, counter in found.items()}


def test_only_permits_that_decide_have_counters(tmp_path: Path) -> None:
    found = counters(tmp_path, "fw,OPS_IN 1,0,,,2026-01-01T00:00:00Z\nfw,OPS_IN 2,3,,,\n")
    assert sorted(found) == ["0", "1"]
    assert (found["0"]["hits"], found["0"]["unused_days"], found["0"]["cycle"]) == (0, 327, None)
    assert (found["1"]["hits"], found["1"]["unused_days"], found["1"]["taints"]) == (3, None, [])
    assert [p["line"] for p in found["0"]["locations"]] == [10, 2]


def test_a_day_counts_from_its_end(tmp_path: Path) -> None:
    assert counters(tmp_path, "fw,OPS_IN 1,0,,,2026-01-01\n")["0"]["unused_days"] == 326


def test_rows_of_other_devices_ask_for_nothing(tmp_path: Path) -> None:
    assert counters(tmp_path, "fw-9,OPS_IN 1,0,,,\n") == {}


def test_rows_of_devices_that_are_not_there_are_told(tmp_path: Path) -> None:
    counters(tmp_path, "fw-9,OPS_IN 1,0,,,\nfw,OPS_IN 1,0,,,\nfw-9,OPS_IN 2,0,,,\n")
    result = run(Request(tmp_path / "zonewarden.yaml"), EmbeddedEngine())
    assert [str(d).partition("hits.csv")[2] for d in result.diagnostics] == [
        ":2:1: warning: counters of 'fw-9', which is no device here [unknown-device]"
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("fw,OPS_IN 2,3,,,\n", "no row of the export hits is about it"),
        (
            "fw,OPS_IN 9,3,,,\nfw,OPS_IN 2,3,,,\n",
            "no row of the export hits is about it, and these are about no one rule of its device: 'OPS_IN 9'",
        ),
        ("fw,OPS_IN 1,0,,,\n", "its counter does not say since when it counts"),
    ],
)
def test_what_cannot_be_told_is_a_taint(tmp_path: Path, rows: str, reason: str) -> None:
    (taint,) = counters(tmp_path, rows)["0"]["taints"]
    assert taint["reason"] == reason


def test_a_list_that_is_numbered_without_its_remarks_has_no_counters(tmp_path: Path) -> None:
    remark = "access-list OPS_IN remark first\n"
    (tmp_path / "configs").mkdir()
    rows = "fw,OPS_IN 1,0,,,2026-01-01T00:00:00Z\nfw,OPS_IN 2,3,,,\n"
    found = counters(tmp_path, rows, config=CONFIG.replace("access-list", f"{remark}access-list", 1))
    assert [c["hits"] for c in found.values()] == [None]
    found = counters(
        tmp_path,
        rows.replace("1,", "2,").replace("2,3", "3,3"),
        config=CONFIG.replace("access-list", f"{remark}access-list", 1),
    )
    assert sorted(c["hits"] for c in found.values()) == [0, 3]


def test_rows_that_mean_no_rule_at_all_are_told_once(tmp_path: Path) -> None:
    (told,) = counters(tmp_path, "fw,OPS_IN 9,3,,,\nfw,other,0,,,\n").values()
    assert (told["id"], told["hits"]) == ("fw", None)
    assert [t["reason"] for t in told["taints"]] == ["no rule goes by the names of its rows: 'OPS_IN 9', 'other'"]


VDOMS = """\
config global
config system global
    set hostname "fgt"
end
end
config vdom
edit left
config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
next
edit right
config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
    edit 2
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
next
end
"""


def test_a_row_of_a_machine_means_one_rule_of_all_its_contexts(tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "fgt.conf").write_text(VDOMS, encoding="utf-8")
    counters(tmp_path, "fgt,1,5,,,\nfgt,2,6,,,\n")
    inputs = read(Request(tmp_path / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None
    assert sorted(d.device.context for d in survey.devices if d.device.name == "fgt") == ["left", "right"]
    rows = bound_rows(survey).rows
    assert [(id_.rpartition("/")[2], [row.count for row in found]) for id_, found in rows.items()] == [("1", [6])]


@pytest.mark.parametrize(
    ("since", "calendar", "expected"),
    [
        ("2025-06-01", "cycle_days: 365", True),
        ("2025-06-01", "cycle_days: 730", False),
        ("2025-11-24", "cycle_days: 365", True),
        ("2025-06-01", 'states: [{state: turnaround, start: "2026-07-01T00:00:00Z", end: "2026-07-09T00:00:00Z"}]', True),
        ("2025-06-01", 'states: [{state: turnaround, start: "2024-07-01T00:00:00Z", end: "2024-07-09T00:00:00Z"}]', False),
        ("2025-06-01", 'states: [{state: running, start: "2024-07-01T00:00:00Z", end: "2024-07-09T00:00:00Z"}]', None),
    ],
)  # fmt: skip
def test_the_production_cycle_lies_within_the_observation(
    tmp_path: Path, since: str, calendar: str, expected: bool | None
) -> None:
    written = f"production_calendar: [{{unit: line1, {calendar}}}]\n"
    assert counters(tmp_path, f"fw,OPS_IN 1,0,,,{since}T00:00:00Z\n", written)["0"]["cycle"] is expected
