package zonewarden.integration.undeclared_integration_test

import data.zonewarden.integration.undeclared_integration as policy

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
	"devices": {"fw": {"name": "fw-ot-1"}},
	"assets": {"mirror": {"zone": "idmz"}},
	"integrations": {
		"I": {
			"id": "I",
			"title": "integration I",
			"status": "live",
			"direction": "ot_to_it",
			"initiator": "ot",
			"services": ["https"],
			"zones": ["ent", "idmz", "ops"],
			"source": {"asset": null, "zone": "ops"},
			"broker": {"asset": "mirror", "zone": null},
			"consumer": {"asset": null, "zone": "ent"},
			"rate_per_s": 10,
			"name": null,
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
	"flows": {
		"fw:ent>idmz": {
			"id": "fw:ent>idmz",
			"device": "fw",
			"from": "ent",
			"to": "idmz",
			"permitted": {
				"certainty": "definite",
				"products": [{"services": ["tcp/1"]}],
				"services": ["tcp/1"],
			},
			"services": {"https": {"certainty": "definite", "uncovered": false, "classes": ["web"]}},
			"unregistered": [],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "fw:ent>idmz", "kind": "flow"}, {"id": "I", "kind": "integration"}} with input as _good
	policy.violations == set() with input as _good
}

test_packets_of_no_integration if {
	policy.violations == {{
		"evidence": {"services": ["https", "sftp"]},
		"key": "undeclared",
		"message": concat(" ", [
			"ent (level 4-5) may send HTTPS and SFTP to idmz (level 3.5) through fw-ot-1, and no",
			"declared integration says so.",
		]),
		"packets": {"flow": "fw:ent>idmz", "part": "unregistered", "services": ["https", "sftp"]},
		"subject": {"id": "fw:ent>idmz", "kind": "flow"},
	}} with input as _facts({"flows": {"fw:ent>idmz": {"unregistered": ["https", "sftp"]}}})
}

test_incomplete_integration if {
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"missing": ["OT owner", "purpose"]},
		"key": "incomplete",
		"message": "The integration I states no OT owner and purpose.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"flows": {}, "integrations": {"I": {"purpose": null, "owners": {"ot": null}}}})
}

test_a_name_tells_the_purpose if {
	named := {"I": {"purpose": null, "name": "OEE in BI"}}
	policy.violations == set() with input as _facts({"flows": {}, "integrations": named})
}

test_an_integration_that_is_only_planned_may_lack_them if {
	planned := _facts({"integrations": {"I": {"status": "planned", "purpose": null}}})
	policy.subjects == {{"id": "fw:ent>idmz", "kind": "flow"}} with input as planned
	policy.violations == set() with input as planned
}

test_administration_is_no_integration if {
	some_flow := {"services": {"https": {"classes": ["admin"]}}}
	policy.subjects == {{"id": "I", "kind": "integration"}} with input as _facts({"flows": {"fw:ent>idmz": some_flow}})
}

test_inside_the_plant if {
	inside := {"ent": {"it": false, "ot": true}}
	policy.subjects == {{"id": "I", "kind": "integration"}} with input as _facts({"zones": inside})
}
