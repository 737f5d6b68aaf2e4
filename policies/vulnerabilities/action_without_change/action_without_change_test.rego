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
			"closed_at_ago_h": null,
			"evidence": [],
			"justification": null,
			"decision": {"type": "patch_scheduled", "control_ids": []},
		},
	},
	"changes": {"CHG": {"status": "approved", "post_check": {"result": null}}},
	"compensating_controls": {"C": {"proof": "holds", "expires_ago_h": -10}},
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

_closed(changes) := {"vulnerabilities": {"V": object.union(
	{"status": "resolved", "worst_impact": 1, "action": null, "change_id": null},
	changes,
)}}

_without_evidence := {{
	"ceiling": "low",
	"floor": "low",
	"key": "evidence",
	"message": "The vulnerability V was closed without a change record or other evidence.",
	"subject": {"id": "V", "kind": "vulnerability"},
}}

test_closed_without_evidence if {
	policy.violations == _without_evidence with input as _facts(_closed({}))
	policy.violations == _without_evidence with input as _facts(_closed({"status": "not_affected", "closed_at_ago_h": 5}))
}

test_other_evidence if {
	policy.violations == set() with input as _facts(_closed({"evidence": ["scan of 2026-11-01"]}))
	policy.violations == set() with input as _facts(_closed({
		"status": "not_affected",
		"closed_at_ago_h": 5,
		"justification": "code_not_present",
	}))
	policy.violations == set() with input as _facts(_closed({"decision": {"type": "mitigated", "control_ids": ["C"]}}))
}

test_controls_that_are_not_proved_are_no_evidence if {
	policy.violations == _without_evidence with input as _facts(object.union(
		_closed({"decision": {"type": "mitigated", "control_ids": ["C"]}}),
		{"compensating_controls": {"C": {"proof": "open"}}},
	))
}

_undone(what) := {{
	"ceiling": "medium",
	"floor": "medium",
	"key": "undone",
	"message": sprintf("The vulnerability V was closed, and its change CHG is %s.", [what]),
	"subject": {"id": "V", "kind": "vulnerability"},
}}

test_closed_before_its_change if {
	policy.violations == _undone("only approved") with input as _facts({"vulnerabilities": {"V": {"status": "resolved"}}})
	policy.violations == _undone("rejected") with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved"}},
		"changes": {"CHG": {"status": "rejected"}},
	})
	policy.violations == _undone("said to have failed its check") with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved"}},
		"changes": {"CHG": {"status": "closed", "post_check": {"result": "fail"}}},
	})
}

test_resolved_by_a_closed_change if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved"}},
		"changes": {"CHG": {"status": "closed"}},
	})
}

test_a_control_takes_the_place_of_the_patch if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {
			"action": "compensating_control",
			"decision": {"type": "mitigated", "control_ids": ["C"]},
		}},
		"changes": {"CHG": {"status": "closed"}},
	})
}

test_nothing_done_yet if {
	policy.subjects == set() with input as _facts({"vulnerabilities": {"V": {"action": null, "change_id": null}}})
}

test_a_closed_vulnerability_whose_change_is_of_unknown_status if {
	count(policy.violations) == 1 with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved", "closed_at_ago_h": 5}},
		"changes": {"CHG": {"status": "rolled_back"}},
	})
}
