package zonewarden.rules.opc_classic_dynamic_ports_test

import data.zonewarden.lib.fixtures
import data.zonewarden.rules.opc_classic_dynamic_ports

_dcom := {"certainty": "definite", "uncovered": false, "classes": ["dcom", "dynamic-ports"]}

_opening(from, to, texts) := object.union(fixtures.covered(from, to, []), {
	"services": {"msrpc-dcom": _dcom, "opc-classic": _dcom},
	"permitted": {"services": texts},
})

_facts(flow) := {
	"zones": fixtures.zones,
	"services": {},
	"devices": fixtures.devices,
	"flows": {flow.id: flow},
}

_facts_out_of_ot := _facts(_opening("idmz", "ops", ["tcp/135", "tcp/49152-65535"]))

_facts_inside_ot := _facts(_opening("ops", "cell1", ["tcp/135", "tcp/1024-5000 from 1024-65535"]))

_facts_all_of_tcp := _facts(_opening("idmz", "ops", ["tcp"]))

_facts_mapper_only := _facts(_opening("idmz", "ops", ["tcp/135", "udp/49152-65535"]))

_facts_pinned_ports := _facts(_opening("idmz", "ops", ["tcp/135", "tcp/50000-50063"]))

_facts_no_mapper := _facts(_opening("idmz", "ops", ["tcp/49152-65535", "icmp", "udp/135"]))

_facts_blocked := _facts(fixtures.blocked("idmz", "ops"))

_facts_any := _facts(object.union(
	_opening("idmz", "ops", ["any"]),
	{"permitted": {"any_service": true}},
))

_facts_offices := _facts(_opening("ent", "idmz", ["tcp"]))

_subject := {"kind": "flow", "id": "fw:idmz>ops"}

_violation(ports) := {
	"subject": _subject,
	"message": sprintf(
		"Zone idmz (level 3.5) can reach the RPC endpoint mapper (tcp/135) and %d dynamic ports of ops (level 3) %s.",
		[ports, "through fw-ot-1"],
	),
	"evidence": {"services": ["msrpc-dcom", "opc-classic"], "dynamic_ports": ports},
	"packets": {"flow": "fw:idmz>ops", "part": "permitted", "services": ["msrpc-dcom", "opc-classic"]},
	"floor": "high",
}

test_into_the_plant if opc_classic_dynamic_ports.violations == {_violation(16384)} with input as _facts_out_of_ot

test_all_of_tcp if opc_classic_dynamic_ports.violations == {_violation(64512)} with input as _facts_all_of_tcp

test_inside_the_plant if {
	opc_classic_dynamic_ports.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"message": concat("", [
			"Zone ops (level 3) can reach the RPC endpoint mapper (tcp/135) and 3977 dynamic ports of ",
			"cell1 (level 1-2) through fw-ot-1.",
		]),
		"evidence": {"services": ["msrpc-dcom", "opc-classic"], "dynamic_ports": 3977},
		"packets": {"flow": "fw:ops>cell1", "part": "permitted", "services": ["msrpc-dcom", "opc-classic"]},
		"floor": "medium",
	}} with input as _facts_inside_ot
}

test_mapper_without_tcp_range_passes if {
	opc_classic_dynamic_ports.violations == set() with input as _facts_mapper_only
}

test_pinned_ports_pass if opc_classic_dynamic_ports.violations == set() with input as _facts_pinned_ports

test_range_without_mapper_passes if opc_classic_dynamic_ports.violations == set() with input as _facts_no_mapper

test_blocked_flow_passes if {
	opc_classic_dynamic_ports.subjects == {_subject} with input as _facts_blocked
	opc_classic_dynamic_ports.violations == set() with input as _facts_blocked
}

test_flows_of_any_service_and_beyond_the_plant_are_not_assessed if {
	opc_classic_dynamic_ports.subjects == set() with input as _facts_any
	opc_classic_dynamic_ports.violations == set() with input as _facts_any
	opc_classic_dynamic_ports.subjects == set() with input as _facts_offices
	opc_classic_dynamic_ports.violations == set() with input as _facts_offices
}
