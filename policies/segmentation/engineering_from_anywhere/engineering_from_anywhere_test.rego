package zonewarden.segmentation.engineering_from_anywhere_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.engineering_from_anywhere as policy

_assets := {"assets": {"ews-1": {"role": "ews", "zone": "ops"}}}

_facts(flow) := object.union(fixtures.facts([flow]), _assets)

test_undeclared_engineering_from_the_dmz if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:idmz>cell1"},
		"message": concat(" ", [
			"Zone idmz (level 3.5) holds no engineering station and can program controllers in cell1 (level",
			"1-2) through fw-ot-1: S7comm.",
		]),
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"flow": "fw:idmz>cell1", "part": "engineering_by_others", "services": ["s7comm"]},
	}} with input as _facts(fixtures.undeclared("idmz", "cell1", ["s7comm", "modbus-tcp"]))
}

test_declared_operation_passes if {
	facts := _facts(fixtures.covered("hmi", "cell1", ["s7comm"]))
	policy.subjects == {{"kind": "flow", "id": "fw:hmi>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_other_services_pass if {
	policy.violations == set() with input as _facts(fixtures.undeclared("hmi", "cell1", ["modbus-tcp"]))
}

test_other_hosts_beside_the_station if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"message": concat(" ", [
			"Hosts of zone ops (level 3) without authority as engineering stations can program controllers in",
			"cell1 (level 1-2) through fw-ot-1: S7comm.",
		]),
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"flow": "fw:ops>cell1", "part": "engineering_by_others", "services": ["s7comm"]},
	}} with input as _facts(fixtures.undeclared("ops", "cell1", ["s7comm"]))
}

test_the_station_itself_passes if {
	facts := _facts(object.union(fixtures.undeclared("ops", "cell1", ["s7comm"]), {"engineering_by_others": []}))
	policy.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as facts
	policy.violations == set() with input as facts
}

test_without_inventory_nothing_is_judged if {
	policy.subjects == set() with input as fixtures.facts([fixtures.undeclared("idmz", "cell1", ["s7comm"])])
}

_engineering(role) := object.union(fixtures.facts([]), {
	"assets": {"pc-1": {"role": role, "zone": "ops"}, "plc-1": {"role": "plc", "zone": "cell1"}},
	"conduits": {"c1": {
		"id": "c1",
		"from": "ops",
		"to": "cell1",
		"access": "engineering",
		"initiators": ["from"],
		"expired": false,
		"services": ["modbus-tcp"],
		"locations": [fixtures.line(5)],
	}},
	"conduit_records": {"c1": {"endpoints": {"from": ["pc-1", "10.30.0.9/32"], "to": ["plc-1"]}}},
})

test_conduit_for_engineering_from_an_office_host if {
	facts := _engineering("workstation")
	policy.violations == {{
		"subject": {"kind": "conduit", "id": "c1"},
		"message": "Conduit c1 is for engineering, and pc-1, who may begin it, is no engineering station.",
		"evidence": {"assets": ["pc-1"]},
		"locations": [fixtures.line(5)],
		"zones": ["cell1", "ops"],
	}} with input as facts
}

test_conduit_for_engineering_from_a_station_passes if {
	facts := _engineering("ews")
	policy.subjects == {{"kind": "conduit", "id": "c1"}} with input as facts
	policy.violations == set() with input as facts
}
