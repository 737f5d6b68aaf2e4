package zonewarden.rules.rules_not_recertified_test

import data.zonewarden.lib.device_fixtures as f
import data.zonewarden.lib.rule_fixtures as r
import data.zonewarden.rules.rules_not_recertified as policy

_record(changes) := object.union(
	{
		"id": "fw",
		"admin_mfa": null,
		"approved_versions": [],
		"end_of_support_ago_h": null,
		"last_backup_ago_h": null,
		"startup_equals_running": null,
		"baseline": {"compared_at_ago_h": null},
		"boundary": ["it_ot"],
		"fail_mode": "fail_close",
		"last_recertified_ago_h": null,
		"certificates": [],
		"licences": [],
		"locations": [f.line(5)],
	},
	changes,
)

_facts(device, record) := object.union(f.facts_of(device, {}), {
	"device_records": {"fw": _record(record)},
	"conduits": {},
	"rule_lists": {},
	"rules": {},
	"site": {"limits": {
		"rules_per_boundary": 150,
		"eos_notice_days": 180,
		"backup_max_days": 30,
		"baseline_compare_max_days": 35,
		"recertify_days": 365,
		"recertify_boundary_days": 180,
		"cert_notice_days": 60,
	}},
})

test_boundary_for_a_year if {
	policy.violations == {{
		"subject": f.subject,
		"message": "The rules of fw-ot-1 were last confirmed more than 180 days ago.",
		"evidence": {"limit_days": 180},
		"locations": [f.line(5)],
		"ceiling": "medium",
		"exposure": 0,
	}} with input as _facts({}, {"last_recertified_ago_h": 8000})
}

test_inner_device_has_longer if {
	inner := {"boundary": ["cell"], "last_recertified_ago_h": 8000}
	policy.violations == set() with input as _facts({"it_ot": false}, inner)
	older := object.union(inner, {"last_recertified_ago_h": 9000})
	{v.ceiling | some v in policy.violations} == {"low"} with input as _facts({"it_ot": false}, older)
}

test_confirmed_passes if {
	facts := _facts({}, {"last_recertified_ago_h": 100})
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_nothing_stated_is_not_judged if {
	policy.subjects == set() with input as _facts({}, {})
}

_long(rules) := object.union(r.facts(rules), {
	"device_records": {},
	"site": {"limits": {"rules_per_boundary": 1}},
})

_one := r.rule({"id": "fw:ENT_IN:1"})

test_more_permits_than_the_site_allows if {
	facts := _long([r.rule({}), _one])
	policy.violations == {{
		"subject": r.subject,
		"key": "budget",
		"message": "ENT_IN on fw-ot-1 holds 2 permits between plant and office, and the site allows 1.",
		"evidence": {"permits": 2},
		"locations": [r.line(10)],
		"ceiling": "low",
		"exposure": 0,
	}} with input as facts
}

test_denies_and_rules_inside_the_plant_do_not_count if {
	facts := _long([r.rule({}), object.union(_one, {"action": "deny"}), r.rule({"id": "2", "it_ot": false})])
	policy.subjects == {r.subject} with input as facts
	policy.violations == set() with input as facts
}
