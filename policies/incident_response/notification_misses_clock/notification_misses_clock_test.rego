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
			"approval_minutes": 60,
			"steps": [
				{
					"audience": "csirt",
					"regulation": "nis2",
					"deadline_h": 24,
					"owner": "a",
					"deputy": "b",
				},
			],
		},
	},
	"contacts": {"k": {"id": "k", "title": "contact k", "verified_at_ago_h": 100}},
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
			"plan has a step for it with owner and deputy.",
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
			"plan has a step for it with owner and deputy.",
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
			"plan has a step for it with owner and deputy.",
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
		"key": "template",
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
		"ceiling": "low",
		"floor": "low",
		"key": "verified",
		"message": "The contact k was not verified within 180 days.",
		"subject": {"id": "k", "kind": "contact"},
	}} with input as _facts({"contacts": {"k": {"verified_at_ago_h": 9000}}})
}
