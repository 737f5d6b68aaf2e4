package zonewarden.segmentation.relay_through_dmz_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.relay_through_dmz as policy

_service(changes) := object.union(
	{
		"certainty": "definite",
		"hosts": ["10.35.0.60"],
		"assets": ["file-1"],
		"unlisted": [],
		"from_zones": ["ent"],
		"to_zones": ["ops"],
		"locations": [fixtures.line(3), fixtures.line(4)],
	},
	changes,
)

_facts(services, role) := object.union(
	fixtures.with_assets(fixtures.facts([]), [fixtures.asset("file-1", role, "idmz")]),
	{"relays": {"idmz": {"id": "idmz", "zone": "idmz", "services": services}}},
)

_subject := {"kind": "relay", "id": "idmz"}

test_file_server_passes_ssh_through if {
	policy.violations == {{
		"subject": _subject,
		"message": "Zone idmz passes SSH through from ent to ops, by file-1.",
		"evidence": {"services": ["ssh"], "hosts": ["file-1"]},
		"locations": [fixtures.line(3), fixtures.line(4)],
		"certainty": "definite",
		"zones": ["idmz", "ops"],
		"capability": 2,
		"exposure": 2,
	}} with input as _facts({"ssh": _service({})}, "other")
}

test_address_of_nobody if {
	unlisted := _service({"assets": [], "unlisted": ["10.35.0.99"]})
	facts := _facts({"modbus-tcp": unlisted}, "other")
	{[v.evidence.hosts, v.capability] | some v in policy.violations} == {[["10.35.0.99"], 3]} with input as facts
}

test_many_hosts_are_cut_short if {
	unlisted := _service({"unlisted": ["a", "b", "c", "d", "e"], "certainty": "possible"})
	facts := _facts({"https": unlisted}, "proxy")
	{[v.evidence.hosts, v.certainty, v.capability] | some v in policy.violations} == {[
		["a", "b", "c", "2 more"],
		"possible",
		1,
	]} with input as facts
}

test_broker_ends_the_service if {
	policy.subjects == {_subject} with input as _facts({"ssh": _service({})}, "broker")
	policy.violations == set() with input as _facts({"ssh": _service({})}, "broker")
}

test_nothing_passes_through if {
	policy.violations == set() with input as _facts({}, "other")
}
