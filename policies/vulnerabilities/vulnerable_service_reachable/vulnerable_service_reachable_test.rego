package zonewarden.vulnerabilities.vulnerable_service_reachable_test

import data.zonewarden.vulnerabilities.vulnerable_service_reachable as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"exposures": {
		"V/plc@fw:ops>cell1": {
			"id": "V/plc@fw:ops>cell1",
			"vulnerability": "V",
			"asset": "plc",
			"device": "fw",
			"from": "ops",
			"to": "cell1",
			"exploited": false,
			"reachable": null,
		},
	},
	"assets": {"plc": {"zone": "cell1", "safety": false}, "srv": {"zone": "ops", "safety": false}},
	"devices": {"fw": {"name": "fw-ot-1"}},
	"zones": {
		"ops": {"kind": "operations", "level_low": 3, "level_high": 3, "external": false},
		"cell1": {"kind": "cell", "level_low": 1, "level_high": 2, "external": false},
	},
}

test_passes if {
	policy.subjects == {{"id": "V/plc@fw:ops>cell1", "kind": "exposure"}} with input as _good
	policy.violations == set() with input as _good
}

test_reached_controller if {
	policy.violations == {{
		"capability": 3,
		"evidence": {
			"asset": "plc",
			"exploited": false,
			"services": ["tcp/102"],
			"vulnerability": "V",
		},
		"message": "Vulnerability V of plc can be reached from ops (level 3) through fw-ot-1: tcp/102.",
		"packets": {"exposure": "V/plc@fw:ops>cell1"},
		"subject": {"id": "V/plc@fw:ops>cell1", "kind": "exposure"},
	}} with input as _facts({"exposures": {"V/plc@fw:ops>cell1": {"reachable": {"services": ["tcp/102"]}}}})
}

test_reached_server_with_public_exploit if {
	policy.violations == {{
		"capability": 3,
		"evidence": {
			"asset": "srv",
			"exploited": true,
			"services": ["tcp/1", "tcp/3", "tcp/5", "tcp/7", "tcp/9"],
			"vulnerability": "V",
		},
		"message": concat(" ", [
			"Vulnerability V of srv can be reached from ops (level 3) through fw-ot-1: tcp/1,",
			"tcp/3, tcp/5, tcp/7 and more.",
		]),
		"packets": {"exposure": "V/plc@fw:ops>cell1"},
		"subject": {"id": "V/plc@fw:ops>cell1", "kind": "exposure"},
	}} with input as _facts({
		"exposures": {
			"V/plc@fw:ops>cell1": {
				"asset": "srv",
				"exploited": true,
				"reachable": {"services": ["tcp/1", "tcp/3", "tcp/5", "tcp/7", "tcp/9"]},
			},
		},
	})
}

test_reached_server if {
	policy.violations == {{
		"capability": 2,
		"evidence": {
			"asset": "srv",
			"exploited": false,
			"services": ["tcp/443"],
			"vulnerability": "V",
		},
		"message": "Vulnerability V of srv can be reached from ops (level 3) through fw-ot-1: tcp/443.",
		"packets": {"exposure": "V/plc@fw:ops>cell1"},
		"subject": {"id": "V/plc@fw:ops>cell1", "kind": "exposure"},
	}} with input as _facts({
		"exposures": {"V/plc@fw:ops>cell1": {"asset": "srv", "reachable": {"services": ["tcp/443"]}}},
	})
}
