package zonewarden.incident_response.logs_do_not_arrive_test

import data.zonewarden.incident_response.logs_do_not_arrive as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"min_retention_days": 90}},
	"log_collectors": {"L": {
		"id": "L",
		"title": "log collector L",
		"addresses": ["10.99.0.20"],
		"retention_days": 180,
		"sources": ["fw", "plc"],
	}},
	"device_records": {"fw": {"boundary": ["it_ot"]}},
	"devices": {"fw": {
		"name": "fw-1",
		"taints": [],
		"locations": [{"path": "fw.cfg", "line": 1}],
		"management": {"servers": [
			{"purpose": "syslog", "host": "10.99.0.20", "locations": [{"path": "fw.cfg", "line": 9}]},
			{"purpose": "ntp", "host": "10.99.0.5", "locations": []},
		]},
	}},
	"log_paths": {"L:plc@fw:cell>mgmt": {
		"collector": "L",
		"source": "plc",
		"device": "fw",
		"proof": "holds",
		"locations": [{"path": "fw.cfg", "line": 20}],
	}},
}

_violation(changes) := {object.union(
	{"subject": {"kind": "log_collector", "id": "L"}, "capability": 1, "exposure": 0},
	changes,
)}

_servers(servers) := _facts({"devices": {"fw": {"management": {"servers": servers}}}})

test_passes if {
	policy.subjects == {{"kind": "log_collector", "id": "L"}} with input as _good
	policy.violations == set() with input as _good
}

test_short_memory if {
	policy.violations == _violation({
		"key": "retention",
		"message": "The log collector L keeps logs for 30 days, and 90 days are needed.",
	}) with input as _facts({"log_collectors": {"L": {"retention_days": 30}}})
	policy.violations == _violation({
		"key": "retention",
		"message": "The log collector L keeps logs for as long as nobody says, and 90 days are needed.",
	}) with input as _facts({"log_collectors": {"L": {"retention_days": null}}})
}

test_broken_path if {
	policy.violations == _violation({
		"key": "path:plc@fw",
		"message": "The log collector L gets no logs of plc, which pass fw-1 by no service for logs.",
		"locations": [{"path": "fw.cfg", "line": 20}],
	}) with input as _facts({"log_paths": {"L:plc@fw:cell>mgmt": {"proof": "broken"}}})
}

test_open_path_is_left_to_its_taints if {
	policy.violations == set() with input as _facts({"log_paths": {"L:plc@fw:cell>mgmt": {"proof": "open"}}})
}

test_logs_elsewhere if {
	policy.violations == _violation({
		"key": "source:fw",
		"message": "The log collector L is where fw-1 is to log, and its configuration sends them to 10.99.0.99.",
		"locations": [{"path": "fw.cfg", "line": 9}, {"path": "fw.cfg", "line": 1}],
		"floor": "medium",
	}) with input as _servers([{"purpose": "syslog", "host": "10.99.0.99", "locations": [{"path": "fw.cfg", "line": 9}]}])
}

test_logs_nowhere if {
	policy.violations == _violation({
		"key": "source:fw",
		"message": "The log collector L is where fw-1 is to log, and its configuration sends logs nowhere.",
		"locations": [{"path": "fw.cfg", "line": 1}],
		"floor": "medium",
	}) with input as _servers([])
}

test_a_name_may_be_the_collector if {
	policy.violations == set() with input as _servers([{"purpose": "syslog", "host": "siem.plant.example", "locations": []}])
}

test_a_device_that_is_read_in_part if {
	policy.violations == set() with input as object.union(_servers([]), {"devices": {"fw": {"taints": [{"reason": "x"}]}}})
}

test_device_aside_of_the_way if {
	way := _good.log_paths["L:plc@fw:cell>mgmt"]
	paths := {
		"a": object.union(way, {"connected": 2}),
		"b": object.union(way, {"device": "other", "proof": "broken", "connected": 0, "locations": []}),
	}
	policy.violations == set() with input as _facts({"log_paths": paths})
	one := object.union(paths, {"a": object.union(way, {"connected": 1})})
	count(policy.violations) == 1 with input as _facts({"log_paths": one})
	between := object.union(paths, {"b": object.union(paths.b, {"connected": 1})})
	count(policy.violations) == 1 with input as _facts({"log_paths": between})
}
