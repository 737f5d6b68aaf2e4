package zonewarden.remote_access.vpn_pool_outside_zone_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.vpn_pool_outside_zone as policy

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
	"devices": {"fw": {"name": "fw-ot-1", "platform": "cisco-asa", "zones": ["internet", "ops"]}},
	"detours": {},
	"grants": {},
	"site": {"limits": {"idle_max_min": 15, "max_vendor_grant_h": 12}},
	"vpns": {vpn.id: vpn},
}

test_pool_in_an_ot_zone if {
	policy.violations == {{
		"subject": _subject,
		"message": "VPN ot-vendor on fw-ot-1 gives its clients addresses of an OT zone: 10.30.200.0/24.",
		"evidence": {"pools": ["10.30.200.0/24"], "pool_zones": ["ops"]},
		"locations": [_line(20), _line(10)],
		"exposure": 3,
	}} with input as _facts(_vpn({
		"pools": ["10.30.200.0/24"],
		"pool_zones": ["ops"],
		"pool_overlaps_ot": true,
		"pool_inside_remote_access_zone": false,
	}))
}

test_pool_elsewhere if {
	some violation in policy.violations with input as _facts(_vpn({"pool_inside_remote_access_zone": false}))
	contains(violation.message, "gives its clients addresses outside every remote-access zone")
}

test_pool_in_the_remote_access_zone_passes if {
	policy.subjects == {_subject} with input as _facts(_vpn({}))
	policy.violations == set() with input as _facts(_vpn({}))
}

test_vpn_without_pools_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"pools": []}))
}

test_what_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"enabled": false}))
	policy.subjects == set() with input as _facts(_vpn({"kind": "site-to-site"}))
}

_detour(changes) := object.union(
	{
		"id": "gw-ot:ra>ops", "clients": "gw-ot", "scope": "ot", "from": "ra", "to": "ops", "devices": ["fw"],
		"reachable": {"any_service": false, "products": []}, "services": ["rdp"], "onward": [],
	},
	changes,
)

_with_detour(detour) := object.union(_facts(_vpn({"enabled": false})), {"detours": {detour.id: detour}})

test_clients_straight_in_the_plant if {
	policy.violations == {{
		"subject": {"kind": "detour", "id": "gw-ot:ra>ops"},
		"message": "Clients of gw-ot reach ops (level 3) straight from their own addresses through fw-ot-1: rdp.",
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"detour": "gw-ot:ra>ops"},
		"exposure": 3,
	}} with input as _with_detour(_detour({}))
}

test_clients_kept_out_pass_and_those_of_the_office_are_asked_about_elsewhere if {
	closed := _with_detour(_detour({"reachable": null, "services": []}))
	policy.subjects == {{"kind": "detour", "id": "gw-ot:ra>ops"}} with input as closed
	policy.violations == set() with input as closed
	policy.subjects == set() with input as _with_detour(_detour({"scope": "it"}))
}

_grant(id, vendor, status) := f.grant({"id": id, "vendor": vendor, "status": status})

_by(vpn, given) := object.union(_facts(vpn), {"grants": {grant.id: grant | some grant in given}})

test_vendors_of_one_pool_without_a_filter if {
	vpn := _vpn({"filter_list": null})
	both := [_grant("g-1", "vnd-a", "active"), _grant("g-2", "vnd-b", "approved")]
	policy.violations == {{
		"subject": _subject,
		"key": "vendors",
		"message": "VPN ot-vendor on fw-ot-1 gives clients of vnd-a and vnd-b addresses of one pool and filters none of them.",
		"evidence": {"vendors": ["vnd-a", "vnd-b"], "pools": ["10.35.24.0/24"]},
		"locations": [_line(20), _line(10)],
		"certainty": "possible",
		"exposure": 3,
	}} with input as _by(vpn, both)
	policy.violations == set() with input as _by(_vpn({"filter_list": "VENDORS"}), both)
	policy.violations == set() with input as _by(vpn, [_grant("g-1", "vnd-a", "active"), _grant("g-2", "vnd-b", "expired")])
}
