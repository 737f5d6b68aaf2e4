package zonewarden.incident_response.notification_misses_clock_test

import data.zonewarden.incident_response.notification_misses_clock as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"contact_max_days": 180}},
	"regulations": {
		"nis2": {
			"id": "nis2",
			"title": "regulation nis2",
			"mandatory": true,
			"clocks": [{"event": "early_warning", "hours": 24}],
		},
	},
	"comm_plans": {
		"c": {
			"id": "c",
			"title": "communication plan c",
			"public_template": "x.md",
			"public_template_approved": null,
			"public_template_states_impact": null,
			"approval_minutes": 60,
			"steps": [
				{
					"audience": "csirt",
					"regulation": "nis2",
					"deadline_h": 24,
					"owner": "a",
					"deputy": "b",
					"event": null,
					"channel": "portal",
					"contact": null,
				},
			],
		},
	},
	"contacts": {"k": {"id": "k", "title": "contact k", "verified_at_ago_h": 100, "reach": "+49"}},
}

test_passes if {
	policy.subjects == {{"id": "c", "kind": "communication_plan"}, {"id": "k", "kind": "contact"}, {"id": "nis2", "kind": "regulation"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_step_in_time if {
	policy.violations == {{
		"floor": "medium",
		"key": "early_warning",
		"message": concat(" ", [
			"The regulation nis2 asks for early_warning within 24 h, and no communication",
			"plan has a step of its own for it with owner, deputy and channel.",
		]),
		"subject": {"id": "nis2", "kind": "regulation"},
	}} with input as _facts({
		"comm_plans": {
			"c": {
				"steps": [
					{
						"audience": "csirt",
						"regulation": "nis2",
						"deadline_h": 48,
						"owner": "a",
						"deputy": "b",
						"event": null,
						"channel": "portal",
						"contact": null,
					},
				],
			},
		},
	})
}

test_step_without_deadline if {
	policy.violations == {{
		"floor": "medium",
		"key": "early_warning",
		"message": concat(" ", [
			"The regulation nis2 asks for early_warning within 24 h, and no communication",
			"plan has a step of its own for it with owner, deputy and channel.",
		]),
		"subject": {"id": "nis2", "kind": "regulation"},
	}} with input as _facts({
		"comm_plans": {
			"c": {
				"steps": [
					{
						"audience": "csirt",
						"regulation": "nis2",
						"deadline_h": null,
						"owner": "a",
						"deputy": "b",
						"event": null,
						"channel": "portal",
						"contact": null,
					},
				],
			},
		},
	})
}

test_no_deputy if {
	policy.violations == {{
		"floor": "low",
		"key": "early_warning",
		"message": concat(" ", [
			"The regulation nis2 asks for early_warning within 24 h, and no communication",
			"plan has a step of its own for it with owner, deputy and channel.",
		]),
		"subject": {"id": "nis2", "kind": "regulation"},
	}} with input as _facts({
		"comm_plans": {
			"c": {
				"steps": [
					{
						"audience": "csirt",
						"regulation": "nis2",
						"deadline_h": 24,
						"owner": "a",
						"deputy": null,
						"event": null,
						"channel": "portal",
						"contact": null,
					},
				],
			},
		},
		"regulations": {"nis2": {"mandatory": false}},
	})
}

test_no_statement if {
	policy.violations == {{
		"exposure": 1,
		"floor": "low",
		"key": "template:no prepared public statement",
		"message": "The communication plan c has no prepared public statement.",
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {"public_template": null}}})
}

test_approval_takes_too_long if {
	policy.violations == {{
		"exposure": 1,
		"floor": "medium",
		"key": "approval",
		"message": concat(" ", [
			"The communication plan c needs 2000 min for an approval, longer than the",
			"shortest deadline of 24 h.",
		]),
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {"approval_minutes": 2000}}})
}

test_old_contact if {
	policy.violations == {{
		"exposure": 1,
		"floor": "medium",
		"key": "verified",
		"message": "The contact k was not verified within 180 days.",
		"subject": {"id": "k", "kind": "contact"},
	}} with input as _facts({"contacts": {"k": {"verified_at_ago_h": 9000}}})
}

_step(hours, more) := object.union(
	{
		"audience": "csirt",
		"regulation": "nis2",
		"event": null,
		"deadline_h": hours,
		"owner": "a",
		"deputy": "b",
		"channel": "portal",
		"contact": null,
	},
	more,
)

# The events that are missed where three are asked for.
_missed(steps) := {violation.key | some violation in found} if {
	found := policy.violations with input as object.union(_good, {
		"people": {"gone": {"employment_end_ago_h": 5}},
		"regulations": {"nis2": {"clocks": [
			{"event": "final_report", "hours": 720},
			{"event": "early_warning", "hours": 24},
			{"event": "notification", "hours": 72},
		]}},
		"comm_plans": {"c": {"steps": steps}},
	})
}

test_every_deadline_has_a_step_of_its_own if {
	_missed([_step(720, {}), _step(24, {}), _step(72, {})]) == set()
	_missed([_step(36, {}), _step(72, {}), _step(720, {})]) == {"early_warning"}
	_missed([_step(24, {}), _step(720, {})]) == {"notification"}
	_missed([_step(24, {})]) == {"notification", "final_report"}
	_missed([_step(24, {}), _step(24, {}), _step(24, {})]) == set()
}

test_a_step_that_names_an_event_is_for_that_one if {
	named := {"event": "early_warning"}
	_missed([_step(24, named), _step(24, {}), _step(700, {})]) == set()
	_missed([_step(24, named), _step(24, named), _step(700, {})]) == {"notification"}
	_missed([_step(30, named), _step(72, {}), _step(700, {})]) == {"early_warning"}
}

test_who_tells_and_how if {
	rest := [_step(72, {}), _step(720, {})]
	_missed(array.concat([_step(24, {"channel": null})], rest)) == {"early_warning"}
	_missed(array.concat([_step(24, {"channel": null, "contact": "k"})], rest)) == set()
	_missed(array.concat([_step(24, {"deputy": "a"})], rest)) == {"early_warning"}
	_missed(array.concat([_step(24, {"owner": "gone"})], rest)) == {"early_warning"}
}

test_statement_that_is_not_ready if {
	policy.violations == {{
		"exposure": 1,
		"floor": "low",
		"key": "template:a public statement that does not say what stands still,a public statement that nobody approved",
		"message": concat(" ", [
			"The communication plan c has a public statement that does not say what stands still",
			"and a public statement that nobody approved.",
		]),
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {
		"public_template_approved": false,
		"public_template_states_impact": false,
	}}})
}

test_nobody_says_how_long_an_approval_takes if {
	plan := {"kind": "communication_plan", "id": "c"}
	not plan in policy.subjects with input as _facts({"comm_plans": {"c": {"approval_minutes": null}}})
	policy.violations == set() with input as _facts({"comm_plans": {"c": {"approval_minutes": null}}})
	plan in policy.subjects with input as _facts({"comm_plans": {"c": {"approval_minutes": null, "steps": []}}})
}

test_only_the_deadlines_that_a_plan_serves if {
	other := {"nerc": {"id": "nerc", "title": "regulation nerc", "mandatory": true, "clocks": [{"event": "r", "hours": 1}]}}
	{v.key | some v in policy.violations} == {"r"} with input as _facts({
		"regulations": other,
		"comm_plans": {"c": {"approval_minutes": 90}},
	})
}

test_contact_without_number if {
	policy.violations == {{
		"exposure": 1,
		"floor": "low",
		"key": "reach",
		"message": "The contact k has no number or address.",
		"subject": {"id": "k", "kind": "contact"},
	}} with input as _facts({"contacts": {"k": {"reach": null}}, "regulations": {"nis2": {"mandatory": false}}})
}
