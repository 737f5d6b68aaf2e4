package zonewarden.remote_access.access_outlives_task_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.access_outlives_task as policy

_done(changes) := f.grant(object.union({"task": {"status": "completed", "completed_at_ago_h": 2}}, changes))

test_grant_open_two_hours_after_the_job if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz is still active, 120 minutes after its task was completed.",
		"evidence": {"minutes": 120, "limit_min": 30},
		"exposure": 3,
		"floor": "medium",
	}} with input as f.facts({"grants": [_done({})]})
}

test_grant_that_writes_is_graver if {
	{v.floor | some v in policy.violations} == {"high"} with input as f.facts({"grants": [_done({"capability": "admin"})]})
}

test_unknown_end_counts_from_the_beginning if {
	facts := f.facts({"grants": [_done({"task": {"status": "cancelled", "completed_at_ago_h": null}})]})
	{v.evidence.minutes | some v in policy.violations} == {60} with input as facts
}

test_within_the_time_allowed_passes if {
	facts := f.facts({"grants": [_done({"task": {"completed_at_ago_h": 0.25}})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_revoked_passes if {
	policy.violations == set() with input as f.facts({"grants": [_done({"revoked_at": "2026-11-23T22:10:00Z"})]})
}

test_running_work_is_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({})]})
}
