package zonewarden.metrics.uptime_below_target_test

import data.zonewarden.metrics.uptime_below_target as policy

_facts(changes) := object.union(_good, changes)

_measure(changes) := _facts({"measures": {"risk_adjusted_uptime@line1": changes}})

_good := {
	"site": {"declared": ["kpis", "units", "vulnerabilities"]},
	"kpis": {"risk_adjusted_uptime": {
		"id": "risk_adjusted_uptime",
		"title": "kpi risk_adjusted_uptime",
		"scope": "line1",
		"target": 0.9,
		"threshold": 0.88,
	}},
	"measures": {"risk_adjusted_uptime@line1": {
		"measure": "risk_adjusted_uptime",
		"scope": "line1",
		"value": 0.94,
		"bound": 0.94,
		"inputs": {"availability": 0.95, "expected_annual_loss": 10000},
		"missing": [],
		"kpis": ["risk_adjusted_uptime"],
		"parts": [{"kind": "risk", "id": "R", "loss": 10000, "gain": 0.01}],
		"periods": [{"at": "2026-09-30", "value": 0.94}, {"at": "2026-06-30", "value": 0.94}],
	}},
}

_below(level, text) := {object.union(
	{
		"ceiling": level,
		"evidence": {
			"inputs": {"availability": 0.95, "expected_annual_loss": 10000},
			"gains": [{"kind": "risk", "id": "R", "loss": 10000, "gain": 0.01}],
			"missing": [],
		},
		"floor": level,
		"key": "below:line1",
		"message": sprintf("The kpi risk_adjusted_uptime is %s.", [text]),
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	},
	{},
)}

test_passes if {
	policy.subjects == {{"id": "risk_adjusted_uptime", "kind": "kpi"}} with input as _good
	policy.violations == set() with input as _good
}

test_just_below if {
	policy.violations == _below(
		"low",
		"0.896 for line1, below its target of 0.9; without risk R, the dearest, it is 0.01 higher",
	) with input as _measure({"value": 0.896, "bound": 0.896})
}

test_below if {
	policy.violations == _below(
		"medium",
		"0.7 for line1, below its target of 0.9; without risk R, the dearest, it is 0.01 higher",
	) with input as _measure({"value": 0.7, "bound": 0.7})
}

test_below_the_threshold_twice if {
	policy.violations == _below(
		"high",
		"0.7 for line1, below its target of 0.9; without risk R, the dearest, it is 0.01 higher",
	) with input as _measure({
		"value": 0.7,
		"bound": 0.7,
		"periods": [{"at": "2026-09-30", "value": 0.7}, {"at": "2026-06-30", "value": 0.87}],
	})
}

test_an_earlier_period_that_is_not_known_is_not_below if {
	{v.floor | some v in policy.violations} == {"medium"} with input as _measure({
		"value": 0.7,
		"bound": 0.7,
		"periods": [{"at": "2026-09-30", "value": 0.7}, {"at": "2026-06-30", "value": null}],
	})
}

test_nothing_to_gain if {
	{v.message | some v in policy.violations} == {"The kpi risk_adjusted_uptime is 0.7 for line1, below its target of 0.9."} with input as _measure({
		"value": 0.7,
		"bound": 0.7,
		"parts": [],
	})
}

test_missing_inputs if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "inputs:line1",
		"message": "The kpi risk_adjusted_uptime cannot be computed for line1: without residual_ale of R.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as _measure({"value": null, "bound": 0.95, "missing": ["residual_ale of R"]})
}

test_below_whatever_is_missing if {
	policy.violations == {{
		"ceiling": "medium",
		"evidence": {"inputs": {}, "gains": [], "missing": ["residual_ale of R"]},
		"floor": "medium",
		"key": "below:line1",
		"message": "The kpi risk_adjusted_uptime is 0.85 at most for line1, below its target of 0.9.",
		"subject": {"id": "risk_adjusted_uptime", "kind": "kpi"},
	}} with input as object.union(object.remove(_good, ["measures"]), {"measures": {"risk_adjusted_uptime@line1": object.union(
		object.remove(_good.measures["risk_adjusted_uptime@line1"], ["inputs"]),
		{
			"value": null,
			"bound": 0.85,
			"inputs": {},
			"parts": [],
			"periods": [],
			"missing": ["residual_ale of R"],
		},
	)}})
}

test_no_target_is_not_assessed if {
	policy.subjects == set() with input as _facts({"kpis": {"risk_adjusted_uptime": {"target": null}}})
	policy.violations == set() with input as _facts({"kpis": {"risk_adjusted_uptime": {"target": null}}})
}

test_without_a_register_nothing_is_known if {
	changed := object.union(
		_measure({"value": null, "bound": 0.95, "missing": ["vulnerabilities.yaml: no register is declared"]}),
		{"site": {"declared": ["kpis", "units"]}},
	)
	policy.subjects == set() with input as changed
	policy.violations == set() with input as changed
}
