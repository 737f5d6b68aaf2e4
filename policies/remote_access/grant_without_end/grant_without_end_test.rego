package zonewarden.remote_access.grant_without_end_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.grant_without_end as policy

test_grant_to_a_controller_for_a_day if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz is valid for 24 hours; the limit is 4.",
		"evidence": {"hours": 24, "limit_h": 4},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"valid_from_ago_h": 1, "valid_until_ago_h": -23})]})
}

test_grant_to_an_operator_station_has_the_longer_limit if {
	grant := f.grant({"target_zones": ["hmi"], "valid_from_ago_h": 1, "valid_until_ago_h": -10})
	policy.violations == set() with input as f.facts({"grants": [grant]})
	longer := f.grant({"target_zones": ["hmi"], "valid_from_ago_h": 1, "valid_until_ago_h": -11.5})
	{v.evidence.limit_h | some v in policy.violations} == {12} with input as f.facts({"grants": [longer]})
}

test_short_grant_passes if {
	facts := f.facts({"grants": [f.grant({})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_employees_and_closed_grants_are_not_judged if {
	facts := f.facts({"grants": [
		f.grant({"id": "g-2", "party": "employee", "vendor": null}),
		f.grant({"id": "g-3", "status": "revoked"}),
	]})
	policy.subjects == set() with input as facts
}

test_no_beginning_and_no_end if {
	grant := f.grant({"valid_from": null, "valid_from_ago_h": null, "valid_until": null, "valid_until_ago_h": null})
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz has no beginning and end.",
		"evidence": {"hours": null, "limit_h": 4},
		"exposure": 3,
	}} with input as f.facts({"grants": [grant]})
}

test_whoever_is_no_employee_is_a_third_party if {
	grant := f.grant({"party": "auditor", "vendor": null})
	policy.subjects == {f.subject("grant", "g-1")} with input as f.facts({"grants": [grant]})
}
