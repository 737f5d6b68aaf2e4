package zonewarden.integration.integration_without_gate_test

import data.zonewarden.integration.integration_without_gate as policy

_facts(changes) := object.union(_good, changes)

_good := {
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

test_no_assessment if {
	policy.violations == {{
		"exposure": 2,
		"key": "missing:a risk assessment",
		"message": "The integration I went live without a risk assessment.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"risk_assessment_ref": null}}})
}

test_no_gate_and_no_dates if {
	policy.violations == {{
		"exposure": 2,
		"key": "missing:an approval of the security gate,the date on which it was safe",
		"message": concat(" ", [
			"The integration I went live without an approval of the security gate and the",
			"date on which it was safe.",
		]),
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({
		"integrations": {"I": {"gate_approval": {"at_ago_h": null}, "safe_at_ago_h": null}},
	})
}

test_approved_afterwards if {
	policy.violations == {{
		"exposure": 2,
		"key": "late",
		"message": "The integration I passed the security gate only after it had gone live.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"go_live_ago_h": 60}}})
}

test_ideas if {
	policy.subjects == set() with input as _facts({"integrations": {"I": {"status": "idea"}}})
}
