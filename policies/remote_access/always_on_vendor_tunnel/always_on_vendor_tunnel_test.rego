package zonewarden.remote_access.always_on_vendor_tunnel_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.always_on_vendor_tunnel as policy

_vpn(fields) := object.union(
	{
		"id": "fw:ot-vendor",
		"device": "fw",
		"name": "ot-vendor",
		"kind": "remote-access",
		"interface": "outside",
		"interface_external": true,
		"enabled": true,
		"authentication": ["aaa:RADIUS-OT", "certificate"],
		"factors": 2,
		"pools": ["10.35.24.0/24"],
		"pool_zones": ["ra"],
		"pool_inside_remote_access_zone": true,
		"pool_overlaps_ot": false,
		"group_policy": "OT-VENDOR",
		"split_tunnel": "tunnelall",
		"idle_timeout_min": 15,
		"session_timeout_min": 240,
		"simultaneous_logins": 1,
		"peers": [],
		"crypto": ["ikev2", "aes-256", "sha-256", "group20"],
		"declared_gateway": "gw-ot",
		"field_locations": {field: [_line(20)] | some field in _fields},
		"locations": [_line(10)],
	},
	fields,
)

_fields := {"authentication", "split_tunnel", "idle_timeout_min", "session_timeout_min", "pools", "crypto"}

_line(n) := {"path": "fw.cfg", "line": n}

_subject := {"kind": "vpn", "id": "fw:ot-vendor"}

_facts(vpn) := {
	"zones": fixtures.zones,
	"devices": {"fw": {"name": "fw-ot-1", "zones": ["internet", "ops"]}},
	"site": {"limits": {"idle_max_min": 15, "max_vendor_grant_h": 12}},
	"vpns": {vpn.id: vpn},
}

_tunnel(fields) := object.union(
	_vpn({
		"kind": "site-to-site",
		"peers": ["192.0.2.9"],
		"declared_gateway": "",
		"field_locations": {"peers": [_line(15)]},
	}),
	fields,
)

test_undeclared_tunnel if {
	policy.violations == {{
		"subject": _subject,
		"message": "Tunnel ot-vendor on fw-ot-1 is always open towards 192.0.2.9 and declared nowhere.",
		"evidence": {"peers": ["192.0.2.9"]},
		"locations": [_line(15), _line(10)],
		"exposure": 3,
	}} with input as _facts(_tunnel({}))
}

test_any_peer if {
	some violation in policy.violations with input as _facts(_tunnel({"peers": []}))
	violation.message == "Tunnel ot-vendor on fw-ot-1 is always open and declared nowhere."
}

test_declared_tunnel_passes if {
	policy.subjects == {_subject} with input as _facts(_tunnel({"declared_gateway": "gw-filltec"}))
	policy.violations == set() with input as _facts(_tunnel({"declared_gateway": "gw-filltec"}))
}

test_device_away_from_the_plant_is_not_judged if {
	devices := {"fw": {"name": "fw-office", "zones": ["ent", "internet"]}}
	facts := {"zones": fixtures.zones, "devices": devices, "vpns": {"v": _tunnel({})}}
	policy.subjects == set() with input as facts
}

test_what_is_not_judged if {
	policy.subjects == set() with input as _facts(_tunnel({"enabled": false}))
	policy.subjects == set() with input as _facts(_tunnel({"interface_external": false}))
	policy.subjects == set() with input as _facts(_tunnel({"kind": "remote-access"}))
}

_conduit(changes) := {"conduits": {"cnd-1": object.union(
	{
		"enforced_by": ["fw"],
		"crypto": "ipsec",
		"transport": "carrier",
		"expired": false,
		"endpoints_declared": true,
	},
	changes,
)}}

test_tunnel_between_machines_of_a_conduit_may_stand if {
	tunnel := _facts(_vpn({"kind": "site-to-site", "declared_gateway": ""}))
	policy.violations == set() with input as object.union(tunnel, _conduit({}))
	count(policy.violations) == 1 with input as object.union(tunnel, _conduit({"endpoints_declared": false}))
}
