package zonewarden.segmentation.management_zone_open_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.management_zone_open as policy

_facts(found) := object.union(fixtures.facts(found), {"interfaces": {}})

test_ssh_from_operations if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>mgmt"},
		"message": concat(" ", [
			"Zone ops (level 3) can open administrative sessions into management zone mgmt through fw-ot-1:",
			"RDP and SSH.",
		]),
		"evidence": {"services": ["rdp", "ssh"], "service_count": 2},
		"packets": {"flow": "fw:ops>mgmt", "part": "permitted", "services": ["rdp", "ssh"]},
	}} with input as _facts([fixtures.covered("ops", "mgmt", ["ssh", "rdp", "ntp"])])
}

test_any_service if {
	facts := _facts([fixtures.unlimited("ent", "mgmt")])
	some violation in policy.violations with input as facts
	endswith(violation.message, "into management zone mgmt through fw-ot-1: any service.")
}

test_time_passes if {
	facts := _facts([fixtures.covered("cell1", "mgmt", ["ntp"])])
	policy.subjects == {{"kind": "flow", "id": "fw:cell1>mgmt"}} with input as facts
	policy.violations == set() with input as facts
}

test_blocked_flow_passes if {
	policy.violations == set() with input as _facts([fixtures.blocked("ops", "mgmt")])
}

test_remote_access_and_the_way_out_are_not_judged if {
	policy.subjects == set() with input as _facts([
		fixtures.covered("ra", "mgmt", ["ssh"]),
		fixtures.covered("mgmt", "ops", ["ssh"]),
	])
}

_reaches(from, to, devices) := object.union(
	_facts([object.union(fixtures.covered(from, to, ["ssh", "https", "ntp"]), {"managed_devices": devices})]),
	{"devices": {"sw-1": {"name": "SW-1"}, "sw-2": {"name": "SW-2"}}},
)

test_management_address_outside_the_management_zone if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>hmi"},
		"key": "devices",
		"message": "Zone ops (level 3) can administer SW-1 in hmi (level 2) through fw-ot-1: SSH.",
		"evidence": {"devices": ["sw-1"], "services": ["ssh"]},
		"packets": {
			"flow": "fw:ops>hmi",
			"part": "permitted",
			"to_devices": ["sw-1"],
			"services": ["ssh"],
		},
	}} with input as _reaches("ops", "hmi", {"sw-1": ["ssh", "https"], "sw-2": ["ntp"]})
}

test_sessions_into_the_management_zone_are_told_once if {
	{object.get(violation, "key", "") | some violation in policy.violations} == {""} with input as _reaches(
		"ops", "mgmt",
		{"sw-1": ["ssh"]},
	)
}

_services(interfaces) := _services_at({"mgmt": ["mgmt"], "ops": ["ops"]}, [_ssh(interfaces)])

_services_at(ports, services) := object.union(_facts([]), {
	"interfaces": {name: {"device": "fw", "name": name, "zones": ids} | some name, ids in ports},
	"devices": {"fw": {"platform": "cisco-asa", "management": {"services": services}}},
})

_ssh(interfaces) := {
	"protocol": "ssh",
	"interfaces": interfaces,
	"management_ports": false,
	"any_source": false,
	"source_zones": ["mgmt"],
	"locations": [fixtures.line(7)],
}

test_a_device_with_a_management_port_is_administered_by_another if {
	policy.violations == {{
		"subject": {"kind": "device", "id": "fw"},
		"key": "in-band",
		"message": "fw-ot-1 has a port in the management network and can be administered on ops as well.",
		"evidence": {"protocols": ["ssh"]},
		"locations": [fixtures.line(7)],
	}} with input as _services(["mgmt", "ops"])
}

test_a_device_administered_by_its_management_port_passes if {
	policy.subjects == {{"kind": "device", "id": "fw"}} with input as _services(["mgmt"])
	policy.violations == set() with input as _services(["mgmt"])
}

_in_band(text) := {sprintf("fw-ot-1 has a port in the management network and can be administered on %s as well.", [text])}

_messages := {violation.message | some violation in policy.violations}

test_a_data_port_that_leads_to_remote_access_too if {
	_messages == _in_band("wan") with input as _services_at({"mgmt": ["mgmt"], "wan": ["ent", "ra"]}, [_ssh(["wan"])])
	_messages == set() with input as _services_at({"mgmt": ["mgmt"], "ra": ["ra"]}, [_ssh(["ra"])])
}

test_a_data_port_that_leads_to_management_too if {
	_messages == _in_band("ops") with input as _services_at({"mgmt": ["mgmt"], "ops": ["ops", "mgmt"]}, [_ssh(["mgmt", "ops"])])
}

test_the_only_way_to_management_is_no_other_port if {
	_messages == set() with input as _services_at({"ops": ["ops", "mgmt"]}, [_ssh(["ops"])])
	_messages == _in_band("cell") with input as _services_at(
		{"ops": ["ops", "mgmt"], "cell": ["cell1"]},
		[_ssh(["ops", "cell"])],
	)
}

test_a_port_that_forwards_nothing_is_a_management_port if {
	dedicated := object.union(_ssh(["mgmt"]), {"management_ports": true})
	_messages == _in_band("ops") with input as _services_at({"ops": ["ops", "mgmt"]}, [dedicated, _ssh(["ops"])])
	policy.subjects == {{"kind": "device", "id": "fw"}} with input as _services_at({"ops": ["ops"]}, [dedicated])
	_messages == set() with input as _services_at({"ops": ["ops"]}, [dedicated])
}

_on_vyos(changes) := object.union(
	_services_at({"mgmt": ["mgmt"], "ops": ["ops", "ra"]}, [object.union(_ssh(["mgmt", "ops"]), changes)]),
	{"devices": {"fw": {"platform": "vyos"}}},
)

test_where_services_listen_everywhere_the_sources_tell_the_port if {
	_messages == set() with input as _on_vyos({})
	_messages == set() with input as _on_vyos({"source_zones": ["mgmt", "ra"]})
	_messages == _in_band("ops") with input as _on_vyos({"source_zones": ["mgmt", "ops"]})
	_messages == _in_band("ops") with input as _on_vyos({"any_source": true})
}
