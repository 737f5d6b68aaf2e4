package zonewarden.segmentation.safety_shares_zone_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.safety_shares_zone as policy

_zone(changes) := object.union(object.union(fixtures.zone("cell", 1, 1), {"combined_safety_justified": false}), changes)

_facts(changes, assets) := object.union(
	fixtures.with_assets(fixtures.facts([]), assets),
	{"zones": {"c9": _zone(changes)}},
)

_sis := object.union(fixtures.asset("sis-1", "sis_controller", "c9"), {"safety": true})

test_safety_controller_beside_a_plc if {
	policy.violations == {{
		"subject": {"kind": "zone", "id": "c9"},
		"message": "Zone c9 holds the safety equipment sis-1 and, behind no filter, plc-1.",
		"evidence": {"safety": ["sis-1"], "others": 1},
		"locations": [fixtures.line(7)],
	}} with input as _facts({}, [_sis, fixtures.asset("plc-1", "plc", "c9")])
}

test_station_by_its_role_alone if {
	assets := [fixtures.asset("sews-1", "safety_ews", "c9"), fixtures.asset("hmi-1", "hmi", "c9")]
	count(policy.violations) == 1 with input as _facts({}, assets)
}

test_recorded_reason_passes if {
	facts := _facts({"combined_safety_justified": true}, [_sis, fixtures.asset("plc-1", "plc", "c9")])
	policy.subjects == {{"kind": "zone", "id": "c9"}} with input as facts
	policy.violations == set() with input as facts
}

test_safety_alone_with_its_switch_passes if {
	policy.violations == set() with input as _facts({}, [_sis, fixtures.asset("sw-9", "switch", "c9")])
}

test_control_alone_passes if {
	policy.violations == set() with input as _facts({}, [fixtures.asset("plc-1", "plc", "c9")])
}
