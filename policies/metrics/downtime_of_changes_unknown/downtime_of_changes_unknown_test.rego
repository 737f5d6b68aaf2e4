package zonewarden.metrics.downtime_of_changes_unknown_test

import data.zonewarden.metrics.downtime_of_changes_unknown as policy

_facts(changes) := object.union(_good, changes)

_change(changes) := _facts({"changes": {"C": changes}})

_good := {
	"changes": {"C": {
		"id": "C",
		"title": "change C",
		"status": "closed",
		"cyber_controls_affected": ["VUL-008"],
		"attributed_downtime_h": 1.5,
		"implemented_at_ago_h": null,
		"end_ago_h": 500,
		"locations": [{"path": "operations.yaml", "line": 4}],
	}},
	"kpis": {"security_change_downtime_h": {
		"id": "security_change_downtime_h",
		"title": "kpi security_change_downtime_h",
		"threshold": 2,
		"period": "quarter",
		"locations": [{"path": "kpis.yaml", "line": 3}],
	}},
}

_not_recorded := {{
	"subject": {"kind": "change", "id": "C"},
	"key": "attribution",
	"message": "The change C was carried out for security, and nobody recorded whether it stopped production.",
	"floor": "low",
	"ceiling": "low",
}}

test_passes if {
	policy.subjects == {
		{"kind": "change", "id": "C"},
		{"kind": "kpi", "id": "security_change_downtime_h"},
	} with input as _good
	policy.violations == set() with input as _good
}

test_not_recorded if {
	policy.violations == _not_recorded with input as _change({"attributed_downtime_h": null})
}

test_every_reason if {
	bare := {"attributed_downtime_h": null, "cyber_controls_affected": []}
	policy.violations == set() with input as _change(bare)
	policy.violations == _not_recorded with input as object.union(_change(bare), {"vulnerabilities": {"V": {"change_id": "C"}}})
	policy.violations == _not_recorded with input as object.union(_change(bare), {"grants": {"G": {"change_id": "C"}}})
	policy.violations == _not_recorded with input as object.union(
		_change(bare),
		{"exceptions": {"E": {"remediation": {"change_id": "C"}}}},
	)
}

test_over_budget if {
	found := {{
		"subject": {"kind": "kpi", "id": "security_change_downtime_h"},
		"key": "budget",
		"message": concat("", [
			"The kpi security_change_downtime_h allows 2 hours, ",
			"and changes for security stopped production for 2.5 in 92 days.",
		]),
		"locations": [{"path": "kpis.yaml", "line": 3}, {"path": "operations.yaml", "line": 4}],
		"floor": "medium",
		"ceiling": "medium",
	}}
	policy.violations == found with input as _change({"attributed_downtime_h": 2.5})
	policy.violations == found with input as _change({"attributed_downtime_h": 2.5, "implemented_at_ago_h": 2000})
}

test_before_the_period if {
	policy.violations == set() with input as _change({"attributed_downtime_h": 2.5, "end_ago_h": 2209})
	count(policy.violations) == 1 with input as object.union(
		_change({"attributed_downtime_h": 2.5, "end_ago_h": 2209}),
		{"kpis": {"security_change_downtime_h": {"period": null}}},
	)
}

test_not_carried_out if {
	policy.subjects == {{"kind": "kpi", "id": "security_change_downtime_h"}} with input as _change({"status": "approved"})
}

test_no_budget if {
	policy.subjects == {{"kind": "change", "id": "C"}} with input as _facts({"kpis": {"security_change_downtime_h": {"threshold": null}}})
}
