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
