package zonewarden.integration.integration_not_protected_test

import data.zonewarden.integration.integration_not_protected as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"services": {
		"pi-data-archive": {"name": "AVEVA PI Data Archive", "encryption": "optional", "classes": []},
		"mqtts": {"name": "MQTT over TLS", "encryption": "always", "classes": []},
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
			"auth": {"method": "certificate", "privileges": "read"},
			"encryption": {"mode": "tls"},
			"write_back": {"approved": null},
			"blocking_dependency": false,
			"buffer_hours": 240,
			"tolerated_outage_h": 72,
			"on_loss": "cached",
			"last_loss_test_ago_h": 100,
			"risk_assessment_ref": "R",
			"gate_approval": {"at_ago_h": 50},
			"go_live_ago_h": 40,
			"requested_at_ago_h": 500,
			"safe_at_ago_h": 60,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "I", "kind": "integration"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_encryption if {
	policy.violations == {{
		"exposure": 2,
		"key": "encryption",
		"message": "The integration I runs over AVEVA PI Data Archive and declares no encryption.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"encryption": {"mode": null}}}})
}

test_shared_account if {
	policy.violations == {{
		"exposure": 2,
		"key": "authentication",
		"message": "The integration I has no authentication of its own.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"auth": {"method": "shared"}}}})
}

test_no_authentication_stated if {
	policy.violations == {{
		"exposure": 2,
		"key": "authentication",
		"message": "The integration I has no authentication of its own.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"auth": {"method": null}}}})
}

test_more_rights_than_needed if {
	policy.violations == {{
		"exposure": 2,
		"key": "rights",
		"message": "The integration I only reads and may do more.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"auth": {"privileges": "admin"}}}})
}

test_always_encrypted if {
	policy.violations == set() with input as _facts({"integrations": {"I": {"encryption": {"mode": null}, "services": ["mqtts"]}}})
}

test_approved_write_back if {
	policy.violations == set() with input as _facts({
		"integrations": {"I": {"auth": {"privileges": "write"}, "write_back": {"approved": true}}},
	})
}

test_retired if {
	policy.subjects == set() with input as _facts({"integrations": {"I": {"status": "retired"}}})
}

test_unknown_words_protect_nothing if {
	facts := _facts({"integrations": {"I": {"auth": {"privileges": "dba"}, "encryption": {"mode": "rot13"}}}})
	"rights" in {v.key | some v in policy.violations} with input as facts
}
