package zonewarden.rules.undeclared_translation_test

import data.zonewarden.lib.device_fixtures as f
import data.zonewarden.lib.fixtures
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

_hiding := {
	"text": "nat (ent,cell1) dynamic interface",
	"from": "ent",
	"to": "cell1",
	"unlogged": true,
	"certainty": "definite",
	"locations": [f.line(12)],
}

_device := {"kind": "device", "id": "fw"}

_hidden(changes) := {
	"zones": fixtures.zones,
	"translations": {},
	"devices": {"fw": {"name": "fw-ot-1", "source_hiding": [object.union(_hiding, changes)]}},
}

test_hidden_clients_without_a_log if {
	policy.violations == {{
		"subject": _device,
		"key": "hidden:nat (ent,cell1) dynamic interface:ent>cell1",
		"message": concat(" ", [
			"fw-ot-1 hides who comes from ent (level 4-5) into cell1 (level 1-2) behind another address, by rules that do not log:",
			"nat (ent,cell1) dynamic interface.",
		]),
		"evidence": {"from": "ent", "to": "cell1"},
		"locations": [f.line(12)],
		"certainty": "definite",
		"zones": ["cell1", "ent"],
	}} with input as _hidden({})
}

test_hidden_clients_with_a_log_pass if {
	policy.violations == set() with input as _hidden({"unlogged": false})
	policy.subjects == {_device} with input as _hidden({"unlogged": false})
}
