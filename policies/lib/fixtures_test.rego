# Small facts for tests: a plant's usual zones and one device between them.
package zonewarden.lib.fixtures

zone(kind, low, high) := {
	"kind": kind,
	"level_low": low,
	"level_high": high,
	"ot": kind in _plant,
	"dmz": kind in {"idmz", "remote_access"},
	"it": kind in {"enterprise", "guest"},
	"external": kind in {"vendor", "cloud", "internet"},
	"impact": 3,
	"production_units": [],
}

_plant := {
	"cell",
	"edge",
	"management",
	"monitoring",
	"operations",
	"process",
	"safety",
	"supervisory",
	"transient",
	"wireless",
}

zones := {
	"internet": zone("internet", 5, 5),
	"unassociated": zone("unassociated", 0, 5),
	"vendor": zone("vendor", 5, 5),
	"ent": zone("enterprise", 4, 5),
	"idmz": zone("idmz", 3.5, 3.5),
	"ra": zone("remote_access", 3.5, 3.5),
	"ops": zone("operations", 3, 3),
	"hmi": zone("supervisory", 2, 2),
	"cell1": zone("cell", 1, 2),
	"cell2": zone("cell", 1, 2),
	"sis": zone("safety", 1, 1),
	"mgmt": zone("management", 3, 3),
	"wlan": zone("wireless", 2, 2),
	"service": zone("transient", 3, 3),
}

devices := {"fw": {"name": "fw-ot-1"}}

# Rows of the service catalogue as facts hold them.
services := {
	"modbus-tcp": {
		"name": "Modbus/TCP",
		"classes": ["ics", "control-write", "unauthenticated"],
		"unauthenticated_control": "inherent",
	},
	"s7comm": {
		"name": "S7comm",
		"classes": ["ics", "control-write", "engineering", "program-download", "unauthenticated"],
		"unauthenticated_control": "inherent",
	},
	"opcua-tls": {"name": "OPC UA over TLS", "classes": ["ics", "supervisory"], "unauthenticated_control": "none"},
	"https": {"name": "HTTPS", "classes": ["web", "tunnel-capable"], "unauthenticated_control": "none"},
	"rdp": {"name": "RDP", "classes": ["remote-interactive"], "unauthenticated_control": "none"},
	"ssh": {"name": "SSH", "classes": ["remote-interactive", "admin"], "unauthenticated_control": "none"},
	"smtp": {"name": "SMTP", "classes": ["messaging", "person-to-person"], "unauthenticated_control": "none"},
	"ntp": {"name": "NTP", "classes": ["time"], "unauthenticated_control": "none"},
	"teamviewer": {
		"name": "TeamViewer",
		"classes": ["remote-tool", "cloud-brokered"],
		"unauthenticated_control": "possible",
	},
	"ewon-talk2m": {
		"name": "Ewon Talk2M",
		"classes": ["vpn", "remote-tool", "cloud-brokered"],
		"unauthenticated_control": "possible",
	},
}

part := {
	"certainty": "definite",
	"any_service": false,
	"any_source": false,
	"any_destination": false,
	"conduits": [],
	"products": [{"services": ["tcp/9", "udp/9"]}],
}

part_of_any_service := object.union(part, {"any_service": true})

# A flow through fw that permits these services, covered by conduits.
covered(from, to, ids) := {
	"id": sprintf("fw:%s>%s", [from, to]),
	"device": "fw",
	"from": from,
	"to": to,
	"placed": true,
	"permitted": part,
	"undeclared": null,
	"excess_services": null,
	"wrong_initiator": null,
	"uninspected": null,
	"engineering_by_others": [],
	"past_safety_stations": sort(ids),
	"business_hosts": {},
	"managed_devices": {},
	"of_smb1_hosts": [],
	"unpinned": {},
	"detect_only": {},
	"services": {id: {"certainty": "definite", "uncovered": false, "classes": services[id].classes} | some id in ids},
}

# ... of which no conduit covers anything.
undeclared(from, to, ids) := _with(covered(from, to, ids), part, part, ids)

# ... of every service.
unlimited(from, to) := _with(covered(from, to, ids), part_of_any_service, part_of_any_service, ids) if {
	ids := {id | some id, _ in services}
}

# Nothing gets through.
blocked(from, to) := _with(covered(from, to, []), null, null, [])

facts(flows) := {
	"zones": zones,
	"devices": devices,
	"services": services,
	"conduits": {},
	"assets": {},
	"flows": {flow.id: flow | some flow in flows},
	"second_legs": {},
}

# What of a flow a second leg of remote access is: kind, and the jump host ("" for others).
second_leg(flow, kind, host) := {
	"id": sprintf("%s@%s", [_leg_name(kind, host), flow.id]),
	"kind": kind,
	"asset": host,
	"device": flow.device,
	"flow": flow.id,
	"from": flow.from,
	"to": flow.to,
	"permitted": flow.permitted,
	"services": flow.services,
	"reaches": [],
	"locations": [line(3)],
}

_leg_name(kind, "") := kind

_leg_name(_, host) := host if host != ""

with_second_legs(facts, legs) := object.union(facts, {"second_legs": {leg.id: leg | some leg in legs}})

with_assets(facts, assets) := object.union(facts, {"assets": {a.id: a | some a in assets}})

with_conduits(facts, conduits) := object.union(facts, {"conduits": {c.id: c | some c in conduits}})

line(n) := {"path": "declarations/x.yaml", "line": n, "end_line": n, "column": 1, "end_column": 20}

# An inventoried host without anything special.
asset(id, role, home) := {
	"id": id,
	"role": role,
	"zone": home,
	"safety": false,
	"essential": false,
	"services": [],
	"addresses": [],
	"hostname": "",
	"production_unit": "",
	"allowed_zones": [],
	"crown_jewel": false,
	"wireless": false,
	"transient": false,
	"external_connectivity": "none",
	"forwarding": null,
	"homes": [home],
	"unplaced": [],
	"machine_ids": [],
	"seen_in": [],
	"locations": [line(7)],
}

_with(flow, permitted, uncovered, ids) := {
	"id": flow.id,
	"device": flow.device,
	"from": flow.from,
	"to": flow.to,
	"placed": flow.placed,
	"permitted": permitted,
	"undeclared": uncovered,
	"excess_services": null,
	"wrong_initiator": null,
	"uninspected": null,
	"engineering_by_others": sort(ids),
	"past_safety_stations": sort(ids),
	"business_hosts": {},
	"managed_devices": {},
	"of_smb1_hosts": [],
	"unpinned": {},
	"detect_only": {},
	"services": {id: {"certainty": "definite", "uncovered": true, "classes": services[id].classes} | some id in ids},
}
