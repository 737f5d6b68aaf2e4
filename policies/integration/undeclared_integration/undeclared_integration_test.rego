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
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "fw:ent>idmz", "kind": "flow"}} with input as _good
	policy.violations == set() with input as _good
}

test_service_of_no_integration if {
	policy.violations == {{
		"evidence": {"services": ["https"]},
		"key": "undeclared",
		"message": concat(" ", [
			"ent (level 4-5) may send HTTPS to idmz (level 3.5) through fw-ot-1, and no",
			"declared integration says so.",
		]),
		"packets": {"flow": "fw:ent>idmz", "part": "permitted", "services": ["https"]},
		"subject": {"id": "fw:ent>idmz", "kind": "flow"},
	}} with input as _facts({"integrations": {"I": {"services": ["pi-data-archive"]}}})
}

test_integration_between_other_zones if {
	policy.violations == {{
		"evidence": {"services": ["https"]},
		"key": "undeclared",
		"message": concat(" ", [
			"ent (level 4-5) may send HTTPS to idmz (level 3.5) through fw-ot-1, and no",
			"declared integration says so.",
		]),
		"packets": {"flow": "fw:ent>idmz", "part": "permitted", "services": ["https"]},
		"subject": {"id": "fw:ent>idmz", "kind": "flow"},
	}} with input as _facts({"integrations": {"I": {"consumer": {"zone": "ops"}}}})
}

test_integration_that_is_only_planned if {
	policy.violations == {{
		"evidence": {"services": ["https"]},
		"key": "undeclared",
		"message": concat(" ", [
			"ent (level 4-5) may send HTTPS to idmz (level 3.5) through fw-ot-1, and no",
			"declared integration says so.",
		]),
		"packets": {"flow": "fw:ent>idmz", "part": "permitted", "services": ["https"]},
		"subject": {"id": "fw:ent>idmz", "kind": "flow"},
	}} with input as _facts({"integrations": {"I": {"status": "planned"}}})
}

test_incomplete_integration if {
	policy.violations == {{
		"ceiling": "low",
		"evidence": {"integration": "I", "missing": ["OT owner", "purpose"]},
		"key": "incomplete:I",
		"locations": [{"line": 3, "path": "i.yaml"}],
		"message": concat(" ", [
			"ent (level 4-5) to idmz (level 3.5) carries integration I, which states no OT",
			"owner and purpose.",
		]),
		"subject": {"id": "fw:ent>idmz", "kind": "flow"},
	}} with input as _facts({"integrations": {"I": {"purpose": null, "owners": {"ot": null}}}})
}

test_other_services_of_the_port_outside_of_conduits if {
	policy.violations == set() with input as _facts({
		"flows": {
			"fw:ent>idmz": {
				"services": {
					"pi-data-archive": {
						"certainty": "definite",
						"uncovered": true,
						"classes": ["historian"],
					},
				},
			},
		},
	})
}

test_administration_is_no_integration if {
	policy.subjects == set() with input as _facts({"flows": {"fw:ent>idmz": {"services": {"https": {"classes": ["admin"]}}}}})
}

test_inside_the_plant if {
	policy.subjects == set() with input as _facts({"zones": {"ent": {"it": false, "ot": true}}})
}
