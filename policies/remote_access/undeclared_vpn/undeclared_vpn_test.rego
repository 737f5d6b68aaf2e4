package zonewarden.remote_access.undeclared_vpn_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.undeclared_vpn as policy

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

test_undeclared_vpn if {
	policy.violations == {{
		"subject": _subject,
		"message": "VPN ot-vendor (remote-access) on fw-ot-1 is not among the declared gateways.",
		"evidence": {"kind": "remote-access", "interface": "outside"},
		"locations": [_line(10)],
		"exposure": 3,
	}} with input as _facts(_vpn({"declared_gateway": ""}))
}

test_declared_vpn_passes if {
	policy.subjects == {_subject} with input as _facts(_vpn({}))
	policy.violations == set() with input as _facts(_vpn({}))
}

test_vpn_that_is_off_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"enabled": false, "declared_gateway": ""}))
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

test_tunnel_of_a_conduit_is_declared if {
	tunnel := _facts(_vpn({"kind": "site-to-site", "declared_gateway": ""}))
	policy.violations == set() with input as object.union(tunnel, _conduit({}))
	every change in [{"expired": true}, {"crypto": "none"}, {"enforced_by": ["other"]}, {"transport": "local_lan"}] {
		count(policy.violations) == 1 with input as object.union(tunnel, _conduit(change))
	}
	people := _facts(_vpn({"declared_gateway": ""}))
	count(policy.violations) == 1 with input as object.union(people, _conduit({}))
}

_translation(changes) := object.union(
	{"id": "fw/nat", "device": "fw", "external": true, "remote_access": ["jump-1"], "gateways": []},
	changes,
)

_translated(translation) := object.union(
	_facts(_vpn({"enabled": false})),
	{"translations": {translation.id: translation}},
)

test_jump_host_published_to_the_outside if {
	policy.violations == {{
		"subject": {"kind": "translation", "id": "fw/nat"},
		"message": "fw-ot-1 publishes jump-1 to the outside, where remote sessions end, and no gateway declares it.",
		"evidence": {"hosts": ["jump-1"]},
		"exposure": 3,
	}} with input as _translated(_translation({}))
	policy.violations == set() with input as _translated(_translation({"gateways": ["gw-ot"]}))
	policy.subjects == set() with input as _translated(_translation({"external": false}))
	policy.subjects == set() with input as _translated(_translation({"remote_access": []}))
}
