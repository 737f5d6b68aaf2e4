package zonewarden.segmentation.transient_device_in_production_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.transient_device_in_production as policy

_laptop(home) := object.union(fixtures.asset("svc-1", "workstation", home), {"transient": true})

test_service_laptop_in_a_cell if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "svc-1"},
		"message": "svc-1 is connected from time to time and stands in cell1 (level 1-2), not in a transient zone.",
		"evidence": {"zone": "cell1", "kind": "cell"},
		"zones": ["cell1"],
		"exposure": 2,
	}} with input as fixtures.with_assets(fixtures.facts([]), [_laptop("cell1")])
}

test_laptop_in_the_maintenance_network_passes if {
	facts := fixtures.with_assets(fixtures.facts([]), [_laptop("service")])
	policy.subjects == {{"kind": "asset", "id": "svc-1"}} with input as facts
	policy.violations == set() with input as facts
}

test_maintenance_network_reaches_a_cell if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:service>cell1"},
		"message": concat(" ", [
			"The transient zone service reaches more of cell1 (level 1-2) than declared targets",
			"through fw-ot-1: S7comm.",
		]),
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"flow": "fw:service>cell1", "part": "undeclared"},
		"capability": 3,
		"exposure": 2,
	}} with input as fixtures.facts([fixtures.undeclared("service", "cell1", ["s7comm"])])
}

_under_conduit(named) := fixtures.with_conduits(
	fixtures.facts([object.union(
		fixtures.covered("service", "cell1", ["s7comm"]),
		{"permitted": object.union(fixtures.part, {"conduits": ["c1"]})},
	)]),
	[{"id": "c1", "endpoints_declared": named}],
)

test_conduit_of_whole_zones if {
	{v.packets.part | some v in policy.violations} == {"permitted"} with input as _under_conduit(false)
}

test_conduit_with_named_hosts_passes if {
	policy.subjects == {{"kind": "flow", "id": "fw:service>cell1"}} with input as _under_conduit(true)
	policy.violations == set() with input as _under_conduit(true)
}

test_other_directions_are_not_judged if {
	facts := fixtures.facts([
		fixtures.undeclared("cell1", "service", ["ssh"]),
		fixtures.undeclared("service", "ent", ["ssh"]),
	])
	policy.subjects == set() with input as facts
}

_maintenance(zone, enabled) := object.union(fixtures.facts([]), {"ports": {"fw/Gi9": {
	"device": "fw",
	"name": "Gi9",
	"use": "maintenance",
	"enabled": enabled,
	"access_vlan": 201,
	"zones": [zone],
}}})

test_maintenance_port_into_a_cell if {
	facts := _maintenance("cell1", true)
	policy.violations == {{
		"subject": {"kind": "port", "id": "fw/Gi9"},
		"message": "Port Gi9 of fw-ot-1 is for maintenance and leads into cell1 (level 1-2).",
		"evidence": {"vlan": 201},
		"zones": ["cell1"],
		"exposure": 2,
	}} with input as facts
}

test_maintenance_port_into_the_transient_zone_or_shut_passes if {
	into_service := _maintenance("service", true)
	policy.subjects == {{"kind": "port", "id": "fw/Gi9"}} with input as into_service
	policy.violations == set() with input as into_service
	shut := _maintenance("cell1", false)
	policy.violations == set() with input as shut
}
