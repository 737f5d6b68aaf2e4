package zonewarden.segmentation.idmz_bypass_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.idmz_bypass as policy

test_desktop_session_into_operations if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ent>ops"},
		"message": concat(" ", [
			"Zone ent (level 4-5) can open sessions to ops (level 3) through fw-ot-1 with no industrial DMZ",
			"between them: RDP.",
		]),
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"flow": "fw:ent>ops", "part": "permitted"},
		"capability": 2,
		"floor": "high",
	}} with input as fixtures.facts([fixtures.covered("ent", "ops", ["rdp"])])
}

test_time_from_the_office_is_medium if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>ent"},
		"message": concat(" ", [
			"Zone ops (level 3) can open sessions to ent (level 4-5) through fw-ot-1 with no industrial DMZ",
			"between them: NTP.",
		]),
		"evidence": {"services": ["ntp"], "service_count": 1},
		"packets": {"flow": "fw:ops>ent", "part": "permitted"},
		"capability": 1,
		"floor": "medium",
	}} with input as fixtures.facts([fixtures.covered("ops", "ent", ["ntp"])])
}

test_vendor_network_into_a_cell if {
	flow := fixtures.covered("vendor", "cell1", ["ssh"])
	count(policy.violations) == 1 with input as fixtures.facts([flow])
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("ent", "ops")])
	policy.subjects == {{"kind": "flow", "id": "fw:ent>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_dmz_at_one_end_and_flows_of_other_policies_are_not_judged if {
	facts := fixtures.facts([
		fixtures.undeclared("ent", "idmz", ["ssh"]),
		fixtures.undeclared("ra", "ops", ["ssh"]),
		fixtures.undeclared("ent", "cell1", ["ssh"]),
		fixtures.undeclared("internet", "ops", ["ssh"]),
		fixtures.undeclared("ops", "internet", ["ssh"]),
		fixtures.undeclared("ops", "cell1", ["ssh"]),
	])
	policy.subjects == set() with input as facts
}
