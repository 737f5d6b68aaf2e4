package zonewarden.segmentation.zone_without_place_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.zone_without_place as policy

_facts(zone) := {"zones": {"z": object.union(zone, {"implied": false, "placed": false})}}

test_zone_with_nothing if {
	policy.violations == {{
		"subject": {"kind": "zone", "id": "z"},
		"message": "Zone z has no addresses, no VLAN and no interface: nothing can be checked against it.",
		"evidence": {"kind": "cell"},
	}} with input as _facts(fixtures.zone("cell", 1, 1))
}

test_placed_zone_passes if {
	facts := {"zones": {"z": object.union(fixtures.zone("cell", 1, 1), {"implied": false, "placed": true})}}
	policy.subjects == {{"kind": "zone", "id": "z"}} with input as facts
	policy.violations == set() with input as facts
}

test_implied_zones_and_the_internet_are_not_judged if {
	policy.subjects == set() with input as _facts(fixtures.zone("internet", 5, 5))
	policy.subjects == set() with input as {"zones": {"u": {"implied": true, "placed": false, "kind": "unassociated"}}}
}
