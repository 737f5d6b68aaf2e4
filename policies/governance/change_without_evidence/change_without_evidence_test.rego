package zonewarden.governance.change_without_evidence_test

import data.zonewarden.governance.change_without_evidence as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"changes": {
		"C": {
			"id": "C",
			"title": "change C",
			"type": "normal",
			"status": "approved",
			"requester": "ott",
			"implementer": "ruiz",
			"start_ago_h": -10,
			"end_ago_h": -14,
			"implemented_at_ago_h": 800,
			"window_id": "W",
			"disruption": "window",
			"worst_impact": 2,
			"zones": ["cell1"],
			"affected_units": ["line1"],
			"approvals": [
				{"by": "keller", "role": "ot_operations", "at_ago_h": 50},
				{"by": "brandt", "role": "security", "at_ago_h": 48},
			],
			"production_impact": "none",
			"cyber_controls_affected": ["X"],
			"test": {"result": "pass", "environment": "bench", "at": "2026"},
			"rollback": {"plan": "x"},
			"post_check": {"at_ago_h": 790, "result": "pass"},
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_analysis if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "missing:affected controls,production impact",
		"message": "The change C states no affected controls and production impact.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"production_impact": null, "cyber_controls_affected": []}}})
}

test_no_test if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "test",
		"message": "The change C has no evidence of a test.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"worst_impact": 3, "test": {"result": null}}}})
}

test_never_checked if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "check",
		"message": "The change C was carried out over 30 days ago and never checked.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"post_check": {"result": null}}}})
}

test_failed_and_closed if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "failed",
		"message": "The change C failed its check afterwards and is closed.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"status": "closed", "post_check": {"result": "fail"}}}})
}

test_check_has_30_days if {
	policy.violations == set() with input as _facts({"changes": {"C": {"implemented_at_ago_h": 100, "post_check": {"result": null}}}})
}

test_standard_changes if {
	policy.subjects == set() with input as _facts({"changes": {"C": {"type": "standard"}}})
}

test_tested_without_success_or_checked_late if {
	{v.key | some v in policy.violations} == {"test-failed"} with input as _facts({"changes": {"C": {"test": {"result": "fail"}}}})
	{v.key | some v in policy.violations} == {"late"} with input as _facts({"changes": {"C": {"post_check": {"at_ago_h": 5}}}})
	policy.violations == set() with input as _facts({"changes": {"C": {"post_check": {"at_ago_h": null}}}})
}

test_an_unknown_status_needs_evidence_and_an_unknown_result_is_none if {
	changes := {"status": "rolled_back", "test": {"result": "pending"}, "post_check": {"result": "pending"}}
	{v.key | some v in policy.violations} == {"check", "test"} with input as _facts({"changes": {"C": changes}})
}
