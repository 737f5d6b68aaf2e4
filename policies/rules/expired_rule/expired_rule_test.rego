package zonewarden.rules.expired_rule_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.expired_rule

_facts_review := fixtures.facts([fixtures.rule({"review_overdue": true, "remarks": ["review=2026-01-31"]})])

_facts_schedule := fixtures.facts([fixtures.rule({"schedule": "CHG-1", "schedule_expired": true})])

_facts_temporary := fixtures.facts([fixtures.rule({"temporary": true, "review_overdue": true, "remarks": ["temp"]})])

_facts_unbound := fixtures.unbound([fixtures.rule({"review_overdue": true, "bound": false})])

_facts_pass := fixtures.facts([
	fixtures.rule({}),
	fixtures.rule({"id": "1", "review_overdue": true, "enabled": false, "status": "disabled"}),
	fixtures.rule({"id": "2", "review_overdue": true, "status": "shadowed"}),
])

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "A permit in ENT_IN on fw-ot-1 has outlived its date: its review date has passed.",
	"evidence": {
		"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
		"remarks": ["review=2026-01-31"],
		"schedule": "",
	},
	"locations": [fixtures.line(12)],
	"capability": 3,
	"exposure": 2,
	"ceiling": "high",
}

_switched_off := {"capability": 0, "exposure": 0, "ceiling": "low"}

test_review_date if expired_rule.violations == {_violation} with input as _facts_review

test_time_range if {
	expected := object.union(_violation, object.union(_switched_off, {
		"message": "A permit in ENT_IN on fw-ot-1 has outlived its date: its time range CHG-1 has ended.",
		"evidence": {"remarks": [], "schedule": "CHG-1"},
	}))
	expired_rule.violations == {expected} with input as _facts_schedule
}

test_temporary_and_overdue_is_one_finding if {
	expired_rule.violations == {object.union(_violation, {
		"message": concat("", [
			"A permit in ENT_IN on fw-ot-1 has outlived its date: its review date has passed and ",
			"its text calls it temporary and names no end.",
		]),
		"evidence": {"remarks": ["temp"]},
	})} with input as _facts_temporary
}

test_list_that_is_applied_nowhere_is_low if {
	expected := object.union(_violation, object.union(_switched_off, {"evidence": {"remarks": []}}))
	expired_rule.violations == {expected} with input as _facts_unbound
}

test_current_disabled_and_shadowed_rules_pass if {
	expired_rule.subjects == {fixtures.subject} with input as _facts_pass
	expired_rule.violations == set() with input as _facts_pass
}
