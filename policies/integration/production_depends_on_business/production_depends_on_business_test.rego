package zonewarden.integration.production_depends_on_business_test

import data.zonewarden.integration.production_depends_on_business as policy

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
			"worst_impact": 2,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "I", "kind": "integration"}} with input as _good
	policy.violations == set() with input as _good
}

test_blocking if {
	policy.violations == {{
		"floor": "high",
		"key": "blocking",
		"message": "The integration I stops production when it is lost.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"blocking_dependency": true, "worst_impact": 3}}})
}

test_short_buffer if {
	policy.violations == {{
		"key": "buffer",
		"message": "The integration I buffers for 5 h, less than the outage of 72 h that is tolerated.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"buffer_hours": 5}}})
}

test_nobody_knows_what_happens if {
	policy.violations == {{
		"key": "loss",
		"message": "The integration I does not say what happens when it is lost.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"on_loss": null}}})
}

test_never_tested if {
	policy.violations == {{
		"key": "test",
		"message": "The integration I was not tested without the business side within 365 days.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"last_loss_test_ago_h": null}}})
}

test_planned if {
	policy.subjects == set() with input as _facts({"integrations": {"I": {"status": "planned"}}})
}
