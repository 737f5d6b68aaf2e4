package zonewarden.remote_access.split_tunnel_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.split_tunnel as policy

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

test_only_some_networks if {
	policy.violations == {{
		"subject": _subject,
		"message": "VPN ot-vendor on fw-ot-1 lets clients use other networks beside the tunnel (tunnelspecified).",
		"evidence": {"split_tunnel": "tunnelspecified"},
		"locations": [_line(20), _line(10)],
		"exposure": 3,
	}} with input as _facts(_vpn({"split_tunnel": "tunnelspecified"}))
}

test_everything_tunnelled_passes if {
	policy.subjects == {_subject} with input as _facts(_vpn({}))
	policy.violations == set() with input as _facts(_vpn({}))
}

test_unstated_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"split_tunnel": null}))
}

test_what_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"enabled": false}))
	policy.subjects == set() with input as _facts(_vpn({"kind": "site-to-site"}))
}

test_profiles_of_the_office_are_not_judged if {
	office := {"gateways": {"gw-it": {"scope": "it"}}}
	split := _vpn({"split_tunnel": "tunnelspecified", "declared_gateway": "gw-it"})
	policy.subjects == set() with input as object.union(_facts(split), office)
	count(policy.violations) == 1 with input as _facts(split)
}
