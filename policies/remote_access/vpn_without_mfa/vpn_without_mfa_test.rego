package zonewarden.remote_access.vpn_without_mfa_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.vpn_without_mfa as policy

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
	"gateways": {},
	"grants": {},
	"vpns": {vpn.id: vpn},
}

test_password_only if {
	policy.violations == {{
		"subject": _subject,
		"message": "VPN ot-vendor on fw-ot-1 asks remote users for one factor only (aaa:RADIUS-OT).",
		"evidence": {"authentication": ["aaa:RADIUS-OT"], "factors": 1},
		"locations": [_line(20), _line(10)],
		"exposure": 3,
		"floor": "high",
	}} with input as _facts(_vpn({"authentication": ["aaa:RADIUS-OT"], "factors": 1}))
}

test_no_authentication if {
	some violation in policy.violations with input as _facts(_vpn({"authentication": [], "factors": 0}))
	violation.message == "VPN ot-vendor on fw-ot-1 asks remote users for no factor."
}

test_two_factors_pass if {
	policy.subjects == {_subject} with input as _facts(_vpn({}))
	policy.violations == set() with input as _facts(_vpn({}))
}

test_what_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"enabled": false}))
	policy.subjects == set() with input as _facts(_vpn({"kind": "site-to-site"}))
}

_gateway(mfa) := f.gateway({"mfa": mfa})

_declared(gateways, given) := object.union(f.facts({"gateways": gateways, "grants": given}), {"vpns": {}})

test_gateway_declared_without_a_second_factor if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Gateway gw-ot asks remote users for no second factor.",
		"evidence": {"required": false, "methods": []},
		"exposure": 3,
		"floor": "high",
	}} with input as _declared([_gateway({"required": false, "methods": []})], [])
}

test_weakest_method_of_a_gateway_counts if {
	facts := _declared([_gateway({"required": true, "methods": ["fido2", "sms"]})], [])
	{v.message | some v in policy.violations} == {"Gateway gw-ot takes sms for a second factor."} with input as facts
}

test_grants if {
	gateways := [_gateway({"required": true, "methods": ["fido2", "push"]})]
	messages := {
		"needs no second factor": {"required": false, "method": null},
		"may use email for a second factor": {"required": true, "method": "email"},
		"reaches equipment of impact 3 with push, which can be talked out of its user": {"required": null, "method": null},
	}
	every why, mfa in messages {
		facts := _declared(gateways, [f.grant({"mfa": mfa})])
		{[v.message, v.floor] | some v in policy.violations} == {[sprintf("Grant g-1 of p.ruiz %s.", [why]), "critical"]} with input as facts
	}
}

test_grant_for_little_may_use_a_telephone_app if {
	facts := _declared([], [f.grant({"mfa": {"required": true, "method": "push"}, "worst_impact": 2})])
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_nothing_declared_is_not_judged if {
	unsaid := {"required": null, "methods": []}
	grant := f.grant({"mfa": {"required": null, "method": null}})
	ended := f.grant({"id": "g-2", "status": "expired", "mfa": {"required": false, "method": null}})
	policy.subjects == set() with input as _declared([_gateway(unsaid)], [grant, ended])
}
