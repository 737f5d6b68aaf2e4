"""The kill switch played through: by whatever it works, what goes with it and what stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.facts.json import Json
from zonewarden.policy_set import shipped

EXAMPLE = shipped() / "remote_access/no_kill_switch/good"
VPN = """ip local pool VND 10.35.16.200-10.35.16.207 mask 255.255.255.0
tunnel-group ot-vendor type remote-access
tunnel-group ot-vendor general-attributes
 address-pool VND
webvpn
 enable vendor
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "site"))


def told(site: Path, point: str, config: str = "", more: str = "") -> Json:
    """Return the facts with another implementation and more configuration."""
    declared = site / "declarations/remote-access.yaml"
    old = "[{device: fw-ot-1, object: RA-KILL, type: rule}]"
    text = declared.read_text(encoding="utf-8")
    assert old in text
    declared.write_text(text.replace(old, f"[{{{point}}}]{more}"), encoding="utf-8")
    file = site / "configs/fw-ot-1.cfg"
    file.write_text(file.read_text(encoding="utf-8") + config, encoding="utf-8")
    inputs = read(Request(site / "zonewarden.yaml"))
    survey = analyse(inputs)
    assert survey is not None, inputs.diagnostics
    return facts(survey, inputs.configs.parsed)


def run(document: Json) -> Json:
    (found,) = document["kill_switch_runs"].values()
    return found


def flows(touched: list[Json]) -> list[tuple[str, str]]:
    return [(one["from"], one["to"]) for one in touched]


def test_an_interface_is_shut_with_all_that_lies_behind_it(site: Path) -> None:
    found = run(told(site, "device: fw-ot-1, object: hmi, type: interface"))
    assert (found["held"], found["conduits"], flows(found["plant"])) == ("yes", ["cnd-hmi"], [("hmi", "cell1")])


def test_a_conduit_that_must_run_counts_whoever_needs_it(site: Path) -> None:
    path = site / "declarations/conduits.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("required: true", "required: false"), encoding="utf-8")
    more = "\n  excludes_conduits: [cnd-hmi]"
    assert run(told(site, "device: fw-ot-1, object: hmi, type: interface", more=more))["conduits"] == ["cnd-hmi"]


def test_a_vpn_no_longer_serves_its_clients_and_nobody_else_notices(site: Path) -> None:
    found = run(told(site, "device: gw-ot, type: portal", VPN))
    assert (found["object"], found["held"]) == ("ot-vendor", "yes")
    assert (found["conduits"], found["plant"], found["left"]) == ([], [], [])


def test_clients_of_a_vpn_that_is_not_switched_still_get_through(site: Path) -> None:
    found = run(told(site, "device: fw-ot-1, object: GONE, type: rule", VPN))
    assert found["held"] == "no"
    assert ("ra", "cell1") in flows(found["left"])


def test_a_permit_of_that_name_is_switched_off(site: Path) -> None:
    config = "access-list HMI-IN remark LINE-RULE\naccess-list HMI-IN extended permit tcp 10.20.2.0 255.255.255.0 host 10.20.1.12 eq 80\n"
    found = run(told(site, "device: fw-ot-1, object: LINE-RULE, type: rule", config))
    assert flows(found["plant"]) == [("hmi", "cell1")]
    assert found["plant"][0]["part"]["products"][0]["services"] == ["tcp/80"]
    assert found["conduits"] == []


def test_addresses_of_a_group_are_cut_off_both_ways(site: Path) -> None:
    config = "object network PANEL\n host 10.20.2.5\n"
    found = run(told(site, "device: fw-ot-1, object: PANEL, type: group", config))
    assert (found["held"], found["conduits"]) == ("yes", ["cnd-hmi"])
    assert found["plant"][0]["part"]["products"][0]["sources"] == ["10.20.2.5"]


def test_a_group_of_users_is_in_no_model(site: Path) -> None:
    found = run(told(site, "device: fw-ot-1, object: OT-VENDORS, type: user_group"))
    assert found["held"] == "unknown"
    assert [t["reason"] for t in found["taints"]] == ["no object of type user_group is read from configurations"]


def test_a_device_without_a_configuration_keeps_the_switch_open(site: Path) -> None:
    path = site / "declarations/devices.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "  - {id: vpn-9, role: vpn}\n", encoding="utf-8")
    document = told(site, "device: vpn-9, object: ot-vendor, type: portal")
    assert document["kill_switch_runs"] == {}
    assert [t["reason"] for t in document["kill_switch"]["kill_switch"]["taints"]] == [
        "no configuration of vpn-9 is at hand to show ot-vendor"
    ]


def test_a_list_that_is_applied_nowhere_may_cut_anything(site: Path) -> None:
    found = run(
        told(site, "device: fw-ot-1, object: RA-STOP, type: rule", "access-list RA-STOP extended deny ip any any\n")
    )
    assert found["held"] == "yes"
    assert [t["reason"] for t in found["taints"]] == [
        "the configuration does not say what RA-STOP cuts when it is switched"
    ]
