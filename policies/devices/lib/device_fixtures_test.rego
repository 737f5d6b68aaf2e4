# Small facts for tests of device policies: one firewall at the IT/OT boundary, its management plane to be filled in.
package zonewarden.lib.device_fixtures

import data.zonewarden.lib.fixtures

line(n) := {"path": "configs/fw.cfg", "line": n, "end_line": n, "column": 1, "end_column": 20}

_plane := {"services": [], "lines": [], "users": [], "snmp": [], "servers": [], "secrets": [], "settings": {}}

_device := {
	"id": "fw",
	"name": "fw-ot-1",
	"platform": "cisco-ios",
	"zones": ["cell1", "ent"],
	"it_ot": true,
	"external": false,
	"impact": 3,
	"locations": [line(1)],
	"management": _plane,
}

_service := {
	"protocol": "ssh",
	"any_source": false,
	"sources": ["10.99.0.0/24"],
	"source_zones": ["mgmt"],
	"interfaces": [],
	"external": false,
	"management_ports": false,
	"outside_management": null,
	"filter_name": "",
	"line": "",
	"sources_known": true,
	"locations": [line(20)],
}

_interface := {
	"id": "fw:ent",
	"device": "fw",
	"name": "ent",
	"zones": ["ent"],
	"ot": false,
	"external": false,
	"security_level": null,
	"ipv4": true,
	"ipv6": false,
	"settings": [],
	"in4": "",
	"in6": "",
	"locations": [line(30)],
}

_user := {"name": "ops", "hash": "type-9", "privilege": 15, "locations": [line(40)]}

_server := {
	"purpose": "syslog",
	"host": "10.99.0.20",
	"zones": ["mgmt"],
	"authenticated": null,
	"transport": "udp",
	"interface": "",
	"locations": [line(50)],
}

_community := {
	"version": "2c",
	"write": false,
	"level": "",
	"filter_name": "10",
	"default_name": false,
	"any_source": false,
	"locations": [line(60)],
}

_terminal := {
	"name": "vty 0 4",
	"idle_timeout_s": 600,
	"transports": ["ssh"],
	"access_class": "MGMT-IN",
	"login": "local",
	"exec_disabled": false,
	"locations": [line(70)],
}

service(changes) := object.union(_service, changes)

interface(changes) := object.union(_interface, changes)

user(changes) := object.union(_user, changes)

server(changes) := object.union(_server, changes)

community(changes) := object.union(_community, changes)

terminal(changes) := object.union(_terminal, changes)

stated(value, n) := [{"value": value, "locations": [line(n)]}]

# One device with these parts of its management plane.
facts(plane) := facts_of({}, plane)

# ... and these fields of its own.
facts_of(changes, plane) := {
	"zones": fixtures.zones,
	"site": {"limits": {}, "declared": ["zones"]},
	"devices": {"fw": object.union(object.union(_device, changes), {"management": object.union(_plane, plane)})},
	"interfaces": {},
	"rule_lists": {},
	"rules": {},
}

# An ASA.
asa(plane) := facts_of({"platform": "cisco-asa"}, plane)

with_interfaces(facts, interfaces) := object.union(facts, {"interfaces": {i.id: i | some i in interfaces}})

# Nobody declared zones: all is internet.
undeclared(facts) := object.union(facts, {"site": {"declared": []}})

# A snippet: interfaces and lists only.
snippet := facts({"settings": {"boot-version": stated("15.2", 1)}})

subject := {"kind": "device", "id": "fw"}
