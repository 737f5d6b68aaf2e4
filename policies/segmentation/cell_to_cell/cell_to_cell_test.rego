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
	facts := fixtures.with_conduits(
		fixtures.facts([fixtures.covered("cell1", "cell2", ["modbus-tcp"])]),
		[{"id": "k", "from": "cell1", "to": "cell2", "expired": false}],
	)
	{subject | some subject in policy.subjects; subject.kind == "flow"} == {{
		"kind": "flow",
		"id": "fw:cell1>cell2",
	}} with input as facts
	policy.violations == set() with input as facts
}

test_any_traffic_between_low_zones_that_no_conduit_joins if {
	facts := fixtures.facts([fixtures.undeclared("cell1", "cell2", ["ntp"]), fixtures.undeclared("hmi", "cell1", ["ntp"])])
	policy.violations == {
	{
		"subject": {"kind": "flow", "id": sprintf("fw:%s>%s", [pair[0], pair[1]])},
		"message": sprintf("%s can open sessions to %s through fw-ot-1, and no conduit joins the two: NTP.", [
			pair[2],
			pair[3],
		]),
		"evidence": {"services": ["ntp"], "service_count": 1},
		"packets": {"flow": sprintf("fw:%s>%s", [pair[0], pair[1]]), "part": "permitted"},
		"capability": 1,
		"exposure": 2,
	} |
		some pair in [
			["cell1", "cell2", "cell1 (level 1-2)", "cell2 (level 1-2)"],
			["hmi", "cell1", "hmi (level 2)", "cell1 (level 1-2)"],
		]
	} with input as facts
}

test_beside_a_conduit_time_is_left_to_the_conduit_policies if {
	conduit := {"id": "k", "from": "cell2", "to": "cell1", "expired": false}
	facts := fixtures.facts([fixtures.undeclared("cell1", "cell2", ["ntp"])])
	policy.violations == set() with input as fixtures.with_conduits(facts, [conduit])
	over := object.union(conduit, {"expired": true})
	count(policy.violations) == 1 with input as fixtures.with_conduits(facts, [over])
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("cell1", "cell2")])
}

test_other_zones_are_not_judged if {
	facts := fixtures.facts([fixtures.unlimited("ops", "cell1")])
	policy.subjects == {{"kind": "zone", "id": "cell1"}, {"kind": "zone", "id": "cell2"}} with input as facts
	policy.violations == set() with input as facts
}

_populated(limit, units) := object.union(fixtures.facts([]), {
	"site": {"limits": {"max_assets_per_zone": limit}},
	"zones": {"cell1": {"locations": [fixtures.line(3)]}},
	"assets": {unit: object.union(fixtures.asset(unit, "plc", "cell1"), {"production_unit": unit}) |
		some unit in units
	},
})

test_cell_with_too_many_hosts if {
	facts := object.union(_populated(1, ["line1", "line2"]), {"assets": {"line2": {"production_unit": "line1"}}})
	policy.violations == {{
		"subject": {"kind": "zone", "id": "cell1"},
		"key": "size",
		"message": "Cell cell1 holds 2 hosts, and the site allows 1.",
		"evidence": {"hosts": 2},
		"locations": [fixtures.line(3)],
		"capability": 1,
		"exposure": 1,
	}} with input as facts
}

test_cell_of_two_units if {
	facts := _populated(60, ["line1", "line2"])
	policy.violations == {{
		"subject": {"kind": "zone", "id": "cell1"},
		"key": "units",
		"message": "Cell cell1 holds hosts of several production units: line1 and line2.",
		"evidence": {"units": ["line1", "line2"]},
		"locations": [fixtures.line(3)],
		"capability": 1,
		"exposure": 2,
	}} with input as facts
}

test_host_of_no_unit_does_not_split_a_cell if {
	facts := object.union(_populated(60, ["line1", "line2"]), {"assets": {"line2": {"production_unit": ""}}})
	policy.violations == set() with input as facts
}
