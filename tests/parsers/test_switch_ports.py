"""Ports of switches as IOS and NX-OS configure them: modes, VLANs, what protects them, and ports that say nothing."""

from __future__ import annotations

import pytest

from zonewarden_parsers.model import SwitchPort
from zonewarden_parsers.registry import PARSERS

ALL = ((1, 4094),)


def ports(text: str, platform: str = "cisco-ios") -> dict[str, SwitchPort | None]:
    parsed = PARSERS[platform].parse(f"hostname sw\n{text}!\nend\n", "x")
    assert parsed.coverage.unknown == ()
    return {i.name: i.port for i in parsed.devices[0].interfaces}


def port(lines: str, platform: str = "cisco-ios") -> SwitchPort:
    name = "Ethernet1/1" if platform == "cisco-nxos" else "GigabitEthernet1/0/1"
    found = ports(f"interface {name}\n switchport\n{lines}", platform)[name]
    assert found is not None
    return found


def test_an_access_port_with_what_protects_it() -> None:
    found = port(
        " switchport mode access\n switchport access vlan 20\n switchport nonegotiate\n switchport port-security\n"
        " switchport port-security violation restrict\n spanning-tree portfast\n spanning-tree bpduguard enable\n"
    )
    settings = {"no-negotiation", "port-security", "violation-restrict", "edge", "bpdu-guard"}
    assert found == SwitchPort("access", 20, 1, ALL, frozenset(settings))


def test_port_security_is_on_by_its_own_command_alone() -> None:
    assert port(" switchport port-security maximum 1\n").settings == frozenset()


def test_a_later_no_takes_back() -> None:
    assert port(
        " switchport mode access\n no switchport mode\n spanning-tree portfast\n no spanning-tree portfast\n"
    ) == (SwitchPort("", 1, 1, ALL))


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        (["20,30-32"], ((20, 20), (30, 32))),
        (["20", "add 21,40"], ((20, 21), (40, 40))),
        (["20-22", "remove 21"], ((20, 20), (22, 22))),
        (["except 1-4000"], ((4001, 4094),)),
        (["none"], ()),
        (["all"], ALL),
        (["20,abc"], ALL),  # what cannot be read carries everything
        (["9999"], ALL),
    ],
)
def test_vlans_of_a_trunk(commands: list[str], expected: tuple[tuple[int, int], ...]) -> None:
    lines = "".join(f" switchport trunk allowed vlan {text}\n" for text in commands)
    assert port(f" switchport mode trunk\n{lines}").vlans == expected


def test_a_mode_that_nobody_states() -> None:
    assert port("").mode == ""
    assert port("", "cisco-nxos").mode == "access"


def test_a_bare_port_of_a_switch_is_a_switch_port() -> None:
    found = ports(
        "interface GigabitEthernet1/0/1\n switchport mode access\ninterface GigabitEthernet1/0/2\n"
        "interface GigabitEthernet1/0/3\n no switchport\n ip address 10.0.0.1 255.255.255.0\ninterface Vlan1\n"
    )
    assert found["GigabitEthernet1/0/2"] == SwitchPort("", 1, 1, ALL, frozenset({"unstated"}))
    assert found["GigabitEthernet1/0/3"] is None
    assert found["Vlan1"] is None


def test_a_router_has_no_switch_ports() -> None:
    assert ports("interface GigabitEthernet0/1\ninterface GigabitEthernet0/2\n ip address 10.0.0.1 255.0.0.0\n") == {
        "GigabitEthernet0/1": None,
        "GigabitEthernet0/2": None,
    }
