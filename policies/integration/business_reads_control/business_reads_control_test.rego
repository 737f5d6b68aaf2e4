package zonewarden.integration.business_reads_control_test

import data.zonewarden.integration.business_reads_control as policy

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
	"flows": {
		"fw:ent>ops": {
			"business_hosts": {},
			"id": "fw:ent>ops",
			"device": "fw",
			"from": "ent",
			"to": "ops",
			"permitted": {
				"certainty": "definite",
				"products": [{"services": ["tcp/1"]}],
				"services": ["tcp/1"],
			},
			"services": {
				"rdp": {
					"certainty": "definite",
					"uncovered": false,
					"classes": ["remote-interactive"],
				},
			},
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "fw:ent>ops", "kind": "flow"}} with input as _good
	policy.violations == set() with input as _good
}

test_historian if {
	policy.violations == {{
		"capability": 2,
		"evidence": {"services": ["pi-data-archive"]},
		"message": concat(" ", [
			"ent (level 4-5) may read OT data in ops (level 3) itself through fw-ot-1: AVEVA",
			"PI Data Archive.",
		]),
		"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ["pi-data-archive"]},
		"subject": {"id": "fw:ent>ops", "kind": "flow"},
	}} with input as _facts({
		"flows": {
			"fw:ent>ops": {"services": {"pi-data-archive": {"classes": ["historian", "integration"]}}},
		},
	})
}

test_control if {
	policy.violations == {{
		"capability": 3,
		"evidence": {"services": ["modbus-tcp"]},
		"message": "ent (level 4-5) may read OT data in ops (level 3) itself through fw-ot-1: Modbus/TCP.",
		"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ["modbus-tcp"]},
		"subject": {"id": "fw:ent>ops", "kind": "flow"},
	}} with input as _facts({
		"flows": {
			"fw:ent>ops": {"services": {"modbus-tcp": {"classes": ["ics", "control-write"]}}},
		},
	})
}

test_from_a_cloud if {
	policy.violations == {{
		"capability": 2,
		"evidence": {"services": ["pi-data-archive"]},
		"message": concat(" ", [
			"ent (level 4-5) may read OT data in ops (level 3) itself through fw-ot-1: AVEVA",
			"PI Data Archive.",
		]),
		"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ["pi-data-archive"]},
		"subject": {"id": "fw:ent>ops", "kind": "flow"},
	}} with input as _facts({
		"zones": {"ent": {"kind": "cloud", "it": false}},
		"flows": {"fw:ent>ops": {"services": {"pi-data-archive": {"classes": ["historian"]}}}},
	})
}

test_from_the_dmz if {
	policy.subjects == set() with input as _facts({"zones": {"ent": {"it": false}}})
}

test_a_business_system_in_the_dmz if {
	hosted := object.union(
		_facts({"zones": {"ent": {"it": false}}}),
		{"flows": {"fw:ent>ops": {
			"business_hosts": {"bi-2": ["mssql", "https"], "erp-2": ["https"]},
			"services": {"mssql": {"classes": ["database"]}, "https": {"classes": ["web"]}},
		}}},
	)
	policy.violations == {{
		"capability": 2,
		"evidence": {"hosts": ["bi-2"], "services": ["mssql"]},
		"message": "bi-2 in ent (level 4-5) may read OT data in ops (level 3) itself through fw-ot-1: mssql.",
		"packets": {
			"flow": "fw:ent>ops",
			"part": "permitted",
			"from_assets": ["bi-2"],
			"services": ["mssql"],
		},
		"subject": {"id": "fw:ent>ops", "kind": "flow"},
	}} with input as hosted
}
