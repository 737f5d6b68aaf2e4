package zonewarden.incident_response.management_lost_with_isolation_test

import data.zonewarden.incident_response.management_lost_with_isolation as policy

_facts(changes) := object.union(_good, changes)

_device(changes) := _facts({"devices": {"fw": changes}})

_good := {
	"zones": {
		"internet": {"trust": 0, "ot": false, "it": false, "dmz": false, "external": true},
		"ent": {"trust": 2, "ot": false, "it": true, "dmz": false, "external": false},
		"idmz": {"trust": 3, "ot": false, "it": false, "dmz": true, "external": false},
		"mgmt": {"trust": 5, "ot": true, "it": false, "dmz": false, "external": false},
	},
	"device_records": {"fw": {"aaa": {"fallback_vaulted": null}}},
	"devices": {"fw": {
		"name": "fw-1",
		"boundary": [],
		"it_ot": true,
		"management_zone": "mgmt",
		"management": {"servers": [
			{"purpose": "tacacs", "host": "10.99.0.9", "zones": ["mgmt"], "locations": [{"path": "fw.cfg", "line": 7}]},
			{"purpose": "syslog", "host": "10.99.0.8", "zones": ["mgmt"], "locations": [{"path": "fw.cfg", "line": 8}]},
		]},
	}},
	"isolation_actions": {"cut": {
		"id": "cut",
		"title": "isolation cut",
		"locations": [{"path": "ir.yaml", "line": 3}],
		"cuts": {"from_zone": "ent", "to_zone": "idmz"},
		"isolates": null,
	}},
}

_server(purpose, zones) := [{
	"purpose": purpose,
	"host": "10.40.1.9",
	"zones": zones,
	"locations": [{"path": "fw.cfg", "line": 7}],
}]

_violation(changes) := {object.union(
	{"subject": {"kind": "isolation", "id": "cut"}, "capability": 1, "floor": "medium"},
	changes,
)}

_no_aaa := _violation({
	"key": "aaa:fw",
	"message": concat("", [
		"The isolation cut cuts fw-1 off from 10.40.1.9, which alone know its administrators, ",
		"and no local account is sealed.",
	]),
	"locations": [{"path": "fw.cfg", "line": 7}, {"path": "ir.yaml", "line": 3}],
})

test_passes if {
	policy.subjects == {{"kind": "isolation", "id": "cut"}} with input as _good
	policy.violations == set() with input as _good
}

test_administrators_are_known_in_the_office_alone if {
	policy.violations == _no_aaa with input as _device({"management": {"servers": _server("radius", ["ent"])}})
	policy.violations == _no_aaa with input as _device({"management": {"servers": _server("radius", ["internet"])}})
}

test_a_sealed_account if {
	policy.violations == set() with input as object.union(
		_device({"management": {"servers": _server("radius", ["ent"])}}),
		{"device_records": {"fw": {"aaa": {"fallback_vaulted": true}}}},
	)
}

test_one_server_stays if {
	policy.violations == set() with input as _device({"management": {"servers": array.concat(
		_server("radius", ["ent"]),
		_server("radius", ["idmz"]),
	)}})
}

test_nobody_knows_where_a_server_stands if {
	policy.violations == set() with input as _device({"management": {"servers": _server("radius", [])}})
}

test_a_cut_dmz_takes_the_office_along if {
	found := object.union(_no_aaa[_], {})
	policy.violations == {found} with input as object.union(
		_device({"management": {"servers": _server("radius", ["ent", "idmz"])}}),
		{"isolation_actions": {"cut": {"cuts": {"from_zone": "mgmt", "to_zone": "idmz"}}}},
	)
}

test_managed_from_the_office if {
	policy.violations == _violation({
		"key": "zone:fw",
		"message": "The isolation cut cuts off ent, which fw-1 is managed from.",
	}) with input as _device({"management_zone": "ent"})
}

test_logs_go_to_the_office if {
	policy.violations == _violation({
		"key": "logs:fw",
		"message": "The isolation cut cuts fw-1 off from every collector of its logs (10.40.1.9).",
		"locations": [{"path": "fw.cfg", "line": 7}, {"path": "ir.yaml", "line": 3}],
	}) with input as _device({"management": {"servers": _server("syslog", ["ent"])}})
}

test_no_boundary if {
	policy.violations == set() with input as _device({"it_ot": false, "management_zone": "ent"})
	count(policy.violations) == 1 with input as _device({
		"it_ot": false,
		"boundary": ["cell"],
		"management_zone": "ent",
	})
}

test_conduits_alone_part_no_zones if {
	policy.subjects == set() with input as _facts({"isolation_actions": {"cut": {"cuts": {"from_zone": null}}}})
}

test_the_zone_that_stands_alone_is_cut_off_too if {
	alone := {"isolation_actions": {"cut": {"cuts": {"from_zone": null, "to_zone": null}, "isolates": "mgmt"}}}
	{v.key | some v in policy.violations} == {"aaa:fw", "zone:fw", "logs:fw"} with input as object.union(_good, alone)
	none := {"isolation_actions": {"cut": {"cuts": {"from_zone": null, "to_zone": null}}}}
	policy.subjects == set() with input as object.union(_good, none)
}
