package zonewarden.incident_response.unmonitored_boundary_test

import data.zonewarden.incident_response.unmonitored_boundary as policy

_facts(changes) := object.union(_good, changes)

_sensor(changes) := _facts({"sensors": {"s-dmz": changes}})

_good := {
	"zones": {
		"ent": {"id": "ent", "title": "zone ent", "kind": "enterprise", "ot": false, "it": true, "external": false, "level_low": 4, "impact": 1, "implied": false},
		"ops": {"id": "ops", "title": "zone ops", "kind": "operations", "ot": true, "it": false, "external": false, "level_low": 3, "impact": 3, "implied": false},
		"cell": {"id": "cell", "title": "zone cell", "kind": "cell", "ot": true, "it": false, "external": false, "level_low": 1, "impact": 3, "implied": false},
	},
	"conduits": {
		"c-hist": {"id": "c-hist", "title": "conduit c-hist", "from": "ops", "to": "ent", "expired": false},
		"c-scada": {"id": "c-scada", "title": "conduit c-scada", "from": "ops", "to": "cell", "expired": false},
	},
	"sensors": {
		"s-dmz": {"id": "s-dmz", "zone": null, "conduit": "c-hist", "ot_aware": true, "use_cases": ["new writer"], "blind": ""},
		"s-cell": {"id": "s-cell", "zone": "cell", "conduit": null, "ot_aware": true, "use_cases": ["program download"], "blind": ""},
	},
}

_violation(key, text) := {{
	"subject": {"kind": "conduit", "id": "c-hist"},
	"key": key,
	"message": sprintf("The conduit c-hist is watched by %s.", [text]),
	"capability": 1,
	"exposure": 2,
	"floor": "medium",
}}

test_passes if {
	policy.subjects == {{"kind": "conduit", "id": "c-hist"}, {"kind": "zone", "id": "cell"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_sensor if {
	policy.violations == _violation("none", "no sensor") with input as _sensor({"conduit": "c-scada"})
}

test_a_sensor_in_one_of_the_zones if {
	policy.violations == set() with input as _sensor({"conduit": null, "zone": "ent"})
}

test_blind_sensor if {
	text := "s-dmz, which does not understand industrial protocols"
	policy.violations == _violation("blind", text) with input as _sensor({"ot_aware": null})
}

test_idle_sensor if {
	policy.violations == _violation("idle", "s-dmz, with no use case that it detects") with input as _sensor({"use_cases": []})
}

test_critical_cell if {
	policy.violations == {{
		"subject": {"kind": "zone", "id": "cell"},
		"key": "none",
		"message": "The zone cell is watched by no sensor.",
		"capability": 1,
		"floor": "medium",
	}} with input as _facts({"sensors": {"s-cell": {"zone": "ops"}}})
}

test_conduit_to_safety if {
	policy.violations == {{
		"subject": {"kind": "conduit", "id": "c-scada"},
		"key": "none",
		"message": "The conduit c-scada is watched by no sensor.",
		"capability": 1,
		"exposure": 1,
		"floor": "medium",
	}} with input as _facts({
		"zones": {"cell": {"kind": "safety", "impact": 1}},
		"sensors": {"s-cell": {"zone": "ent"}},
	})
}

test_expired_conduit if {
	policy.subjects == {{"kind": "zone", "id": "cell"}} with input as _facts({"conduits": {"c-hist": {"expired": true}}})
}

test_cell_of_little_impact if {
	policy.subjects == {{"kind": "conduit", "id": "c-hist"}} with input as _facts({"zones": {"cell": {"impact": 2}}})
}

test_sensor_without_its_session if {
	text := "s-dmz, and monitor session 1 of sw-1 is not configured"
	policy.violations == _violation("span", text) with input as _sensor({"blind": "monitor session 1 of sw-1 is not configured"})
}

# The sensor stands elsewhere, and the conduit says that it looks into it.
test_conduit_names_its_sensor if {
	elsewhere := {"sensors": {"s-dmz": {"id": "s-dmz", "conduit": "c-other"}}}
	policy.violations with input as _facts(elsewhere) != set()
	policy.violations with input as _facts(object.union(
		elsewhere,
		{"conduit_records": {"c-hist": {"inspection": {"sensor": "s-dmz"}}}},
	)) == set()
}
