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
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "E", "kind": "exception"}} with input as _good
	policy.violations == set() with input as _good
}

test_past_its_end if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "expired",
		"message": "The exception E ended on 2027 and was neither renewed nor closed.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"expires_ago_h": 2}}})
}

test_past_its_end_with_little_impact if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "expired",
		"message": "The exception E ended on 2027 and was neither renewed nor closed.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"expires_ago_h": 2, "worst_impact": 1}}})
}

test_closed_is_not_judged if {
	policy.subjects == set() with input as _facts({"exceptions": {"E": {"status": "closed", "expires_ago_h": 2}}})
}
