package zonewarden.governance.change_without_dual_approval_test

import data.zonewarden.governance.change_without_dual_approval as policy

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
	"zones": {"cell1": {"kind": "cell", "ot": true, "dmz": false}},
	"people": {"keller": {"role": "production_manager"}, "brandt": {"role": "security"}},
	"authority_levels": {
		"authority_levels": {"1": [], "2": ["production_manager"], "3": ["council"], "4": ["council"]},
	},
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _good
	policy.violations == set() with input as _good
}

test_security_did_not_approve if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:security",
		"message": "The change C is not approved by security.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({
		"changes": {
			"C": {"approvals": [{"by": "keller", "role": "ot_operations", "at_ago_h": 50}]},
		},
	})
}

test_safety_did_not_approve if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "missing:safety",
		"message": "The change C is not approved by safety.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"zones": {"cell1": {"kind": "safety"}}})
}

test_approved_after_it_began if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "late:security",
		"message": "The change C was approved by security (brandt) after it began.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"start_ago_h": 49}}})
}

test_one_person_does_everything if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "duties",
		"message": "The change C is requested, approved and carried out by keller.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"requester": "keller", "implementer": "keller"}}})
}

test_nobody_with_authority if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "authority",
		"message": "The change C is approved by nobody who may accept an impact of 3 (council).",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"worst_impact": 3}}})
}

test_unknown_place_counts_as_ot if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:ot_operations,security",
		"message": "The change C is not approved by ot_operations and security.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"zones": [], "approvals": []}}})
}

test_emergency_is_approved_afterwards if {
	policy.violations == set() with input as _facts({"changes": {"C": {"type": "emergency", "start_ago_h": 60}}})
}

test_requests_are_not_judged if {
	policy.subjects == set() with input as _facts({"changes": {"C": {"status": "requested"}}})
}

test_office_only if {
	policy.subjects == set() with input as _facts({"zones": {"cell1": {"ot": false}}})
}

_signed(ot, it) := _facts({"changes": {"C": {"status": "signed", "approvals": [
	{"by": "keller", "role": ot, "at_ago_h": 50},
	{"by": "brandt", "role": it, "at_ago_h": 48},
]}}})

test_an_unknown_status_is_judged_and_roles_count_for_their_side if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _signed("shift_supervisor", "cybersecurity")
	policy.violations == set() with input as _signed("shift_supervisor", "cybersecurity")
	{v.key | some v in policy.violations} == {"missing:security"} with input as _signed("production_manager", "hr")
}
