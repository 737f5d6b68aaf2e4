package zonewarden.vulnerabilities.exposed_beyond_limit_test

import data.zonewarden.vulnerabilities.exposed_beyond_limit as policy

_facts(changes) := object.union(_good, changes)

_window(changes) := _facts({"measures": {"exposed_hours@V": changes}})

_good := {
	"site": {"limits": {"exposure_h_immediate": 72, "exposure_h_out_of_cycle": 720}},
	"measures": {"exposed_hours@V": {
		"id": "exposed_hours@V",
		"measure": "exposed_hours",
		"scope": "V",
		"value": 72,
		"bound": 10,
	}},
	"units": {"line1": {"bia": {"safety_consequence": 1}}},
	"vulnerabilities": {"V": {
		"id": "V",
		"title": "vulnerability V",
		"status": "exploitable",
		"priority": "immediate",
		"exposure": "open",
		"kev": true,
		"production_risk": {"inputs": {"exploitation": null, "automatable": "no"}},
		"affected_units": ["line1"],
		"worst_impact": 3,
	}},
}

_found(level, certainty, hours, evidence) := {object.union(
	{
		"ceiling": level,
		"certainty": certainty,
		"evidence": evidence,
		"floor": level,
		"key": "window",
		"message": sprintf("The vulnerability V has been exposed for %s, longer than the limit of 72 h.", [hours]),
		"subject": {"id": "V", "kind": "vulnerability"},
	},
	{},
)}

test_passes if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}} with input as _good
	policy.violations == set() with input as _good
}

test_possibly_too_long if {
	policy.violations == _found(
		"high",
		"possible",
		"up to 73 h, of which records show 10 h",
		{"hours_at_most": 72.5, "hours_seen": 10},
	) with input as _window({"value": 72.5})
}

test_surely_too_long if {
	policy.violations == _found(
		"high",
		"definite",
		"80 h as the records show",
		{"hours_at_most": 90, "hours_seen": 80},
	) with input as _window({"value": 90, "bound": 80})
}

test_surely_too_long_whatever_is_missing if {
	changed := _window({"value": null, "bound": 80})
	policy.violations == _found("high", "definite", "80 h as the records show", {"hours_at_most": null, "hours_seen": 80}) with input as changed
	policy.subjects == {{"id": "V", "kind": "vulnerability"}} with input as changed
}

test_severity_is_that_of_the_class_that_production_calls_for if {
	policy.violations == _found("critical", "possible", "up to 90 h, of which records show 10 h", {
		"hours_at_most": 90,
		"hours_seen": 10,
	}) with input as object.union(_window({"value": 90}), {"vulnerabilities": {"V": {"worst_impact": 4}}})
	policy.violations == _found("critical", "possible", "up to 90 h, of which records show 10 h", {
		"hours_at_most": 90,
		"hours_seen": 10,
	}) with input as object.union(_window({"value": 90}), {"vulnerabilities": {"V": {"production_risk": {"inputs": {"automatable": null}}}}})
}

test_a_window_that_is_not_known_is_the_measure_itself if {
	changed := _window({"value": null, "bound": 10})
	policy.subjects == {{"id": "exposed_hours@V", "kind": "measure"}} with input as changed
	policy.violations == set() with input as changed
}

test_closed_and_scheduled_are_not_assessed if {
	every changes in [{"status": "resolved"}, {"priority": "scheduled"}] {
		changed := object.union(_window({"value": 900, "bound": 900}), {"vulnerabilities": {"V": changes}})
		policy.subjects == set() with input as changed
		policy.violations == set() with input as changed
	}
}

test_the_limit_is_that_of_the_priority if {
	policy.violations == set() with input as object.union(_window({"value": 720}), {"vulnerabilities": {"V": {"priority": "out_of_cycle"}}})
}

test_records_are_a_subject if {
	policy.subjects == {{"id": "V", "kind": "vulnerability"}, {"id": "flow-history", "kind": "export"}} with input as _facts({"exports": {"flow-history": {"id": "flow-history"}}})
}
