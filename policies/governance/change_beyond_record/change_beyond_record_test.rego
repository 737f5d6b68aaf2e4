package zonewarden.governance.change_beyond_record_test

import data.zonewarden.governance.change_beyond_record as policy

_facts(changes) := object.union(_good, changes)

_change(changes) := _facts({"changes": {"C": changes}})

_edit(changes) := _facts({"edits": {"E": changes}})

_any := {"comparisons": {"comparison": {"changes": []}}}

_good := {
	"comparisons": {"comparison": {"changes": ["C"]}},
	"changes": {"C": {
		"id": "C",
		"title": "change C",
		"type": "normal",
		"status": "approved",
		"disruption": "hot",
		"window_id": null,
		"start": "2026-11-25T08:00:00Z",
		"start_ago_h": -10,
		"end": "2026-11-25T16:00:00Z",
		"end_ago_h": -18,
		"implemented_at_ago_h": null,
		"approvals": [
			{"by": "keller", "role": "ot_operations", "at_ago_h": 50},
			{"by": "brandt", "role": "security", "at_ago_h": 48},
		],
	}},
	"windows": {"W": {"id": "W", "start_ago_h": -8, "end_ago_h": -20}},
	"zones": {
		"ent": {"id": "ent", "kind": "enterprise", "ot": false},
		"ops": {"id": "ops", "kind": "operations", "ot": true},
		"cell": {"id": "cell", "kind": "cell", "ot": true},
		"sis": {"id": "sis", "kind": "safety", "ot": true},
	},
	"edits": {"E": {
		"id": "E",
		"title": "configuration configs/fw.cfg",
		"kind": "configuration",
		"change": "changed",
		"devices": ["fw"],
		"from": "",
		"to": "",
		"conduits": [],
		"undeclared": false,
		"certainty": "definite",
		"named_by": ["C"],
		"zones": ["ent", "ops"],
		"fresh_roles": [],
	}},
}

_of_change(key, text) := {{
	"subject": {"kind": "change", "id": "C"},
	"key": key,
	"message": sprintf("The change C %s.", [text]),
}}

_of_edit(found) := {object.union(
	{
		"subject": {"kind": "edit", "id": "E"},
		"evidence": {"conduits": [], "devices": ["fw"], "named_by": []},
		"certainty": "definite",
		"zones": ["ent", "ops"],
		"floor": "medium",
	},
	found,
)}

test_passes if {
	policy.subjects == {{"kind": "edit", "id": "E"}, {"kind": "change", "id": "C"}} with input as _good
	policy.violations == set() with input as _good
}

test_nothing_is_compared if {
	policy.subjects == set() with input as {"comparisons": {}, "edits": {}, "changes": _good.changes}
	policy.violations == set() with input as {"comparisons": {}, "edits": {}, "changes": _good.changes}
}

test_a_device_that_the_change_does_not_name if {
	policy.violations == _of_edit({"message": concat("", [
		"The configuration configs/fw.cfg was changed, ",
		"and change C does not name it.",
	])}) with input as _edit({"named_by": []})
}

test_another_change_names_it if {
	policy.violations == _of_edit({
		"evidence": {"conduits": [], "devices": ["fw"], "named_by": ["D"]},
		"message": "The configuration configs/fw.cfg was changed, and change C does not name it.",
	}) with input as _edit({"named_by": ["D"]})
}

test_opened_into_the_plant if {
	found := _of_edit({
		"floor": "high",
		"message": concat("", [
			"The flow from ent to ops at fw is opened for packets that belong to a and b and to no conduit, ",
			"and change C does not name it.",
		]),
		"evidence": {"conduits": ["a", "b"], "devices": ["fw"], "named_by": []},
		"certainty": "possible",
	})
	policy.violations == found with input as _edit({
		"title": "flow from ent to ops at fw",
		"kind": "flow",
		"change": "opened",
		"from": "ent",
		"to": "ops",
		"conduits": ["a", "b"],
		"undeclared": true,
		"certainty": "possible",
		"named_by": [],
	})
}

test_opened_inside_the_plant if {
	found := _of_edit({"message": concat("", [
		"The flow from ops to cell at fw is opened for packets that belong to no conduit, ",
		"and change C does not name it.",
	])})
	policy.violations == found with input as _edit({
		"title": "flow from ops to cell at fw",
		"kind": "flow",
		"change": "opened",
		"from": "ops",
		"to": "cell",
		"undeclared": true,
		"named_by": [],
	})
}

test_opened_to_safety_and_out_of_the_plant if {
	every ends in [["ops", "sis"], ["ops", "ent"]] {
		found := _of_edit({
			"floor": "high",
			"message": concat("", [
				"The flow at fw is opened for packets that belong to a, ",
				"and change C does not name it.",
			]),
			"evidence": {"conduits": ["a"], "devices": ["fw"], "named_by": []},
		})
		policy.violations == found with input as _edit({
			"title": "flow at fw",
			"kind": "flow",
			"change": "opened",
			"from": ends[0],
			"to": ends[1],
			"conduits": ["a"],
			"named_by": [],
		})
	}
}

test_closed if {
	found := _of_edit({
		"message": concat("", [
			"The flow from ent to ops at fw is closed for packets that belong to a, ",
			"and change C does not name it.",
		]),
		"evidence": {"conduits": ["a"], "devices": ["fw"], "named_by": []},
	})
	policy.violations == found with input as _edit({
		"title": "flow from ent to ops at fw",
		"kind": "flow",
		"change": "closed",
		"from": "ent",
		"to": "ops",
		"conduits": ["a"],
		"named_by": [],
	})
}

test_what_nobody_can_tell_is_left_to_its_taints if {
	policy.violations == set() with input as _edit({"kind": "flow", "change": "unknown", "named_by": []})
}

test_rewritten_record if {
	policy.violations == _of_edit({
		"evidence": {"conduits": [], "devices": ["fw"], "named_by": ["C"]},
		"message": "The record of change C was rewritten after it was approved, and not approved again by security.",
	}) with input as _edit({"title": "record of change C", "kind": "record", "fresh_roles": ["ot_operations"]})
}

test_rewritten_and_approved_again if {
	policy.violations == set() with input as _edit({
		"kind": "record",
		"fresh_roles": ["ot_operations", "security"],
	})
}

test_record_of_another_change if {
	policy.violations == set() with input as _edit({"kind": "record", "named_by": ["D"]})
}

test_any_approved_change_may_name_it if {
	policy.subjects == {{"kind": "edit", "id": "E"}} with input as _facts(_any)
	policy.violations == set() with input as _facts(_any)
}

test_no_approved_change_names_it if {
	found := _of_edit({
		"evidence": {"conduits": [], "devices": ["fw"], "named_by": ["C"]},
		"message": concat("", [
			"The configuration configs/fw.cfg was changed, ",
			"and no approved change that is not over names it.",
		]),
	})
	policy.violations == found with input as object.union(_change({"status": "planned"}), _any)
}

test_any_rewritten_record if {
	policy.violations == _of_edit({
		"evidence": {"conduits": [], "devices": ["fw"], "named_by": ["C"]},
		"message": concat("", [
			"The record of change C was rewritten after it was approved, ",
			"and not approved again by ot_operations and security.",
		]),
	}) with input as object.union(_edit({"title": "record of change C", "kind": "record"}), _any)
}

test_not_approved if {
	policy.violations == _of_change("status", "is planned, not approved") with input as _change({"status": "planned"})
}

test_one_signature if {
	policy.violations == _of_change("approvals:security", "is not approved by security") with input as _change({"approvals": [{
		"by": "keller",
		"role": "ot_operations",
		"at_ago_h": 50,
	}]})
}

test_signature_of_tomorrow if {
	found := _of_change("approvals:security", "is not approved by security")
	policy.violations == found with input as _change({"approvals": [
		{"by": "keller", "role": "ot_operations", "at_ago_h": 50},
		{"by": "brandt", "role": "security", "at_ago_h": -1},
	]})
}

test_emergency_begins_with_one_signature if {
	policy.violations == set() with input as _change({
		"type": "emergency",
		"approvals": [{"by": "keller", "role": "ot_operations", "at_ago_h": 1}],
	})
}

test_emergency_without_any if {
	found := _of_change("approvals:ot_operations,security", "is not approved by ot_operations and security")
	policy.violations == found with input as _change({"type": "emergency", "approvals": []})
}

test_no_times if {
	policy.violations == _of_change("times", "states no start and end") with input as _change({
		"end": null,
		"end_ago_h": null,
	})
}

test_over if {
	found := _of_change("over", "is over since 2026-11-25T16:00:00Z")
	policy.violations == found with input as _change({"start_ago_h": 10, "end_ago_h": 2})
}

test_carried_out_in_time if {
	policy.violations == set() with input as _change({
		"status": "implemented",
		"start_ago_h": 10,
		"end_ago_h": 2,
		"implemented_at_ago_h": 5,
	})
}

test_carried_out_too_late if {
	found := _of_change("over", "is over since 2026-11-25T16:00:00Z")
	policy.violations == found with input as _change({
		"start_ago_h": 10,
		"end_ago_h": 2,
		"implemented_at_ago_h": 1,
	})
}

test_carried_out_too_early if {
	found := _of_change("over", "is over since 2026-11-25T16:00:00Z")
	policy.violations == found with input as _change({
		"start_ago_h": 10,
		"end_ago_h": 2,
		"implemented_at_ago_h": 11,
	})
}

test_no_window if {
	found := _of_change("window", "needs planned downtime (outage) and has no window")
	policy.violations == found with input as _change({"disruption": "outage"})
}

test_inside_its_window if {
	policy.violations == set() with input as _change({"window_id": "W", "disruption": "window"})
}

test_begins_before_its_window if {
	found := _of_change("outside", "runs outside of window W")
	policy.violations == found with input as _change({"window_id": "W", "start_ago_h": -7})
}

test_ends_after_its_window if {
	found := _of_change("outside", "runs outside of window W")
	policy.violations == found with input as _change({"window_id": "W", "end_ago_h": -21})
}

test_roles_count_for_their_side if {
	policy.violations == set() with input as _change({"approvals": [
		{"by": "keller", "role": "production_operations", "at_ago_h": 50},
		{"by": "brandt", "role": "ciso", "at_ago_h": 48},
	]})
}
