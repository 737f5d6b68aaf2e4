package zonewarden.remote_access.vendor_rule_without_schedule_test

import data.zonewarden.lib.grant_fixtures as g
import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.remote_access.vendor_rule_without_schedule as policy

_subject := {"kind": "rule", "id": "fw:ENT_IN:0"}

_facts(rule, grants) := object.union(f.facts([rule]), g.facts({"grants": grants}))

test_rule_of_a_grant if {
	policy.violations == {{
		"subject": _subject,
		"key": "d0",
		"message": "ENT_IN on fw-ot-1 lets a third party in from ent to cell1 at all times: the rule has no schedule.",
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "schedule": ""},
		"locations": [f.line(12)],
		"exposure": 3,
		"zones": ["cell1", "ent"],
	}} with input as _facts(f.rule({"grants": ["g-1"]}), [g.grant({})])
}

test_rule_from_a_vendor_network if {
	count(policy.violations) == 1 with input as _facts(f.rule({"from_zones": ["vendor"]}), [])
}

test_rule_from_vpn_clients if {
	count(policy.violations) == 1 with input as _facts(f.rule({"pooled": true}), [])
	policy.subjects == set() with input as _facts(f.rule({"pooled": true, "to_zones": ["ra"]}), [])
}

_granted(fit, times) := _facts(
	f.rule({"grants": ["g-1"], "grant_windows": {"g-1": fit}, "schedule": "W", "times": f.times(times)}),
	[g.grant({})],
)

_begins := "ENT_IN on fw-ot-1 lets a third party in from ent to cell1"

test_schedule_outside_the_window if {
	some fit, words in {
		"early": "its schedule begins too early",
		"late": "its schedule ends too late",
		"around": "its schedule begins too early and ends too late",
	}
	messages := {v.message | some v in policy.violations} with input as _granted(fit, {})
	messages == {sprintf("%s at other times than grant g-1: %s.", [_begins, words])}
}

test_schedule_without_end if {
	messages := {v.message | some v in policy.violations} with input as _granted("late", {"ends": false, "bounded": false})
	messages == {sprintf("%s for ever: its schedule has no end.", [_begins])}
}

test_schedule_that_recurs if {
	facts := _granted("around", {"ends": false, "bounded": false, "recurring": true})
	messages := {v.message | some v in policy.violations} with input as facts
	messages == {concat("", [
		_begins,
		" again and again: its schedule recurs and at other times than grant g-1: ",
		"its schedule begins too early and ends too late.",
	])}
	untagged := f.rule({"from_zones": ["vendor"], "schedule": "W", "times": f.times({"recurring": true})})
	count(policy.violations) == 1 with input as _facts(untagged, [])
}

test_recurring_inside_the_window_passes if {
	policy.violations == set() with input as _granted("inside", {"recurring": true})
	policy.subjects == {_subject} with input as _granted("inside", {"recurring": true})
}

test_sessions_outlive_the_schedule if {
	messages := {v.message | some v in policy.violations} with input as _granted("inside", {"ends_sessions": false})
	messages == {sprintf("%s past the end of its schedule: open sessions are not cut then.", [_begins])}
	policy.violations == set() with input as _granted("inside", {"ends_sessions": true})
}

test_what_cannot_be_told_is_not_judged if {
	policy.violations == set() with input as _granted("open", {})
	policy.subjects == set() with input as _granted("open", {})
	policy.subjects == set() with input as _granted("inside", {"known": false})
	policy.violations == set() with input as _granted("late", {"known": false})
}

test_one_of_two_grants_is_enough if {
	rule := f.rule({
		"grants": ["g-1", "g-2"],
		"grant_windows": {"g-1": "late", "g-2": "inside"},
		"schedule": "W",
		"times": f.times({}),
	})
	facts := _facts(rule, [g.grant({}), g.grant({"id": "g-2"})])
	policy.violations == set() with input as facts
	policy.subjects == {_subject} with input as facts
}

test_scheduled_rule_passes if {
	facts := _facts(f.rule({"from_zones": ["vendor"], "schedule": "GRANT-G-1", "times": f.times({})}), [])
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
}

test_employees_and_other_networks_are_not_judged if {
	employee := g.grant({"party": "employee", "vendor": null})
	policy.subjects == set() with input as _facts(f.rule({"grants": ["g-1"]}), [employee])
	policy.subjects == set() with input as _facts(f.rule({"from_zones": ["vendor", "ent"]}), [])
	policy.subjects == set() with input as _facts(f.rule({"from_zones": ["vendor"], "to_zones": ["idmz"]}), [])
}
