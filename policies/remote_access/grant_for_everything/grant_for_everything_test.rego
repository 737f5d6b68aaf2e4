package zonewarden.remote_access.grant_for_everything_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.grant_for_everything as policy

test_grant_for_whatever if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz names no hosts and no services.",
		"evidence": {"targets": 0, "services": 0},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"targets": [], "services": []})]})
}

test_too_many_hosts if {
	hosts := ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
	{v.message | some v in policy.violations} == {"Grant g-1 of p.ruiz names 11 hosts (limit 10)."} with input as f.facts({"grants": [f.grant({"targets": hosts})]})
}

test_narrow_grant_passes if {
	facts := f.facts({"grants": [f.grant({})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}
