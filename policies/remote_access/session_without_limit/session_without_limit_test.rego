package zonewarden.remote_access.session_without_limit_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.session_without_limit as policy

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
	"gateways": {},
	"grants": {},
}

_gateway(changes) := f.gateway(object.union({"idle_timeout_min": 15, "absolute_timeout_h": 4, "max_logins": 1}, changes))

_declared(gateways, given) := object.union(f.facts({"gateways": gateways, "grants": given}), {"vpns": {}, "site": _site})

_site := {"limits": {"idle_max_min": 15, "max_vendor_grant_h": 12}}

test_gateway_declared_without_limits if {
	facts := _declared([_gateway({"idle_timeout_min": 60, "absolute_timeout_h": 24, "max_logins": 3})], [])
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": concat(" ", [
			"Gateway gw-ot does not limit its sessions: 3 logins at once per account, idle limit of 60 minutes (at most 15)",
			"and session limit of 1440 minutes (at most 720).",
		]),
		"evidence": {"wrong": [
			"3 logins at once per account",
			"idle limit of 60 minutes (at most 15)",
			"session limit of 1440 minutes (at most 720)",
		]},
		"exposure": 2,
	}} with input as facts
}

test_session_outlasts_its_grant if {
	short := f.grant({"valid_from_ago_h": 1, "valid_until_ago_h": -1})
	ended := f.grant({"id": "g-2", "status": "expired", "valid_from_ago_h": 2, "valid_until_ago_h": 1})
	{v.evidence.wrong | some v in policy.violations} == {["sessions of 4 hours outlast grant g-1"]} with input as _declared(
		[_gateway({})],
		[short, ended],
	)
	policy.violations == set() with input as _declared([_gateway({})], [f.grant({})])
}

test_gateway_of_which_nothing_is_said_is_not_judged if {
	unsaid := {"idle_timeout_min": null, "absolute_timeout_h": null, "max_logins": null}
	policy.subjects == set() with input as _declared([_gateway(unsaid), _gateway({"id": "gw-it", "scope": "it"})], [])
}

test_configuration_looser_than_declared if {
	facts := object.union(_facts(_vpn({})), {"gateways": {"gw-ot": _gateway({"idle_timeout_min": 10})}})
	{v.message | some v in policy.violations} == {concat(" ", [
		"VPN ot-vendor on fw-ot-1 does not limit its sessions: idle limit of 15 minutes,",
		"where its gateway declares 10 minutes.",
	])} with input as facts
}

test_idle_limit_switched_off if {
	policy.violations == {{
		"subject": _subject,
		"message": "VPN ot-vendor on fw-ot-1 does not limit its sessions: no idle limit.",
		"evidence": {"idle_timeout_min": 0, "session_timeout_min": 240, "simultaneous_logins": 1},
		"locations": [_line(20), _line(10)],
		"exposure": 2,
	}} with input as _facts(_vpn({"idle_timeout_min": 0}))
}

test_nothing_stated if {
	vpn := _vpn({"idle_timeout_min": null, "session_timeout_min": null, "simultaneous_logins": null})
	some violation in policy.violations with input as _facts(vpn)
	endswith(violation.message, "does not limit its sessions: no idle limit and no session limit.")
}

test_everything_too_generous if {
	vpn := _vpn({"idle_timeout_min": 30, "session_timeout_min": 1440, "simultaneous_logins": 3})
	some violation in policy.violations with input as _facts(vpn)
	endswith(violation.message, concat(" ", [
		"idle limit of 30 minutes (at most 15), session limit of 1440 minutes (at most 720)",
		"and 3 logins at once per account.",
	]))
}

test_limit_with_a_decimal_point if {
	site := {"site": {"limits": {"idle_max_min": 15.0, "max_vendor_grant_h": 12.0}}}
	facts := object.union(_facts(_vpn({"idle_timeout_min": 30})), site)
	some violation in policy.violations with input as facts
	endswith(violation.message, "idle limit of 30 minutes (at most 15).")
}

test_limited_sessions_pass if {
	policy.subjects == {_subject} with input as _facts(_vpn({}))
	policy.violations == set() with input as _facts(_vpn({}))
}

test_what_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"enabled": false}))
	policy.subjects == set() with input as _facts(_vpn({"kind": "site-to-site"}))
}
