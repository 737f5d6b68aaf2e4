package zonewarden.remote_access.expired_grant_still_configured_test

import data.zonewarden.lib.grant_fixtures as g
import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.remote_access.expired_grant_still_configured as policy

_facts(rule, grants) := object.union(f.facts([rule]), g.facts({"grants": grants}))

_rule(changes) := f.rule(object.union({"metadata": {"grant": "g-1"}}, changes))

test_rule_of_an_ended_grant if {
	policy.violations == {{
		"subject": f.subject,
		"key": "d0",
		"message": concat(" ", [
			"ENT_IN on fw-ot-1 still lets in what grant g-1 allowed from ent to cell1:",
			"it has ended.",
		]),
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "grant": "g-1"},
		"locations": [f.line(12)],
		"exposure": 3,
		"zones": ["cell1", "ent"],
		"floor": "critical",
	}} with input as _facts(_rule({}), [g.grant({"valid_until_ago_h": 1})])
}

test_rule_of_a_revoked_grant if {
	facts := _facts(_rule({}), [g.grant({"status": "revoked", "target_zones": ["hmi"]})])
	{v.floor | some v in policy.violations} == {"high"} with input as facts
}

test_rule_of_an_unknown_grant if {
	{v.floor | some v in policy.violations} == {"high"} with input as _facts(_rule({}), [])
}

test_running_grant_and_grace_pass if {
	facts := _facts(_rule({}), [g.grant({"valid_until_ago_h": 0.2})])
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_elapsed_schedule_and_disabled_rules_pass if {
	ended := [g.grant({"valid_until_ago_h": 1})]
	policy.violations == set() with input as _facts(_rule({"schedule_expired": true}), ended)
	policy.violations == set() with input as _facts(_rule({"enabled": false}), ended)
}

test_rules_without_a_grant_are_not_judged if {
	policy.subjects == set() with input as _facts(f.rule({}), [])
}
