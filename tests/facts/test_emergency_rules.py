"""Rules that name an emergency change: each permit in force, and whether its own end is over."""

from __future__ import annotations

from pathlib import Path

from zonewarden.check import Request, analyse, read
from zonewarden.facts.emergency_rules import emergency_rules

CONFIG = """\
ASA Version 9.16(4)
hostname fw
interface GigabitEthernet0/0
 nameif ent
 security-level 10
 ip address 10.40.0.1 255.255.0.0
access-list IN remark chg=CHG-1; review=2026-05-31
access-list IN extended permit tcp any any eq 22
access-list IN remark chg=CHG-1, review=2026-06-01
access-list IN extended permit tcp any any eq 23
access-list IN remark chg=CHG-1
access-list IN extended permit tcp any any eq 80 inactive
access-list IN remark chg=CHG-2
access-list IN extended permit tcp any any eq 443
access-list IN remark chg=CHG-1
access-list IN extended deny ip any any
access-group IN in interface ent
"""
CHANGES = """\
schema: operations/v1
changes:
  - {id: CHG-1, type: emergency, title: a, scope: {devices: []}, disruption: hot, status: closed}
  - {id: CHG-2, type: normal, title: b, scope: {devices: []}, disruption: hot, status: closed}
"""


def test_permits_that_name_an_emergency(tmp_path: Path) -> None:
    files = {
        "configs/fw.cfg": CONFIG,
        "declarations/operations.yaml": CHANGES,
        "declarations/zones.yaml": 'schema: zones/v1\nzones: [{id: ent, kind: enterprise, cidrs: ["10.40.0.0/16"]}]\n',
        "declarations/conduits.yaml": "schema: conduits/v1\nconduits: []\n",
        "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-06-01T12:00:00Z"\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    inputs = read(Request(tmp_path / "zonewarden.yaml"))
    assert inputs.diagnostics == ()
    survey = analyse(inputs)
    assert survey is not None
    rows = emergency_rules(survey)
    assert [(id_, row["overdue"], row["locations"][0]["line"]) for id_, row in rows.items()] == [
        ("CHG-1@fw/IN/0", True, 8),
        ("CHG-1@fw/IN/1", False, 10),
    ]
