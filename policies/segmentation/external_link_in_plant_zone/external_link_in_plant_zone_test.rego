package zonewarden.segmentation.external_link_in_plant_zone_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.external_link_in_plant_zone as policy

_router(home) := object.union(fixtures.asset("lte-1", "router", home), {"external_connectivity": "cellular"})

_facts(flows, assets) := object.union(
	fixtures.with_assets(fixtures.facts(flows), assets),
	{"zones": {"cloud": fixtures.zone("cloud", 5, 5)}},
)

test_cellular_router_beside_a_plc if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "lte-1"},
		"message": concat(" ", [
			"lte-1 has a link of its own outward (cellular) and shares cell1 (level 1-2)",
			"with hosts that have none.",
		]),
		"evidence": {"external_connectivity": "cellular", "others": 1},
		"zones": ["cell1"],
		"exposure": 3,
	}} with input as _facts([], [_router("cell1"), fixtures.asset("plc-1", "plc", "cell1")])
}

test_router_in_a_zone_of_its_own_passes if {
	facts := _facts([], [_router("cell2"), fixtures.asset("plc-1", "plc", "cell1")])
	policy.subjects == {{"kind": "asset", "id": "lte-1"}} with input as facts
	policy.violations == set() with input as facts
}

test_gateways_of_the_dmz_are_not_judged if {
	policy.subjects == set() with input as _facts([], [_router("ra"), fixtures.asset("jump-1", "jump_host", "ra")])
}

test_cloud_opens_sessions if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cloud>ops"},
		"message": "The cloud network cloud can open sessions to ops (level 3) through fw-ot-1: HTTPS.",
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:cloud>ops", "part": "permitted"},
		"capability": 2,
		"exposure": 3,
		"floor": "high",
	}} with input as _facts([fixtures.covered("cloud", "ops", ["https"])], [])
}

test_controllers_talk_to_the_cloud if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cell1>cloud"},
		"message": "Zone cell1 (level 1-2) can open sessions to cloud through fw-ot-1: HTTPS.",
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:cell1>cloud", "part": "permitted"},
		"capability": 2,
		"exposure": 3,
		"floor": "medium",
	}} with input as _facts([fixtures.covered("cell1", "cloud", ["https"])], [])
}

test_dmz_to_the_cloud_is_not_judged if {
	policy.subjects == set() with input as _facts([fixtures.covered("idmz", "cloud", ["https"])], [])
}

test_blocked_passes if {
	policy.violations == set() with input as _facts([fixtures.blocked("cloud", "ops")], [])
}
