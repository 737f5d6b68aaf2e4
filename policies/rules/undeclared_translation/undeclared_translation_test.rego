package zonewarden.rules.undeclared_translation_test

import data.zonewarden.lib.device_fixtures as f
import data.zonewarden.rules.undeclared_translation as policy

_facts(changes) := object.union(f.facts({}), {"translations": {"fw/nat 1": object.union(
	{
		"id": "fw/nat 1",
		"device": "fw",
		"real": ["10.20.1.10"],
		"mapped": ["10.40.9.10"],
		"real_zones": ["cell1"],
		"ot": true,
		"external": false,
		"declared": false,
		"locations": [f.line(9)],
	},
	changes,
)}})

test_controller_shown_to_the_office if {
	policy.violations == {{
		"subject": {"kind": "translation", "id": "fw/nat 1"},
		"message": "fw-ot-1 shows 10.20.1.10 of cell1 as 10.40.9.10, and no conduit declares it.",
		"evidence": {"real": ["10.20.1.10"], "mapped": ["10.40.9.10"]},
		"locations": [f.line(9)],
		"exposure": 2,
	}} with input as _facts({})
}

test_declared_passes if {
	policy.subjects == {{"kind": "translation", "id": "fw/nat 1"}} with input as _facts({"declared": true})
	policy.violations == set() with input as _facts({"declared": true})
}

test_others_are_not_judged if {
	policy.subjects == set() with input as _facts({"external": true})
	policy.subjects == set() with input as _facts({"ot": false})
	policy.subjects == set() with input as _facts({"mapped": ["10.20.1.10"]})
}
