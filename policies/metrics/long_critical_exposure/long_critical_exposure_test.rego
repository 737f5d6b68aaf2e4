package zonewarden.metrics.long_critical_exposure_test

import data.zonewarden.metrics.long_critical_exposure as policy

_facts(changes) := object.union(_good, changes)

_mean(changes) := _facts({"measures": {"critical_exposure_hours@site": changes}})

_window(changes) := _facts({"measures": {"exposed_hours@V": changes}})

_good := {
	"site": {
		"declared": ["kpis", "vulnerabilities"],
		"limits": {"exposure_h_immediate": 72, "exposure_h_out_of_cycle": 720},
	},
	"kpis": {"critical_exposure_hours": {
		"id": "critical_exposure_hours",
		"title": "kpi critical_exposure_hours",
		"target": 100,
	}},
	"measures": {
		"critical_exposure_hours@site": {
			"id": "critical_exposure_hours@site",
			"measure": "critical_exposure_hours",
			"scope": "site",
			"value": 50,
			"bound": 0,
			"inputs": {"exposed": 1, "p95": 50, "max": 50, "p95_seen": 0},
			"missing": [],
			"kpis": ["critical_exposure_hours"],
			"periods": [],
		},
		"exposed_hours@V": {
			"id": "exposed_hours@V",
			"measure": "exposed_hours",
			"scope": "V",
			"value": 50,
			"bound": 0,
			"missing": [],
		},
	},
	"vulnerabilities": {"V": {
		"id": "V",
		"title": "vulnerability V",
		"priority": "immediate",
		"worst_impact": 3,
	}},
}

_above(text, certainty, changes) := {object.union(
	{
		"ceiling": "medium",
		"certainty": certainty,
		"evidence": object.union(
			{"inputs": {"exposed": 1, "p95": 50, "max": 50, "p95_seen": 0}, "missing": [], "periods": []},
			changes,
		),
		"floor": "medium",
		"key": "mean",
		"message": sprintf("The kpi critical_exposure_hours is %s.", [text]),
		"subject": {"id": "critical_exposure_hours", "kind": "kpi"},
	},
	{},
)}

test_passes if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}, {"id": "critical_exposure_hours", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_mean_above_target if {
	policy.violations == _above(
		"125 h at the mean, 50 h at the 95th percentile, above its target of 100 h",
		"possible",
		{},
	) with input as _mean({"value": 125})
}

test_tail_above_target_as_records_show if {
	policy.violations == _above(
		"50 h at the mean, 130 h at the 95th percentile, above its target of 100 h",
		"definite",
		{"inputs": {"p95": 130, "p95_seen": 110}},
	) with input as _mean({"inputs": {"p95": 130, "p95_seen": 110}})
}

test_not_shrunk_over_three_periods if {
	periods := [{"at": "c", "value": 125}, {"at": "b", "value": 90}, {"at": "a", "value": 125}]
	policy.violations == _above(
		"125 h at the mean, 50 h at the 95th percentile, above its target of 100 h, and has not shrunk over three periods",
		"possible",
		{"periods": periods},
	) with input as _mean({"value": 125, "periods": periods})
	shrunk := [{"at": "c", "value": 125}, {"at": "b", "value": 90}, {"at": "a", "value": 126}]
	policy.violations == _above(
		"125 h at the mean, 50 h at the 95th percentile, above its target of 100 h",
		"possible",
		{"periods": shrunk},
	) with input as _mean({"value": 125, "periods": shrunk})
	unknown := [{"at": "c", "value": 125}, {"at": "b", "value": null}, {"at": "a", "value": 20}]
	policy.violations == _above(
		"125 h at the mean, 50 h at the 95th percentile, above its target of 100 h",
		"possible",
		{"periods": unknown},
	) with input as _mean({"value": 125, "periods": unknown})
}

test_a_mean_that_is_not_known_is_judged_by_what_is_seen if {
	policy.violations == _above(
		"150 h at least at the mean, above its target of 100 h",
		"definite",
		{"missing": ["whether W is reachable"]},
	) with input as _mean({"value": null, "bound": 150, "missing": ["whether W is reachable"]})
}

test_a_mean_that_is_not_known_is_the_measure_itself if {
	changed := _mean({"value": null, "bound": 20, "missing": ["whether W is reachable"]})
	policy.subjects == {{"id": "V", "kind": "vulnerability"}, {"id": "critical_exposure_hours@site", "kind": "measure"}} with input as changed
	policy.violations == set() with input as changed
}

test_one_very_long_window if {
	policy.violations == {{
		"ceiling": "high",
		"certainty": "possible",
		"floor": "high",
		"key": "window",
		"message": "The vulnerability V was exposed for 150 h, more than twice the limit of 72 h.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _window({"value": 149.5})
	policy.violations == {{
		"ceiling": "high",
		"certainty": "definite",
		"floor": "high",
		"key": "window",
		"message": "The vulnerability V was exposed for 145 h, more than twice the limit of 72 h.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _window({"value": null, "bound": 145})
}

test_a_very_long_window_makes_the_mean_high if {
	changed := object.union(_window({"value": 150}), {"measures": {"critical_exposure_hours@site": {"value": 125}}})
	{[v.key, v.floor] | some v in policy.violations} == {["mean", "high"], ["window", "high"]} with input as changed
}

test_a_window_of_a_small_unit_or_within_twice_the_limit if {
	policy.violations == set() with input as object.union(_window({"value": 150}), {"vulnerabilities": {"V": {"worst_impact": 2}}})
	policy.violations == set() with input as _window({"value": 144})
	policy.violations == set() with input as object.union(_window({"value": 150}), {"vulnerabilities": {"V": {"priority": "out_of_cycle"}}})
}

test_unknown_detection if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "detection",
		"message": "The vulnerability V is critical and says not when it was detected.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _window({"value": null, "missing": ["detected_at of V, or an advisory with its date, in the past"]})
}

test_without_a_target_the_mean_is_not_assessed if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}} with input as _facts({"kpis": {"critical_exposure_hours": {"target": null}}})
}
