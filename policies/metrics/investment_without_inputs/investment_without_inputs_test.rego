package zonewarden.metrics.investment_without_inputs_test

import data.zonewarden.metrics.investment_without_inputs as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"units": {"line1": {"bia": {"downtime_cost_per_hour": 1000}}},
	"investments": {
		"N": {
			"id": "N",
			"title": "investment N",
			"owner": "k",
			"reviewed_at": "2026",
			"cost": 5,
			"unit": "line1",
			"inputs": {
				"downtime_cost_per_hour": 1000,
				"p_outage_before": 0.1,
				"p_outage_after": 0.0,
				"outage_h_before": 5,
				"outage_h_after": 5,
				"regulatory_delta": 0,
				"enabled_value": 0,
			},
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "N", "kind": "investment"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_probability_and_no_owner if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "missing:owner,probability before",
		"message": "The investment N states no owner and probability before.",
		"subject": {"id": "N", "kind": "investment"},
	}} with input as _facts({"investments": {"N": {"owner": null, "inputs": {"p_outage_before": null}}}})
}

test_another_price if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "downtime",
		"message": concat(" ", [
			"The investment N counts an hour of downtime at 900, and the assessment of line1",
			"at 1000.",
		]),
		"subject": {"id": "N", "kind": "investment"},
	}} with input as _facts({"investments": {"N": {"inputs": {"downtime_cost_per_hour": 900}}}})
}
