package zonewarden.segmentation.vlan_in_two_zones_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.vlan_in_two_zones as policy

_port(name, zones) := {
	"id": name,
	"device": "fw",
	"name": name,
	"enabled": true,
	"mode": "access",
	"access_vlan": 201,
	"zones": zones,
	"locations": [fixtures.line(9)],
}

_facts(port) := object.union(fixtures.facts([]), {"ports": {port.id: port}})

_subject := {"kind": "device", "id": "fw"}

test_vlan_of_two_cells if {
	facts := _facts(_port("Gi1", ["cell1", "cell2"]))
	policy.violations == {{
		"subject": _subject,
		"key": "vlan:201",
		"message": "VLAN 201 of fw-ot-1 reaches into cell1 (level 1-2) and cell2 (level 1-2).",
		"evidence": {"vlan": 201, "ports": 1},
		"locations": [fixtures.line(9)],
		"zones": ["cell1", "cell2"],
		"exposure": 1,
	}} with input as facts
}

test_vlan_of_one_zone_passes if {
	facts := _facts(_port("Gi1", ["cell1"]))
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
}

test_offices_are_not_judged if {
	facts := _facts(_port("Gi1", ["ent", "internet"]))
	policy.violations == set() with input as facts
}

test_port_that_is_down_or_a_trunk_joins_nothing if {
	down := _facts(object.union(_port("Gi1", ["cell1", "cell2"]), {"enabled": false}))
	policy.violations == set() with input as down
	trunk := _facts(object.union(_port("Gi1", ["cell1", "cell2"]), {"mode": "trunk"}))
	policy.violations == set() with input as trunk
}
