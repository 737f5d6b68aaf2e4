"""Rules that let only answers pass: told apart by what the device remembers and what the rule asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts

SITE = "schema: site/v1\nid: s\n"
ZONES = (
    'schema: zones/v1\nzones:\n  - {id: ent, kind: enterprise, cidrs: ["10.40.0.0/16"]}\n'
    '  - {id: cell, kind: cell, cidrs: ["10.20.1.0/24"]}\n'
)


def answers(folder: Path, name: str, text: str) -> list[bool]:
    (folder / "configs").mkdir()
    (folder / "declarations").mkdir()
    (folder / "zonewarden.yaml").write_text("schema: project/v1\n", encoding="utf-8")
    (folder / "declarations" / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "declarations" / "zones.yaml").write_text(ZONES, encoding="utf-8")
    (folder / "configs" / name).write_text(text, encoding="utf-8")
    inputs = read(Request(folder / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None
    return [rule["answers"] for rule in facts(survey, inputs.configs.parsed)["rules"].values()]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("-m conntrack --ctstate RELATED,ESTABLISHED", True),
        ("-m state --state ESTABLISHED", True),
        ("-m conntrack --ctstate NEW,ESTABLISHED", False),
        ("-p tcp ! --syn", False),
    ],
)
def test_a_rule_for_sessions_in_being(tmp_path: Path, condition: str, *, expected: bool) -> None:
    text = (
        f"*filter\n:FORWARD DROP [0:0]\n-A FORWARD {condition} -j ACCEPT\n-A FORWARD -i eth0 -o eth1 -j DROP\nCOMMIT\n"
    )
    assert answers(tmp_path, "fw.rules", text)[0] is expected


def test_a_router_remembers_no_sessions(tmp_path: Path) -> None:
    text = "hostname r\nip access-list extended A\n permit tcp any any established\n"
    assert answers(tmp_path, "r.cfg", text) == [False]
