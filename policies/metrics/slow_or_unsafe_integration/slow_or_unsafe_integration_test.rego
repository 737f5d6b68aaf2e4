package zonewarden.metrics.slow_or_unsafe_integration_test

import data.zonewarden.metrics.slow_or_unsafe_integration as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"kpis": {
		"time_to_safe_integration": {
			"id": "time_to_safe_integration",
			"title": "kpi time_to_safe_integration",
			"owners": {"ot": "k", "it": "b"},
			"unit": "ratio",
			"scope": "site",
			"target": 45,
			"threshold": 2,
			"period": "quarter",
			"source": "computed",
		},
	},
	"integrations": {
		"A": {
			"id": "A",
			"title": "integration A",
			"status": "live",
			"requested_at_ago_h": 1200,
			"safe_at_ago_h": 240,
			"go_live_ago_h": 200,
		},
		"B": {
			"id": "B",
			"title": "integration B",
			"status": "live",
			"requested_at_ago_h": 1440,
			"safe_at_ago_h": 480,
			"go_live_ago_h": 100,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "A", "kind": "integration"}, {"id": "B", "kind": "integration"}, {"id": "time_to_safe_integration", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_median_above_target if {
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"count": 2, "median_days": 40},
		"floor": "low",
		"key": "median",
		"message": concat(" ", [
			"The kpi time_to_safe_integration is 40 days at the median of 2, above its target",
			"of 30.",
		]),
		"subject": {"id": "time_to_safe_integration", "kind": "kpi"},
	}} with input as _facts({"kpis": {"time_to_safe_integration": {"target": 30}}})
}

test_median_of_three if {
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"count": 3, "median_days": 40},
		"floor": "low",
		"key": "median",
		"message": concat(" ", [
			"The kpi time_to_safe_integration is 40 days at the median of 3, above its target",
			"of 39.",
		]),
		"subject": {"id": "time_to_safe_integration", "kind": "kpi"},
	}} with input as _facts({
		"kpis": {"time_to_safe_integration": {"target": 39}},
		"integrations": {
			"C": {
				"id": "I",
				"title": "integration I",
				"status": "live",
				"requested_at_ago_h": 2400,
				"safe_at_ago_h": 240,
				"go_live_ago_h": 200,
			},
		},
	})
}

test_no_dates if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "dates",
		"message": "The integration A is live without the dates of its request and of being safe.",
		"subject": {"id": "A", "kind": "integration"},
	}} with input as _facts({"integrations": {"A": {"requested_at_ago_h": null}}})
}

test_live_before_safe if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "early",
		"message": "The integration A went live 7 days before it was safe.",
		"subject": {"id": "A", "kind": "integration"},
	}} with input as _facts({"integrations": {"A": {"go_live_ago_h": 400}}})
}

test_long_ago_does_not_count if {
	policy.violations == set() with input as _facts({
		"integrations": {
			"C": {
				"id": "I",
				"title": "integration I",
				"status": "live",
				"requested_at_ago_h": 9000,
				"safe_at_ago_h": 4000,
				"go_live_ago_h": 3000,
			},
		},
	})
}
