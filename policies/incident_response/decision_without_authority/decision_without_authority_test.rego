package zonewarden.incident_response.decision_without_authority_test

import data.zonewarden.incident_response.decision_without_authority as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"playbooks": {
		"p": {
			"id": "p",
			"title": "playbook p",
			"status": "approved",
			"worst_impact": 2,
			"decisions": {
				"stop": {
					"triggers": [{"variable": "x"}],
					"authority": {"role": "shift_supervisor", "deputy": "production_manager"},
					"security_role": "advise",
					"default_on_no_contact": "stop",
				},
				"continue": {
					"triggers": [{"variable": "x"}],
					"authority": {"role": "shift_supervisor", "deputy": "production_manager"},
					"security_role": "advise",
					"default_on_no_contact": "stop",
				},
				"degraded": {
					"triggers": [{"variable": "x"}],
					"authority": {"role": "shift_supervisor", "deputy": "production_manager"},
					"security_role": "advise",
					"default_on_no_contact": "stop",
				},
			},
		},
	},
	"contacts": {"c": {"role": "shift_supervisor", "available_24x7": true}},
}

test_passes if {
	policy.subjects == {{"id": "p", "kind": "playbook"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_decision_at_all if {
	policy.violations == {{
		"key": "decisions",
		"message": "The playbook p does not say when to stop, to continue or to run degraded.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({
		"playbooks": {
			"p": {
				"decisions": {
					"stop": {"triggers": []},
					"continue": {"triggers": []},
					"degraded": {"triggers": []},
				},
			},
		},
	})
}

test_no_criteria if {
	policy.violations == {{
		"key": "degraded:triggers",
		"message": "The playbook p has no measurable criteria for decision \"degraded\".",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"playbooks": {"p": {"decisions": {"degraded": {"triggers": []}}}}})
}

test_nobody_decides if {
	policy.violations == {{
		"key": "continue:authority",
		"message": "The playbook p names nobody who takes decision \"continue\".",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"playbooks": {"p": {"decisions": {"continue": {"authority": {"role": null}}}}}})
}

test_no_deputy if {
	policy.violations == {{
		"key": "stop:deputy",
		"message": "The playbook p names no deputy for decision \"stop\".",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"playbooks": {"p": {"decisions": {"stop": {"authority": {"deputy": null}}}}}})
}

test_no_default if {
	policy.violations == {{
		"key": "stop:default",
		"message": "The playbook p says nothing of decision \"stop\" when nobody answers.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"playbooks": {"p": {"decisions": {"stop": {"default_on_no_contact": null}}}}})
}

test_not_reachable if {
	policy.violations == {{
		"key": "reach:shift_supervisor",
		"message": "The playbook p lets shift_supervisor decide, whom no contact reaches around the clock.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"contacts": {"c": {"available_24x7": null}}})
}

test_security_stops_alone if {
	policy.violations == {{
		"floor": "high",
		"key": "stop:security",
		"message": "The playbook p lets security alone take decision \"stop\".",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({
		"playbooks": {"p": {"worst_impact": 3, "decisions": {"stop": {"security_role": "decide"}}}},
	})
}

test_security_decides_to_continue if {
	policy.violations == set() with input as _facts({
		"playbooks": {
			"p": {"worst_impact": 3, "decisions": {"continue": {"security_role": "decide"}}},
		},
	})
}

test_drafts_are_not_judged if {
	policy.subjects == set() with input as _facts({"playbooks": {"p": {"status": "draft"}}})
}
