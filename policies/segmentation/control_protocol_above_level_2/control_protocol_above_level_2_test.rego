package zonewarden.segmentation.control_protocol_above_level_2_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.control_protocol_above_level_2 as policy

test_modbus_from_operations if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"message": concat(" ", [
			"Control protocols without authentication pass from ops (level 3) to cell1 (level 1-2) through",
			"fw-ot-1: Modbus/TCP.",
		]),
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:ops>cell1", "part": "permitted", "services": ["modbus-tcp"]},
	}} with input as fixtures.facts([fixtures.covered("ops", "cell1", ["modbus-tcp", "opcua-tls", "ssh"])])
}

test_towards_a_higher_level if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cell1>idmz"},
		"message": concat(" ", [
			"Control protocols without authentication pass from cell1 (level 1-2) to idmz (level 3.5) through",
			"fw-ot-1: any service.",
		]),
		"evidence": {"services": ["modbus-tcp", "s7comm"], "service_count": 2},
		"packets": {"flow": "fw:cell1>idmz", "part": "permitted", "services": ["modbus-tcp", "s7comm"]},
	}} with input as fixtures.facts([fixtures.unlimited("cell1", "idmz")])
}

test_authenticated_protocol_passes if {
	facts := fixtures.facts([fixtures.covered("ops", "cell1", ["opcua-tls"])])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("ops", "cell1")])
}

test_flows_below_level_three_and_outside_the_plant_are_not_judged if {
	facts := fixtures.facts([
		fixtures.covered("hmi", "cell1", ["modbus-tcp"]),
		fixtures.unlimited("ent", "internet"),
		fixtures.unlimited("unassociated", "cell1"),
	])
	policy.subjects == set() with input as facts
}

test_between_networks_of_level_three_and_above if {
	pairs := [["ops", "idmz"], ["ent", "ops"], ["ops", "mgmt"], ["idmz", "ent"]]
	facts := fixtures.facts([fixtures.covered(pair[0], pair[1], ["modbus-tcp"]) | some pair in pairs])
	{violation.subject.id | some violation in policy.violations} == {
		"fw:ops>idmz",
		"fw:ent>ops",
		"fw:ops>mgmt",
		"fw:idmz>ent",
	} with input as facts
}

_looked_into(uninspected, inspection) := fixtures.with_conduits(
	fixtures.facts([object.union(fixtures.covered("ops", "cell1", ["modbus-tcp"]), {
		"permitted": {"conduits": ["k"]},
		"uninspected": uninspected,
	})]),
	[{"id": "k", "services": ["modbus-tcp"], "inspection": inspection}],
)

test_a_declared_filter_of_the_protocol_guards_it if {
	facts := _looked_into(null, ["ot-dpi"])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_a_filter_that_no_configuration_can_show_is_not_judged if {
	facts := _looked_into({"certainty": "possible", "locations": []}, ["ot-dpi"])
	policy.subjects == set() with input as facts
	policy.violations == set() with input as facts
}

test_a_filter_that_no_rule_binds_or_that_is_none_guards_nothing if {
	count(policy.violations) == 1 with input as _looked_into({"certainty": "definite", "locations": []}, ["ot-dpi"])
	count(policy.violations) == 1 with input as _looked_into(null, ["ips:block", "sensor"])
}
