package zonewarden.vulnerabilities.priority_off_production_risk_test

import data.zonewarden.vulnerabilities.priority_off_production_risk as policy

_facts(changes) := object.union(_good, changes)

_with(changes) := _facts({"vulnerabilities": {"V": changes}})

_inputs(changes) := _with({"production_risk": {"inputs": changes}})

_good := {
	"units": {
		"line1": {"bia": {"safety_consequence": 1}},
		"boiler": {"bia": {"safety_consequence": null}},
	},
	"vulnerabilities": {"V": {
		"id": "V",
		"title": "vulnerability V",
		"status": "exploitable",
		"priority": "scheduled",
		"kev": null,
		"exposure": "controlled",
		"worst_impact": 3,
		"affected_units": ["line1", "boiler"],
		"production_risk": {"inputs": {"exploitation": "public_poc", "exposure": "small", "automatable": "yes"}},
	}},
}

_violation(level, key, text) := {{
	"subject": {"kind": "vulnerability", "id": "V"},
	"key": key,
	"message": sprintf("The vulnerability V has priority %s.", [text]),
	"floor": level,
	"ceiling": level,
}}

test_passes if {
	policy.subjects == {{"kind": "vulnerability", "id": "V"}} with input as _good
	policy.violations == set() with input as _good
}

test_too_low if {
	text := "defer, and public_poc exploitation, controlled exposure, automation yes and medium human impact call for scheduled"
	policy.violations == _violation("medium", "defer:scheduled", text) with input as _with({"priority": "defer"})
}

test_flows_leave_it_open_and_it_is_exploited if {
	text := concat("", [
		"scheduled, and active exploitation, open exposure, automation yes and medium human impact ",
		"call for out_of_cycle",
	])
	policy.violations == _violation("high", "scheduled:out_of_cycle", text) with input as _with({"exposure": "open", "kev": true})
}

test_severe_injury if {
	text := concat("", [
		"scheduled, and active exploitation, open exposure, automation yes and high human impact ",
		"call for immediate",
	])
	policy.violations == _violation("critical", "scheduled:immediate", text) with input as object.union(
		_with({"exposure": "open", "kev": true}),
		{"units": {"boiler": {"bia": {"safety_consequence": 3}}}},
	)
}

test_mission_fails if {
	text := concat("", [
		"scheduled, and public_poc exploitation, controlled exposure, automation yes and very high human impact ",
		"call for out_of_cycle",
	])
	policy.violations == _violation("high", "scheduled:out_of_cycle", text) with input as _with({"worst_impact": 4})
}

test_too_high if {
	text := "immediate, and public_poc exploitation, controlled exposure, automation yes and medium human impact call for scheduled"
	policy.violations == _violation("low", "immediate:scheduled", text) with input as _with({"priority": "immediate"})
}

test_exposure_as_declared_where_nothing_tells if {
	text := "scheduled, and none exploitation, small exposure, automation no and medium human impact call for defer"
	policy.violations == _violation("low", "scheduled:defer", text) with input as _facts({"vulnerabilities": {"V": {
		"exposure": null,
		"production_risk": {"inputs": {"exploitation": "none", "automatable": "no"}},
	}}})
}

test_not_judged if {
	policy.subjects == set() with input as _with({"status": "resolved"})
	policy.subjects == set() with input as _with({"priority": null})
	policy.subjects == set() with input as _inputs({"automatable": null})
	policy.subjects == set() with input as _inputs({"exploitation": null})
	policy.subjects == set() with input as _with({
		"exposure": null,
		"production_risk": {"inputs": {"exposure": null}},
	})
}
