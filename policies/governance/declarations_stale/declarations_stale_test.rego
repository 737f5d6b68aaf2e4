package zonewarden.governance.declarations_stale_test

import data.zonewarden.governance.declarations_stale as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {
		"review_days.zones": 365,
		"review_days.assets": 90,
		"review_days.remote_access": 90,
		"config_max_age_days": 7,
	}},
	"sites": {"plant": {"id": "plant", "title": "site plant"}},
	"zone_records": {"cell": {
		"reviewed_at_ago_h": 8000,
		"file_reviewed_ago_h": null,
		"locations": [{"path": "zones.yaml", "line": 3}],
	}},
	"conduit_records": {},
	"gateways": {"gw": {"last_reviewed_ago_h": 100, "locations": []}},
	"asset_records": {"plc": {
		"reviewed_at_ago_h": null,
		"file_reviewed_ago_h": 2000,
		"locations": [{"path": "assets.yaml", "line": 3}],
	}},
	"device_records": {"fw": {
		"boundary": ["it_ot"],
		"config_collected_at_ago_h": 100,
		"locations": [{"path": "devices.yaml", "line": 3}],
	}},
	"devices": {"fw": {}},
}

_violation(level, key, text, places) := {{
	"subject": {"kind": "site", "id": "plant"},
	"key": key,
	"message": sprintf("The site plant %s.", [text]),
	"locations": places,
	"floor": level,
	"ceiling": level,
}}

test_passes if {
	policy.subjects == {{"kind": "site", "id": "plant"}} with input as _good
	policy.violations == set() with input as _good
}

test_an_old_file_of_another_kind if {
	policy.violations == _violation(
		"low", "file:units",
		"has declarations of units in a file that nobody reviewed within 365 days",
		[{"path": "units.yaml", "line": 4}],
	) with input as _facts({"units": {
		"old": {"file_reviewed_ago_h": 9000, "locations": [{"path": "units.yaml", "line": 4}]},
		"new": {"file_reviewed_ago_h": 8000, "locations": [{"path": "more.yaml", "line": 4}]},
		"undated": {"file_reviewed_ago_h": null, "locations": [{"path": "some.yaml", "line": 4}]},
	}})
}

test_no_dates_at_all if {
	policy.violations == {{
		"subject": {"kind": "site", "id": "plant"},
		"key": "none",
		"message": "The site plant states nowhere when its declarations were reviewed.",
		"floor": "low",
		"ceiling": "low",
	}} with input as _facts({
		"zone_records": {"cell": {"reviewed_at_ago_h": null}},
		"gateways": {"gw": {"last_reviewed_ago_h": null}},
		"asset_records": {"plc": {"file_reviewed_ago_h": null}},
	})
}

test_stale_zones if {
	text := "has 1 of 1 zones that nobody reviewed within 365 days: cell"
	found := _violation("low", "zones:cell", text, [{"path": "zones.yaml", "line": 3}])
	policy.violations == found with input as _facts({"zone_records": {"cell": {"reviewed_at_ago_h": 9000}}})
	policy.violations == found with input as _facts({"zone_records": {"cell": {"reviewed_at_ago_h": null}}})
}

test_many_stale_hosts if {
	host := {"reviewed_at_ago_h": 3000, "file_reviewed_ago_h": 2500, "locations": []}
	text := "has 5 of 6 hosts that nobody reviewed within 90 days: a, b, c and 2 more"
	policy.violations == _violation("low", "hosts:a,b,c,d,e", text, []) with input as _facts({"asset_records": {
		"a": host,
		"b": host,
		"c": host,
		"d": host,
		"e": host,
	}})
}

test_stale_gateway if {
	text := "has 1 of 1 gateways that nobody reviewed within 90 days: gw"
	policy.violations == _violation("low", "gateways:gw", text, []) with input as _facts({"gateways": {"gw": {"last_reviewed_ago_h": 3000}}})
}

test_boundary_without_configuration if {
	text := "declares the boundary device fw, of which no configuration is here"
	found := _violation("medium", "device:fw", text, [{"path": "devices.yaml", "line": 3}])
	policy.violations == found with input as object.union(
		{name: value | some name, value in _good; name != "devices"},
		{"devices": {}},
	)
}

test_old_configuration if {
	text := "has a configuration of the boundary device fw that is older than 7 days"
	found := _violation("medium", "collected:fw", text, [{"path": "devices.yaml", "line": 3}])
	policy.violations == found with input as _facts({"device_records": {"fw": {"config_collected_at_ago_h": 169}}})
}

test_no_boundary if {
	policy.violations == set() with input as object.union(
		{name: value | some name, value in _good; name != "devices"},
		{"devices": {}, "device_records": {"fw": {"boundary": []}}},
	)
}

test_hosts_that_only_rules_or_discovery_know if {
	places := [{"path": "configs/fw.cfg", "line": 7}]
	policy.violations == _violation(
		"low", "unlisted:rules:cell",
		"declares no such host as 10.20.1.7 and 10.20.1.9, which rules name in the address space of cell", places,
	) with input as _facts({"unlisted": {"rules:cell": {
		"source": "rules", "zone": "cell", "addresses": ["10.20.1.7", "10.20.1.9"], "count": 2, "locations": places,
	}}})
	policy.violations == _violation(
		"low", "unlisted:discovery:unassociated",
		"declares no such host as 10.77.0.1, which were seen in the address space of no declared zone", places,
	) with input as _facts({"unlisted": {"discovery:unassociated": {
		"source": "discovery", "zone": "unassociated", "addresses": ["10.77.0.1"], "count": 1, "locations": places,
	}}})
}

test_export_of_discovery_is_a_subject if {
	{"kind": "export", "id": "discovery"} in policy.subjects with input as _facts({"exports": {"discovery": {}}})
}

test_many_hosts_are_counted if {
	hosts := {
		"source": "rules", "zone": "cell", "count": 12, "locations": [],
		"addresses": ["10.20.1.1", "10.20.1.2", "10.20.1.3", "10.20.1.4", "10.20.1.5"],
	}
	text := concat("", [
		"declares no such host as 10.20.1.1, 10.20.1.2, 10.20.1.3 and 9 more, ",
		"which rules name in the address space of cell",
	])
	policy.violations == _violation("low", "unlisted:rules:cell", text, []) with input as _facts({"unlisted": {"rules:cell": hosts}})
}
