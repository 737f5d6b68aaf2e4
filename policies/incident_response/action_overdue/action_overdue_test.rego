package zonewarden.incident_response.action_overdue_test

import data.zonewarden.incident_response.action_overdue as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"actions": {
		"A": {
			"id": "A",
			"title": "action A",
			"from": "E",
			"owner": "k",
			"due": "2027",
			"due_ago_h": -5,
			"status": "open",
			"worst_impact": 0,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "A", "kind": "action"}} with input as _good
	policy.violations == set() with input as _good
}

test_overdue if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "due",
		"message": "The action A was due on 2026-01-01 and is open.",
		"subject": {"id": "A", "kind": "action"},
	}} with input as _facts({"actions": {"A": {"due": "2026-01-01", "due_ago_h": 9}}})
}

test_nobodys if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "missing:date,owner",
		"message": "The action A is open and has no date and owner.",
		"subject": {"id": "A", "kind": "action"},
	}} with input as _facts({"actions": {"A": {"owner": null, "due": null, "due_ago_h": null}}})
}

test_closed if {
	policy.subjects == set() with input as _facts({"actions": {"A": {"status": "closed", "due_ago_h": 9}}})
}

_tried(changes) := object.union(_good, {
	"site": {"limits": {"update_days": 90}},
	"playbooks": {"p": object.union(
		{
			"id": "p",
			"title": "playbook p",
			"status": "approved",
			"scenario": "it_ransomware",
			"scope": ["line1"],
			"reviewed_at_ago_h": 2500,
			"worst_impact": 3,
		},
		changes,
	)},
	"exercises": {"E": {
		"id": "E",
		"date": "2026-01-01",
		"date_ago_h": 2400,
		"scenarios": ["it_ransomware"],
		"units": ["line1"],
		"actions": ["A"],
		"worst_impact": 3,
	}},
})

test_plan_not_updated_after_an_exercise if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "updated:E",
		"message": concat(" ", [
			"The playbook p was exercised on 2026-01-01 (E), which left things to do,",
			"and was not reviewed within 90 days.",
		]),
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _tried({})
	policy.violations == set() with input as _tried({"reviewed_at_ago_h": 2300})
	policy.violations == set() with input as _tried({"scenario": "loss_of_view"})
	policy.violations == set() with input as _tried({"status": "draft"})
	policy.violations == set() with input as object.union(_tried({}), {"exercises": {"E": {"id": "F", "actions": []}}})
	policy.violations == set() with input as object.union(_tried({}), {"exercises": {"E": {"date_ago_h": 2000}}})
}

test_overdue_where_production_matters if {
	{v.floor | some v in policy.violations} == {"medium"} with input as object.union(
		_tried({"reviewed_at_ago_h": 1}),
		{"actions": {"A": {"due_ago_h": 1}}},
	)
}

test_a_status_that_is_not_closed_is_open if {
	count(policy.violations) == 1 with input as _facts({"actions": {"A": {"status": "waiting", "due_ago_h": 9}}})
}
