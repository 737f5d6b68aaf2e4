package zonewarden.metrics.drift_and_waivers_grow_test

import data.zonewarden.metrics.drift_and_waivers_grow as policy

_facts(changes) := object.union(_good, changes)

_drift(changes) := _facts({"measures": {"segmentation_drift@site": changes}})

_good := {
	"site": {"declared": ["conduits", "exceptions"]},
	"kpis": {"segmentation_drift": {"id": "segmentation_drift", "target": 2, "threshold": 4}},
	"history": {"2026-10-24T00:00:00Z": {}},
	"measures": {
		"segmentation_drift@site": {
			"id": "segmentation_drift@site",
			"title": "measure segmentation_drift",
			"measure": "segmentation_drift",
			"scope": "site",
			"value": 2,
			"bound": 2,
			"inputs": {"possible": 0},
			"kpis": ["segmentation_drift"],
			"periods": [{"at": "c", "value": 2}, {"at": "b", "value": 2}, {"at": "a", "value": 1}],
			"rising": false,
			"taints": [],
		},
		"waiver_debt@site": {
			"id": "waiver_debt@site",
			"title": "measure waiver_debt",
			"measure": "waiver_debt",
			"scope": "site",
			"value": 10,
			"bound": 10,
			"inputs": {},
			"kpis": [],
			"periods": [{"at": "c", "value": 10}, {"at": "b", "value": 5}, {"at": "a", "value": 1}],
			"rising": true,
			"taints": [],
		},
	},
}

_subject := {"id": "segmentation_drift@site", "kind": "measure"}

_above(level, certainty, text, evidence) := {object.union(
	{
		"ceiling": level,
		"certainty": certainty,
		"evidence": object.union({"inputs": {"possible": 0}}, evidence),
		"floor": level,
		"key": "target:segmentation_drift",
		"message": sprintf("The measure segmentation_drift is %s, above its target of 2.", [text]),
		"subject": _subject,
	},
	{},
)}

test_passes if {
	policy.subjects == {_subject} with input as _good
	policy.violations == set() with input as _good
}

test_above_target if {
	policy.violations == _above("low", "definite", "3", {"value": 3, "at_least": 3}) with input as _drift({"value": 3, "bound": 3})
}

test_above_threshold if {
	policy.violations == _above("medium", "definite", "5", {"value": 5, "at_least": 4}) with input as _drift({"value": 5, "bound": 4})
}

test_possibly_above_target if {
	policy.violations == _above(
		"low",
		"possible",
		"3 with those that are only possible",
		{"value": 3, "at_least": 1},
	) with input as _drift({"value": 3, "bound": 1})
}

test_above_target_whatever_is_not_assessable if {
	policy.violations == _above("low", "definite", "3", {"value": null, "at_least": 3}) with input as _drift({
		"value": null,
		"bound": 3,
	})
}

test_rising if {
	periods := [{"at": "c", "value": 2}, {"at": "b", "value": 1}, {"at": "a", "value": 0}]
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"periods": periods},
		"floor": "low",
		"key": "rising",
		"message": "The measure segmentation_drift has risen over three periods, from 0 by 1 to 2.",
		"subject": _subject,
	}} with input as _drift({"rising": true, "periods": periods})
}

test_rising_without_a_target if {
	{v.key | some v in policy.violations} == {"rising"} with input as object.union(
		object.remove(_drift({"rising": true}), ["kpis"]),
		{"kpis": {"segmentation_drift": {"target": null}}},
	)
}

test_a_trend_that_nobody_recorded_has_not_passed if {
	policy.subjects == set() with input as _drift({"rising": null})
	policy.subjects == {_subject} with input as _drift({"rising": null, "taints": [{"reason": "no record around b"}]})
}

test_what_is_not_assessable_is_a_subject if {
	changed := _drift({"value": null, "bound": 1, "rising": null})
	policy.subjects == {_subject} with input as changed
	policy.violations == set() with input as changed
}

test_the_debt_has_a_target_or_none if {
	changed := _facts({
		"kpis": {"waiver_debt": {"id": "waiver_debt", "target": 5, "threshold": null}},
		"measures": {"waiver_debt@site": {"kpis": ["waiver_debt"]}},
	})
	policy.subjects == {_subject, {"id": "waiver_debt@site", "kind": "measure"}} with input as changed
	{v.key | some v in policy.violations} == {"target:waiver_debt"} with input as changed
}

test_without_exceptions_their_measures_are_not_assessed if {
	open_ := {
		"id": "open_exceptions@site",
		"measure": "open_exceptions",
		"scope": "site",
		"value": null,
		"bound": null,
		"kpis": [],
		"rising": null,
		"taints": [],
	}
	changed := _facts({"site": {"declared": ["conduits"]}, "measures": {"open_exceptions@site": open_}})
	policy.subjects == {_subject} with input as changed
	policy.violations == set() with input as changed
}

test_records_are_a_subject if {
	policy.subjects == {_subject, {"id": "flow-history", "kind": "export"}} with input as _facts({"exports": {"flow-history": {"id": "flow-history"}}})
}
