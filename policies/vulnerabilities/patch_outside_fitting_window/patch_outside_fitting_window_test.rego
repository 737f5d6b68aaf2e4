package zonewarden.vulnerabilities.patch_outside_fitting_window_test

import data.zonewarden.vulnerabilities.patch_outside_fitting_window as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"windows": {
		"W": {
			"id": "W",
			"units": ["line1"],
			"start_ago_h": -100,
			"end_ago_h": -112,
			"production_state": "standstill",
			"type": "outage",
		},
	},
	"freezes": {},
	"changes": {
		"CHG": {
			"id": "CHG",
			"window_id": null,
			"estimated_duration_h": 4,
			"rollback_duration_h": 2,
		},
	},
	"vulnerabilities": {
		"V": {
			"id": "V",
			"title": "vulnerability V",
			"status": "exploitable",
			"worst_impact": 2,
			"affected_units": ["line1"],
			"action": "patch",
			"change_id": "CHG",
			"restart_required": "machine",
			"decision": {"type": "patch_scheduled", "window_id": "W"},
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_window if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "window",
		"message": "The vulnerability V is to be patched in no window.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"vulnerabilities": {"V": {"decision": {"type": null, "window_id": null}}}})
}

test_window_that_is_over if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "past",
		"message": "The vulnerability V is to be patched in window W, which is over.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"windows": {"W": {"start_ago_h": 24, "end_ago_h": 12}}})
}

test_other_unit if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "unit:line1",
		"message": "The vulnerability V is to be patched in window W, which does not stop line1.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"windows": {"W": {"units": ["boiler"]}}})
}

test_production_only_slow if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "state",
		"message": concat(" ", [
			"The vulnerability V needs a restart (machine) that window W, with production",
			"slow, has no room for.",
		]),
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({
		"windows": {"W": {"production_state": "slow"}},
		"vulnerabilities": {"V": {"worst_impact": 3}},
	})
}

test_unknown_duration if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "duration",
		"message": concat(" ", [
			"The vulnerability V is to be patched by change CHG, which does not say how long",
			"it and its rollback take.",
		]),
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"changes": {"CHG": {"rollback_duration_h": null}}})
}

test_too_short if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "length",
		"message": "The vulnerability V needs 6 h with rollback, and window W is 5 h long.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"windows": {"W": {"end_ago_h": -105}}})
}

test_in_a_freeze if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "freeze:F",
		"message": "The vulnerability V is to be patched in window W, within freeze F.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"freezes": {"F": {"units": [], "start_ago_h": -90, "end_ago_h": -120}}})
}

test_window_of_the_change if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {"decision": {"type": null, "window_id": null}}},
		"changes": {"CHG": {"window_id": "W"}},
	})
}

test_mitigated_is_no_patch if {
	policy.subjects == set() with input as _facts({"vulnerabilities": {"V": {"decision": {"type": "mitigated"}}}})
}
