package zonewarden.devices.no_known_good_copy_test

import data.zonewarden.devices.no_known_good_copy as policy
import data.zonewarden.lib.device_fixtures as f

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
	"site": {"limits": {
		"eos_notice_days": 180,
		"backup_max_days": 30,
		"baseline_compare_max_days": 35,
		"recertify_days": 365,
		"recertify_boundary_days": 180,
		"cert_notice_days": 60,
	}},
})

test_everything_old if {
	facts := _facts({}, {
		"last_backup_ago_h": 1000,
		"startup_equals_running": false,
		"baseline": {"compared_at_ago_h": 1000},
	})
	policy.violations == {{
		"subject": f.subject,
		"message": concat(" ", [
			"The configuration of fw-ot-1 was last backed up more than 30 days ago,",
			"was last compared with its approved state more than 35 days ago",
			"and would be another after a restart.",
		]),
		"evidence": {"wrong": [
			"was last backed up more than 30 days ago",
			"was last compared with its approved state more than 35 days ago",
			"would be another after a restart",
		]},
		"locations": [f.line(5)],
		"exposure": 1,
	}} with input as facts
}

test_fresh_passes if {
	facts := _facts({}, {
		"last_backup_ago_h": 100,
		"startup_equals_running": true,
		"baseline": {"compared_at_ago_h": 100},
	})
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_each_alone if {
	count(policy.violations) == 1 with input as _facts({}, {"last_backup_ago_h": 1000})
	count(policy.violations) == 1 with input as _facts({}, {"startup_equals_running": false})
	count(policy.violations) == 1 with input as _facts({}, {"baseline": {"compared_at_ago_h": 1000}})
}

test_nothing_stated_is_not_judged if {
	policy.subjects == set() with input as _facts({}, {})
}
