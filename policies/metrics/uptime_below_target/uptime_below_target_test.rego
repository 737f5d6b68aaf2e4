package zonewarden.metrics.uptime_below_target_test

import data.zonewarden.metrics.uptime_below_target as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"kpis": {
		"risk_adjusted_uptime": {
			"id": "risk_adjusted_uptime",
			"title": "kpi risk_adjusted_uptime",
			"owners": {"ot": "k", "it": "b"},
			"unit": "ratio",
			"scope": "line1",
			"target": 0.9,
			"threshold": 0.88,
			"period": "quarter",
			"source": "computed",
		},
	},
	"units": {
		"line1": {"annual_production_value": 1000000, "bia": {"downtime_cost_per_hour": 1000}},
	},
	"measurements": {
		"a": {
			"id": "line1/1",
			"unit": "line1",
			"period_start": "x",
			"period_end_ago_h": 100,
			"actual_production_time_h": 95,
			"planned_busy_time_h": 100,
		},
		"b": {
			"id": "line1/2",
			"unit": "line1",
			"period_start": "x",
			"period_end_ago_h": 3000,
			"actual_production_time_h": 95,
			"planned_busy_time_h": 100,
		},
	},
	"compensating_controls": {"C": {"proof": "holds", "expires_ago_h": -5}},
	"vulnerabilities": {
		"V": {
			"status": "exploitable",
			"affected_units": ["line1"],
			"exposure": "open",
			"production_risk": {"annual_probability": 0.1, "expected_outage_h": 100},
			"decision": {"type": null, "control_ids": ["C"]},
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "risk_adjusted_uptime", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_availability_below_target if {
	policy.violations == {{
		"ceiling": "medium",
		"evidence": {"availability": 0.8, "expected_annual_loss": 10000},
		"floor": "medium",
		"key": "below:line1",
		"message": "The kpi risk_adjusted_uptime is 0.792 for line1, below its target of 0.9.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({"measurements": {"a": {"actual_production_time_h": 80}}})
}

test_just_below if {
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"availability": 0.905, "expected_annual_loss": 10000},
		"floor": "low",
		"key": "below:line1",
		"message": "The kpi risk_adjusted_uptime is 0.896 for line1, below its target of 0.9.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({"measurements": {"a": {"actual_production_time_h": 90.5}}})
}

test_below_the_threshold_twice if {
	policy.violations == {{
		"ceiling": "high",
		"evidence": {"availability": 0.8, "expected_annual_loss": 10000},
		"floor": "high",
		"key": "below:line1",
		"message": "The kpi risk_adjusted_uptime is 0.792 for line1, below its target of 0.9.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({
		"measurements": {"a": {"actual_production_time_h": 80}, "b": {"actual_production_time_h": 80}},
	})
}

test_expected_loss if {
	policy.violations == {{
		"ceiling": "high",
		"evidence": {"availability": 0.95, "expected_annual_loss": 90000},
		"floor": "high",
		"key": "below:line1",
		"message": "The kpi risk_adjusted_uptime is 0.8645 for line1, below its target of 0.9.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({"vulnerabilities": {"V": {"production_risk": {"annual_probability": 0.9}}}})
}

test_no_measurement if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "inputs:line1",
		"message": "The kpi risk_adjusted_uptime cannot be computed for line1: measurement not declared.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({"measurements": {"a": {"unit": "x"}, "b": {"unit": "x"}}})
}

test_unknown_loss if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "inputs:line1",
		"message": concat(" ", [
			"The kpi risk_adjusted_uptime cannot be computed for line1: expected outage of",
			"every vulnerability not declared.",
		]),
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({"vulnerabilities": {"V": {"production_risk": {"expected_outage_h": null}}}})
}

test_no_value if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "inputs:line1",
		"message": concat(" ", [
			"The kpi risk_adjusted_uptime cannot be computed for line1: annual production",
			"value not declared.",
		]),
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _facts({"units": {"line1": {"annual_production_value": null}}})
}

test_a_decision_alone_hides_no_loss if {
	keys := {v.key | some v in policy.violations} with input as _facts({
		"vulnerabilities": {
			"V": {
				"production_risk": {"annual_probability": 0.9},
				"decision": {"type": "mitigated"},
			},
		},
	})
	keys == {"below:line1"}
}

test_unreachable_loss_does_not_count if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {"exposure": "small", "production_risk": {"annual_probability": 0.9}}},
	})
}
