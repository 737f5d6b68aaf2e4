package zonewarden.segmentation.ot_to_internet_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.ot_to_internet as policy

test_control_zone_browses if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cell1>internet"},
		"message": "Zone cell1 (level 1-2) can open sessions to the Internet through fw-ot-1: HTTPS.",
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:cell1>internet", "part": "permitted"},
		"exposure": 2,
		"floor": "high",
	}} with input as fixtures.facts([fixtures.covered("cell1", "internet", ["https"])])
}

test_operations_zone_has_no_floor if {
	flow := fixtures.unlimited("ops", "internet")
	floors := {violation.floor | some violation in policy.violations} with input as fixtures.facts([flow])
	floors == {"low"}
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("ops", "internet")])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>internet"}} with input as facts
	policy.violations == set() with input as facts
}

test_dmz_and_office_are_not_judged if {
	facts := fixtures.facts([
		fixtures.covered("idmz", "internet", ["https"]),
		fixtures.covered("ent", "internet", ["https"]),
	])
	policy.subjects == set() with input as facts
}
