"""When rules apply beside the windows of their grants, on the clock of their device; whose rules they are."""

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
CLOCK
time-range T
 absolute start START end END
interface GigabitEthernet0/0
 ip address 10.35.16.1 255.255.255.0
 ip access-group RA-IN in
interface GigabitEthernet0/1
 ip address 10.20.1.1 255.255.255.0
ip access-list extended RA-IN
 remark REMARK
 permit tcp SOURCE host 10.20.1.11 eq 102 time-range T
 deny ip any any
"""
FILES = {
    "site": "schema: site/v1\nid: s\ntimezone: Europe/Berlin\n",
    "zones": """\
schema: zones/v1
zones:
  - {id: ra, kind: remote_access, level: 3.5, cidrs: ["10.35.16.0/24"]}
  - {id: cell1, kind: cell, level: 1, cidrs: ["10.20.1.0/24"]}
""",
    "remote-access": """\
schema: remote-access/v1
gateways: [{id: gw, scope: ot, zone: ra, pools: ["10.35.16.128/25"]}]
grants:
  - id: g-1
    context: {source_networks: ["198.51.100.0/24"]}
    valid_from: "2026-07-01T08:00:00+02:00"
    valid_until: "2026-07-01T12:00:00+02:00"
    status: active
""",
}
CET = "clock timezone CET 1\nclock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00"


def rule(
    folder: Path, *, clock: str = CET, start: str = "8:00 1 July 2026", end: str = "12:00 1 July 2026",
    remark: str = "grant=g-1", source: str = "host 10.35.16.20", now: str = "2026-07-01T07:00:00Z",
) -> dict[str, Any]:  # fmt: skip
    text = ROUTER.replace("CLOCK", clock).replace("START", start).replace("END", end)
    (folder / "configs").mkdir()
    (folder / "configs" / "r1.cfg").write_text(text.replace("REMARK", remark).replace("SOURCE", source))
    (folder / "declarations").mkdir()
    for kind, written in FILES.items():
        (folder / "declarations" / f"{kind}.yaml").write_text(written)
    (folder / "zonewarden.yaml").write_text(f'schema: project/v1\nas_of: "{now}"\n')
    inputs = read(Request(folder / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    document = facts(survey, inputs.configs.parsed)
    VALID.validate(document)
    found: dict[str, Any] = document["rules"]["r1/RA-IN/0"]
    return found


@pytest.mark.parametrize(
    ("clock", "start", "end", "fit"),
    [
        (CET, "8:00 1 July 2026", "12:00 1 July 2026", "inside"),
        (CET, "7:59 1 July 2026", "12:00 1 July 2026", "early"),
        (CET, "8:00 1 July 2026", "12:02 1 July 2026", "late"),
        (CET, "7:00 1 July 2026", "13:00 1 July 2026", "around"),
        ("clock timezone UTC 0", "6:00 1 July 2026", "10:00 1 July 2026", "inside"),
        ("clock timezone CET 1", "8:00 1 July 2026", "12:00 1 July 2026", "late"),
        ("", "8:00 1 July 2026", "12:00 1 July 2026", "open"),
        ("", "8:00 1 July 2026", "9:00 1 July 2026", "inside"),
        ("", "8:00 2 July 2026", "9:00 2 July 2026", "late"),
        ("clock timezone Nowhere", "8:00 1 July 2026", "12:00 1 July 2026", "open"),
        ("clock timezone Nowhere", "8:00 4 July 2026", "12:00 4 July 2026", "late"),
    ],
)
def test_times_beside_a_window(tmp_path: Path, clock: str, start: str, end: str, fit: str) -> None:
    found = rule(tmp_path, clock=clock, start=start, end=end)
    assert found["grant_windows"] == {"g-1": fit}
    assert bool(found["taints"]) == (fit == "open")


@pytest.mark.parametrize(
    ("clock", "now", "elapsed"),
    [
        (CET, "2026-07-01T09:59:00Z", "no"),
        (CET, "2026-07-01T10:01:00Z", "yes"),
        ("", "2026-07-01T11:00:00Z", "perhaps"),
        ("", "2026-07-01T12:01:00Z", "yes"),
    ],
)
def test_whether_it_is_over(tmp_path: Path, clock: str, now: str, elapsed: str) -> None:
    found = rule(tmp_path, clock=clock, now=now)
    assert found["times"]["elapsed"] == elapsed
    assert found["schedule_expired"] == (elapsed == "yes")


@pytest.mark.parametrize(
    ("source", "pooled"),
    [
        ("host 10.35.16.20", False),
        ("10.35.16.128 0.0.0.127", True),
        ("10.35.16.0 0.0.0.255", False),
        ("host 198.51.100.7", True),
        ("any", False),
    ],
)
def test_whether_people_come_in_from_there(tmp_path: Path, source: str, pooled: bool) -> None:
    assert rule(tmp_path, source=source)["pooled"] is pooled


@pytest.mark.parametrize(
    ("remark", "named", "mentions"),
    [
        ("grant=g-1, urgent", ["g-1"], []),
        ("grant=g-1;g-2", ["g-1", "g-2"], []),
        ("for g-1 only", [], ["g-1"]),
        ("for g-10", [], []),
    ],
)
def test_the_grants_that_a_rule_names(tmp_path: Path, remark: str, named: list[str], mentions: list[str]) -> None:
    found = rule(tmp_path, remark=remark)
    assert (found["grants"], found["mentions"]) == (named, mentions)
