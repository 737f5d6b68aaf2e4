"""Facts about switch ports: in which VLANs DHCP is used, and watched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.ports import ports
from zonewarden.policy_set import shipped

PORT = "interface GigabitEthernet1/0/1\n switchport mode access\n switchport access vlan 201\n!\n"
VLAN = "interface Vlan201\n ip address 10.20.1.1 255.255.255.0\n"
RELAY = " ip helper-address 10.20.1.9\n!\n"


def found(tmp_path: Path, text: str) -> tuple[bool, bool, bool]:
    """Return what the facts say of DHCP at the one port of a configuration."""
    site = tmp_path / "site"
    shutil.copytree(shipped() / "devices/weak_layer_2/good", site)
    (site / "configs/sw-1.cfg").write_text(f"version 15.2\nhostname sw-1\n!\n{text}end\n", encoding="utf-8")
    survey = analyse(read(Request(site / "zonewarden.yaml")))
    assert survey is not None
    (port,) = ports(survey).values()
    return port["dhcp"], port["dhcp_snooped"], port["arp_inspected"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VLAN + "!\n", (False, False, False)),
        (VLAN + RELAY, (True, False, False)),
        (VLAN + "!\nip dhcp pool P\n network 10.20.1.0 255.255.255.0\n!\n", (True, False, False)),
        (VLAN + "!\nip dhcp pool P\n network 10.20.2.0 255.255.255.0\n!\n", (False, False, False)),
        (VLAN + RELAY + "ip dhcp snooping vlan 100-300\n", (True, False, False)),
        (VLAN + RELAY + "ip dhcp snooping\nip dhcp snooping vlan 10,100-300\n", (True, True, False)),
        (
            VLAN + RELAY + "ip dhcp snooping\nip dhcp snooping vlan 10\nip arp inspection vlan 201\n",
            (True, False, True),
        ),
    ],
)
def test_dhcp(tmp_path: Path, text: str, expected: tuple[bool, bool, bool]) -> None:
    assert found(tmp_path, PORT + text) == expected
