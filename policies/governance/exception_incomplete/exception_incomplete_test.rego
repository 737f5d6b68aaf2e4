package zonewarden.governance.exception_incomplete_test

import data.zonewarden.governance.exception_incomplete as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {
		"limits": {
			"exception_max_days.1": 365,
			"exception_max_days.2": 180,
			"exception_max_days.3": 90,
			"exception_max_days.4": 30,
		},
	},
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
	"people": {
		"keller": {"role": "production_manager"},
		"brandt": {"role": "security"},
		"lind": {"role": "safety_engineer"},
	},
	"zones": {"cell1": {"kind": "cell"}},
	"authority_levels": {"a": {"1": [], "2": [], "3": ["production_manager"], "4": ["council"]}},
}

test_passes if {
	policy.subjects == {{"id": "E", "kind": "exception"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_owner_and_no_end if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "missing:end,owner",
		"message": "The exception E states no end and owner.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"owner": null, "expires": null, "expires_ago_h": null}}})
}

test_accepted_by_one_side if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "sides",
		"message": "The exception E is not accepted by both OT and IT or security, and waives nothing.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"accepted_by": ["keller", "lind"]}}})
}

test_no_scope if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "missing:scope",
		"message": "The exception E states no scope.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"scope": {"objects": []}}}})
}

test_too_long if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "length",
		"message": "The exception E lasts 130 days, and 90 are allowed at impact 3.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"expires_ago_h": -3000}}})
}

test_accepted_too_low if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "authority",
		"message": "The exception E is accepted by nobody who may accept an impact of 4 (council).",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"impact": 4, "accepted_at_ago_h": 10}}})
}

test_safety_without_the_engineer if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "safety",
		"message": "The exception E concerns a safety zone and no safety engineer accepted it.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"zones": {"cell1": {"kind": "safety"}}})
}

test_unknown_impact_counts_as_three if {
	policy.violations == {
		{
			"ceiling": "high",
			"floor": "high",
			"key": "length",
			"message": "The exception E lasts 130 days, and 90 are allowed at impact 3.",
			"subject": {"id": "E", "kind": "exception"},
		},
		{
			"ceiling": "high",
			"floor": "high",
			"key": "missing:impact",
			"message": "The exception E states no impact.",
			"subject": {"id": "E", "kind": "exception"},
		},
	} with input as _facts({"exceptions": {"E": {"impact": null, "zones": [], "expires_ago_h": -3000}}})
}

test_safety_engineer_accepted if {
	policy.violations == set() with input as _facts({
		"zones": {"cell1": {"kind": "safety"}},
		"exceptions": {"E": {"accepted_by": ["keller", "brandt", "lind"]}},
	})
}

test_requests_are_not_judged if {
	policy.subjects == set() with input as _facts({"exceptions": {"E": {"status": "deviation-requested"}}})
}
