package zonewarden.metrics.long_critical_exposure_test

import data.zonewarden.metrics.long_critical_exposure as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"exposure_h_immediate": 72, "exposure_h_out_of_cycle": 720}},
	"kpis": {
		"critical_exposure_hours": {
			"id": "critical_exposure_hours",
			"title": "kpi critical_exposure_hours",
			"owners": {"ot": "k", "it": "b"},
			"unit": "ratio",
			"scope": "site",
			"target": 100,
			"threshold": 2,
			"period": "quarter",
			"source": "computed",
		},
	},
	"vulnerabilities": {
		"V": {
			"id": "V",
			"title": "vulnerability V",
			"status": "exploitable",
			"priority": "immediate",
			"exposure": "open",
			"detected_at_ago_h": 50,
			"worst_impact": 2,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}, {"id": "critical_exposure_hours", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_mean_above_target if {
	policy.violations == {{
		"ceiling": "medium",
		"evidence": {"count": 2, "longest_h": 200, "mean_h": 125},
		"floor": "medium",
		"key": "mean",
		"message": "The kpi critical_exposure_hours is 125 h at the mean of 2, above its target of 100 h.",
		"subject": {"id": "critical_exposure_hours", "kind": "kpi"},
	}} with input as _facts({
		"vulnerabilities": {
			"W": {
				"id": "W",
				"title": "vulnerability V",
				"status": "exploitable",
				"priority": "immediate",
				"exposure": null,
				"detected_at_ago_h": 200,
				"worst_impact": 2,
			},
		},
	})
}

test_one_very_long_window if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "window",
		"message": "The vulnerability V has been exposed for 150 h, more than twice the limit of 72 h.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({
		"kpis": {"critical_exposure_hours": {"target": 1000}},
		"vulnerabilities": {"V": {"worst_impact": 3, "detected_at_ago_h": 150}},
	})
}

test_unknown_detection if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "detection",
		"message": "The vulnerability V is critical and says not when it was detected.",
		"subject": {"id": "V", "kind": "vulnerability"},
	}} with input as _facts({"vulnerabilities": {"V": {"detected_at_ago_h": null}}})
}

test_unreachable_does_not_count if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {
			"W": {
				"id": "W",
				"title": "vulnerability V",
				"status": "exploitable",
				"priority": "immediate",
				"exposure": "small",
				"detected_at_ago_h": 900,
				"worst_impact": 2,
			},
		},
	})
}

test_scheduled_does_not_count if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {
			"W": {
				"id": "W",
				"title": "vulnerability V",
				"status": "exploitable",
				"priority": "scheduled",
				"exposure": "open",
				"detected_at_ago_h": 900,
				"worst_impact": 2,
			},
		},
	})
}
