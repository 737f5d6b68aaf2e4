package zonewarden.segmentation.skipped_level_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.skipped_level as policy

_flow(part) := object.union(fixtures.covered("ops", "cell1b", ["modbus-tcp"]), part)

_facts(flow, justified) := object.union(
	fixtures.with_conduits(fixtures.facts([flow]), [{"id": "c1", "skip_level_justified": justified}]),
	{"zones": {"cell1b": fixtures.zone("cell", 0, 1)}},
)

test_operations_to_a_controller_outside_conduits if {
	flow := _flow({"undeclared": fixtures.part})
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1b"},
		"message": concat(" ", [
			"Zone ops (level 3) can open sessions to cell1b (level 0-1) through fw-ot-1, past the levels",
			"between them: Modbus/TCP.",
		]),
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:ops>cell1b", "part": "undeclared"},
		"capability": 3,
	}} with input as _facts(flow, true)
}

test_conduit_without_a_reason if {
	flow := _flow({"permitted": object.union(fixtures.part, {"conduits": ["c1"]})})
	{v.packets.part | some v in policy.violations} == {"permitted"} with input as _facts(flow, false)
}

test_conduit_with_a_reason_passes if {
	flow := _flow({"permitted": object.union(fixtures.part, {"conduits": ["c1"]})})
	facts := _facts(flow, true)
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1b"}} with input as facts
	policy.violations == set() with input as facts
}

test_blocked_flow_passes if {
	flow := object.union(fixtures.blocked("ops", "cell1b"), {})
	policy.violations == set() with input as _facts(flow, false)
}

test_neighbours_management_and_other_networks_are_not_judged if {
	facts := fixtures.facts([
		fixtures.undeclared("ops", "hmi", ["ssh"]),
		fixtures.undeclared("ops", "cell1", ["ssh"]),
		fixtures.undeclared("mgmt", "cell1", ["ssh"]),
		fixtures.undeclared("ent", "cell1", ["ssh"]),
		fixtures.undeclared("ops", "sis", ["ssh"]),
	])
	policy.subjects == set() with input as facts
}
