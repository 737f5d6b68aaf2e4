package zonewarden.segmentation.enterprise_to_control_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.enterprise_to_control as policy

test_modbus_from_enterprise if {
	flow := fixtures.covered("ent", "cell1", ["modbus-tcp"])
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ent>cell1"},
		"message": concat(" ", [
			"Zone ent can open sessions to cell1 (level 1-2) through fw-ot-1 without passing the industrial",
			"DMZ: Modbus/TCP.",
		]),
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:ent>cell1", "part": "permitted"},
		"capability": 3,
		"floor": "critical",
	}} with input as fixtures.facts([flow])
}

test_time_to_supervisory_is_high if {
	flow := fixtures.covered("ent", "hmi", ["ntp"])
	floors := {violation.floor | some violation in policy.violations} with input as fixtures.facts([flow])
	floors == {"high"}
}

test_anything_to_safety_is_critical if {
	flow := fixtures.covered("ent", "sis", ["ntp"])
	floors := {violation.floor | some violation in policy.violations} with input as fixtures.facts([flow])
	floors == {"critical"}
}

test_any_service_is_said if {
	flow := fixtures.unlimited("ent", "hmi")
	some violation in policy.violations with input as fixtures.facts([flow])
	endswith(violation.message, "without passing the industrial DMZ: any service.")
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("ent", "cell1")])
	policy.subjects == {{"kind": "flow", "id": "fw:ent>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_other_pairs_are_not_judged if {
	some_flows := [
		fixtures.undeclared("ent", "ops", ["ssh"]),
		fixtures.undeclared("idmz", "cell1", ["ssh"]),
		fixtures.undeclared("cell1", "ent", ["ssh"]),
	]
	policy.subjects == set() with input as fixtures.facts(some_flows)
	policy.violations == set() with input as fixtures.facts(some_flows)
}
