package zonewarden.vulnerabilities.patch_not_verified_test

import data.zonewarden.vulnerabilities.patch_not_verified as policy

_facts(changes) := object.union(_good, changes)

_good := {
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
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "change"}} with input as _good
	policy.violations == set() with input as _good
}

test_not_released if {
	policy.violations == {{
		"exposure": 0,
		"key": "vendor",
		"message": "The change C installs a patch that its vendor did not approve.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"vendor_compat": "unknown"}}})
}

test_not_applicable_without_reason if {
	policy.violations == {{
		"exposure": 0,
		"key": "vendor",
		"message": "The change C installs a patch that its vendor did not approve.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"vendor_compat": "not_applicable_with_reason"}}})
}

test_failed_test if {
	policy.violations == {{
		"exposure": 0,
		"key": "test",
		"message": "The change C installs a patch without evidence of a test that passed.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"test": {"result": "fail"}}}})
}

test_no_hash if {
	policy.violations == {{
		"exposure": 0,
		"key": "integrity",
		"message": "The change C installs a patch without a hash.",
		"subject": {"id": "C", "kind": "change"},
	}} with input as _facts({"changes": {"C": {"hash": null}}})
}

test_not_applicable_with_reason if {
	policy.violations == set() with input as _facts({
		"changes": {
			"C": {
				"vendor_compat": "not_applicable_with_reason",
				"vendor_compat_reason": "office system",
			},
		},
	})
}

test_little_impact_needs_no_test if {
	policy.violations == set() with input as _facts({"changes": {"C": {"worst_impact": 1, "test": {"result": null}}}})
}

test_other_changes if {
	policy.subjects == set() with input as _facts({"vulnerabilities": {"V": {"action": "config_change"}}})
}
