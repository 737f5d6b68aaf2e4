package zonewarden.metrics.kpi_incomplete_test

import data.zonewarden.metrics.kpi_incomplete as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"sites": {"s": {"id": "s", "title": "site s"}},
	"kpis": {
		"risk_adjusted_uptime.line1": {
			"id": "risk_adjusted_uptime.line1",
			"title": "kpi risk_adjusted_uptime.line1",
			"owners": {"ot": "k", "it": "b"},
			"unit": "ratio",
			"scope": "site",
			"target": 1,
			"threshold": 2,
			"period": "quarter",
			"source": "computed",
		},
		"time_to_safe_integration": {
			"id": "time_to_safe_integration",
			"title": "kpi time_to_safe_integration",
			"owners": {"ot": "k", "it": "b"},
			"unit": "ratio",
			"scope": "site",
			"target": 1,
			"threshold": 2,
			"period": "quarter",
			"source": "computed",
		},
		"critical_exposure_hours": {
			"id": "critical_exposure_hours",
			"title": "kpi critical_exposure_hours",
			"owners": {"ot": "k", "it": "b"},
			"unit": "ratio",
			"scope": "site",
			"target": 1,
			"threshold": 2,
			"period": "quarter",
			"source": "computed",
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "critical_exposure_hours", "kind": "kpi"}, {"id": "risk_adjusted_uptime.line1", "kind": "kpi"}, {"id": "s", "kind": "site"}, {"id": "time_to_safe_integration", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_target if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "missing:target",
		"message": "The kpi critical_exposure_hours states no target.",
		"subject": {"id": "critical_exposure_hours", "kind": "kpi"},
	}} with input as _facts({"kpis": {"critical_exposure_hours": {"target": null}}})
}

test_no_owner_in_ot if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "missing:OT owner",
		"message": "The kpi critical_exposure_hours states no OT owner.",
		"subject": {"id": "critical_exposure_hours", "kind": "kpi"},
	}} with input as _facts({"kpis": {"critical_exposure_hours": {"owners": {"ot": null}}}})
}

test_a_measure_that_is_missing if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "critical_exposure_hours",
		"message": "The site s does not measure critical_exposure_hours.",
		"subject": {"id": "s", "kind": "site"},
	}} with input as {
		"sites": {"s": {"id": "s", "title": "site s"}},
		"kpis": {
			"risk_adjusted_uptime": {
				"id": "risk_adjusted_uptime",
				"title": "kpi risk_adjusted_uptime",
				"owners": {"ot": "k", "it": "b"},
				"unit": "ratio",
				"scope": "site",
				"target": 1,
				"threshold": 2,
				"period": "quarter",
				"source": "computed",
			},
			"time_to_safe_integration": {
				"id": "time_to_safe_integration",
				"title": "kpi time_to_safe_integration",
				"owners": {"ot": "k", "it": "b"},
				"unit": "ratio",
				"scope": "site",
				"target": 1,
				"threshold": 2,
				"period": "quarter",
				"source": "computed",
			},
		},
	}
}

test_a_target_of_nothing if {
	policy.violations == set() with input as _facts({"kpis": {"critical_exposure_hours": {"target": 0}}})
}
