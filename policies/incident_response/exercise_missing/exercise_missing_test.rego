package zonewarden.incident_response.exercise_missing_test

import data.zonewarden.incident_response.exercise_missing as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"units": {
		"line1": {
			"id": "line1",
			"title": "unit line1",
			"worst_impact": 2,
			"owners": {"ot": "keller", "it": "brandt"},
			"degraded_mode_ref": null,
			"bia": {"safety_consequence": 1},
		},
	},
	"exercises": {
		"E": {
			"id": "E",
			"units": ["line1"],
			"date_ago_h": 100,
			"scenarios": ["vendor_access_compromise"],
			"participants": [{"id": "a", "role": "shift_supervisor"}, {"id": "b", "role": "security"}],
			"tested": ["containment", "segregation"],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "line1", "kind": "unit"}} with input as _good
	policy.violations == set() with input as _good
}

test_none_this_year if {
	policy.violations == {{
		"key": "exercise",
		"message": "The unit line1 had no exercise in the last 365 days.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"exercises": {"E": {"date_ago_h": 9000}}})
}

test_one_that_is_still_planned if {
	policy.violations == {
		{
			"key": "exercise",
			"message": "The unit line1 had no exercise in the last 365 days.",
			"subject": {"id": "line1", "kind": "unit"},
		},
		{
			"key": "vendor",
			"message": "The unit line1 was never exercised for a compromise of vendor access.",
			"subject": {"id": "line1", "kind": "unit"},
		},
	} with input as _facts({"exercises": {"E": {"date_ago_h": -10}}})
}

test_nobody_of_production if {
	policy.violations == {{
		"key": "absent:production",
		"message": "The unit line1 was exercised without production in the last 365 days.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"exercises": {"E": {"participants": [{"id": "b", "role": "security"}]}}})
}

test_no_safety_engineer if {
	policy.violations == {{
		"floor": "medium",
		"key": "absent:safety",
		"message": "The unit line1 was exercised without safety in the last 365 days.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"units": {"line1": {"worst_impact": 4, "bia": {"safety_consequence": 4}}}})
}

test_too_little_tested if {
	policy.violations == {{
		"key": "tested",
		"message": concat(" ", [
			"The unit line1 was exercised for fewer than two of containment, segregation,",
			"backups and isolation in the last 365 days.",
		]),
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"exercises": {"E": {"tested": ["containment", "communication"]}}})
}

test_vendor_access_never if {
	policy.violations == {{
		"key": "vendor",
		"message": "The unit line1 was never exercised for a compromise of vendor access.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"exercises": {"E": {"scenarios": ["loss_of_view"]}}})
}

test_units_of_little_impact if {
	policy.subjects == set() with input as _facts({"units": {"line1": {"worst_impact": 1}}})
}
