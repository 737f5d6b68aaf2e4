package zonewarden.governance.change_outside_window_test

import data.zonewarden.governance.change_outside_window as policy

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
			"implemented_at_ago_h": null,
			"window_id": "W",
			"disruption": "window",
			"worst_impact": 2,
			"zones": ["cell1"],
			"affected_units": ["line1"],
			"approvals": [
				{"by": "keller", "role": "ot_operations", "at_ago_h": 50},
				{"by": "brandt", "role": "security", "at_ago_h": 48},
			],
		},
	},
	"windows": {
		"W": {
			"id": "W",
			"units": ["line1"],
			"start_ago_h": -8,
			"end_ago_h": -20,
			"type": "window",
		},
	},
	"freezes": {},
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_window if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "window",
		"message": "The change C needs planned downtime (window) and has no window.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"window_id": null}}})
}

test_no_times if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "times",
		"message": "The change C disturbs production and states no start and end.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"start_ago_h": null}}})
}

test_another_unit if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "unit:boiler",
		"message": "The change C touches boiler, which window W does not stop.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"affected_units": ["line1", "boiler"], "worst_impact": 4}}})
}

test_window_allows_less if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "type",
		"message": "The change C needs an outage, and window W allows less (window).",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"disruption": "outage"}}})
}

test_begins_too_early if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "outside",
		"message": "The change C runs outside of window W.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"start_ago_h": -7}}})
}

test_ends_too_late if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "outside",
		"message": "The change C runs outside of window W.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"end_ago_h": -21}}})
}

test_in_a_freeze if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "freeze:F",
		"message": "The change C falls into freeze F.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"freezes": {"F": {"units": ["line1"], "start_ago_h": -12, "end_ago_h": -30}}})
}

test_hot_in_a_freeze if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "freeze:F",
		"message": "The change C falls into freeze F.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({
		"changes": {"C": {"disruption": "hot", "window_id": null}},
		"freezes": {"F": {"units": [], "start_ago_h": -12, "end_ago_h": -30}},
	})
}

test_done_at_another_time if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "actual",
		"message": "The change C was carried out at another time than planned.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({
		"changes": {"C": {"status": "implemented", "start_ago_h": -10, "implemented_at_ago_h": 3}},
	})
}

test_hot_needs_no_window if {
	policy.violations == set() with input as _facts({
		"changes": {
			"C": {
				"disruption": "hot",
				"window_id": null,
				"start_ago_h": null,
				"end_ago_h": null,
			},
		},
	})
}

test_rejected_is_not_judged if {
	policy.subjects == set() with input as _facts({"changes": {"C": {"status": "rejected"}}})
}

test_an_unknown_status_is_judged if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _facts({"changes": {"C": {"status": "rolled_back"}}})
}
