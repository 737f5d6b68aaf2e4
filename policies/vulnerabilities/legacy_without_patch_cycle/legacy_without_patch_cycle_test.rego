package zonewarden.vulnerabilities.legacy_without_patch_cycle_test

import data.zonewarden.vulnerabilities.legacy_without_patch_cycle as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"asset_records": {
		"plc": {
			"zones": ["cell1"],
			"id": "plc",
			"title": "asset plc",
			"legacy": false,
			"realtime": true,
			"patch_cycle": "annual",
			"support": {"status": null, "end_of_support_ago_h": null},
		},
	},
	"patch_cycles": {
		"annual": {
			"id": "annual",
			"interval_days": 365,
			"next_window": "W",
			"result": "done",
			"last_run_ago_h": 8000,
			"exception_id": null,
		},
	},
	"windows": {"W": {"start_ago_h": -100, "end_ago_h": -112}},
	"exceptions": {"E": {"status": "deviation-approved", "expires_ago_h": -1}},
}

test_passes if {
	policy.subjects == {{"id": "plc", "kind": "asset"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_cycle if {
	policy.violations == {{
		"exposure": 0,
		"key": "cycle",
		"message": "The asset plc is legacy or real-time and belongs to no patch cycle.",
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"asset_records": {"plc": {"patch_cycle": null}}})
}

test_no_window if {
	policy.violations == {{
		"exposure": 0,
		"key": "window",
		"message": concat(" ", [
			"The asset plc belongs to patch cycle annual, which has no window ahead within",
			"its 365 days.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"patch_cycles": {"annual": {"next_window": null}}})
}

test_window_that_is_over if {
	policy.violations == {{
		"exposure": 0,
		"key": "window",
		"message": concat(" ", [
			"The asset plc belongs to patch cycle annual, which has no window ahead within",
			"its 365 days.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"windows": {"W": {"start_ago_h": 30, "end_ago_h": 18}}})
}

test_window_too_far if {
	policy.violations == {{
		"exposure": 0,
		"key": "window",
		"message": concat(" ", [
			"The asset plc belongs to patch cycle annual, which has no window ahead within",
			"its 3 days.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"patch_cycles": {"annual": {"interval_days": 3, "last_run_ago_h": null}}})
}

test_skipped if {
	policy.violations == {{
		"exposure": 0,
		"key": "skipped",
		"message": concat(" ", [
			"The asset plc belongs to patch cycle annual, which was skipped without an",
			"exception in force.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"patch_cycles": {"annual": {"result": "skipped"}}})
}

test_skipped_with_an_exception if {
	policy.violations == set() with input as _facts({"patch_cycles": {"annual": {"result": "skipped", "exception_id": "E"}}})
}

test_a_cycle_that_was_missed if {
	policy.violations == {{
		"exposure": 0,
		"key": "late",
		"message": "The asset plc belongs to patch cycle annual, which did not run within its 365 days.",
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"patch_cycles": {"annual": {"last_run_ago_h": 12000}}})
}

test_a_cycle_that_is_a_little_late if {
	policy.violations == set() with input as _facts({"patch_cycles": {"annual": {"last_run_ago_h": 10900}}})
	policy.violations == set() with input as _facts({"patch_cycles": {"annual": {"last_run_ago_h": null}}})
}

test_others_are_not_judged if {
	policy.subjects == set() with input as _facts({"asset_records": {"plc": {"realtime": null}}})
}

test_a_result_in_other_words_is_no_patching if {
	{v.message | some v in policy.violations} == {"The asset plc belongs to patch cycle annual, which was moved without an exception in force."} with input as _facts({"patch_cycles": {"annual": {"result": "moved"}}})
}
