package zonewarden.rules.windows_service_across_boundary_test

import data.zonewarden.lib.fixtures
import data.zonewarden.rules.windows_service_across_boundary

_classes := {
	"smb": ["admin", "file-transfer", "lateral"],
	"rdp": ["remote-interactive"],
	"msrpc-dcom": ["admin", "dcom", "dynamic-ports"],
	"https": ["web"],
}

_touching(from, to, ids, texts) := object.union(fixtures.covered(from, to, []), {
	"services": {id: {"certainty": "definite", "uncovered": false, "classes": _classes[id]} | some id in ids},
	"permitted": {"services": texts},
})

_facts(flow) := {
	"zones": fixtures.zones,
	"services": {"smb": {"name": "SMB"}, "rdp": {"name": "RDP"}, "msrpc-dcom": {"name": "RPC"}},
	"devices": fixtures.devices,
	"flows": {flow.id: flow},
}

_facts_into_ot := _facts(_touching("ent", "ops", ["smb", "rdp", "https"], ["tcp/443-3389"]))

_facts_out_of_ot := _facts(_touching("ops", "internet", ["rdp"], ["tcp/3389"]))

_facts_rpc := _facts(_touching("ent", "ops", ["msrpc-dcom"], ["tcp/135 from 1024-65535"]))

_facts_rpc_in_all_of_tcp := _facts(_touching("ent", "ops", ["msrpc-dcom"], ["tcp"]))

_facts_any := _facts(object.union(
	_touching("ent", "ops", ["smb", "msrpc-dcom", "rdp", "https"], ["any"]),
	{"permitted": {"any_service": true}},
))

_facts_dynamic_ports := _facts(_touching("ent", "ops", ["msrpc-dcom"], ["tcp/50000", "icmp", "udp/135"]))

_facts_pass := _facts(_touching("ent", "ops", ["https"], ["tcp/443"]))

_facts_blocked := _facts(fixtures.blocked("ent", "ops"))

_facts_dmz := _facts(_touching("idmz", "ops", ["rdp"], ["tcp/3389"]))

_subject := {"kind": "flow", "id": "fw:ent>ops"}

_violation(ids, words) := {
	"subject": _subject,
	"message": sprintf("Zone ent (level 4-5) can open %s to ops (level 3) through fw-ot-1.", [words]),
	"evidence": {"services": ids, "service_count": count(ids)},
	"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ids},
	"exposure": 2,
}

test_into_ot if {
	windows_service_across_boundary.violations == {_violation(["rdp", "smb"], "RDP and SMB")} with input as _facts_into_ot
}

test_out_of_ot if {
	windows_service_across_boundary.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>internet"},
		"message": "Zone ops (level 3) can open RDP to internet through fw-ot-1.",
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"flow": "fw:ops>internet", "part": "permitted", "services": ["rdp"]},
		"exposure": 3,
	}} with input as _facts_out_of_ot
}

test_rpc_on_its_own_port if {
	windows_service_across_boundary.violations == {_violation(["msrpc-dcom"], "RPC")} with input as _facts_rpc
	windows_service_across_boundary.violations == {_violation(["msrpc-dcom"], "RPC")} with input as _facts_rpc_in_all_of_tcp
}

test_any_service if {
	expected := _violation(["msrpc-dcom", "rdp", "smb"], "any service")
	windows_service_across_boundary.violations == {expected} with input as _facts_any
}

test_dynamic_ports_alone_are_not_rpc if {
	windows_service_across_boundary.subjects == {_subject} with input as _facts_dynamic_ports
	windows_service_across_boundary.violations == set() with input as _facts_dynamic_ports
}

test_other_services_and_blocked_flows_pass if {
	windows_service_across_boundary.subjects == {_subject} with input as _facts_pass
	windows_service_across_boundary.violations == set() with input as _facts_pass
	windows_service_across_boundary.subjects == {_subject} with input as _facts_blocked
	windows_service_across_boundary.violations == set() with input as _facts_blocked
}

test_flow_from_the_dmz_is_not_assessed if {
	windows_service_across_boundary.subjects == set() with input as _facts_dmz
	windows_service_across_boundary.violations == set() with input as _facts_dmz
}
