"""Dynamic translations into the plant: whose addresses they hide, and whether a log tells who it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.source_hiding import source_hiding

ZONES = """schema: zones/v1
zones:
  - {id: office, kind: enterprise, level: 4, cidrs: ["10.40.0.0/16"]}
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/16"]}
  - {id: cell, kind: cell, level: [0, 1], cidrs: ["10.20.1.0/24"]}
"""
HOST = "object network PC\n host 10.40.3.3\n"
NAT = HOST + " nat (office,cell) dynamic interface\n"
PERMIT = "access-list office-in extended permit tcp host 10.40.3.3 host 10.20.1.11 eq 443"


FORTIOS = """#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw"
end
config system interface
    edit "office"
        set ip 10.40.0.1 255.255.0.0
    next
    edit "cell"
        set ip 10.20.1.1 255.255.255.0
    next
end
config firewall policy
    edit 1
        set srcintf "office"
        set dstintf "cell"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "HTTPS"
        set logtraffic {first}
        set nat enable
    next
    edit 2
        set srcintf "office"
        set dstintf "cell"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "SSH"
        set logtraffic {second}
    next
end
"""


def hidden(folder: Path, text: str) -> list[tuple[str, str, bool, str]]:
    lines = "ASA Version 9.16(4)\nhostname fw\n"
    for i, (name, address) in enumerate(
        (("office", "10.40.0.1 255.255.0.0"), ("ops", "10.30.0.1 255.255.0.0"), ("cell", "10.20.1.1 255.255.255.0"))
    ):
        lines += f"interface GigabitEthernet0/{i}\n nameif {name}\n security-level {10 * i}\n ip address {address}\n"
    lines += text + "".join(
        f"\naccess-list {name}-in extended deny ip any any log\naccess-group {name}-in in interface {name}"
        for name in ("office", "ops", "cell")
    )
    return rows_of(folder, f"{lines}\n")


def rows_of(folder: Path, config: str) -> list[tuple[str, str, bool, str]]:
    for name, content in {
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n',
        "configs/fw.cfg": config,
        "declarations/zones.yaml": ZONES,
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    rows = source_hiding(survey, survey.devices[0])
    return [(row["from"], row["to"], row["unlogged"], row["certainty"]) for row in rows]


def test_clients_that_no_log_names_are_told(tmp_path: Path) -> None:
    assert hidden(tmp_path, f"{NAT}{PERMIT}") == [("office", "cell", True, "definite")]


def test_a_rule_that_logs_names_them(tmp_path: Path) -> None:
    assert [row[:3] for row in hidden(tmp_path, f"{NAT}{PERMIT} log")] == [("office", "cell", False)]


@pytest.mark.parametrize(
    "text",
    [
        f"{NAT}{PERMIT.replace('10.40.3.3', '10.40.3.4')}",
        f"{NAT.replace('office,cell', 'office,ops')}{PERMIT}",
        f"{NAT.replace('office,cell', 'ops,cell')}{PERMIT}",
        f"{NAT.replace('dynamic interface', 'static 10.20.1.99')}{PERMIT}",
        f"{NAT}{PERMIT}".replace("office", "ops").replace("10.40", "10.30"),
    ],
    ids=["other-client", "other-way-out", "other-way-in", "static", "inside-the-plant"],
)
def test_what_hides_nobody_from_elsewhere_is_not_told(tmp_path: Path, text: str) -> None:
    assert hidden(tmp_path, text) == []


def test_behind_a_translation_that_may_take_the_packets_it_is_only_possible(tmp_path: Path) -> None:
    earlier = f"{HOST}nat (office,cell) source static PC PC\n"
    assert hidden(tmp_path, f"{earlier}{NAT}{PERMIT}") == [("office", "cell", True, "possible")]


@pytest.mark.parametrize(("first", "second", "unlogged"), [("all", "disable", False), ("disable", "all", True)])
def test_a_translation_of_a_policy_hides_what_that_policy_permits(
    tmp_path: Path, first: str, second: str, unlogged: bool
) -> None:
    rows = rows_of(tmp_path, FORTIOS.format(first=first, second=second))
    found = [row for row in rows if row[:2] == ("office", "cell")]
    assert [row[:3] for row in found] == [("office", "cell", unlogged)]
    assert not unlogged or found[0][3] == "definite"
