package zonewarden.remote_access.remote_control_tool_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.remote_control_tool as policy

test_tool_out_of_operations if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>internet"},
		"message": "Remote-control tools get through fw-ot-1 from ops (level 3) to internet: TeamViewer.",
		"evidence": {"services": ["teamviewer"], "service_count": 1},
		"packets": {"flow": "fw:ops>internet", "part": "permitted", "services": ["teamviewer"]},
	}} with input as fixtures.facts([fixtures.covered("ops", "internet", ["teamviewer", "https", "ewon-talk2m"])])
}

test_web_traffic_may_carry_one if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>internet"},
		"message": concat(" ", [
			"Web traffic from ops (level 3) to internet through fw-ot-1 can carry a remote-control tool: Ewon",
			"Talk2M.",
		]),
		"evidence": {"services": ["ewon-talk2m"], "service_count": 1},
		"packets": {"flow": "fw:ops>internet", "part": "permitted", "services": ["ewon-talk2m"]},
		"certainty": "possible",
	}} with input as fixtures.facts([fixtures.covered("ops", "internet", ["https", "ewon-talk2m"])])
}

test_web_traffic_to_the_office_passes if {
	facts := fixtures.facts([fixtures.covered("ops", "ent", ["https", "ewon-talk2m"])])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>ent"}} with input as facts
	policy.violations == set() with input as facts
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("ops", "internet")])
}

test_office_to_internet_and_inside_the_plant_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([
		fixtures.unlimited("ent", "internet"),
		fixtures.unlimited("ops", "idmz"),
	])
}

_tool(changes) := object.union({"service": "teamviewer", "scope": [], "expires_ago_h": null}, changes)

_approved(tool) := object.union(
	fixtures.facts([fixtures.covered("ops", "internet", ["teamviewer"])]),
	{"approved_tools": {"teamviewer": tool}},
)

test_approved_tools_pass_for_their_time_and_place if {
	policy.violations == set() with input as _approved(_tool({}))
	policy.violations == set() with input as _approved(_tool({"scope": ["ops"]}))
	policy.violations == set() with input as _approved(_tool({"scope": ["vendor support"], "expires_ago_h": -1}))
	count(policy.violations) == 1 with input as _approved(_tool({"scope": ["hmi"]}))
	count(policy.violations) == 1 with input as _approved(_tool({"expires_ago_h": 1}))
	count(policy.violations) == 1 with input as _approved(_tool({"service": "anydesk"}))
}
