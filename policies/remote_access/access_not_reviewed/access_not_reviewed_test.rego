package zonewarden.remote_access.access_not_reviewed_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.access_not_reviewed as policy

test_gateway_not_reviewed if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Gateway gw-ot was last reviewed more than 90 days ago.",
		"evidence": {"reviewed_ago_h": 3000, "limit_days": 90},
		"exposure": 2,
	}} with input as f.facts({"gateways": [f.gateway({"last_reviewed_ago_h": 3000})]})
}

test_vendor_never_reviewed_without_clause if {
	policy.violations == {{
		"subject": f.subject("vendor", "vnd-1"),
		"message": "Vendor vnd-1 has a contract that says nothing about remote access and people who leave and was never reviewed.",
		"evidence": {"reviewed_ago_h": null, "limit_days": 90},
		"exposure": 2,
	}} with input as f.facts({"vendors": [f.vendor({"last_reviewed_ago_h": null, "contract_clauses": []})]})
}

test_vendor_that_left_holds_a_grant if {
	facts := f.facts({"vendors": [f.vendor({"offboarded_at_ago_h": 10})], "grants": [f.grant({})]})
	{v.message | some v in policy.violations} == {"Vendor vnd-1 has left and still holds grant g-1."} with input as facts
}

test_vendor_that_will_leave_passes if {
	facts := f.facts({"vendors": [f.vendor({"offboarded_at_ago_h": -10})], "grants": [f.grant({})]})
	policy.violations == set() with input as facts
}

test_reviewed_passes if {
	facts := f.facts({"vendors": [f.vendor({})], "gateways": [f.gateway({})]})
	policy.subjects == {f.subject("vendor", "vnd-1"), f.subject("gateway", "gw-ot")} with input as facts
	policy.violations == set() with input as facts
}

test_contract_without_a_word_on_people_who_leave if {
	facts := f.facts({"vendors": [f.vendor({"contract_clauses": ["remote_access"]})]})
	{v.message | some v in policy.violations} == {"Vendor vnd-1 has a contract that says nothing about people who leave."} with input as facts
}

test_grant_that_stands_too_long if {
	old := f.grant({"approvals": [{"by": "m.keller", "role": "ot_operations", "at_ago_h": 2200}]})
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz stands since it was approved more than 90 days ago.",
		"evidence": {"reviewed_ago_h": 2200, "limit_days": 90},
		"exposure": 2,
	}} with input as f.facts({"grants": [old]})
	again := {"by": "m.keller", "role": "ot_operations", "at_ago_h": 100}
	anew := object.union(old, {"approvals": array.concat(old.approvals, [again])})
	policy.violations == set() with input as f.facts({"grants": [anew]})
	policy.violations == set() with input as f.facts({"grants": [object.union(old, {"status": "expired"})]})
}
