package zonewarden.conduits.excess_services_test

import data.zonewarden.conduits.excess_services as policy
import data.zonewarden.lib.fixtures

_conduits := {"c": {"from": "ops", "to": "cell1", "expired": false}}

_facts(flow) := object.union(fixtures.facts([flow]), {"conduits": _conduits})

_excess(ids, part) := object.union(
	fixtures.undeclared("ops", "cell1", ids),
	{"undeclared": null, "excess_services": part},
)

test_one_service_too_many if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"message": concat(" ", [
			"From ops (level 3) to cell1 (level 1-2) fw-ot-1 permits more services than the conduit declares:",
			"SSH.",
		]),
		"evidence": {"services": ["ssh"], "service_count": 1},
		"packets": {"flow": "fw:ops>cell1", "part": "excess_services"},
		"capability": 2,
	}} with input as _facts(_excess(["ssh"], fixtures.part))
}

test_any_service if {
	some violation in policy.violations with input as _facts(_excess(["ssh", "s7comm"], fixtures.part_of_any_service))
	endswith(violation.message, "than the conduit declares: any service.")
}

test_covered_flow_passes if {
	facts := _facts(fixtures.covered("ops", "cell1", ["ssh"]))
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_pair_without_a_conduit_is_not_judged if {
	policy.subjects == set() with input as _facts(fixtures.undeclared("ent", "ops", ["ssh"]))
}

_pinned(inspection) := object.union(
	_facts(object.union(fixtures.covered("ops", "cell1", ["s7comm"]), {"unpinned": {"c": ["s7comm"]}})),
	{"conduits": {"c": {"from": "ops", "to": "cell1", "expired": false, "inspection": inspection}}},
)

test_ports_of_a_pinned_application_that_are_open_to_anything if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"key": "application:c",
		"message": concat(" ", [
			"Conduit c pins S7comm to an application, and fw-ot-1 permits the ports to anything from",
			"ops (level 3) to cell1 (level 1-2).",
		]),
		"evidence": {"conduit": "c", "services": ["s7comm"]},
		"packets": {"flow": "fw:ops>cell1", "part": "unpinned", "conduit": "c"},
		"capability": 3,
	}} with input as _pinned(["ips:detect"])
}

test_a_declared_filter_of_the_protocol_pins_it if {
	policy.violations == set() with input as _pinned(["ot-dpi"])
}
