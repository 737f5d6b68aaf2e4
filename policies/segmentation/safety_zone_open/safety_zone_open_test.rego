package zonewarden.segmentation.safety_zone_open_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.safety_zone_open as policy

_conduit(approved) := {
	"id": "cnd-1",
	"from": "hmi",
	"to": "sis",
	"safety_approved": approved,
	"expired": false,
}

_facts(flow, approved) := object.union(fixtures.facts([flow]), {"conduits": {"cnd-1": _conduit(approved)}})

_under_conduit(ids) := object.union(
	fixtures.covered("hmi", "sis", ids),
	{"permitted": object.union(fixtures.part, {"conduits": ["cnd-1"]})},
)

test_writing_service_even_under_an_approved_conduit if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:hmi>sis"},
		"message": "Zone hmi can reach safety zone sis through fw-ot-1 with services that write or log on: Modbus/TCP.",
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:hmi>sis", "part": "past_safety_stations", "services": ["modbus-tcp"]},
	}} with input as _facts(_under_conduit(["modbus-tcp", "https"]), true)
}

test_any_service_is_not_narrowed if {
	facts := fixtures.facts([fixtures.unlimited("ops", "sis")])
	packets := {violation.packets | some violation in policy.violations} with input as facts
	packets == {{"flow": "fw:ops>sis", "part": "past_safety_stations"}}
}

test_reading_outside_every_conduit if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:hmi>sis"},
		"message": "Zone hmi can reach safety zone sis through fw-ot-1 outside every conduit: HTTPS.",
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:hmi>sis", "part": "undeclared"},
	}} with input as fixtures.facts([fixtures.undeclared("hmi", "sis", ["https"])])
}

test_conduit_without_approval if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:hmi>sis"},
		"message": "Zone hmi can reach safety zone sis through fw-ot-1 without safety approval of its conduit: HTTPS.",
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:hmi>sis", "part": "permitted"},
	}} with input as _facts(_under_conduit(["https"]), false)
}

test_approved_reading_passes if {
	facts := _facts(_under_conduit(["https"]), true)
	policy.subjects == {{"kind": "flow", "id": "fw:hmi>sis"}} with input as facts
	policy.violations == set() with input as facts
}

test_only_the_safety_station_of_a_safety_zone_may_write if {
	flow := object.union(fixtures.covered("sis", "sis", ["s7comm", "modbus-tcp"]), {"past_safety_stations": []})
	policy.violations == set() with input as fixtures.facts([flow])
	beside := object.union(flow, {"past_safety_stations": ["modbus-tcp"]})
	found := policy.violations with input as fixtures.facts([beside])
	{violation.packets | some violation in found} == {{
		"flow": "fw:sis>sis",
		"part": "past_safety_stations",
		"services": ["modbus-tcp"],
	}}
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("ent", "sis")])
}

test_other_zones_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([fixtures.undeclared("sis", "hmi", ["ssh"])])
}
