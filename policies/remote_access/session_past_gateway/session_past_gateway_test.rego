package zonewarden.remote_access.session_past_gateway_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.session_past_gateway as policy

test_desktop_from_the_office if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ent>ops"},
		"message": concat(" ", [
			"Zone ent can open remote sessions to ops (level 3) through fw-ot-1 past the remote-access",
			"gateway: RDP.",
		]),
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ["rdp"]},
		"capability": 2,
	}} with input as fixtures.facts([fixtures.covered("ent", "ops", ["rdp", "ntp"])])
}

test_shell_on_a_controller if {
	flow := fixtures.covered("vendor", "cell1", ["ssh"])
	capabilities := {violation.capability | some violation in policy.violations} with input as fixtures.facts([flow])
	capabilities == {3}
}

test_web_page_is_not_a_session if {
	facts := fixtures.facts([fixtures.covered("ent", "ops", ["https", "ewon-talk2m"])])
	policy.subjects == {{"kind": "flow", "id": "fw:ent>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("ent", "ops")])
}

test_front_door_is_not_judged if {
	policy.subjects == set() with input as fixtures.facts([
		fixtures.covered("ra", "ops", ["rdp"]),
		fixtures.covered("internet", "ra", ["https"]),
	])
}

_second(flow, kind, host) := fixtures.with_second_legs(fixtures.facts([flow]), [fixtures.second_leg(flow, kind, host)])

test_others_open_the_second_leg if {
	policy.violations == {{
		"subject": {"kind": "second_leg", "id": "others@fw:ra>ops"},
		"message": concat(" ", [
			"Others than gateways and jump hosts of ra can open remote sessions to ops (level 3)",
			"through fw-ot-1: RDP.",
		]),
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"second_leg": "others@fw:ra>ops", "services": ["rdp"]},
		"capability": 2,
	}} with input as _second(fixtures.undeclared("ra", "ops", ["rdp", "ntp"]), "others", "")
}

test_others_that_open_nothing_or_no_sessions_pass if {
	every flow in [fixtures.blocked("ra", "ops"), fixtures.covered("ra", "ops", ["ntp"])] {
		facts := _second(flow, "others", "")
		policy.subjects == {{"kind": "second_leg", "id": "others@fw:ra>ops"}} with input as facts
		policy.violations == set() with input as facts
	}
}

test_jump_hosts_are_not_others if {
	policy.subjects == set() with input as _second(fixtures.covered("ra", "ops", ["rdp"]), "jump_host", "jump-1")
}

test_gateway_in_the_plant_itself if {
	flow := fixtures.covered("ent", "ops", ["rdp"])
	front := fixtures.second_leg(fixtures.blocked("ent", "ops"), "past", "")
	allowed := fixtures.with_second_legs(fixtures.facts([flow]), [front])
	policy.subjects == {{"kind": "second_leg", "id": "past@fw:ent>ops"}} with input as allowed
	policy.violations == set() with input as allowed
	policy.violations == {{
		"subject": {"kind": "second_leg", "id": "past@fw:ent>ops"},
		"message": concat(" ", [
			"Zone ent can open remote sessions to ops (level 3) through fw-ot-1 past the remote-access",
			"gateway there: RDP.",
		]),
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"second_leg": "past@fw:ent>ops", "services": ["rdp"]},
		"capability": 2,
	}} with input as _second(flow, "past", "")
}
