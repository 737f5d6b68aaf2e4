package zonewarden.remote_access.vendor_unwatched_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.vendor_unwatched as policy

test_unwatched if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz reaches equipment of impact 3 and nobody watches it.",
		"evidence": {"supervision": "notified", "impact": 3},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"supervision": "notified"})]})
}

test_supervision_not_stated if {
	count(policy.violations) == 1 with input as f.facts({"grants": [f.grant({"supervision": null})]})
}

test_escort_without_a_name if {
	facts := f.facts({"grants": [f.grant({"escort": null})]})
	{v.message | some v in policy.violations} == {concat(" ", [
		"Grant g-1 of p.ruiz reaches equipment of impact 3",
		"and names no escort.",
	])} with input as facts
}

test_watched_passes if {
	facts := f.facts({"grants": [f.grant({})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_small_impact_is_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({"worst_impact": 2})]})
}
