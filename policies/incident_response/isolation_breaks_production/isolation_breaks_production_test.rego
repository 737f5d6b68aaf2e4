package zonewarden.incident_response.isolation_breaks_production_test

import data.zonewarden.incident_response.isolation_breaks_production as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"playbooks": {"p": {"status": "approved"}},
	"isolation_actions": {
		"iso": {
			"id": "iso",
			"title": "isolation iso",
			"parent": "p",
			"order": 1,
			"worst_impact": 2,
			"enforcement": [{"device": "fw"}],
			"reconnect": {"criteria": ["clean"]},
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
	"conduits": {
		"k": {"from": "ops", "to": "cell1", "required": true},
		"free": {"from": "ops", "to": "cell1", "required": false},
	},
	"conduit_records": {"k": {"safety": null}, "free": {"safety": null}},
	"zones": {"ops": {"kind": "operations"}, "cell1": {"kind": "cell"}},
}

test_passes if {
	policy.subjects == {{"id": "iso", "kind": "isolation"}} with input as _good
	policy.violations == set() with input as _good
}

test_taken_away_at_a_device if {
	policy.violations == {{
		"certainty": "definite",
		"evidence": {"conduit": "k", "products": [{"services": ["tcp/102"]}]},
		"key": "k@fw",
		"message": "The isolation iso takes conduit k away at fw-ot-1, which production needs: tcp/102.",
		"subject": {"id": "iso", "kind": "isolation"},
		"zones": ["ops", "cell1"],
	}} with input as _facts({
		"isolations": {
			"iso@fw": {
				"broken": [
					{
						"conduit": "k",
						"from": "ops",
						"to": "cell1",
						"missing": {
							"certainty": "definite",
							"products": [{"services": ["tcp/102"]}],
						},
					},
				],
			},
		},
	})
}

test_named_outright if {
	policy.violations == {{
		"evidence": {"conduit": "k"},
		"key": "named:k",
		"message": "The isolation iso cuts conduit k, which production needs.",
		"subject": {"id": "iso", "kind": "isolation"},
		"zones": ["ops", "cell1"],
	}} with input as _facts({"isolation_actions": {"iso": {"cuts": {"conduits": ["k"]}}}})
}

test_safety if {
	policy.violations == {{
		"evidence": {"conduit": "free"},
		"floor": "critical",
		"key": "named:free",
		"message": "The isolation iso cuts conduit free, which production needs.",
		"subject": {"id": "iso", "kind": "isolation"},
		"zones": ["ops", "cell1"],
	}} with input as _facts({
		"zones": {"cell1": {"kind": "safety"}},
		"isolation_actions": {"iso": {"cuts": {"conduits": ["free"]}}},
		"conduit_records": {"free": {"safety": true}},
	})
}

test_told_once if {
	policy.violations == {{
		"certainty": "definite",
		"evidence": {"conduit": "k", "products": [{"services": ["tcp/102"]}]},
		"key": "k@fw",
		"message": "The isolation iso takes conduit k away at fw-ot-1, which production needs: tcp/102.",
		"subject": {"id": "iso", "kind": "isolation"},
		"zones": ["ops", "cell1"],
	}} with input as _facts({
		"isolation_actions": {"iso": {"cuts": {"conduits": ["k"]}}},
		"isolations": {
			"iso@fw": {
				"broken": [
					{
						"conduit": "k",
						"from": "ops",
						"to": "cell1",
						"missing": {
							"certainty": "definite",
							"products": [{"services": ["tcp/102"]}],
						},
					},
				],
			},
		},
	})
}

test_conduit_that_nobody_needs if {
	policy.violations == set() with input as _facts({"isolation_actions": {"iso": {"cuts": {"conduits": ["free"]}}}})
}

test_retired_playbook_is_nobodys_plan if {
	retired := {"playbooks": {"p": {"status": "retired"}}, "isolation_actions": {"iso": {"cuts": {"conduits": ["k"]}}}}
	policy.subjects == set() with input as _facts(retired)
	policy.violations == set() with input as _facts(retired)
}
