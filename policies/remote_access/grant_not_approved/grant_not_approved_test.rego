package zonewarden.remote_access.grant_not_approved_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.grant_not_approved as policy

test_own_approval if {
	approvals := [{"by": "p.ruiz", "role": "vendor", "at_ago_h": 5}]
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz is approved by its own user and lacks the approval of operations.",
		"evidence": {"approvers": ["p.ruiz"]},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"approvals": approvals})]})
}

test_no_approval if {
	count(policy.violations) == 1 with input as f.facts({"grants": [f.grant({"approvals": []})]})
}

test_highest_impact_needs_two if {
	facts := f.facts({"grants": [f.grant({"worst_impact": 4})]})
	{v.message | some v in policy.violations} == {"Grant g-1 of p.ruiz lacks a second approval, by security."} with input as facts
}

test_one_person_in_two_roles_is_one_approval if {
	approvals := [{"by": "m.keller", "role": "ot_operations"}, {"by": "m.keller", "role": "security"}]
	facts := f.facts({"grants": [f.grant({"worst_impact": 4, "approvals": approvals})]})
	count(policy.violations) == 1 with input as facts
}

test_safety_needs_two if {
	facts := f.facts({"grants": [f.grant({"target_zones": ["sis"]})]})
	count(policy.violations) == 1 with input as facts
}

test_two_approvals_pass if {
	approvals := [{"by": "m.keller", "role": "ot_operations"}, {"by": "s.brandt", "role": "security"}]
	facts := f.facts({"grants": [f.grant({"worst_impact": 4, "approvals": approvals})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_requests_are_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({"status": "requested", "approvals": []})]})
}
