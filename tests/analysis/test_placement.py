"""Behind which interfaces of a device a zone lies."""

from __future__ import annotations

from tests.analysis.build import zone
from zonewarden.analysis.placement import place
from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import Device

SWITCH = """
hostname sw
ip routing
interface GigabitEthernet1/0/1
 no switchport
 ip address 10.0.0.1 255.255.255.252
interface GigabitEthernet1/0/2
 switchport access vlan 110
 switchport mode access
interface GigabitEthernet1/0/3
 switchport mode trunk
interface Vlan110
 ip address 10.1.0.1 255.255.255.0
"""


def _switch() -> Device:
    return cisco_ios.parse(SWITCH, "sw.cfg").devices[0]


def test_what_no_route_covers_is_behind_routed_interfaces_alone() -> None:
    """Ports of a switch forward nothing between zones: the interface of their VLAN does, through its access list."""
    switch = _switch()
    places = place(zone("ent", "192.168.7.0/24"), switch, None)
    assert {p.interface for p in places} == {"GigabitEthernet1/0/1", "Vlan110"}
    assert not any(p.certain for p in places)


def test_a_zone_declared_at_a_port_is_at_the_interface_of_its_vlan() -> None:
    switch = _switch()
    declared = zone("cell", "10.1.0.0/24", interfaces=(("sw", "GigabitEthernet1/0/2"),))
    assert [(p.interface, p.certain) for p in place(declared, switch, None)] == [("Vlan110", True)]


def test_a_trunk_does_not_place_a_zone() -> None:
    switch = _switch()
    declared = zone("cell", "10.1.0.0/24", interfaces=(("sw", "GigabitEthernet1/0/3"),))
    assert [(p.interface, p.reason) for p in place(declared, switch, None)] == [("Vlan110", "connected network")]
