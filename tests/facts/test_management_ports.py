"""Facts about services: whether they are offered at management ports alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.management import management
from zonewarden.policy_set import shipped

MANAGEMENT, CELL, NOWHERE = "10.99.0.1", "10.20.1.1", "192.168.7.1"
DEDICATED = "        set dedicated-to management\n"


def port(name: str, address: str, *, dedicated: bool = False) -> str:
    return (
        f'    edit "{name}"\n        set vdom "root"\n        set ip {address} 255.255.255.0\n'
        f"        set allowaccess snmp\n{DEDICATED if dedicated else ''}    next\n"
    )


def offered(tmp_path: Path, *ports: str) -> dict[str, bool]:
    """Return of each SNMP service of a FortiGate whether it is offered at management ports alone."""
    site = tmp_path / "site"
    shutil.copytree(shipped() / "devices/weak_snmp/good", site)
    (site / "configs/rt-ot-1.cfg").write_text(
        "#config-version=FGT60F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin\n"
        f'config system global\n    set hostname "fg"\nend\nconfig system interface\n{"".join(ports)}end\n',
        encoding="utf-8",
    )
    survey = analyse(read(Request(site / "zonewarden.yaml")))
    assert survey is not None
    (found,) = survey.devices
    return {s["interfaces"][0]: s["management_ports"] for s in management(survey, found)["services"]}


@pytest.mark.parametrize(
    ("address", "dedicated", "expected"),
    [
        (MANAGEMENT, False, True),
        (CELL, False, False),
        (NOWHERE, False, False),
        (MANAGEMENT, True, True),
        (CELL, True, False),
        (NOWHERE, True, True),
    ],
)
def test_a_port_for_management(tmp_path: Path, address: str, dedicated: bool, expected: bool) -> None:
    assert offered(tmp_path, port("mgmt", address, dedicated=dedicated)) == {"mgmt": expected}


def test_each_port_counts_for_itself(tmp_path: Path) -> None:
    assert offered(tmp_path, port("mgmt", MANAGEMENT), port("cell", CELL)) == {"mgmt": True, "cell": False}
