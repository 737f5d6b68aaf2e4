package zonewarden.devices.unsupported_version_test

import data.zonewarden.devices.unsupported_version as policy
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

test_other_version if {
	policy.violations == {{
		"subject": f.subject,
		"key": "version",
		"message": "fw-ot-1 runs version 9.16; approved is 9.18 and 9.20.",
		"evidence": {"version": "9.16", "approved": ["9.18", "9.20"]},
		"locations": [f.line(5)],
		"exposure": 3,
	}} with input as _facts({"version": "9.16", "external": true}, {"approved_versions": ["9.18", "9.20"]})
}

test_support_ends_soon if {
	policy.violations == {{
		"subject": f.subject,
		"key": "support",
		"message": "The vendor's support of fw-ot-1 ends in less than 180 days.",
		"evidence": {"limit_days": 180},
		"locations": [f.line(5)],
		"exposure": 2,
	}} with input as _facts({"version": "9.18"}, {"end_of_support_ago_h": -1000})
}

test_support_has_ended if {
	facts := _facts({"version": ""}, {"end_of_support_ago_h": 10})
	{v.message | some v in policy.violations} == {"The vendor's support of fw-ot-1 has ended."} with input as facts
}

test_approved_and_supported_passes if {
	facts := _facts({"version": "9.18"}, {"approved_versions": ["9.18"], "end_of_support_ago_h": -9000})
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_nothing_stated_is_not_judged if {
	policy.subjects == set() with input as _facts({"version": "9.16"}, {})
}

_exploited := {"version": "9.16(4)", "exploited": [{
	"cve": "CVE-2099-1",
	"document": "EX-1",
	"added": "2026-11-02",
	"locations": [f.line(9)],
}]}

_decided(type, assets) := {"vulnerabilities": {"V": {
	"cve": "CVE-2099-1",
	"assets": assets,
	"decision": {"type": type},
}}}

test_exploited_version if {
	found := policy.violations with input as _facts(_exploited, {})
	{violation.key | some violation in found} == {"exploited:CVE-2099-1"}
	some violation in found
	violation.subject == f.subject
	violation.capability == 3
	violation.locations[0] == f.line(9)
	contains(violation.message, "which has CVE-2099-1 (EX-1); it is exploited, and nothing is recorded against it.")
	policy.subjects == {f.subject} with input as _facts(_exploited, {})
}

test_exploited_version_with_a_decision if {
	decided := object.union(_facts(_exploited, {}), _decided("mitigated", ["other"]))
	policy.violations == set() with input as decided
	open := object.union(_facts(_exploited, {}), _decided(null, ["other"]))
	count(policy.violations) == 1 with input as open
	elsewhere := object.union(decided, {"asset_records": {"fw": {}}})
	count(policy.violations) == 1 with input as elsewhere
}
