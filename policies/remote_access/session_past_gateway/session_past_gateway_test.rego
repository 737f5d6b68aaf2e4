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

test_second_leg_and_front_door_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([
		fixtures.covered("ra", "ops", ["rdp"]),
		fixtures.covered("internet", "ra", ["https"]),
	])
}

_pool(facts) := object.union(facts, {"zones": {"ra": {"vpn_clients": true}}})

test_vpn_clients_past_the_gateway if {
	facts := _pool(fixtures.facts([fixtures.undeclared("ra", "ops", ["rdp"])]))
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ra>ops"},
		"message": concat("", [
			"Zone ra can open remote sessions to ops (level 3) through fw-ot-1 ",
			"past the remote-access gateway: RDP.",
		]),
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"flow": "fw:ra>ops", "part": "permitted", "services": ["rdp"]},
		"capability": 2,
	}} with input as facts
}

test_zone_of_the_gateway_itself_is_not_assessed if {
	facts := object.union(
		_pool(fixtures.facts([fixtures.undeclared("ra", "ops", ["rdp"])])),
		{"assets": {"jump-1": {"zone": "ra", "role": "jump_host"}}},
	)
	policy.subjects == set() with input as facts
}
