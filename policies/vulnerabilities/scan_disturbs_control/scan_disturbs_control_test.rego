package zonewarden.vulnerabilities.scan_disturbs_control_test

import data.zonewarden.vulnerabilities.scan_disturbs_control as policy

_facts(changes) := object.union(_good, changes)

_with(changes) := _facts({"scan_jobs": {"J": changes}})

_good := {
	"zones": {
		"cell": {
			"id": "cell",
			"ot": true,
			"level_low": 1,
			"level_high": 2,
			"impact": 3,
			"production_units": ["line1"],
		},
		"ops": {"id": "ops", "ot": true, "level_low": 3, "level_high": 3, "production_units": []},
	},
	"asset_records": {"plc": {"zone": "cell"}, "hist": {"zone": "ops"}},
	"windows": {"W": {"id": "W", "units": ["line1"], "production_state": "standstill"}},
	"devices": {"fw": {"name": "fw-ot-1"}},
	"scan_flows": {},
	"scan_jobs": {"J": {
		"id": "J",
		"title": "scan job J",
		"targets": ["plc"],
		"profile": "safe_active",
		"window_id": "W",
		"worst_impact": 3,
	}},
}

_violation(key, text) := {
	"subject": {"kind": "scan_job", "id": "J"},
	"key": key,
	"message": sprintf("The scan job J %s.", [text]),
	"capability": 1,
	"exposure": 1,
	"floor": "medium",
}

test_passes if {
	policy.subjects == {{"kind": "scan_job", "id": "J"}} with input as _good
	policy.violations == set() with input as _good
}

test_passive_needs_no_window if {
	policy.violations == set() with input as _with({"profile": "passive", "window_id": null})
}

test_not_a_control_zone if {
	policy.subjects == set() with input as _with({"targets": ["hist", "ops"], "window_id": null})
}

test_no_window if {
	policy.violations == {_violation("window", "scans cell and has no window")} with input as _with({
		"targets": ["cell"],
		"window_id": null,
	})
}

test_unknown_profile if {
	found := {_violation("profile", "scans cell with no profile for controllers")}
	policy.violations == found with input as _with({"profile": null})
	policy.violations == found with input as _with({"profile": "active"})
}

test_production_runs if {
	found := {_violation("state", "scans cell in window W, while production is slow")}
	policy.violations == found with input as object.union(_good, {"windows": {"W": {"production_state": "slow"}}})
}

test_another_unit_runs if {
	found := {_violation("unit:line2", "touches line2, which window W does not stop")}
	policy.violations == found with input as object.union(
		_good,
		{"zones": {"cell": {"production_units": ["line1", "line2"]}}},
	)
}

test_little_impact if {
	policy.violations == {{
		"subject": {"kind": "scan_job", "id": "J"},
		"key": "window",
		"message": "The scan job J scans cell and has no window.",
		"capability": 1,
		"exposure": 1,
	}} with input as _with({"window_id": null, "worst_impact": 1})
}

_flow(changes) := _facts({
	"scan_jobs": {"J": {"targets": []}},
	"scan_flows": {"scan-1@fw:ops>cell": object.union(
		{
			"id": "scan-1@fw:ops>cell",
			"scanner": "scan-1",
			"device": "fw",
			"from": "ops",
			"to": "cell",
			"unscheduled": null,
		},
		changes,
	)},
})

test_scanner_that_rules_keep_out if {
	policy.subjects == {{"kind": "scan_flow", "id": "scan-1@fw:ops>cell"}} with input as _flow({})
	policy.violations == set() with input as _flow({})
}

test_scanner_at_any_time if {
	policy.violations == {{
		"subject": {"kind": "scan_flow", "id": "scan-1@fw:ops>cell"},
		"key": "unscheduled",
		"message": "Scanner scan-1 may scan cell (level 1-2) from ops (level 3) at any time through fw-ot-1: tcp/102.",
		"evidence": {"services": ["tcp/102"], "products": []},
		"certainty": "definite",
		"capability": 1,
		"exposure": 1,
		"floor": "medium",
	}} with input as _flow({"unscheduled": {"services": ["tcp/102"], "products": [], "certainty": "definite"}})
}

test_scanner_of_another_zone if {
	policy.subjects == set() with input as _flow({"to": "ops", "from": "cell"})
}
