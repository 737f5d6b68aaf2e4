package zonewarden.incident_response.isolation_without_effect_test

import data.zonewarden.incident_response.isolation_without_effect as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"isolation_actions": {
		"iso": {
			"id": "iso",
			"title": "isolation iso",
			"order": 1,
			"worst_impact": 2,
			"enforcement": [{"device": "fw"}],
			"reconnect": {"criteria": ["clean"]},
			"last_tested_ago_h": 24,
			"cuts": {"conduits": []},
			"locations": [{"path": "ir.yaml", "line": 9}],
		},
	},
	"isolations": {
		"iso@fw": {
			"id": "iso@fw",
			"action": "iso",
			"device": "fw",
			"missing_points": [],
			"assumed": false,
			"remaining": [],
			"broken": [],
		},
	},
	"devices": {"fw": {"name": "fw-ot-1"}},
	"site": {"limits": {"plan_review_days": 365}},
	"zones": {
		"ent": {
			"kind": "enterprise",
			"level_low": 4,
			"level_high": 5,
			"external": false,
			"it": true,
		},
		"idmz": {
			"kind": "idmz",
			"level_low": 3.5,
			"level_high": 3.5,
			"external": false,
			"it": false,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "iso", "kind": "isolation"}} with input as _good
	policy.violations == set() with input as _good
}

test_nowhere_to_cut if {
	policy.violations == {{
		"key": "missing:place to cut",
		"message": "The isolation iso states no place to cut.",
		"subject": {"id": "iso", "kind": "isolation"},
	}} with input as _facts({"isolation_actions": {"iso": {"enforcement": []}}})
}

test_no_order_and_no_way_back if {
	policy.violations == {{
		"floor": "high",
		"key": "missing:criteria for reconnecting,order",
		"message": "The isolation iso states no criteria for reconnecting and order.",
		"subject": {"id": "iso", "kind": "isolation"},
	}} with input as _facts({
		"isolation_actions": {"iso": {"order": null, "reconnect": {"criteria": []}, "worst_impact": 4}},
	})
}

test_not_tried_for_years if {
	policy.violations == {{
		"key": "untested",
		"message": "The isolation iso was last tried more than 365 days ago.",
		"subject": {"id": "iso", "kind": "isolation"},
	}} with input as _facts({"isolation_actions": {"iso": {"last_tested_ago_h": 9000}}})
}

test_nobody_says_when_it_was_tried if {
	policy.violations == set() with input as _facts({"isolation_actions": {"iso": {"last_tested_ago_h": null}}})
}

test_place_that_is_not_there if {
	policy.violations == {{
		"key": "place:fw:disabled rule ISOLATE",
		"message": "The isolation iso cuts at a place that fw-ot-1 does not hold: disabled rule ISOLATE.",
		"subject": {"id": "iso", "kind": "isolation"},
	}} with input as _facts({"isolations": {"iso@fw": {"missing_points": ["disabled rule ISOLATE"]}}})
}

test_traffic_that_still_passes if {
	policy.violations == {{
		"certainty": "definite",
		"evidence": {"products": []},
		"exposure": 2,
		"key": "remains:fw:ent>idmz",
		"locations": [{"line": 7, "path": "fw.cfg"}, {"line": 9, "path": "ir.yaml"}],
		"message": concat(" ", [
			"The isolation iso leaves ent (level 4-5) to idmz (level 3.5) open through",
			"fw-ot-1: tcp/443.",
		]),
		"subject": {"id": "iso", "kind": "isolation"},
		"zones": ["ent", "idmz"],
	}} with input as _facts({
		"isolations": {
			"iso@fw": {
				"remaining": [
					{
						"from": "ent",
						"to": "idmz",
						"locations": [{"path": "fw.cfg", "line": 7}],
						"part": {
							"certainty": "definite",
							"services": ["tcp/443"],
							"products": [],
						},
					},
				],
			},
		},
	})
}
