package zonewarden.vulnerabilities.patch_without_rollback_test

import data.zonewarden.vulnerabilities.patch_without_rollback as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"backup_max_days": 30}},
	"vulnerabilities": {
		"V": {
			"id": "V",
			"title": "vulnerability V",
			"status": "exploitable",
			"action": "patch",
			"change_id": "C",
			"assets": ["plc"],
		},
	},
	"changes": {
		"C": {
			"id": "C",
			"title": "change C",
			"status": "approved",
			"worst_impact": 2,
			"vendor_compat": "approved",
			"vendor_compat_reason": null,
			"test": {"environment": "bench", "result": "pass", "at": "2026"},
			"source_verified": true,
			"hash": "sha256:1",
			"rollback": {"plan": "x", "tested": true},
			"rollback_duration_h": 1,
			"go_no_go": "14:00",
		},
	},
	"backups": {"B": {"asset": "plc", "last_backup_ago_h": 50}},
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _good
	policy.violations == set() with input as _good
}

test_untested if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "missing:test of the way back",
		"message": "The change C installs a patch and states no test of the way back.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"rollback": {"tested": false}, "worst_impact": 3}}})
}

test_no_moment_to_turn_back if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:moment to turn back",
		"message": "The change C installs a patch and states no moment to turn back.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"go_no_go": null}}})
}

test_old_backup if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "backup:plc",
		"message": "The change C installs a patch on plc, which has no backup of the last 30 days.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"backups": {"B": {"last_backup_ago_h": 2000}}})
}

test_no_backup if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "backup:plc",
		"message": "The change C installs a patch on plc, which has no backup of the last 30 days.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"backups": {"B": {"asset": "other"}}})
}

test_done if {
	policy.subjects == set() with input as _facts({"changes": {"C": {"status": "closed"}}})
}
