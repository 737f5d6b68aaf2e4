package zonewarden.devices.administrators_single_factor_test

import data.zonewarden.devices.administrators_single_factor as policy
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

test_single_factor if {
	policy.violations == {{
		"subject": f.subject,
		"key": "none",
		"message": "Administrators of fw-ot-1 log on with a single factor.",
		"evidence": {"admin_mfa": "none"},
		"locations": [f.line(5)],
		"exposure": 1,
	}} with input as _facts({}, {"admin_mfa": "none"})
}

_taking(changes, record) := object.union(
	_facts({}, record),
	{"devices": {"fw": {"management": {"services": [f.service(changes)]}}}},
)

test_past_the_jump_host if {
	policy.violations == {{
		"subject": f.subject,
		"key": "past the jump host",
		"message": "Administrators of fw-ot-1 are to come by a jump host, and it takes ssh from elsewhere.",
		"evidence": {"admin_mfa": "jump_host", "protocols": ["ssh"]},
		"locations": [f.line(20)],
		"exposure": 1,
	}} with input as _taking({"any_source": true}, {"admin_mfa": "jump_host"})
}

test_outside_the_management_zone if {
	facts := _taking({"outside_management": true}, {"admin_mfa": "jump_host"})
	count(policy.violations) == 1 with input as facts
}

test_jump_host_alone_passes if {
	facts := _taking({"outside_management": false}, {"admin_mfa": "jump_host"})
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_second_factor_at_the_device_passes if {
	policy.violations == set() with input as _taking({"any_source": true}, {"admin_mfa": "device"})
}

test_unstated_and_inner_devices_are_not_judged if {
	policy.subjects == set() with input as _facts({}, {})
	policy.subjects == set() with input as _facts({"it_ot": false}, {"admin_mfa": "none", "boundary": ["cell"]})
}

test_safety_boundary_is_judged if {
	count(policy.violations) == 1 with input as _facts({"it_ot": false}, {"admin_mfa": "none", "boundary": ["safety"]})
}

_facts_accounts(settings) := object.union(
	_facts({"platform": "fortinet-fortios"}, {"admin_mfa": "device"}),
	{"devices": {"fw": {"management": {"users": [f.user({}), f.user({"name": "m.keller"})], "settings": settings}}}},
)

test_accounts_without_their_second_factor if {
	token := f.stated("m.keller:fortitoken", 12)
	policy.violations == {{
		"subject": f.subject,
		"key": "no second factor",
		"message": "fw-ot-1 is to ask for a second factor, and has accounts without one: ops.",
		"evidence": {"admin_mfa": "device", "accounts": ["ops"]},
		"locations": [f.line(40), f.line(5)],
		"exposure": 1,
	}} with input as _facts_accounts({"admin-two-factor": token})
	both := {"admin-two-factor": token, "admin-remote-auth": f.stated("ops:TAC", 13)}
	policy.subjects == {f.subject} with input as _facts_accounts(both)
	policy.violations == set() with input as _facts_accounts(both)
}
