"""What rules that name a grant open beyond it, exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.schema import facts_schema

VALID = jsonschema.Draft7Validator(facts_schema())
ROUTER = """\
hostname r1
interface GigabitEthernet0/0
 ip address 10.35.16.1 255.255.255.0
 ip access-group RA-IN in
interface GigabitEthernet0/1
 ip address 10.20.1.1 255.255.255.0
 ip access-group CELL-IN in
ip access-list extended RA-IN
 remark LABEL
 RULE
 deny ip any any
ip access-list extended CELL-IN
 remark LABEL
 BACK
 deny ip any any
"""
ZONES = """\
schema: zones/v1
zones:
  - {id: ra, kind: remote_access, level: 3.5, cidrs: ["10.35.16.0/24"]}
  - {id: cell1, kind: cell, level: 1, cidrs: ["10.20.1.0/24"]}
"""
ASSETS = """\
schema: assets/v1
assets:
  - {id: jump, role: jump_host, zone: ra, addresses: [{ip: "10.35.16.20"}]}
  - {id: plc-1, role: plc, zone: cell1, addresses: [{ip: "10.20.1.11"}]}
  - {id: plc-2, role: plc, zone: cell1, addresses: [{ip: "10.20.1.12"}]}
  - {id: roaming, role: plc, zone: cell1}
"""
ACCESS = """\
schema: remote-access/v1
gateways: [{id: gw, scope: ot, zone: ra, addresses: ["10.35.16.10"]}]
grants:
  - {id: g-1, gateway: gw, targets: TARGETS, services: SERVICES, valid_from: "2026-06-01T00:00:00Z", valid_until: "2026-06-01T10:00:00Z", status: STATUS}
  - {id: g-10, gateway: gw, targets: [plc-2], services: [s7comm], valid_from: "2026-06-01T00:00:00Z", valid_until: "2026-06-01T10:00:00Z", status: active}
"""
JUMP = "permit tcp host 10.35.16.20 host 10.20.1.11 eq 102"


def grant_flows(
    folder: Path, rule: str, *, back: str = "permit tcp any any established", label: str = "grant=g-1",
    router: str = ROUTER, targets: str = "[plc-1]", services: str = "[s7comm]", status: str = "active",
) -> dict[str, Any]:  # fmt: skip
    access = ACCESS.replace("TARGETS", targets).replace("SERVICES", services).replace("STATUS", status)
    (folder / "configs").mkdir(parents=True)
    (folder / "configs" / "r1.cfg").write_text(
        router.replace("RULE", rule).replace("BACK", back).replace("LABEL", label)
    )
    (folder / "declarations").mkdir()
    for kind, text in {"zones": ZONES, "assets": ASSETS, "remote-access": access}.items():
        (folder / "declarations" / f"{kind}.yaml").write_text(text)
    (folder / "zonewarden.yaml").write_text('schema: project/v1\nas_of: "2026-06-01T01:00:00Z"\n')
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    document = facts(survey, inputs.configs.parsed)
    VALID.validate(document)
    found: dict[str, Any] = document["grant_flows"]
    return found


def opened(rows: dict[str, Any], id_: str = "g-1@r1:ra>cell1") -> list[str]:
    beyond: dict[str, Any] = rows[id_]["beyond"] or {"certainty": "definite", "products": []}
    products: list[dict[str, list[str]]] = beyond["products"]
    assert beyond["certainty"] == "definite"
    return [" ".join([*p["sources"], *p["destinations"], *p["services"]]) for p in products]


@pytest.mark.parametrize(
    ("rule", "beyond"),
    [
        (JUMP, []),
        ("permit tcp host 10.35.16.10 host 10.20.1.11 eq 102", []),
        ("permit tcp any host 10.35.16.10 eq 443", None),
        ("permit tcp host 10.35.16.20 host 10.20.1.11 range 102 103", ["10.35.16.20 10.20.1.11 tcp/103"]),
        ("permit tcp host 10.35.16.20 10.20.1.10 0.0.0.1 eq 102", ["10.35.16.20 10.20.1.10 tcp/102"]),
        ("permit tcp host 10.35.16.21 host 10.20.1.11 eq 102", ["10.35.16.21 10.20.1.11 tcp/102"]),
    ],
)
def test_what_a_rule_opens_beyond_hosts_services_and_entry(tmp_path: Path, rule: str, beyond: list[str] | None) -> None:
    rows = grant_flows(tmp_path, rule)
    assert (opened(rows) if rows else None) == beyond


def test_another_grant_and_no_grant_are_not_this_one(tmp_path: Path) -> None:
    assert set(grant_flows(tmp_path, JUMP, label="grant=g-10")) == {"g-10@r1:ra>cell1"}


def test_a_rule_of_two_grants_may_open_what_both_allow(tmp_path: Path) -> None:
    rows = grant_flows(tmp_path, "permit tcp host 10.35.16.20 10.20.1.8 0.0.0.7 eq 102", label="grant=g-1,g-10")
    assert opened(rows) == opened(rows, "g-10@r1:ra>cell1")
    assert opened(rows) == ["10.35.16.20 10.20.1.8/31 10.20.1.10 10.20.1.13 10.20.1.14/31 tcp/102"]


def test_a_grant_that_is_history_has_no_flow(tmp_path: Path) -> None:
    assert grant_flows(tmp_path, JUMP, status="revoked") == {}


def test_answers_of_a_device_without_sessions_belong_to_the_grant(tmp_path: Path) -> None:
    back = "permit udp host 10.20.1.11 eq snmp host 10.35.16.20"
    ask = "permit udp host 10.35.16.20 host 10.20.1.11 eq snmp"
    rows = grant_flows(tmp_path, ask, back=back, services="[snmp]")
    assert (opened(rows), opened(rows, "g-1@r1:cell1>ra")) == ([], [])


def test_sessions_that_a_target_opens_do_not(tmp_path: Path) -> None:
    rows = grant_flows(tmp_path, JUMP, back="permit tcp host 10.20.1.11 host 10.35.16.20 eq 445")
    assert opened(rows, "g-1@r1:cell1>ra") == ["10.20.1.11 10.35.16.20 tcp/445"]


def test_wide_targets_are_taken_at_their_word(tmp_path: Path) -> None:
    rows = grant_flows(tmp_path, "permit ip host 10.35.16.20 any", targets='[cell1, "10.20.9.0/24"]', services="[any]")
    assert opened(rows) == []


def test_where_a_target_without_address_is_cannot_be_told(tmp_path: Path) -> None:
    rows = grant_flows(tmp_path, "permit tcp host 10.35.16.20 host 10.20.1.77 eq 102", targets="[plc-1, roaming]")
    assert rows["g-1@r1:ra>cell1"]["beyond"]["certainty"] == "possible"


def test_a_rule_whose_time_is_over_opens_nothing(tmp_path: Path) -> None:
    rule = "permit tcp host 10.35.16.20 host 10.20.1.12 eq 102 time-range T"
    router = ROUTER + "time-range T\n absolute start 00:00 1 May 2026 end 23:59 31 May 2026\n"
    assert set(grant_flows(tmp_path, rule, router=router)) == set()


def test_a_schedule_makes_a_wide_rule_no_narrower(tmp_path: Path) -> None:
    rule = "permit tcp host 10.35.16.20 host 10.20.1.12 eq 102 time-range T"
    assert opened(grant_flows(tmp_path, rule)) == ["10.35.16.20 10.20.1.12 tcp/102"]
