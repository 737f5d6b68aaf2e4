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
			"parent": "p",
			"enforcement": [{"device": "fw", "type": "interface", "object": "ent", "interface": null}],
			"reconnect": {"criteria": ["clean"]},
			"last_tested_ago_h": 24,
			"isolates": null,
			"cuts": {"from_zone": "ent", "to_zone": "idmz", "conduits": []},
			"locations": [{"path": "ir.yaml", "line": 9}],
		},
	},
	"isolations": {
		"iso@fw": {
			"id": "iso@fw",
			"action": "iso",
			"device": "fw",
			"missing_points": [],
			"untold": [],
			"prestaged": [],
			"assumed": false,
			"remaining": [],
			"broken": [],
		},
	},
	"playbooks": {"p": {"status": "approved", "reconnect_criteria": []}},
	"gateways": {"gw": {"device": "fw"}, "cloud": {"device": null}},
	"device_records": {"fw": {"role": "firewall"}, "sw": {"role": "switch"}, "oneway": {"role": "diode"}},
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

_said(key, text) := {{
	"key": key,
	"message": sprintf("The isolation iso %s.", [text]),
	"subject": {"id": "iso", "kind": "isolation"},
}}

_at(point) := _facts({"isolation_actions": {"iso": {"enforcement": [object.union(
	{"device": "fw", "type": "interface", "object": "ent", "interface": null},
	point,
)]}}})

test_retired_playbook_is_nobodys_plan if {
	policy.subjects == set() with input as _facts({"playbooks": {"p": {"status": "retired"}}})
}

test_playbook_states_how_to_reconnect if {
	alone := {"isolation_actions": {"iso": {"reconnect": {"criteria": []}}}}
	policy.violations == _said("missing:criteria for reconnecting", "states no criteria for reconnecting") with input as _facts(alone)
	whole := object.union(alone, {"playbooks": {"p": {"reconnect_criteria": ["clean"]}}})
	policy.violations == set() with input as _facts(whole)
}

test_nothing_to_cut if {
	half := {"isolation_actions": {"iso": {"cuts": {"to_zone": null}}}}
	policy.violations == _said("missing:thing to cut", "states no thing to cut") with input as _facts(half)
	policy.violations == set() with input as _facts(object.union(half, {"isolation_actions": {"iso": {"isolates": "ent"}}}))
}

test_device_without_configuration if {
	policy.violations == _said("device:sw", "cuts by a port at sw, of which no configuration is at hand") with input as _at({"device": "sw", "type": "port"})
	policy.violations == set() with input as _at({"device": "sw", "type": "cable"})
	policy.violations == set() with input as _at({"device": "gw", "type": "portal_disable"})
	policy.violations == set() with input as _at({"device": "cloud", "type": "portal_disable"})
}

test_diode_that_is_none if {
	policy.violations == _said("diode:fw", "cuts by a diode at fw, which is declared as firewall") with input as _at({"type": "diode"})
	policy.violations == set() with input as _at({"device": "oneway", "type": "diode"})
}

_prestaged(bound, list) := {"isolations": {"iso@fw": {"prestaged": [{
	"name": "ISOLATE",
	"list": list,
	"bound": bound,
	"locations": [{"path": "fw.cfg", "line": 3}],
}]}}}

test_prestaged_rule_in_a_list_that_is_applied_nowhere if {
	facts := _at({"type": "disabled_rule", "object": "ISOLATE"})
	policy.violations == {object.union(
		{"locations": [{"path": "fw.cfg", "line": 3}, {"path": "ir.yaml", "line": 9}]},
		v,
	) |
		some v in _said("unbound:fw:ISOLATE", "switches on ISOLATE at fw-ot-1, whose list is applied nowhere")
	} with input as object.union(facts, _prestaged(false, "X"))
	policy.violations == set() with input as object.union(facts, _prestaged(true, "X"))

	# the list itself, which is to be applied
	policy.violations == set() with input as object.union(facts, _prestaged(false, "ISOLATE"))
}

test_what_remains_may_end_elsewhere if {
	left := {"from": "ent", "to": "idmz", "locations": [], "part": {"services": ["tcp/443"], "products": [], "certainty": "definite"}}
	open_ := {"isolations": {"iso@fw": {"remaining": [left]}}}
	count(policy.violations) == 1 with input as _facts(open_)
	policy.violations == set() with input as _facts(object.union(open_, {"isolations": {"iso@fw": {"untold": ["breaker Q4"]}}}))
}
