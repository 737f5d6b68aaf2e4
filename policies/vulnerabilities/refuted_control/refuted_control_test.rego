package zonewarden.vulnerabilities.refuted_control_test

import data.zonewarden.vulnerabilities.refuted_control as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"compensating_controls": {"C": {
		"id": "C",
		"title": "compensating control C",
		"faults": [],
		"zones": ["cell1"],
		"locations": [{"path": "vulnerabilities.yaml", "line": 7}],
	}},
	"devices": {"fw": {"name": "fw-ot-1"}},
	"zones": {
		"ops": {
			"kind": "operations",
			"level_low": 3,
			"level_high": 3,
			"external": false,
			"it": false,
		},
		"cell1": {
			"kind": "cell",
			"level_low": 1,
			"level_high": 2,
			"external": false,
			"it": false,
		},
	},
	"control_checks": {
		"C@fw:ops>cell1": {
			"id": "C@fw:ops>cell1",
			"control": "C",
			"asset": "plc",
			"device": "fw",
			"from": "ops",
			"to": "cell1",
			"flow": "fw:ops>cell1",
			"proof": "holds",
			"breach": null,
			"locations": [],
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "compensating_control"}} with input as _good
	policy.violations == set() with input as _good
}

test_refuted if {
	policy.violations == {{
		"capability": 3,
		"evidence": {"products": [], "services": ["tcp/102"]},
		"exposure": 1,
		"key": "fw:ops>cell1",
		"locations": [{"line": 3, "path": "fw.cfg"}],
		"message": concat(" ", [
			"The compensating control C does not hold: fw-ot-1 permits ops (level 3) to plc,",
			"tcp/102.",
		]),
		"subject": {"id": "C", "kind": "compensating_control"},
		"zones": ["ops", "cell1"],
	}} with input as _facts({
		"control_checks": {
			"C@fw:ops>cell1": {
				"proof": "broken",
				"breach": {"services": ["tcp/102"], "products": []},
				"locations": [{"path": "fw.cfg", "line": 3}],
			},
		},
	})
}

test_open_is_no_failure if {
	policy.violations == set() with input as _facts({"control_checks": {"C@fw:ops>cell1": {"proof": "open"}}})
}

test_refuted_by_settings if {
	policy.violations == {{
		"capability": 3,
		"key": "fw:ops>plc",
		"locations": [{"line": 5, "path": "fw.cfg"}, {"line": 7, "path": "vulnerabilities.yaml"}],
		"message": "The compensating control C does not hold: fw permits sessions from ops to plc without a log.",
		"subject": {"id": "C", "kind": "compensating_control"},
		"zones": ["ops", "cell1"],
	}} with input as _facts({"compensating_controls": {"C": {"faults": [{
		"key": "fw:ops>plc",
		"text": "fw permits sessions from ops to plc without a log",
		"zones": ["ops", "cell1"],
		"locations": [{"line": 5, "path": "fw.cfg"}],
	}]}}})
}

test_refuted_by_declarations if {
	policy.violations == {{
		"capability": 3,
		"key": "zone",
		"locations": [{"line": 7, "path": "vulnerabilities.yaml"}],
		"message": "The compensating control C does not hold: sensor S watches ops, not cell1.",
		"subject": {"id": "C", "kind": "compensating_control"},
		"zones": ["cell1"],
	}} with input as _facts({"compensating_controls": {"C": {"faults": [{
		"key": "zone",
		"text": "sensor S watches ops, not cell1",
		"zones": [],
		"locations": [],
	}]}}})
}
