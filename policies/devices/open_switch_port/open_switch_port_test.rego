package zonewarden.devices.open_switch_port_test

import data.zonewarden.devices.open_switch_port as policy
import data.zonewarden.lib.fixtures

_port(changes) := object.union(
	{
		"id": "sw/Gi1",
		"device": "sw",
		"name": "Gi1",
		"enabled": true,
		"description": "plc-1",
		"mode": "access",
		"access_vlan": 201,
		"native_vlan": 1,
		"all_vlans": true,
		"settings": ["port-security", "violation-restrict"],
		"zones": ["cell1"],
		"use": "",
		"asset": "",
	},
	changes,
)

_facts(changes) := {
	"zones": fixtures.zones,
	"devices": {"sw": {"name": "sw-1"}},
	"ports": {"sw/Gi1": _port(changes)},
}

_subject := {"kind": "port", "id": "sw/Gi1"}

test_locked_port_passes if {
	facts := _facts({})
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
}

test_spare_port_that_is_up if {
	facts := _facts({"use": "spare"})
	policy.violations == {{
		"subject": _subject,
		"key": "unused",
		"message": "Port Gi1 of sw-1 is declared spare and not shut.",
		"evidence": {"use": "spare"},
		"exposure": 1,
	}} with input as facts
}

test_port_that_says_nothing if {
	bare := {"mode": "", "description": "", "settings": ["unstated"], "zones": []}
	up := _facts(bare)
	policy.violations == {{
		"subject": _subject,
		"key": "unused",
		"message": "Port Gi1 of sw-1 is without any configuration and not shut.",
		"evidence": {"use": ""},
		"exposure": 1,
	}} with input as up
	down := _facts(object.union(bare, {"enabled": false}))
	policy.violations == set() with input as down
}

test_port_of_a_cell_for_anybody if {
	facts := _facts({"settings": []})
	policy.violations == {{
		"subject": _subject,
		"key": "anybody",
		"message": "Port Gi1 of sw-1 takes any host into cell1 (level 1-2).",
		"evidence": {"vlan": 201},
		"zones": ["cell1"],
		"exposure": 1,
	}} with input as facts
}

test_a_port_that_negotiates_is_for_hosts_too if {
	keys := {v.key | some v in policy.violations} with input as _facts({"settings": [], "mode": "dynamic"})
	keys == {"anybody"}
}

test_port_that_shuts_down if {
	facts := _facts({"settings": ["port-security"]})
	policy.violations == {{
		"subject": _subject,
		"key": "shuts-down",
		"message": "Port Gi1 of sw-1 shuts down when another host appears, and carries cell1 (level 1-2).",
		"evidence": {"vlan": 201},
		"zones": ["cell1"],
		"exposure": 1,
	}} with input as facts
}

test_ports_of_rings_trunks_and_offices_are_not_for_anybody if {
	ring := _facts({"settings": [], "use": "ring"})
	policy.violations == set() with input as ring
	trunk := _facts({"settings": [], "mode": "trunk"})
	policy.violations == set() with input as trunk
	office := _facts({"settings": [], "zones": ["ops"]})
	policy.violations == set() with input as office
	dot1x := _facts({"settings": ["dot1x"]})
	policy.violations == set() with input as dot1x
}
