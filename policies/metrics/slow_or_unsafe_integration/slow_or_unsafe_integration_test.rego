package zonewarden.metrics.slow_or_unsafe_integration_test

import data.zonewarden.metrics.slow_or_unsafe_integration as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"kpis": {"time_to_safe_integration": {
		"id": "time_to_safe_integration",
		"title": "kpi time_to_safe_integration",
		"scope": "site",
		"target": 45,
	}},
	"measures": {"time_to_safe_integration@site": {
		"measure": "time_to_safe_integration",
		"value": 40,
		"bound": 40,
		"inputs": {"made_safe": 2},
		"missing": [],
		"kpis": ["time_to_safe_integration"],
	}},
	"integrations": {"A": {
		"id": "A",
		"title": "integration A",
		"status": "live",
		"requested_at_ago_h": 1200,
		"safe_at": "2026-11-14T00:00:00Z",
		"safe_at_ago_h": 240,
		"go_live_ago_h": 200,
	}},
}

_of_a(level, key, text) := {object.union(
	{
		"ceiling": level,
		"floor": level,
		"key": key,
		"message": sprintf("The integration A %s.", [text]),
		"subject": {"id": "A", "kind": "integration"},
	},
	{},
)}

test_passes if {
	policy.subjects == {{"id": "A", "kind": "integration"}, {"id": "time_to_safe_integration", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_median_above_target if {
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"inputs": {"made_safe": 2}, "missing": []},
		"floor": "low",
		"key": "median",
		"message": "The kpi time_to_safe_integration is 40 days at the median, above its target of 30.",
		"subject": {"id": "time_to_safe_integration", "kind": "kpi"},
	}} with input as _facts({"kpis": {"time_to_safe_integration": {"target": 30}}})
}

test_median_at_least_above_target if {
	{v.message | some v in policy.violations} == {"The kpi time_to_safe_integration is 50 days at least at the median, above its target of 45."} with input as _facts({"measures": {"time_to_safe_integration@site": {
		"value": null,
		"bound": 50,
	}}})
}

test_median_that_is_not_known_is_not_assessed if {
	policy.subjects == {{"id": "A", "kind": "integration"}} with input as _facts({"measures": {"time_to_safe_integration@site": {
		"value": null,
		"bound": 20,
	}}})
	policy.subjects == {{"id": "A", "kind": "integration"}} with input as _facts({"measures": {"time_to_safe_integration@site": {
		"value": null,
		"bound": null,
	}}})
	policy.subjects == {{"id": "A", "kind": "integration"}} with input as _facts({"kpis": {"time_to_safe_integration": {"target": null}}})
}

test_no_dates if {
	policy.violations == _of_a("low", "dates", "is live without the date of its request") with input as _facts({"integrations": {"A": {"requested_at_ago_h": null}}})
	policy.violations == _of_a("low", "dates", "is live without the date of being safe and of its request") with input as _facts({"integrations": {"A": {
		"requested_at_ago_h": null,
		"safe_at_ago_h": null,
	}}})
}

test_a_pilot_that_has_gone_live_is_live if {
	policy.violations == _of_a("low", "dates", "is live without the date of being safe") with input as _facts({"integrations": {"A": {
		"status": "pilot",
		"safe_at_ago_h": null,
	}}})
}

test_live_before_safe if {
	policy.violations == _of_a("medium", "early", "went live 7 days before it was safe") with input as _facts({"integrations": {"A": {"go_live_ago_h": 400}}})
}

test_live_and_safe_only_later if {
	policy.violations == _of_a("medium", "early", "is live, and is to be safe only on 2026-11-14T00:00:00Z") with input as _facts({"integrations": {"A": {
		"go_live_ago_h": null,
		"safe_at_ago_h": -10,
	}}})
}

test_live_since_nobody_knows_when_is_not_assessed if {
	changed := _facts({"integrations": {"A": {"go_live_ago_h": null}}})
	policy.subjects == {{"id": "time_to_safe_integration", "kind": "kpi"}} with input as changed
	policy.violations == set() with input as changed
}

test_planned_and_retired_are_not_assessed if {
	every status in ["planned", "pilot"] {
		policy.subjects == {{"id": "time_to_safe_integration", "kind": "kpi"}} with input as _facts({"integrations": {"A": {
			"status": status,
			"go_live_ago_h": -5,
			"safe_at_ago_h": null,
		}}})
	}
	policy.subjects == {{"id": "time_to_safe_integration", "kind": "kpi"}} with input as _facts({"integrations": {"A": {"status": "retired"}}})
}
