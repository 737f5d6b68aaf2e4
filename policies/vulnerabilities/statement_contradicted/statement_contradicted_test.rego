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

_said(statements, vulnerabilities, controls) := {
	"vulnerabilities": vulnerabilities,
	"compensating_controls": controls,
	"asset_records": {"scada": {"zones": ["ops"], "firmware": null}},
	"site": {"limits": {"advisory_max_days": 7}},
	"exports": {},
	"publications": {},
	"statements": {id: object.union(
		{
			"id": id,
			"title": sprintf("statement %s", [id]),
			"cve": "CVE-2099-1",
			"status": "exploitable",
			"justification": "",
			"explained": false,
			"superseded": false,
			"assets": ["scada"],
			"locations": [{"path": id, "line": 1}],
		},
		changes,
	) |
		some id, changes in statements
	},
}

_contradiction(id, key, text, others) := {
	"subject": {"kind": "statement", "id": id},
	"key": key,
	"message": sprintf("The statement %s %s.", [id, text]),
	"locations": array.concat([{"path": id, "line": 1}], others),
	"zones": ["ops"],
	"capability": 1,
	"exposure": 0,
	"ceiling": "medium",
}

_entry(changes) := {"V": object.union(
	{
		"id": "V",
		"title": "vulnerability V",
		"cve": "CVE-2099-1",
		"status": "resolved",
		"justification": null,
		"first_fixed": null,
		"assets": ["scada"],
		"locations": [{"path": "v", "line": 1}],
	},
	changes,
)}

test_statement_against_statement if {
	texts := {"a": {}, "b": {"status": "not_affected", "explained": true}}
	policy.violations == {_contradiction(
		"a", "statement:b",
		"calls scada exploitable, and statement b calls it not_affected",
		[{"path": "b", "line": 1}],
	)} with input as _said(texts, {}, {})
	policy.violations == set() with input as _said(object.union(texts, {"a": {"superseded": true}}), {}, {})
	policy.violations == set() with input as _said(object.union(texts, {"a": {"assets": ["plc"]}}), {}, {})
}

test_statement_against_the_register if {
	policy.violations == {_contradiction(
		"a", "declared:V",
		"calls scada exploitable, and V is declared resolved",
		[{"path": "v", "line": 1}],
	)} with input as _said({"a": {}}, _entry({}), {})
	policy.violations == {_contradiction(
		"a", "declared:V",
		"calls scada resolved, and V is declared exploitable",
		[{"path": "v", "line": 1}],
	)} with input as _said({"a": {"status": "resolved"}}, _entry({"status": "exploitable"}), {})
	policy.violations == set() with input as _said(
		{"a": {}},
		_entry({"status": "not_affected", "justification": "requires_configuration"}),
		{},
	)
}

test_statement_without_a_reason if {
	policy.violations == {_contradiction(
		"a", "justification",
		"calls scada not_affected and does not say why",
		[],
	)} with input as _said({"a": {"status": "not_affected"}}, {}, {})
}

test_statement_that_counts_on_a_mitigation if {
	statement := {"a": {
		"status": "not_affected",
		"explained": true,
		"justification": "protected_by_mitigating_control",
	}}
	policy.violations == {_contradiction(
		"a", "control:scada",
		"counts on a mitigation at scada, and no compensating control in force is linked to it",
		[],
	)} with input as _said(statement, {}, {})
	control := {"C": {"for": [], "for_assets": ["scada"], "expires_ago_h": -1}}
	policy.violations == set() with input as _said(statement, {}, control)
}

test_register_that_counts_on_a_control if {
	entry := _entry({"status": "not_affected", "justification": "protected_at_perimeter"})
	policy.violations == {{
		"subject": {"kind": "vulnerability", "id": "V"},
		"key": "control",
		"message": concat(" ", [
			"The vulnerability V is called not_affected (protected_at_perimeter), and no",
			"compensating control in force is for it.",
		]),
		"capability": 1,
		"exposure": 0,
		"ceiling": "medium",
	}} with input as _said({}, entry, {})
	control := {"C": {"for": ["V"], "for_assets": [], "expires_ago_h": -1}}
	policy.violations == set() with input as _said({}, entry, control)
}

_feed(ago_h) := object.union(_said({}, {}, {}), {
	"exports": {"csaf": {"id": "csaf", "title": "export csaf"}},
	"publications": {"p": {"format": "csaf", "newest": true, "released_ago_h": ago_h, "locations": []}},
})

test_feed_that_has_gone_stale if {
	policy.violations == {{
		"subject": {"kind": "export", "id": "csaf"},
		"key": "age",
		"message": "The export csaf has nothing that was published in the last 7 days.",
		"locations": [],
		"capability": 1,
		"exposure": 0,
		"ceiling": "medium",
	}} with input as _feed(24 * 8)
	policy.violations == set() with input as _feed(24 * 6)
	policy.subjects == {{"kind": "export", "id": "csaf"}} with input as _feed(24 * 6)
	policy.subjects == set() with input as _feed(null)
}
