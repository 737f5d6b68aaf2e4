# Small facts for tests of remote-access declarations.
package zonewarden.lib.grant_fixtures

import data.zonewarden.lib.fixtures

line(n) := {"path": "declarations/remote-access.yaml", "line": n, "end_line": n, "column": 1, "end_column": 20}

_grant := {
	"id": "g-1",
	"party": "vendor",
	"vendor": "vnd-1",
	"subject": "p.ruiz",
	"role": "drive specialist",
	"purpose": "drive fault",
	"gateway": "gw-ot",
	"device": {"managed": true, "certificate": null, "vdi_only": null},
	"context": {"source_countries": ["DE"], "source_networks": [], "required_states": ["maintenance"]},
	"mfa": {"required": true, "method": "fido2"},
	"targets": ["plc-1"],
	"wide_targets": [],
	"certificates": [],
	"revoked_at_ago_h": null,
	"target_zones": ["cell1"],
	"services": ["s7comm"],
	"capability": "view",
	"change_id": null,
	"valid_from": "2026-11-23T23:00:00Z",
	"valid_until": "2026-11-24T03:00:00Z",
	"valid_from_ago_h": 1,
	"valid_until_ago_h": -3,
	"approvals": [{"by": "m.keller", "role": "ot_operations", "at_ago_h": 5}],
	"recording": true,
	"supervision": "live_escort",
	"escort": "m.keller",
	"task": {"status": null, "completed_at_ago_h": null},
	"revoked_at": null,
	"revoked_at_ago_h": null,
	"status": "active",
	"worst_impact": 3,
	"affected_units": ["unit-1"],
	"locations": [line(30)],
}

_gateway := {
	"id": "gw-ot",
	"scope": "ot",
	"zone": "ra",
	"device": "fw",
	"portal": "ot-vendor",
	"public_address": "203.0.113.20",
	"pools": ["10.35.24.0/24"],
	"protocols": ["https"],
	"idp": "ot-idp",
	"admin_group": "ot-admins",
	"session_recording": ["rdp", "ssh"],
	"log_export": "siem",
	"retention_days": 180,
	"posture": {"required": true, "checks": ["disk_encryption"]},
	"redirection": {"drive": false, "clipboard": false, "usb": false},
	"last_reviewed_ago_h": 240,
	"locations": [line(5)],
}

_session := {
	"id": "s-1",
	"grant": "g-1",
	"subject": "p.ruiz",
	"gateway": "gw-ot",
	"target": "plc-1",
	"service": "s7comm",
	"start_ago_h": 0.75,
	"end": "2026-11-23T23:45:00Z",
	"end_ago_h": 0.25,
	"recorded": true,
	"terminated_by": null,
	"zones": ["cell1", "ra"],
	"asset": "plc-1",
	"services": ["s7comm"],
	"target_granted": true,
	"service_granted": true,
	"locations": [line(1)],
}

_vendor := {
	"id": "vnd-1",
	"name": "Drives",
	"contract_clauses": ["remote_access", "personnel_change"],
	"offboarded_at_ago_h": null,
	"last_reviewed_ago_h": 240,
	"locations": [line(20)],
}

_person := {"id": "p.ruiz", "name": "P. Ruiz", "party": "vendor", "locations": [line(25)]}

_change := {
	"id": "CHG-1",
	"status": "approved",
	"start_ago_h": 2,
	"end_ago_h": -6,
	"window_id": "win-1",
	"locations": [line(60)],
}

_window := {
	"id": "win-1",
	"units": ["unit-1"],
	"start_ago_h": 4,
	"end_ago_h": -8,
	"production_state": "maintenance",
	"locations": [line(70)],
}

grant(changes) := object.union(_grant, changes)

gateway(changes) := object.union(_gateway, changes)

session(changes) := object.union(_session, changes)

vendor(changes) := object.union(_vendor, changes)

person(changes) := object.union(_person, changes)

change(changes) := object.union(_change, changes)

window(changes) := object.union(_window, changes)

_site := {"limits": {
	"max_vendor_grant_h": 12,
	"max_vendor_grant_critical_h": 4,
	"max_targets_per_grant": 10,
	"revoke_sla_min": 30,
	"grace_min": 15,
	"min_retention_days": 90,
	"ra_review_max_days": 90,
	"kill_switch_test_max_days": 365,
	"break_glass_review_h": 72,
}}

_empty := {
	"zones": fixtures.zones,
	"site": _site,
	"assets": {"plc-1": fixtures.asset("plc-1", "plc", "cell1"), "hmi-1": fixtures.asset("hmi-1", "hmi", "hmi")},
	"devices": {},
	"vpns": {},
	"device_records": {},
	"session_rules": {},
	"second_legs": {},
	"gateways": {},
	"client_pools": {},
	"detours": {},
	"grants": {},
	"sessions": {},
	"exports": {},
	"grant_flows": {},
	"remote_users": {},
	"objects": {},
	"vpns": {},
	"rules": {},
	"vendors": {},
	"people": {},
	"units": {},
	"identity": {},
	"kill_switch": {},
	"kill_switch_runs": {},
	"conduits": {},
	"integrations": {},
	"asset_records": {},
	"break_glass": {},
	"changes": {},
	"units": {},
	"windows": {},
	"freezes": {},
}

# Facts with these members of these collections: {"grants": [grant({})]}.
facts(collections) := object.union(_empty, {name: {m.id: m | some m in members} | some name, members in collections})

subject(kind, id) := {"kind": kind, "id": id}
