"""Whether logs reach their collector, as facts: proved, refuted or open at each device between the two."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.policy_set import shipped

EXAMPLE = shipped() / "incident_response/logs_do_not_arrive/good"
CONFIG = "configs/fw-ot-1.cfg"
RULE = r"access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.35.0.50 eq 6514 log"
PATH = "siem-relay:scada-1@fw-ot-1:ops>idmz"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "site"))


def told(site: Path, *changes: tuple[str, str, str]) -> Any:
    """Return the facts of the example with some text changed: file, old, new."""
    for name, old, new in changes:
        path = site / name
        text = path.read_text()
        assert re.search(old, text), old
        path.write_text(re.sub(old, new, text))
    inputs = read(Request(site / "zonewarden.yaml"))
    analysed = analyse(inputs)
    assert analysed is not None, inputs.diagnostics
    return facts(analysed, inputs.configs.parsed)


def reasons(found: Any) -> list[str]:
    return [taint["reason"] for taint in found["log_collectors"]["siem-relay"]["taints"]]


def test_a_rule_for_one_service_proves_the_way(site: Path) -> None:
    found = told(site)
    assert {id_: path["proof"] for id_, path in found["log_paths"].items()} == {PATH: "holds"}
    assert reasons(found) == []


@pytest.mark.parametrize(
    ("new", "proof"),
    [
        ("access-list OPS-IN extended permit udp host 10.30.2.10 host 10.35.0.50 eq syslog", "holds"),
        ("access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.35.0.50 eq https", "broken"),
        ("access-list OPS-IN extended permit tcp host 10.30.2.11 host 10.35.0.50 eq 6514", "broken"),
        ("access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.35.0.50 eq 6514 time-range NIGHT", "open"),
    ],
)
def test_what_other_rules_prove(site: Path, new: str, proof: str) -> None:
    found = told(site, (CONFIG, RULE, new))
    assert found["log_paths"][PATH]["proof"] == proof
    assert bool(reasons(found)) == (proof == "open")
    if proof == "broken":
        assert [b["text"] for b in found["log_paths"][PATH]["blockers"]] == [
            "access-list OPS-IN extended deny ip any any log"
        ]


def test_one_address_of_a_host_is_enough(site: Path) -> None:
    two = ("declarations/assets.yaml", r'\{ip: "10\.30\.2\.10"\}', '{ip: "10.30.2.10"}, {ip: "10.30.2.99"}')
    assert told(site, two)["log_paths"][PATH]["proof"] == "holds"


def test_where_no_configuration_stands_nothing_is_told(site: Path) -> None:
    outside = (
        "declarations/incident-response.yaml",
        r"addresses: \[\"10\.35\.0\.50\"\], zone: idmz",
        'addresses: ["10.77.0.50"], zone: far',
    )
    zone = ("declarations/zones.yaml", r"\Z", '  - {id: far, kind: operations, cidrs: ["10.77.0.0/24"]}\n')
    found = told(site, outside, zone)
    assert reasons(found) == [
        "no configuration at hand stands between fw-ot-1 and the collector",
        "whether the logs of scada-1 pass fw-ot-1 is open",
        "whether the logs of hist-mirror pass fw-ot-1 is open",
    ]


def test_a_device_reaches_a_collector_beside_it_by_itself(site: Path) -> None:
    elsewhere = ("declarations/devices.yaml", r' management: \{zone: idmz, addresses: \["10\.35\.0\.1"\]\},', "")
    assert reasons(told(site, elsewhere)) == []


def test_a_source_of_no_place_is_open(site: Path) -> None:
    other = ("declarations/devices.yaml", r"\Z", "  - {id: sw-1, role: switch}\n")
    source = ("declarations/incident-response.yaml", r"sources: \[fw-ot-1", "sources: [sw-1")
    assert reasons(told(site, other, source)) == [
        "where sw-1 logs from, or where the collector stands, is not declared"
    ]
