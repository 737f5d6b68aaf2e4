package zonewarden.remote_access.grant_not_approved_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.grant_not_approved as policy

test_own_approval if {
	approvals := [{"by": "p.ruiz", "role": "vendor", "at_ago_h": 5}]
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz is approved by its own user and lacks the approval of operations.",
		"evidence": {"approvers": ["p.ruiz"]},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"approvals": approvals})]})
}

test_no_approval if {
	count(policy.violations) == 1 with input as f.facts({"grants": [f.grant({"approvals": []})]})
}

test_whoever_runs_the_plant_or_answers_for_it_speaks_for_operations if {
	people := [{"id": "j.ott", "role": "shift_supervisor"}]
	unit := {"id": "unit-1", "owners": {"ot": "h.wagner"}}
	every approval in [{"by": "j.ott", "role": "shift_supervisor"}, {"by": "j.ott", "role": null}, {"by": "h.wagner", "role": "owner"}] {
		facts := f.facts({"grants": [f.grant({"approvals": [approval]})], "people": people, "units": [unit]})
		policy.violations == set() with input as facts
	}
	strangers := f.facts({"grants": [f.grant({"approvals": [{"by": "x", "role": "it"}]})], "people": people, "units": [unit]})
	{v.message | some v in policy.violations} == {"Grant g-1 of p.ruiz lacks the approval of operations."} with input as strangers
}

test_highest_impact_needs_two if {
	facts := f.facts({"grants": [f.grant({"worst_impact": 4})]})
	{v.message | some v in policy.violations} == {"Grant g-1 of p.ruiz lacks a second approval, by security."} with input as facts
}

test_one_person_in_two_roles_is_one_approval if {
	approvals := [{"by": "m.keller", "role": "ot_operations"}, {"by": "m.keller", "role": "security"}]
	facts := f.facts({"grants": [f.grant({"worst_impact": 4, "approvals": approvals})]})
	count(policy.violations) == 1 with input as facts
}

test_safety_needs_two if {
	facts := f.facts({"grants": [f.grant({"target_zones": ["sis"]})]})
	count(policy.violations) == 1 with input as facts
}

test_two_approvals_pass if {
	approvals := [{"by": "m.keller", "role": "ot_operations"}, {"by": "s.brandt", "role": "security"}]
	facts := f.facts({"grants": [f.grant({"worst_impact": 4, "approvals": approvals})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_requests_are_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({"status": "requested", "approvals": []})]})
}

_used(changes) := f.facts({
	"gateways": [f.gateway({})],
	"grants": [f.grant({})],
	"sessions": [f.session(changes)],
	"exports": [{"id": "sessions"}],
})

test_session_without_a_grant if {
	policy.violations == {{
		"subject": f.subject("session", "s-1"),
		"message": "Session s-1 of p.ruiz was opened without a grant.",
		"evidence": {"grant": null, "target": "plc-1", "service": "s7comm"},
		"certainty": "definite",
		"exposure": 3,
	}} with input as _used({"grant": null, "target_granted": null, "service_granted": null})
}

test_session_beyond_its_grant if {
	changes := {"start_ago_h": 2, "target": "hmi-1", "target_granted": false, "service": "rdp", "service_granted": false}
	{v.message | some v in policy.violations} == {concat("", [
		"Session s-1 of p.ruiz began before grant g-1 of p.ruiz, led to hmi-1, which its grant does not name ",
		"and used rdp, which its grant does not name.",
	])} with input as _used(changes)
}

test_session_by_an_unknown_grant_or_gateway if {
	{v.message | some v in policy.violations} == {"Session s-1 of p.ruiz was opened by grant g-9, which does not exist."} with input as _used({"grant": "g-9", "target_granted": null})
	{v.message | some v in policy.violations} == {"Session s-1 of p.ruiz ran over gateway gw-9, which nobody declares."} with input as _used({"gateway": "gw-9"})
}

test_target_that_nobody_knows_is_possibly_another if {
	facts := _used({"target": "unknown.example", "target_granted": null})
	{v.certainty | some v in policy.violations} == {"possible"} with input as facts
}

test_session_of_its_grant_passes if {
	{f.subject("session", "s-1"), f.subject("export", "sessions")} & policy.subjects != set() with input as _used({})
	policy.violations == set() with input as _used({})
	policy.violations == set() with input as _used({"target": null, "target_granted": null, "service": null, "gateway": null})
}
