package zonewarden.segmentation.internet_to_ot_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.internet_to_ot as policy

test_published_controller if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:internet>cell1"},
		"message": "The Internet can open sessions to cell1 (level 1-2) through fw-ot-1: S7comm.",
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"flow": "fw:internet>cell1", "part": "permitted"},
		"capability": 3,
		"floor": "critical",
	}} with input as fixtures.facts([fixtures.covered("internet", "cell1", ["s7comm"])])
}

test_low_impact_is_at_least_medium if {
	lab := object.union(fixtures.zone("cell", 1, 2), {"impact": 1})
	facts := {
		"zones": {"internet": fixtures.zone("internet", 5, 5), "lab": lab},
		"flows": {"f": fixtures.covered("internet", "lab", ["ntp"])},
	}
	floors := {violation.floor | some violation in policy.violations} with input as facts
	floors == {"medium"}
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("internet", "ops")])
	policy.subjects == {{"kind": "flow", "id": "fw:internet>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_front_door_of_the_gateway_is_not_judged if {
	facts := fixtures.facts([
		fixtures.covered("internet", "ra", ["https"]),
		fixtures.covered("ops", "internet", ["https"]),
	])
	policy.subjects == set() with input as facts
}
