package zonewarden.rules.read_only_not_enforced_test

import data.zonewarden.lib.fixtures
import data.zonewarden.rules.read_only_not_enforced as policy

_conduit(changes) := object.union(
	{
		"id": "c1",
		"access": "read_only",
		"expired": false,
		"inspection": [],
		"unpinned_services": ["modbus-tcp", "ntp"],
	},
	changes,
)

_facts(changes) := object.union(
	fixtures.with_conduits(
		fixtures.facts([object.union(
			fixtures.covered("ops", "cell1", ["modbus-tcp"]),
			{"permitted": object.union(fixtures.part, {"conduits": ["c1"]})},
		)]),
		[_conduit(changes)],
	),
	{"services": {"modbus-tcp": {"writes": true, "classes": ["ics"]}, "ntp": {"writes": false, "classes": ["ics"]}}},
)

test_plain_modbus_for_reading if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"key": "c1",
		"message": concat(" ", [
			"Conduit c1 is for reading, and fw-ot-1 lets it write to cell1 (level 1-2):",
			"nothing limits Modbus/TCP to reading.",
		]),
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:ops>cell1", "part": "permitted", "services": ["modbus-tcp"]},
		"capability": 3,
	}} with input as _facts({})
}

test_protocols_of_the_office_pass if {
	facts := object.union(_facts({}), {"services": {"modbus-tcp": {"classes": ["web"]}}})
	policy.violations == set() with input as facts
}

test_recorded_functions_pass if {
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as _facts({"unpinned_services": []})
	policy.violations == set() with input as _facts({"unpinned_services": []})
}

test_inspection_passes if {
	policy.violations == set() with input as _facts({"inspection": ["ot-dpi"]})
}

test_other_conduits_are_not_judged if {
	policy.subjects == set() with input as _facts({"access": "read_write"})
	policy.subjects == set() with input as _facts({"expired": true})
}
