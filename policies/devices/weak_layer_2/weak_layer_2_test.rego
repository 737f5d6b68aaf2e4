package zonewarden.devices.weak_layer_2_test

import data.zonewarden.devices.weak_layer_2 as policy
import data.zonewarden.lib.device_fixtures as f

_access := {
	"id": "fw/Gi1",
	"device": "fw",
	"name": "Gi1",
	"enabled": true,
	"mode": "access",
	"access_vlan": 201,
	"native_vlan": 1,
	"all_vlans": true,
	"settings": ["edge", "bpdu-guard", "storm-control"],
	"use": "",
	"dhcp": false,
	"dhcp_snooped": false,
	"arp_inspected": false,
}

_trunk := object.union(_access, {"mode": "trunk", "native_vlan": 999, "all_vlans": false, "settings": []})

_facts(port) := object.union(f.facts_of({}, {}), {"ports": {"fw/Gi1": port}})

_subject := {"kind": "port", "id": "fw/Gi1"}

_found(mode, key, text) := {object.union({"subject": _subject, "exposure": 1}, {
	"key": key,
	"message": sprintf("Port Gi1 of fw-ot-1 %s.", [text]),
	"evidence": {"mode": mode},
})}

test_guarded_port_and_narrow_trunk_pass if {
	access := _facts(_access)
	policy.subjects == {_subject} with input as access
	policy.violations == set() with input as access
	trunk := _facts(_trunk)
	policy.violations == set() with input as trunk
}

test_negotiated_trunk if {
	facts := _facts(object.union(_access, {"mode": ""}))
	policy.violations == _found("", "negotiates", "negotiates whether it is a trunk") with input as facts
}

test_trunk_for_every_vlan if {
	facts := _facts(object.union(_trunk, {"all_vlans": true}))
	policy.violations == _found("trunk", "every-vlan", "is a trunk for every VLAN") with input as facts
}

test_vlan_1_untagged if {
	text := "leaves VLAN 1 untagged, which every port is in by default"
	facts := _facts(object.union(_trunk, {"native_vlan": 1}))
	policy.violations == _found("trunk", "native", text) with input as facts
}

test_vlan_of_hosts_untagged if {
	text := "leaves VLAN 201 untagged, which hosts are in"
	hosts := {"ports": {"fw/Gi2": object.union(_access, {"id": "fw/Gi2", "name": "Gi2"})}}
	facts := object.union(_facts(object.union(_trunk, {"native_vlan": 201})), hosts)
	policy.violations == _found("trunk", "native", text) with input as facts
}

test_port_for_hosts_without_guard if {
	facts := _facts(object.union(_access, {"settings": ["edge", "storm-control"]}))
	policy.violations == _found("access", "bpdu", "is for hosts and has no BPDU guard") with input as facts
}

test_guard_of_every_edge_port if {
	plane := {"settings": {"bpdu-guard-default": [{"value": "on", "locations": []}]}}
	port := {"ports": {"fw/Gi1": object.union(_access, {"settings": ["edge", "storm-control"]})}}
	facts := object.union(f.facts_of({}, plane), port)
	policy.violations == set() with input as facts
}

test_ring_ports_and_ports_that_are_down_are_left_alone if {
	ring := _facts(object.union(_access, {"settings": [], "use": "ring"}))
	policy.violations == set() with input as ring
	down := _facts(object.union(_access, {"enabled": false, "settings": []}))
	policy.subjects == set() with input as down
}

test_broadcasts_without_limit if {
	facts := _facts(object.union(_access, {"settings": ["bpdu-guard"]}))
	policy.violations == _found("access", "storm", "is for hosts and lets broadcasts in without limit") with input as facts
}

test_dhcp_that_nobody_watches if {
	text := "is in VLAN 201, where DHCP is used without %s"
	bare := _facts(object.union(_access, {"dhcp": true}))
	policy.violations == _found("access", "dhcp", sprintf(text, ["DHCP snooping"])) with input as bare
	snooped := _facts(object.union(_access, {"dhcp": true, "dhcp_snooped": true}))
	policy.violations == _found("access", "dhcp", sprintf(text, ["ARP inspection"])) with input as snooped
	both := _facts(object.union(_access, {"dhcp": true, "dhcp_snooped": true, "arp_inspected": true}))
	policy.violations == set() with input as both
	trusted := ["bpdu-guard", "dhcp-trust", "storm-control"]
	server := _facts(object.union(_access, {"dhcp": true, "settings": trusted}))
	policy.violations == set() with input as server
}

test_port_that_copies_to_a_sensor if {
	bare := object.union(_access, {"settings": []})
	policy.violations with input as _facts(bare) != set()
	policy.violations == set() with input as _facts(object.union(bare, {"settings": ["span-destination"]}))
}
