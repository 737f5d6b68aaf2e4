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

_with(grant, session) := f.facts({
	"gateways": [f.gateway({})],
	"grants": [f.grant(grant)],
	"sessions": [f.session(session)],
	"exports": [{"id": "sessions"}],
})

_completed := {"status": "completed", "task": {"status": "completed", "completed_at_ago_h": 2}}

test_session_open_after_the_job if {
	facts := _with(_completed, {"end": null, "end_ago_h": null, "start_ago_h": 3})
	policy.violations == {{
		"subject": f.subject("session", "s-1"),
		"message": "Session s-1 of p.ruiz is still open 120 minutes after the end of grant g-1 of p.ruiz.",
		"evidence": {"minutes": 120, "limit_min": 30},
		"exposure": 3,
		"floor": "medium",
	}} with input as facts
}

test_session_that_went_on_after_the_end_of_its_grant if {
	facts := _with({"valid_until_ago_h": 2, "status": "expired", "capability": "admin"}, {})
	policy.violations == {{
		"subject": f.subject("session", "s-1"),
		"message": "Session s-1 of p.ruiz went on until 105 minutes after the end of grant g-1 of p.ruiz.",
		"evidence": {"minutes": 105, "limit_min": 30},
		"exposure": 3,
		"floor": "high",
	}} with input as facts
}

test_session_after_revocation_before_the_end if {
	facts := _with({"status": "revoked", "revoked_at_ago_h": 1}, {})
	{v.evidence.minutes | some v in policy.violations} == {45} with input as facts
}

test_session_that_ended_in_time_passes if {
	every changes in [_completed, {}] {
		facts := _with(changes, {"end_ago_h": 1.75})
		policy.subjects == {f.subject("session", "s-1"), f.subject("export", "sessions")} with input as facts
		policy.violations == set() with input as facts
	}
}

test_sessions_without_a_grant_and_of_the_office_are_not_judged_here if {
	every changes in [{"grant": null}, {"grant": "g-9"}] {
		policy.subjects == {f.subject("export", "sessions")} with input as _with({}, changes)
	}
	office := object.union(_with({}, {}), {"gateways": {"gw-ot": f.gateway({"scope": "it"})}})
	policy.subjects == {f.subject("export", "sessions")} with input as office
}
