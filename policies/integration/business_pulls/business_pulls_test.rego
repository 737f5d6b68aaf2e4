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
	"devices": {"fw": {"name": "fw-ot-1"}},
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
			"expired": false,
			"integrations": [_leg("ops", "source", "idmz", "broker")],
		},
	},
	"flows": {"fw:idmz>ops": _flow([])},
}

_leg(from, from_end, to, to_end) := {
	"integration": "I",
	"from": from,
	"from_end": from_end,
	"to": to,
	"to_end": to_end,
	"services": ["pi-data-archive"],
}

_flow(beyond) := {
	"id": "fw:idmz>ops",
	"device": "fw",
	"from": "idmz",
	"to": "ops",
	"integrations": {"I": {"from_end": "broker", "to_end": "source", "services": [], "beyond": beyond}},
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

test_conduit_inwards if {
	legs := [_leg("ops", "source", "idmz", "broker"), _leg("idmz", "broker", "ops", "source")]
	policy.violations == {{
		"evidence": {"conduit": "k", "services": ["pi-data-archive"]},
		"key": "conduit:k",
		"message": concat(" ", [
			"The integration I can be opened from idmz into ops by conduit k: AVEVA PI Data",
			"Archive.",
		]),
		"subject": {"id": "I", "kind": "integration"},
		"zones": ["idmz", "ops"],
	}} with input as _facts({"conduits": {"k": {"integrations": legs}}})
}

test_expired_conduit_opens_nothing if {
	over := {"expired": true, "integrations": [_leg("idmz", "broker", "ops", "source")]}
	policy.violations == set() with input as _facts({"conduits": {"k": over}})
}

test_device_lets_in_more_than_is_declared if {
	policy.violations == {{
		"evidence": {"services": ["tcp/445", "tcp/5450"]},
		"key": "flow:fw:idmz>ops",
		"message": concat(" ", [
			"fw-ot-1 lets the broker of the integration I in idmz (level 3.5) open sessions to its source",
			"in ops (level 3) that no conduit declares: tcp/445 and tcp/5450.",
		]),
		"packets": {"flow": "fw:idmz>ops", "part": "beyond", "integration": "I"},
		"subject": {"id": "I", "kind": "integration"},
		"zones": ["idmz", "ops"],
	}} with input as _facts({"flows": {"fw:idmz>ops": _flow(["tcp/445", "tcp/5450"])}})
}

test_what_ot_itself_opens_is_for_other_policies if {
	pushed := {"integrations": {"I": {"from_end": "source", "to_end": "broker", "beyond": ["tcp/445"]}}}
	policy.violations == set() with input as _facts({"flows": {"fw:idmz>ops": pushed}})
}

test_orders_are_fetched_too if {
	policy.violations == {{
		"key": "initiator",
		"message": "The integration I is opened from the business side.",
		"subject": {"id": "I", "kind": "integration"},
	}} with input as _facts({"integrations": {"I": {"initiator": "it", "direction": "it_to_ot"}}})
}

test_planned_is_not_judged if {
	policy.subjects == set() with input as _facts({"integrations": {"I": {"status": "planned"}}})
}
