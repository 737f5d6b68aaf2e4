package zonewarden.integration.business_pulls_test

import data.zonewarden.integration.business_pulls as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"zones": {
		"ops": {
			"kind": "operations",
			"level_low": 3,
			"level_high": 3,
			"ot": true,
			"it": false,
			"dmz": false,
			"external": false,
		},
		"ent": {
			"kind": "enterprise",
			"level_low": 4,
			"level_high": 5,
			"ot": false,
			"it": true,
			"dmz": false,
			"external": false,
		},
		"idmz": {
			"kind": "idmz",
			"level_low": 3.5,
			"level_high": 3.5,
			"ot": false,
			"it": false,
			"dmz": true,
			"external": false,
		},
	},
	"services": {
		"pi-data-archive": {"name": "AVEVA PI Data Archive", "classes": ["historian", "integration"]},
		"https": {"name": "HTTPS", "classes": ["web"]},
		"rdp": {"name": "RDP", "classes": ["remote-interactive"]},
		"sftp": {"name": "SFTP", "classes": ["file-transfer"]},
		"modbus-tcp": {"name": "Modbus/TCP", "classes": ["ics", "control-write"]},
	},
	"assets": {"mirror": {"zone": "idmz"}},
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
	"conduits": {
		"k": {
			"id": "k",
			"from": "ops",
			"to": "idmz",
			"initiators": ["from"],
			"services": ["pi-data-archive"],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "I", "kind": "integration"}} with input as _good
	policy.violations == set() with input as _good
}

test_opened_by_it if {
	policy.violations == {{
		"key": "initiator",
		"message": "The integration I is opened from the business side.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"initiator": "it"}}})
}

test_nobody_says_who_opens_it if {
	policy.violations == {{
		"key": "initiator",
		"message": "The integration I does not say who opens it.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"initiator": null}}})
}

test_conduit_both_ways if {
	policy.violations == {{
		"evidence": {"conduit": "k", "services": ["pi-data-archive"]},
		"key": "conduit:k",
		"message": concat(" ", [
			"The integration I can be opened from idmz into ops by conduit k: AVEVA PI Data",
			"Archive.",
		]),
		"subject": {"id": "I", "kind": "integration"},
		"zones": ["idmz", "ops"],
	}} with input as _facts({"conduits": {"k": {"initiators": ["from", "to"]}}})
}

test_conduit_inwards if {
	policy.violations == {{
		"evidence": {"conduit": "k", "services": ["pi-data-archive"]},
		"key": "conduit:k",
		"message": concat(" ", [
			"The integration I can be opened from idmz into ops by conduit k: AVEVA PI Data",
			"Archive.",
		]),
		"subject": {"id": "I", "kind": "integration"},
		"zones": ["idmz", "ops"],
	}} with input as _facts({"conduits": {"k": {"from": "idmz", "to": "ops"}}})
}

test_conduit_inwards_for_something_else if {
	policy.violations == set() with input as _facts({"conduits": {"k": {"from": "idmz", "to": "ops", "services": ["rdp"]}}})
}

test_planned_is_not_judged if {
	policy.subjects == set() with input as _facts({"integrations": {"I": {"status": "planned"}}})
}
