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

_by_jump_host(flow) := fixtures.with_second_legs(
	fixtures.facts([flow]),
	[fixtures.second_leg(flow, "jump_host", "jump-1"), fixtures.second_leg(flow, "others", "")],
)

test_jump_host_of_another_zone if {
	policy.violations == {{
		"subject": {"kind": "second_leg", "id": "jump-1@fw:ops>cell1"},
		"message": "Jump host jump-1 can open sessions to cell1 (level 1-2) through fw-ot-1: S7comm.",
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"second_leg": "jump-1@fw:ops>cell1"},
		"exposure": 3,
	}} with input as _by_jump_host(fixtures.covered("ops", "cell1", ["s7comm"]))
	policy.violations == set() with input as _by_jump_host(fixtures.blocked("ops", "cell1"))
	policy.subjects == set() with input as _by_jump_host(fixtures.covered("ops", "hmi", ["rdp"]))
}
