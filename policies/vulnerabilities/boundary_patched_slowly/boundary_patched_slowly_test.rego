package zonewarden.vulnerabilities.boundary_patched_slowly_test

import data.zonewarden.vulnerabilities.boundary_patched_slowly as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"boundary_patch_interval_days": 30}},
	"zones": {
		"ra": {"id": "ra", "kind": "remote_access", "ot": false, "level_high": 3.5},
		"idmz": {"id": "idmz", "kind": "idmz", "ot": false, "level_high": 3.5},
		"cell": {"id": "cell", "kind": "cell", "ot": true, "level_high": 2},
	},
	"patch_cycles": {
		"monthly": {"id": "monthly", "interval_days": 30, "next_window": "slow"},
		"yearly": {"id": "yearly", "interval_days": 365, "next_window": null},
		"stopped": {"id": "stopped", "interval_days": 30, "next_window": "still"},
	},
	"windows": {
		"slow": {"id": "slow", "production_state": "slow"},
		"still": {"id": "still", "production_state": "standstill"},
	},
	"devices": {},
	"device_records": {},
	"asset_records": {
		"gw": {"id": "gw", "title": "asset gw", "role": "gateway", "zone": "ra", "patch_cycle": "monthly"},
		"plc": {"id": "plc", "title": "asset plc", "role": "plc", "zone": "cell", "patch_cycle": "yearly"},
	},
}

_violation(key, text) := {{
	"subject": {"kind": "asset", "id": "gw"},
	"key": key,
	"message": sprintf("The asset gw %s.", [text]),
	"capability": 2,
	"exposure": 2,
	"ceiling": "high",
}}

test_passes if {
	policy.subjects == {{"kind": "asset", "id": "gw"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_cycle if {
	found := _violation("none", "belongs to no patch cycle")
	policy.violations == found with input as _facts({"asset_records": {"gw": {"patch_cycle": null}}})
}

test_long_cycle if {
	found := _violation("long", "is patched every 365 days (yearly); at the boundary 30 are allowed")
	policy.violations == found with input as _facts({"asset_records": {"gw": {"patch_cycle": "yearly"}}})
}

test_a_controller_is_patched_more_often if {
	found := _violation("slower", "is patched every 30 days (monthly), plc at level 2 or below every 14 (often)")
	policy.violations == found with input as _facts({
		"patch_cycles": {"often": {"id": "often", "interval_days": 14}},
		"asset_records": {"plc": {"patch_cycle": "often"}},
	})
}

test_servers_of_the_dmz_are_judged if {
	policy.subjects == {{"kind": "asset", "id": "gw"}} with input as _facts({"asset_records": {"gw": {
		"zone": "idmz",
		"role": "mirror",
	}}})
}

test_others_are_not if {
	policy.subjects == set() with input as _facts({"asset_records": {"gw": {"zone": "idmz", "role": "workstation"}}})
	policy.subjects == set() with input as _facts({"asset_records": {"gw": {"zone": "cell", "role": "broker"}}})
}

test_no_controller_has_a_cycle if {
	policy.violations == set() with input as _facts({"asset_records": {"plc": {"patch_cycle": null}}})
}

_device(cycle, peer) := _facts({
	"devices": {"fw": {"boundary": ["it_ot"], "it_ot": false, "external": false}},
	"device_records": {"fw": {
		"id": "fw",
		"title": "device fw",
		"locations": [],
		"patch_cycle": cycle,
		"ha": {"peer": peer},
	}},
})

_fault(key, text) := {{
	"subject": {"kind": "device", "id": "fw"},
	"locations": [],
	"key": key,
	"message": sprintf("The device fw %s.", [text]),
	"capability": 2,
	"exposure": 2,
	"ceiling": "high",
}}

test_devices_in_a_cycle_are_judged if {
	judged := {{"kind": "asset", "id": "gw"}, {"kind": "device", "id": "fw"}}
	policy.subjects == judged with input as _device("monthly", null)
	policy.violations == set() with input as _device("monthly", null)
	found := _fault("long", "is patched every 365 days (yearly); at the boundary 30 are allowed")
	policy.violations == found with input as _device("yearly", null)
}

test_device_of_no_declared_cycle_is_not_judged if {
	policy.subjects == {{"kind": "asset", "id": "gw"}} with input as _device(null, null)
}

test_device_that_waits_for_a_standstill if {
	text := "is patched in window still (standstill), and has no peer that carries the traffic meanwhile"
	policy.violations == _fault("standstill", text) with input as _device("stopped", null)
	policy.violations == set() with input as _device("stopped", "fw-2")
}
