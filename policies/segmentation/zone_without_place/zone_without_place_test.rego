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

_hosts(part) := {
	"zones": {
		"ops": object.union(fixtures.zone("operations", 3, 3), {"implied": true, "placed": true}),
		"cell1": object.union(fixtures.zone("cell", 1, 1), {"implied": true, "placed": true}),
	},
	"assets": {"h": object.union(
		object.union(fixtures.asset("h", "hmi", "ops"), {"addresses": ["10.20.1.9"]}),
		part,
	)},
}

test_host_in_another_zone if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "h"},
		"message": "h is declared in ops (level 3), but no address of it lies there, only in cell1 (level 1).",
		"evidence": {"addresses": ["10.20.1.9"], "homes": ["cell1"]},
		"zones": ["cell1", "ops"],
	}} with input as _hosts({"homes": ["cell1"]})
}

test_host_in_no_zone if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "h"},
		"message": "h is declared in ops (level 3), but no address of it lies there or in any other zone.",
		"evidence": {"addresses": ["10.20.1.9"], "homes": []},
		"zones": ["ops"],
	}} with input as _hosts({"homes": [], "unplaced": ["10.20.1.9"]})
}

test_host_with_a_further_address_in_no_zone if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "h"},
		"message": "h has addresses that no zone holds: 192.168.7.1.",
		"evidence": {"addresses": ["192.168.7.1"], "homes": ["ops"]},
		"zones": ["ops"],
	}} with input as _hosts({"unplaced": ["192.168.7.1"]})
}

test_firewall_with_a_transfer_network_and_a_host_with_two_legs_pass if {
	some part in [{"role": "firewall", "unplaced": ["192.168.7.1"]}, {"homes": ["cell1", "ops"]}]
	policy.subjects == {{"kind": "asset", "id": "h"}} with input as _hosts(part)
	policy.violations == set() with input as _hosts(part)
}

test_host_without_address_is_not_judged if {
	policy.subjects == set() with input as _hosts({"addresses": []})
}
