package zonewarden.segmentation.cell_to_cell_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.cell_to_cell as policy

_one_unit(facts) := object.union(facts, {"zones": {
	"cell1": {"production_units": ["line1"]},
	"cell2": {"production_units": ["line1"]},
}})

test_undeclared_control if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cell1>cell2"},
		"message": "Cell cell1 can control or program cell cell2 through fw-ot-1 outside every conduit: Modbus/TCP.",
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:cell1>cell2", "part": "undeclared", "services": ["modbus-tcp"]},
		"capability": 3,
		"exposure": 2,
	}} with input as fixtures.facts([fixtures.undeclared("cell1", "cell2", ["modbus-tcp", "ntp"])])
}

test_any_service_even_under_a_conduit if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cell1>cell2"},
		"message": "Cell cell1 can reach cell cell2 through fw-ot-1 with any service.",
		"evidence": {
			"services": ["https", "modbus-tcp", "ntp", "opcua-tls", "rdp", "s7comm", "smtp", "ssh"],
			"service_count": 9,
		},
		"packets": {"flow": "fw:cell1>cell2", "part": "permitted"},
		"capability": 3,
		"exposure": 1,
	}} with input as _one_unit(fixtures.facts([fixtures.unlimited("cell1", "cell2")]))
}

test_declared_interlock_passes if {
	facts := fixtures.facts([fixtures.covered("cell1", "cell2", ["modbus-tcp"])])
	policy.subjects == {{"kind": "flow", "id": "fw:cell1>cell2"}} with input as facts
	policy.violations == set() with input as facts
}

test_undeclared_time_service_is_left_to_the_conduit_policies if {
	policy.violations == set() with input as fixtures.facts([fixtures.undeclared("cell1", "cell2", ["ntp"])])
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("cell1", "cell2")])
}

test_other_zones_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([fixtures.unlimited("hmi", "cell1")])
}
