package zonewarden.rules.cleartext_service_test

import data.zonewarden.lib.fixtures
import data.zonewarden.rules.cleartext_service

_classes := {
	"telnet": ["remote-interactive", "admin", "cleartext"],
	"http": ["web", "cleartext"],
	"snmp": ["mgmt", "cleartext"],
	"https": ["web"],
	"s7comm": ["ics", "control-write"],
}

_touching(from, to, ids) := object.union(
	fixtures.covered(from, to, []),
	{"services": {id: {"certainty": "definite", "uncovered": false, "classes": _classes[id]} | some id in ids}},
)

_facts(flow) := {
	"zones": fixtures.zones,
	"services": {},
	"devices": {"fw": {"name": "fw-ot-1", "management": {"snmp": []}}},
	"flows": {flow.id: flow},
}

_snmp(versions) := {"devices": {"fw": {"management": {"snmp": [{"version": version} | some version in versions]}}}}

_facts_it_ot := _facts(_touching("ent", "ops", ["telnet", "http", "https"]))

_facts_inside_ot := _facts(_touching("ops", "cell1", ["http", "s7comm"]))

_facts_any := _facts(object.union(
	_touching("ops", "cell1", ["telnet", "s7comm"]),
	{"permitted": {"any_service": true}},
))

_facts_snmp := object.union(_facts(_touching("ops", "cell1", ["snmp"])), _snmp(["2c", "3"]))

_facts_snmp_v3 := object.union(_facts(_touching("ops", "cell1", ["snmp"])), _snmp(["3"]))

_facts_pass := _facts(_touching("ops", "cell1", ["https", "s7comm"]))

_facts_blocked := _facts(fixtures.blocked("ent", "ops"))

_facts_offices := _facts(_touching("ent", "internet", ["http"]))

_violation := {
	"subject": {"kind": "flow", "id": "fw:ent>ops"},
	"message": "Zone ent (level 4-5) can open cleartext http and telnet to ops (level 3) through fw-ot-1.",
	"evidence": {"services": ["http", "telnet"], "service_count": 2},
	"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ["http", "telnet"]},
	"capability": 2,
	"floor": "medium",
}

_inside(ids, words, capability) := {
	"subject": {"kind": "flow", "id": "fw:ops>cell1"},
	"message": sprintf("Zone ops (level 3) can open %s to cell1 (level 1-2) through fw-ot-1.", [words]),
	"evidence": {"services": ids, "service_count": count(ids)},
	"packets": {"flow": "fw:ops>cell1", "part": "permitted", "services": ids},
	"capability": capability,
	"floor": "info",
}

test_administration_between_it_and_ot if cleartext_service.violations == {_violation} with input as _facts_it_ot

test_reading_inside_ot if {
	cleartext_service.violations == {_inside(["http"], "cleartext http", 1)} with input as _facts_inside_ot
}

test_any_service if {
	expected := _inside(["telnet"], "any service, cleartext ones included,", 2)
	cleartext_service.violations == {expected} with input as _facts_any
}

test_snmp_of_unknown_version if {
	cleartext_service.violations == {_inside(["snmp"], "cleartext snmp", 1)} with input as _facts_snmp
}

test_snmp_of_version_3_passes if cleartext_service.violations == set() with input as _facts_snmp_v3

test_encrypted_and_control_services_pass if {
	cleartext_service.subjects == {{"kind": "flow", "id": "fw:ops>cell1"}} with input as _facts_pass
	cleartext_service.violations == set() with input as _facts_pass
}

test_blocked_flow_passes if {
	cleartext_service.subjects == {{"kind": "flow", "id": "fw:ent>ops"}} with input as _facts_blocked
	cleartext_service.violations == set() with input as _facts_blocked
}

test_office_flow_is_not_assessed if {
	cleartext_service.subjects == set() with input as _facts_offices
	cleartext_service.violations == set() with input as _facts_offices
}

_facts_smb1(from, to, ids) := _facts(object.union(_touching(from, to, ["https"]), {"of_smb1_hosts": ids}))

test_smb_of_a_host_of_the_first_version if {
	cleartext_service.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"key": "smb1",
		"message": concat(" ", [
			"Zone ops (level 3) can open SMB to cell1 (level 1-2) through fw-ot-1,",
			"and a host at one end declares its first version.",
		]),
		"evidence": {"services": ["smb"], "service_count": 1},
		"packets": {"flow": "fw:ops>cell1", "part": "of_smb1_hosts", "services": ["smb"]},
		"capability": 2,
		"floor": "info",
	}} with input as _facts_smb1("ops", "cell1", ["https", "smb"])
}

test_other_services_of_such_a_host_and_other_hosts_pass if {
	cleartext_service.violations == set() with input as _facts_smb1("ops", "cell1", ["https"])
	cleartext_service.violations == set() with input as _facts_smb1("ops", "cell1", [])
	cleartext_service.violations == set() with input as _facts_smb1("ent", "internet", ["smb"])
}
