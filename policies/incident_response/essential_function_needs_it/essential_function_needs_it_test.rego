package zonewarden.incident_response.essential_function_needs_it_test

import data.zonewarden.incident_response.essential_function_needs_it as policy

_facts(changes) := object.union(_good, changes)

_needs(changes) := _facts({"asset_records": {"scada": {"dependencies": [object.union(
	{
		"service": "ntp",
		"provider": "time-it",
		"tolerated_outage_h": 100,
		"local_alternative": null,
	},
	changes,
)]}}})

_good := {
	"site": {"limits": {"island_hours": 72}},
	"zones": {"ops": {"ot": true}, "ent": {"ot": false}},
	"asset_records": {
		"scada": {
			"id": "scada",
			"title": "asset scada",
			"zone": "ops",
			"essential": true,
			"worst_impact": 2,
			"dependencies": [],
		},
		"time-it": {"id": "time-it", "zone": "ent", "essential": false, "dependencies": []},
		"time-ot": {"id": "time-ot", "zone": "ops", "essential": false, "dependencies": []},
	},
}

_violation(text) := {
	"subject": {"kind": "asset", "id": "scada"},
	"key": "ntp",
	"message": sprintf("The asset scada needs ntp from %s.", [text]),
	"capability": 1,
	"exposure": 1,
	"floor": "medium",
}

test_passes if {
	policy.subjects == {{"kind": "asset", "id": "scada"}} with input as _good
	policy.violations == set() with input as _good
	policy.violations == set() with input as _needs({})
}

test_runs_too_short if {
	found := {_violation("time-it in ent, and runs 24 of 72 hours without")}
	policy.violations == found with input as _needs({"tolerated_outage_h": 24})
}

test_nobody_says_how_long if {
	found := {_violation("time-it in ent, and nobody says how long it runs without")}
	policy.violations == found with input as _needs({"tolerated_outage_h": null})
}

test_nobody_knows_whom if {
	found := {_violation("nobody knows whom, and runs 1 of 72 hours without")}
	policy.violations == found with input as _needs({"tolerated_outage_h": 1, "provider": null})
}

test_provided_inside if {
	policy.violations == set() with input as _needs({"tolerated_outage_h": 1, "provider": "time-ot"})
}

test_something_helps if {
	policy.violations == set() with input as _needs({"tolerated_outage_h": 1, "local_alternative": "GPS clock"})
}

test_great_impact if {
	found := {object.union(_violation("time-it in ent, and runs 24 of 72 hours without"), {"floor": "high"})}
	policy.violations == found with input as object.union(
		_needs({"tolerated_outage_h": 24}),
		{"asset_records": {"scada": {"worst_impact": 3}}},
	)
}

test_not_judged if {
	policy.subjects == set() with input as _facts({"asset_records": {"scada": {"essential": null}}})
	policy.subjects == set() with input as _facts({"asset_records": {"scada": {"zone": "ent"}}})
}
