package zonewarden.vulnerabilities.statement_contradicted_test

import data.zonewarden.vulnerabilities.statement_contradicted as policy

_facts(changes) := object.union(_good, changes)

_with(changes) := _facts({"vulnerabilities": {"V": changes}})

_good := {
	"asset_records": {"plc": {"firmware": "V3.1.0"}, "hmi": {"firmware": null}},
	"vulnerabilities": {"V": {
		"id": "V",
		"title": "vulnerability V",
		"cve": "CVE-2026-1",
		"assets": ["plc", "hmi"],
		"status": "resolved",
		"justification": null,
		"first_fixed": "3.1",
	}},
}

_violation(key, text) := {{
	"subject": {"kind": "vulnerability", "id": "V"},
	"key": key,
	"message": sprintf("The vulnerability V %s.", [text]),
	"capability": 1,
	"exposure": 0,
	"ceiling": "medium",
}}

test_passes if {
	policy.subjects == {{"kind": "vulnerability", "id": "V"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_reason if {
	found := _violation("justification", "is called not_affected, and nobody says why")
	policy.violations == found with input as _with({"status": "not_affected"})
	policy.violations == set() with input as _with({"status": "not_affected", "justification": "code_not_present"})
}

test_older_firmware if {
	every version in ["V3.0.9", "3", "2.99", "v3.0"] {
		text := sprintf("is called resolved, and plc has firmware %s, older than 3.1", [version])
		policy.violations == _violation("version:plc", text) with input as object.union(
			_good,
			{"asset_records": {"plc": {"firmware": version}}},
		)
	}
}

test_new_firmware if {
	every version in ["3.1", "V3.1.1", "3.10", "4"] {
		policy.violations == set() with input as object.union(
			_good,
			{"asset_records": {"plc": {"firmware": version}}},
		)
	}
}

test_versions_that_nobody_can_compare if {
	every version in ["R22 SP1", "", "3.1-beta", "one"] {
		policy.violations == set() with input as object.union(
			_good,
			{"asset_records": {"plc": {"firmware": version}}},
		)
	}
}

test_open_ones_may_have_old_firmware if {
	policy.violations == set() with input as object.union(
		_with({"status": "exploitable"}),
		{"asset_records": {"plc": {"firmware": "1.0"}}},
	)
}

test_two_entries_disagree if {
	found := _violation(
		"conflict:W:hmi",
		"is called resolved, and CVE-2026-1 is called exploitable by W for hmi",
	)
	policy.violations == found with input as _facts({"vulnerabilities": {"W": {
		"id": "W",
		"cve": "CVE-2026-1",
		"assets": ["hmi"],
		"status": "exploitable",
		"justification": null,
		"first_fixed": null,
	}}})
}

test_two_entries_about_two_hosts if {
	policy.violations == set() with input as _facts({"vulnerabilities": {"W": {
		"id": "W",
		"cve": "CVE-2026-1",
		"assets": ["ews"],
		"status": "exploitable",
		"justification": null,
		"first_fixed": null,
	}}})
}
