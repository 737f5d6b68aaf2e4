package zonewarden.conduits.undeclared_flow_test

import data.zonewarden.conduits.undeclared_flow as policy
import data.zonewarden.lib.fixtures

test_undeclared_session_into_a_cell if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"message": concat(" ", [
			"No conduit declares what fw-ot-1 permits from ops (level 3) to cell1 (level 1-2): Modbus/TCP and",
			"SSH.",
		]),
		"evidence": {"services": ["modbus-tcp", "ssh"], "service_count": 2},
		"packets": {"flow": "fw:ops>cell1", "part": "undeclared"},
		"capability": 3,
		"floor": "info",
		"ceiling": "critical",
	}} with input as fixtures.facts([fixtures.undeclared("ops", "cell1", ["ssh", "modbus-tcp"])])
}

_bounds(flow) := bounds if {
	facts := fixtures.facts([flow])
	bounds := {[violation.floor, violation.ceiling] | some violation in policy.violations} with input as facts
}

test_into_safety_is_critical if _bounds(fixtures.undeclared("ops", "sis", ["ntp"])) == {["critical", "critical"]}

test_between_dmz_and_office_has_no_ceiling if {
	_bounds(fixtures.undeclared("idmz", "ent", ["ntp"])) == {["info", "critical"]}
}

test_outside_the_plant_is_medium_at_most if {
	_bounds(fixtures.unlimited("ent", "internet")) == {["info", "medium"]}
}

test_port_outside_the_catalogue if {
	facts := fixtures.facts([fixtures.undeclared("ops", "cell1", [])])
	some violation in policy.violations with input as facts
	endswith(violation.message, ": tcp/9, udp/9.")
}

test_covered_flow_passes if {
	facts := fixtures.facts([fixtures.covered("ops", "cell1", ["ssh"])])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_other_parts_are_left_to_their_policies if {
	flow := object.union(fixtures.covered("ops", "cell1", ["ssh"]), {"excess_services": {}, "wrong_initiator": {}})
	policy.violations == set() with input as fixtures.facts([flow])
}

test_addresses_outside_every_zone_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([fixtures.unlimited("unassociated", "ops")])
}
