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
			"scope": ["line1"],
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
	"units": {"line1": {"shifts": []}},
	"contacts": {"c": {
		"role": "shift_supervisor",
		"reach": "radio 2",
		"available_24x7": true,
		"shifts": [],
		"units": [],
	}},
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

_unreached(gap) := {{
	"key": "reach:shift_supervisor",
	"message": sprintf("The playbook p lets shift_supervisor decide, whom no contact reaches %s.", [gap]),
	"subject": {"id": "p", "kind": "playbook"},
}}

test_contact_without_number_or_for_another_unit if {
	policy.violations == _unreached("around the clock") with input as _facts({"contacts": {"c": {"reach": null}}})
	policy.violations == _unreached("around the clock") with input as _facts({"contacts": {"c": {"units": ["line2"]}}})
	policy.violations == set() with input as _facts({"contacts": {"c": {"units": ["line1"]}}})
	policy.violations == _unreached("around the clock") with input as _facts({"playbooks": {"p": {"scope": []}}, "contacts": {"c": {"available_24x7": false}}})
}

test_each_shift_has_its_contact if {
	shifts := {"units": {"line1": {"shifts": ["early", "late"]}}, "contacts": {"c": {"shifts": ["early"]}}}
	policy.violations == _unreached("in shift late") with input as _facts(shifts)
	late := {"role": "shift_supervisor", "reach": "radio 3", "available_24x7": null, "shifts": ["late"], "units": []}
	policy.violations == set() with input as _facts(object.union(shifts, {"contacts": {"d": late}}))

	# one of a single shift answers in that shift, at a unit that names none of its own
	policy.violations == _unreached("around the clock") with input as _facts({"contacts": {"c": {"shifts": ["early"]}}})
}

_stopped := {{
	"floor": "high",
	"key": "stop:security",
	"message": "The playbook p lets security alone take decision \"stop\".",
	"subject": {"id": "p", "kind": "playbook"},
}}

test_security_is_who_decides if {
	stop := {"authority": {"role": "shift_supervisor", "deputy": "ciso"}}
	policy.violations == _stopped with input as _facts({"playbooks": {"p": {"worst_impact": 4, "decisions": {"stop": stop}}}})
	policy.violations == set() with input as _facts({"playbooks": {"p": {"worst_impact": 2, "decisions": {"stop": stop}}}})
	policy.violations == set() with input as _facts({"playbooks": {"p": {"worst_impact": 4, "decisions": {"continue": stop}}}})
}

_part(word) := _facts({"playbooks": {"p": {"worst_impact": 3, "decisions": {"stop": {"security_role": word}}}}})

test_a_part_of_security_in_unknown_words_is_a_decision if {
	not "stop:security" in {v.key | some v in policy.violations} with input as _part("inform")
	count({v | some v in policy.violations; contains(v.key, "security")}) == 1 with input as _part("orders")
}
