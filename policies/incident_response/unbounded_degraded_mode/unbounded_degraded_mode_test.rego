package zonewarden.incident_response.unbounded_degraded_mode_test

import data.zonewarden.incident_response.unbounded_degraded_mode as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"plan_review_days": 365}},
	"units": {
		"line1": {
			"id": "line1",
			"title": "unit line1",
			"worst_impact": 2,
			"owners": {"ot": "keller", "it": "brandt"},
			"degraded_mode_ref": null,
			"bia": {"safety_consequence": 1},
		},
	},
	"conduits": {"k": {"from": "ops", "to": "cell1"}},
	"playbooks": {
		"p": {
			"id": "p",
			"title": "playbook p",
			"scenario": "loss_of_view",
			"scope": ["line1"],
			"status": "approved",
			"approved_by": ["keller", "brandt"],
			"reviewed_at_ago_h": 100,
			"worst_impact": 2,
			"degraded_mode": {
				"functions": ["fill"],
				"staffing": 4,
				"max_duration_h": 8,
				"limits": "half speed",
				"needs_zones": ["cell1"],
				"needs_conduits": ["k"],
				"manual": true,
				"last_drill_ago_h": 100,
			},
		},
	},
	"isolation_actions": {
		"iso": {
			"id": "iso",
			"parent": "p",
			"isolates": null,
			"cuts": {"from_zone": "ent", "to_zone": "idmz", "conduits": []},
			"keeps_conduits": [],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "line1", "kind": "unit"}, {"id": "p", "kind": "playbook"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_mode if {
	policy.violations == {{
		"exposure": 0,
		"key": "mode",
		"message": "The unit line1 has no degraded mode in an approved playbook.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"playbooks": {"p": {"degraded_mode": {"functions": []}}}})
}

test_no_limits if {
	policy.violations == {{
		"exposure": 0,
		"key": "missing:product limits,staffing",
		"message": "The playbook p has a degraded mode without product limits and staffing.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"playbooks": {"p": {"degraded_mode": {"limits": null, "staffing": null}}}})
}

test_no_drill if {
	policy.violations == {{
		"exposure": 0,
		"floor": "medium",
		"key": "drill",
		"message": "The playbook p has a manual degraded mode that was not drilled within 365 days.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({
		"playbooks": {"p": {"worst_impact": 3, "degraded_mode": {"last_drill_ago_h": 9999}}},
	})
}

test_conduit_that_is_cut if {
	policy.violations == {{
		"exposure": 0,
		"key": "cut:k",
		"message": "The playbook p has a degraded mode that needs k, which its isolation iso cuts off.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"isolation_actions": {"iso": {"cuts": {"conduits": ["k"]}}}})
}

test_conduit_between_zones_that_are_separated if {
	policy.violations == {{
		"exposure": 0,
		"key": "cut:k",
		"message": "The playbook p has a degraded mode that needs k, which its isolation iso cuts off.",
		"subject": {"id": "p", "kind": "playbook"},
	}} with input as _facts({"isolation_actions": {"iso": {"cuts": {"from_zone": "ops", "to_zone": "cell1"}}}})
}

test_zone_that_is_isolated if {
	policy.violations == {
		{
			"exposure": 0,
			"key": "cut:cell1",
			"message": "The playbook p has a degraded mode that needs cell1, which its isolation iso cuts off.",
			"subject": {"id": "p", "kind": "playbook"},
		},
		{
			"exposure": 0,
			"key": "cut:k",
			"message": "The playbook p has a degraded mode that needs k, which its isolation iso cuts off.",
			"subject": {"id": "p", "kind": "playbook"},
		},
	} with input as _facts({"isolation_actions": {"iso": {"isolates": "cell1"}}})
}

test_conduit_that_is_kept if {
	policy.violations == set() with input as _facts({
		"isolation_actions": {
			"iso": {"cuts": {"from_zone": "ops", "to_zone": "cell1"}, "keeps_conduits": ["k"]},
		},
	})
}

test_drill_is_for_manual_operation if {
	policy.violations == set() with input as _facts({"playbooks": {"p": {"degraded_mode": {"manual": false, "last_drill_ago_h": null}}}})
}

test_mode_by_reference if {
	policy.violations == set() with input as _facts({"playbooks": {"p": {"scope": []}}, "units": {"line1": {"degraded_mode_ref": "p"}}})
}

test_drill_among_the_exercises if {
	old := {"playbooks": {"p": {"degraded_mode": {"last_drill_ago_h": 9000}}}}
	drill := {"exercises": {"E": {"type": "drill", "date_ago_h": 10, "units": ["line1"]}}}
	{v.key | some v in policy.violations} == {"drill"} with input as _facts(old)
	policy.violations == set() with input as _facts(object.union(old, drill))
	{v.key | some v in policy.violations} == {"drill"} with input as _facts(object.union(
		old,
		object.union(drill, {"exercises": {"E": {"units": ["line2"]}}}),
	))
}

test_needs_the_less_trusted_side_of_a_cut if {
	cut := {
		"zones": {"ent": {"trust": 1}, "idmz": {"trust": 3}},
		"isolation_actions": {"iso": {"isolates": null, "cuts": {"from_zone": "ent", "to_zone": "idmz"}}},
	}
	needing := {"playbooks": {"p": {"degraded_mode": {"needs_zones": ["ent"], "needs_conduits": []}}}}
	{v.key | some v in policy.violations} == {"cut:ent"} with input as _facts(object.union(cut, needing))
	trusted := {"playbooks": {"p": {"degraded_mode": {"needs_zones": ["idmz"], "needs_conduits": []}}}}
	policy.violations == set() with input as _facts(object.union(cut, trusted))
}
