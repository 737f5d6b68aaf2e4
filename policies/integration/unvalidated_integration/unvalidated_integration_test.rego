package zonewarden.integration.unvalidated_integration_test

import data.zonewarden.integration.unvalidated_integration as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"services": {
		"pi-data-archive": {"name": "AVEVA PI Data Archive", "classes": ["historian", "integration"]},
		"https": {"name": "HTTPS", "classes": ["web"]},
		"rdp": {"name": "RDP", "classes": ["remote-interactive"]},
		"sftp": {"name": "SFTP", "classes": ["file-transfer"]},
		"modbus-tcp": {"name": "Modbus/TCP", "classes": ["ics", "control-write"]},
	},
	"integrations": {
		"I": {
			"id": "I",
			"title": "integration I",
			"status": "live",
			"direction": "ot_to_it",
			"initiator": "ot",
			"services": ["pi-data-archive"],
			"zones": ["ent", "idmz", "ops"],
			"source": {"asset": null, "zone": "ops"},
			"broker": {"asset": "mirror", "zone": null},
			"consumer": {"asset": null, "zone": "ent"},
			"rate_per_s": 10,
			"purpose": "oee",
			"owners": {"ot": "k", "it": "b"},
			"data": {"classification": "internal", "schema_owner": "v"},
			"validation": {
				"schema": true,
				"limits": true,
				"malware_scan": false,
				"on_invalid": "reject",
			},
			"locations": [{"path": "i.yaml", "line": 3}],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "I", "kind": "integration"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_limits if {
	policy.violations == {{
		"exposure": 2,
		"key": "missing:limits",
		"message": "The integration I passes content without limits.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"validation": {"limits": null}}}})
}

test_no_schema_check if {
	policy.violations == {{
		"exposure": 2,
		"key": "missing:a schema check",
		"message": "The integration I passes content without a schema check.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"validation": {"schema": false}}}})
}

test_files_that_are_not_scanned if {
	policy.violations == {{
		"exposure": 2,
		"key": "scan",
		"message": "The integration I passes files that are not scanned for malware.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"services": ["sftp"]}}})
}

test_updates_are_files_too if {
	{v.key | some v in policy.violations} == {"scan"} with input as _facts({
		"services": {"wsus": {"name": "WSUS", "classes": ["patch"]}},
		"integrations": {"I": {"services": ["wsus"]}},
	})
}

test_lets_wrong_things_through if {
	policy.violations == {{
		"exposure": 2,
		"key": "invalid",
		"message": "The integration I neither rejects nor quarantines what is wrong.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"validation": {"on_invalid": "log"}}}})
}

test_nobody_owns_the_schema if {
	policy.violations == {{
		"exposure": 2,
		"key": "owner",
		"message": "The integration I has a schema that nobody owns.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"data": {"schema_owner": null}}}})
}

test_scanned_files if {
	policy.violations == set() with input as _facts({
		"integrations": {"I": {"services": ["sftp"], "validation": {"malware_scan": true}}},
	})
}

test_ideas_are_not_judged if {
	policy.subjects == set() with input as _facts({"integrations": {"I": {"status": "idea"}}})
}
