package zonewarden.remote_access.no_break_glass_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.no_break_glass as policy

_facts(changes) := f.facts({"gateways": [f.gateway({})], "break_glass": [object.union(
	{"id": "break_glass", "storage": "safe", "max_duration_h": 4, "last_tested_ago_h": 240, "uses": []},
	changes,
)]})

test_none_declared if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "No emergency access is declared for when gateway gw-ot fails.",
		"evidence": {"break_glass": 0},
		"exposure": 1,
	}} with input as f.facts({"gateways": [f.gateway({})]})
}

test_empty if {
	policy.violations == {{
		"subject": f.subject("break_glass", "break_glass"),
		"message": "Emergency access has no longest duration, is kept nowhere and was not tried for a year.",
		"evidence": {"wrong": ["has no longest duration", "is kept nowhere", "was not tried for a year"]},
		"exposure": 1,
	}} with input as _facts({"storage": null, "max_duration_h": null, "last_tested_ago_h": null})
}

test_old_test if {
	count(policy.violations) == 1 with input as _facts({"last_tested_ago_h": 9000})
}

test_uses_and_their_reviews if {
	_unreviewed(_facts({"uses": [{"at_ago_h": 100, "reviewed_at_ago_h": null}]}))
	_unreviewed(_facts({"uses": [{"at_ago_h": 200, "reviewed_at_ago_h": 100}]}))
	not _unreviewed(_facts({"uses": [{"at_ago_h": 200, "reviewed_at_ago_h": 150}]}))
	not _unreviewed(_facts({"uses": [{"at_ago_h": 10, "reviewed_at_ago_h": null}]}))
}

_unreviewed(facts) if {
	{v.evidence.wrong | some v in policy.violations} == {["was used and not reviewed in time"]} with input as facts
}

test_kept_ready_passes if {
	policy.subjects == {f.subject("gateway", "gw-ot"), f.subject("break_glass", "break_glass")} with input as _facts({})
	policy.violations == set() with input as _facts({})
}

test_kept_online if {
	messages := {v.message | some v in policy.violations} with input as _facts({"storage": "team wiki"})
	messages == {"Emergency access is kept online."}
	policy.violations == set() with input as _facts({"storage": "sealed envelope beside the server room"})
}

test_a_place_that_says_nothing_is_not_judged if {
	{s.kind | some s in policy.subjects} == {"gateway"} with input as _facts({"storage": "with the shift leader"})
}
