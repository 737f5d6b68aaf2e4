package zonewarden.governance.impact_unknown_test

import data.zonewarden.governance.impact_unknown as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"zones": {
		"cell1": {
			"id": "cell1",
			"title": "zone cell1",
			"ot": true,
			"implied": false,
			"impact_known": true,
		},
		"ent": {
			"id": "ent",
			"title": "zone ent",
			"ot": false,
			"implied": false,
			"impact_known": false,
		},
	},
	"units": {
		"line1": {
			"id": "line1",
			"title": "unit line1",
			"bia": {
				"downtime_cost_per_hour": 1,
				"credible_outage_h": 2,
				"safety_consequence": 0,
				"environmental_consequence": 0,
				"regulatory_exposure": {"level": 0},
				"assessed_at_ago_h": 100,
				"tolerable_risk": 5,
				"residual_risk": 4,
			},
		},
	},
	"risk_register": {
		"R": {
			"unit": "line1",
			"status": "remediating",
			"treatment": "mitigate",
			"deadline_ago_h": -5,
			"decided_by": [],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "cell1", "kind": "zone"}, {"id": "line1", "kind": "unit"}} with input as _good
	policy.violations == set() with input as _good
}

test_zone_without_impact if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "impact",
		"message": concat(" ", [
			"The zone cell1 has no known production impact: no unit with an assessment, and",
			"no criticality.",
		]),
		"subject": {"id": "cell1", "kind": "zone"},
	}} with input as _facts({"zones": {"cell1": {"impact_known": false}}})
}

test_incomplete if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:credible outage,safety consequence",
		"message": "The unit line1 has an assessment without credible outage and safety consequence.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({
		"units": {"line1": {"bia": {"safety_consequence": null, "credible_outage_h": null}}},
	})
}

test_old if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "age",
		"message": "The unit line1 has an assessment that is not of the last 365 days.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"units": {"line1": {"bia": {"assessed_at_ago_h": 9000}}}})
}

test_above_tolerance_with_a_deadline_that_passed if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "tolerance",
		"message": concat(" ", [
			"The unit line1 carries a residual risk of 9 a year where 5 are tolerated, and no",
			"treatment with a date ahead.",
		]),
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({
		"units": {"line1": {"bia": {"residual_risk": 9}}},
		"risk_register": {"R": {"deadline_ago_h": 5}},
	})
}

test_above_tolerance_and_accepted_by_nobody if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "tolerance",
		"message": concat(" ", [
			"The unit line1 carries a residual risk of 9 a year where 5 are tolerated, and no",
			"treatment with a date ahead.",
		]),
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({
		"units": {"line1": {"bia": {"residual_risk": 9}}},
		"risk_register": {"R": {"treatment": "accept", "status": "deviation-approved"}},
	})
}

test_above_tolerance_and_treated if {
	policy.violations == set() with input as _facts({"units": {"line1": {"bia": {"residual_risk": 9}}}})
}

test_above_tolerance_and_accepted if {
	policy.violations == set() with input as _facts({
		"units": {"line1": {"bia": {"residual_risk": 9}}},
		"risk_register": {
			"R": {
				"treatment": "accept",
				"status": "deviation-approved",
				"decided_by": ["council"],
			},
		},
	})
}
