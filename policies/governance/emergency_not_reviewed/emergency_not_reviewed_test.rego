package zonewarden.governance.emergency_not_reviewed_test

import data.zonewarden.governance.emergency_not_reviewed as policy

_facts(changes) := object.union(_good, changes)

_change(changes) := _facts({"changes": {"C": changes}})

_good := {
	"site": {"limits": {"emergency_review_days": 3, "emergency_ratio_max_pct": 50}},
	"sites": {"plant": {"id": "plant", "title": "site plant"}},
	"changes": {
		"C": {
			"id": "C",
			"title": "change C",
			"type": "emergency",
			"status": "closed",
			"start_ago_h": 200,
			"implemented_at_ago_h": 200,
			"retrospective_approval_at_ago_h": 150,
			"temporary_until_ago_h": null,
			"approvals": [],
			"locations": [{"path": "operations.yaml", "line": 3}],
		},
		"N": {
			"id": "N",
			"type": "normal",
			"status": "implemented",
			"start_ago_h": 300,
			"implemented_at_ago_h": null,
			"retrospective_approval_at_ago_h": null,
			"locations": [],
		},
	},
}

_not_reviewed := {{
	"subject": {"kind": "change", "id": "C"},
	"key": "review",
	"message": "The change C was an emergency, and nobody approved it within 3 days after it.",
	"floor": "medium",
	"ceiling": "medium",
}}

test_passes if {
	policy.subjects == {{"kind": "change", "id": "C"}, {"kind": "site", "id": "plant"}} with input as _good
	policy.violations == set() with input as _good
}

test_not_reviewed if {
	policy.violations == _not_reviewed with input as _change({"retrospective_approval_at_ago_h": null})
	policy.violations == _not_reviewed with input as _change({"retrospective_approval_at_ago_h": -5})
}

test_nobody_says_when if {
	policy.violations == _not_reviewed with input as _change({
		"retrospective_approval_at_ago_h": null,
		"implemented_at_ago_h": null,
		"start_ago_h": null,
	})
}

test_still_time if {
	policy.violations == set() with input as _change({
		"retrospective_approval_at_ago_h": null,
		"implemented_at_ago_h": 72,
	})
}

test_not_carried_out if {
	policy.subjects == {{"kind": "site", "id": "plant"}} with input as _change({
		"status": "approved",
		"implemented_at_ago_h": null,
	})
}

test_too_many if {
	policy.violations == {{
		"subject": {"kind": "site", "id": "plant"},
		"key": "share:C",
		"message": "The site plant carried out 1 of 1 changes of the last 92 days as emergencies; 50 % are allowed.",
		"locations": [{"path": "operations.yaml", "line": 3}],
		"floor": "medium",
		"ceiling": "medium",
	}} with input as _facts({"changes": {"N": {"start_ago_h": 2209}}})
}

test_nothing_in_the_quarter if {
	policy.subjects == {{"kind": "change", "id": "C"}} with input as _facts({"changes": {
		"C": {"implemented_at_ago_h": 2209, "retrospective_approval_at_ago_h": 2100},
		"N": {"start_ago_h": 2300},
	}})
}

test_approved_afterwards_by_date if {
	alone := {"retrospective_approval_at_ago_h": null, "implemented_at_ago_h": 200}
	policy.violations == set() with input as _change(object.union(alone, {"approvals": [{"at_ago_h": 190}]}))
	policy.violations == _not_reviewed with input as _change(object.union(alone, {"approvals": [{"at_ago_h": 201}, {"at_ago_h": 100}]}))
	policy.violations == _not_reviewed with input as _change({"implemented_at_ago_h": 600})
}

_left(row, changes) := object.union(_change(changes), {
	"devices": {"fw": {"name": "fw-ot-1"}},
	"emergency_rules": {"r": object.union(
		{"change": "C", "device": "fw", "digest": "d", "text": "permit ip any any", "overdue": false, "locations": []},
		row,
	)},
})

test_rule_left_behind if {
	policy.violations == set() with input as _left({}, {})
	policy.violations == set() with input as _left({}, {"temporary_until_ago_h": -5})
	found := {{
		"subject": {"kind": "change", "id": "C"},
		"key": "left:fw:d",
		"message": "The change C left a rule of fw-ot-1 behind that was to go: permit ip any any.",
		"locations": [{"path": "operations.yaml", "line": 3}],
		"floor": "medium",
		"ceiling": "medium",
	}}
	policy.violations == found with input as _left({"overdue": true}, {})
	policy.violations == found with input as _left({}, {"temporary_until_ago_h": 5})
}

test_an_emergency_of_unknown_status_was_carried_out if {
	unknown := {"status": "rolled_back", "implemented_at_ago_h": null}
	{"kind": "change", "id": "C"} in policy.subjects with input as _change(unknown)
	waiting := {"status": "approved", "implemented_at_ago_h": null}
	not {"kind": "change", "id": "C"} in policy.subjects with input as _change(waiting)
}
