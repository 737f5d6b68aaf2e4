package zonewarden.vulnerabilities.action_without_change_test

import data.zonewarden.vulnerabilities.action_without_change as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"vulnerabilities": {
		"V": {
			"id": "V",
			"title": "vulnerability V",
			"status": "exploitable",
			"worst_impact": 3,
			"action": "patch",
			"change_id": "CHG",
		},
	},
	"changes": {"CHG": {"status": "approved"}},
}

test_passes if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_change if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "change",
		"message": "The vulnerability V is acted on (patch) without a change record.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"vulnerabilities": {"V": {"change_id": null}}})
}

test_closed_change if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "open",
		"message": "The vulnerability V is still open, and its change CHG is closed.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"changes": {"CHG": {"status": "closed"}}})
}

test_resolved_without_change if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "evidence",
		"message": "The vulnerability V was resolved without a change record.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({
		"vulnerabilities": {
			"V": {"status": "resolved", "worst_impact": 1, "action": null, "change_id": null},
		},
	})
}

test_resolved_by_a_closed_change if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved"}},
		"changes": {"CHG": {"status": "closed"}},
	})
}

test_nothing_done_yet if {
	policy.subjects == set() with input as _facts({"vulnerabilities": {"V": {"action": null, "change_id": null}}})
}
