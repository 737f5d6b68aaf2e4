package zonewarden.vulnerabilities.advisory_not_evaluated_test

import data.zonewarden.vulnerabilities.advisory_not_evaluated as policy

_facts(changes) := object.union(_good, changes)

_with(changes) := _facts({"advisories": {"A": changes}})

_good := {
	"site": {"limits": {"eval_days": 35, "plan_days": 35}},
	"asset_records": {
		"plc": {"role": "plc", "model": "S7-1500", "software": []},
		"gw": {"role": "gateway", "model": "GW-9", "software": ["vpnd"]},
	},
	"vulnerabilities": {"V": {
		"id": "V",
		"advisory": "A",
		"status": "exploitable",
		"change_id": null,
		"decision": {"type": null, "window_id": null, "exception_id": null, "control_ids": []},
	}},
	"advisories": {"A": {
		"id": "A",
		"title": "advisory A",
		"products": ["S7-1500"],
		"published_ago_h": 2000,
		"evaluated_at_ago_h": 1900,
		"outcome": "apply",
		"plan_due": "2026-12-05",
		"plan_due_ago_h": -240,
	}},
}

_violation(key, text) := {{
	"subject": {"kind": "advisory", "id": "A"},
	"key": key,
	"message": sprintf("The advisory A %s.", [text]),
	"capability": 1,
	"exposure": 0,
	"ceiling": "medium",
}}

test_passes if {
	policy.subjects == {{"kind": "advisory", "id": "A"}} with input as _good
	policy.violations == set() with input as _good
}

test_not_evaluated if {
	found := _violation("evaluation", "was published over 35 days ago and is not evaluated")
	policy.violations == found with input as _with({"evaluated_at_ago_h": null, "outcome": null})
	policy.violations == found with input as _with({"evaluated_at_ago_h": -1})
}

test_not_evaluated_yet if {
	policy.violations == set() with input as _with({"published_ago_h": 840, "evaluated_at_ago_h": null, "outcome": null})
}

test_no_outcome if {
	found := _violation("outcome", "was evaluated over 35 days ago without an outcome")
	policy.violations == found with input as _with({"outcome": null})
}

test_no_day if {
	policy.violations == _violation(
		"plan",
		"was found to apply (mitigate) over 35 days ago, and no day is set",
	) with input as _with({
		"outcome": "mitigate",
		"plan_due": null,
		"plan_due_ago_h": null,
	})
}

_registered(outcome, changes) := object.union(
	_with({"outcome": outcome, "plan_due": null, "plan_due_ago_h": null}),
	{
		"vulnerabilities": {"V": object.union(
			{
				"assets": ["plc"],
				"change_id": null,
				"decision": {"type": null, "window_id": null, "control_ids": [], "exception_id": null},
			},
			changes,
		)},
		"compensating_controls": {
			"C": {"expires": null, "review_by": "2027-01-01"},
			"D": {"expires": null, "review_by": null},
		},
	},
)

test_the_register_says_when if {
	every outcome in ["apply", "mitigate"] {
		every advisory in ["A", null] {
			every changes in [
				{"decision": {"type": "patch_scheduled", "window_id": "W"}},
				{"decision": {"type": "accepted", "exception_id": "E"}},
				{"decision": {"type": "mitigated", "control_ids": ["C"]}},
				{"decision": {"type": "patched"}},
				{"change_id": "CHG"},
				{"status": "resolved"},
			] {
				policy.violations == set() with input as _registered(outcome, object.union(changes, {"advisory": advisory}))
			}
		}
	}
}

test_the_register_does_not_say_when if {
	every outcome in ["apply", "mitigate"] {
		text := sprintf("was found to apply (%s) over 35 days ago, and no day is set", [outcome])
		policy.violations == _violation("plan", text) with input as _registered(outcome, {})
		policy.violations == _violation("plan", text) with input as _registered(outcome, {"advisory": null})
		undated := {"decision": {"type": "mitigated", "control_ids": ["D"]}}
		policy.violations == _violation("plan", text) with input as _registered(outcome, undated)
	}
}

test_a_patch_that_no_register_follows_needs_no_plan if {
	policy.violations == set() with input as _registered("apply", {"advisory": "B"})
	count(policy.violations) == 1 with input as _registered("mitigate", {"advisory": "B"})
}

test_time_for_a_plan if {
	policy.violations == set() with input as _with({
		"evaluated_at_ago_h": 840,
		"plan_due": null,
		"plan_due_ago_h": null,
	})
}

test_still_open if {
	found := _violation("open:V", "was to be dealt with by 2026-12-05, and V is still open")
	policy.violations == found with input as _with({"plan_due_ago_h": 1})
}

test_closed_in_time if {
	policy.violations == set() with input as object.union(
		_with({"plan_due_ago_h": 1}),
		{"vulnerabilities": {"V": {"status": "resolved"}}},
	)
}

test_does_not_apply if {
	policy.violations == set() with input as _with({
		"outcome": "not_applicable",
		"plan_due": null,
		"plan_due_ago_h": null,
	})
}

test_at_the_boundary if {
	every products in [["GW-9"], ["vpnd"]] {
		policy.violations == {{
			"subject": {"kind": "advisory", "id": "A"},
			"key": "outcome",
			"message": "The advisory A was evaluated over 35 days ago without an outcome.",
			"capability": 1,
			"exposure": 0,
			"ceiling": "high",
		}} with input as _with({"products": products, "outcome": null})
	}
}

_published(changes) := object.union(_facts({"advisories": {}, "vulnerabilities": {}}), {
	"asset_records": {"scada": {"role": "scada_server", "zones": ["ops"]}, "fw": {"role": "firewall", "zones": ["ops"]}},
	"exports": {"csaf": {}},
	"publications": {"csaf:EX-1": object.union(
		{
			"id": "csaf:EX-1",
			"title": "publication EX-1",
			"document": "EX-1",
			"affects": [{"cve": "CVE-2099-1", "asset": "scada"}],
			"doubtful": [],
			"first_released_ago_h": 24 * 36,
		},
		changes,
	)},
})

_unread(assets, ceiling) := {
	"subject": {"kind": "publication", "id": "csaf:EX-1"},
	"key": "evaluation",
	"message": sprintf("The publication EX-1 concerns %s, was published over 35 days ago and is not evaluated.", [assets]),
	"evidence": {"cves": ["CVE-2099-1"]},
	"zones": ["ops"],
	"capability": 1,
	"exposure": 0,
	"ceiling": ceiling,
}

_of_publications(found) := {violation | some violation in found; violation.subject.kind == "publication"}

test_published_and_not_evaluated if {
	{"kind": "publication", "id": "csaf:EX-1"} in policy.subjects with input as _published({})
	{"kind": "export", "id": "csaf"} in policy.subjects with input as _published({})
	found := policy.violations with input as _published({})
	_of_publications(found) == {_unread("scada", "medium")}
}

test_published_about_the_boundary if {
	found := policy.violations with input as _published({"affects": [{"cve": "CVE-2099-1", "asset": "fw"}]})
	_of_publications(found) == {_unread("fw", "high")}
}

test_published_of_late if {
	found := policy.violations with input as _published({"first_released_ago_h": 24 * 34})
	_of_publications(found) == set()
}

test_published_and_in_the_register if {
	known := {"V": {"id": "V", "cve": "CVE-2099-1", "advisory": null, "assets": ["scada"], "status": "in_triage"}}
	found := policy.violations with input as object.union(_published({}), {"vulnerabilities": known})
	_of_publications(found) == set()
	advised := {"V": {"id": "V", "cve": null, "advisory": "EX-1", "assets": ["scada"], "status": "in_triage"}}
	others := policy.violations with input as object.union(_published({}), {"vulnerabilities": advised})
	_of_publications(others) == set()
	elsewhere := {"V": {"id": "V", "cve": "CVE-2099-1", "advisory": null, "assets": ["fw"], "status": "in_triage"}}
	left := policy.violations with input as object.union(_published({}), {"vulnerabilities": elsewhere})
	_of_publications(left) == {_unread("scada", "medium")}
}
