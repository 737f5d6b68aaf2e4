package zonewarden.governance.exception_expired_test

import data.zonewarden.governance.exception_expired as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"exceptions": {
		"E": {
			"id": "E",
			"title": "exception E",
			"status": "deviation-approved",
			"worst_impact": 3,
			"policy_ids": ["SEG-009"],
			"scope": {"objects": ["k"], "rule_tags": [], "fingerprint": [], "packets": []},
			"justification": "x",
			"risk_statement": "y",
			"impact": 3,
			"compensating_controls": ["C"],
			"owner": "keller",
			"accepted_by": ["keller", "brandt"],
			"accepted_at_ago_h": 100,
			"accepted_at": "2026",
			"expires": "2027",
			"expires_ago_h": -500,
			"zones": ["cell1"],
			"covers": [],
			"unjudged": [],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "E", "kind": "exception"}} with input as _good
	policy.violations == set() with input as _good
}

_row(policy, severity, waived) := {
	"policy": policy,
	"kind": "flow",
	"subject": "fw:ent>ops",
	"title": "ent to ops through fw",
	"severity": severity,
	"fingerprint": sprintf("f-%s", [policy]),
	"waived": waived,
}

_with(changes) := object.union(_good, {"exceptions": {"E": changes}})

test_over_and_still_covering_has_the_severity_of_what_it_covered if {
	policy.violations == {{
		"ceiling": "critical",
		"floor": "critical",
		"key": "expired",
		"evidence": {"fingerprints": ["f-SEG-001", "f-SEG-007"]},
		"message": concat(" ", [
			"The exception E ended on 2027, and what it was for is still there:",
			"SEG-001 at ent to ops through fw and SEG-007 at ent to ops through fw.",
		]),
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _with({
		"expires_ago_h": 2,
		"covers": [_row("SEG-001", "medium", false), _row("SEG-007", "critical", false)],
	})
}

test_over_and_covering_a_lot if {
	rows := [_row(p, "low", false) | some p in ["SEG-001", "SEG-002", "SEG-003", "SEG-004"]]
	{violation.message | some violation in policy.violations} == {concat(" ", [
		"The exception E ended on 2027, and what it was for is still there:",
		"4 findings of SEG-001, SEG-002, SEG-003 and SEG-004.",
	])} with input as _with({"expires_ago_h": 2, "covers": rows})
}

test_over_and_covering_nothing_has_passed if {
	policy.violations == set() with input as _with({"expires_ago_h": 2})
	count(policy.subjects) == 1 with input as _with({"expires_ago_h": 2})
}

test_over_and_nobody_knows_what_it_covers if {
	policy.subjects == set() with input as _with({"expires_ago_h": 2, "unjudged": ["SEG-009"]})
	policy.subjects == set() with input as _with({"expires_ago_h": 2, "covers": null})
	count(policy.subjects) == 1 with input as _with({"unjudged": ["SEG-009"]})
}

test_covers_nothing_for_long if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "unused",
		"message": "The exception E was accepted over 90 days ago and covers nothing that is found.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _with({"accepted_at_ago_h": 2200})
	policy.violations == set() with input as _with({"accepted_at_ago_h": 2200, "covers": [_row("SEG-009", "low", true)]})
	policy.violations == set() with input as _with({"accepted_at_ago_h": 2200, "unjudged": ["SEG-009"]})
	policy.subjects == set() with input as _with({"accepted_at_ago_h": 2200, "unjudged": ["SEG-009"]})
}

test_closed_is_not_judged if {
	policy.subjects == set() with input as _facts({"exceptions": {"E": {"status": "closed", "expires_ago_h": 2}}})
}
