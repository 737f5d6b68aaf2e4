package zonewarden.remote_access.remote_session_to_controller_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.remote_session_to_controller as policy

test_jump_host_to_a_cell if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ra>cell1"},
		"message": "Remote-access zone ra can open sessions to cell1 (level 1-2) through fw-ot-1: S7comm.",
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"flow": "fw:ra>cell1", "part": "permitted"},
		"exposure": 3,
	}} with input as fixtures.facts([fixtures.covered("ra", "cell1", ["s7comm"])])
}

test_safety_zone if {
	count(policy.violations) == 1 with input as fixtures.facts([fixtures.covered("ra", "sis", ["https"])])
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("ra", "cell1")])
	policy.subjects == {{"kind": "flow", "id": "fw:ra>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_level_two_and_other_sources_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([
		fixtures.covered("ra", "hmi", ["rdp"]),
		fixtures.covered("ra", "ops", ["rdp"]),
		fixtures.covered("ops", "cell1", ["s7comm"]),
	])
}
