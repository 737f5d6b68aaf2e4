package zonewarden.remote_access.weak_vpn_crypto_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.weak_vpn_crypto as policy

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

test_old_algorithms if {
	policy.violations == {{
		"subject": _subject,
		"message": "VPN ot-vendor on fw-ot-1 accepts weak cryptography: 3des, group2 and md5.",
		"evidence": {"weak": ["3des", "group2", "md5"]},
		"locations": [_line(20), _line(10)],
		"exposure": 3,
	}} with input as _facts(_vpn({"crypto": ["ikev1", "3des", "md5", "group2", "aes-256"]}))
}

test_words_of_one_proposal if {
	some violation in policy.violations with input as _facts(_vpn({"crypto": ["ikev1,AES-256,SHA,group14"]}))
	violation.evidence == {"weak": ["sha"]}
}

test_tunnels_between_sites_are_judged if {
	count(policy.violations) == 1 with input as _facts(_vpn({"kind": "site-to-site", "crypto": ["esp-3des"]}))
}

test_strong_algorithms_pass if {
	policy.subjects == {_subject} with input as _facts(_vpn({}))
	policy.violations == set() with input as _facts(_vpn({}))
}

test_what_is_not_judged if {
	policy.subjects == set() with input as _facts(_vpn({"enabled": false, "crypto": ["des"]}))
	policy.subjects == set() with input as _facts(_vpn({"crypto": []}))
}

test_algorithms_of_one_word if {
	every word in ["aes256-sha1-modp2048", "pfs-group2", "esp-null", "hmac-sha1-96"] {
		{v.evidence.weak | some v in policy.violations} == {[word]} with input as _facts(_vpn({"crypto": [word]}))
	}
	policy.violations == set() with input as _facts(_vpn({"crypto": ["aes256-sha256-modp2048", "sha-256", "pfs-group20"]}))
}

_at(zones) := object.union(_facts(_vpn({"crypto": []})), {"interfaces": {"fw/outside": {"zones": zones}}})

test_tunnel_that_ends_in_the_plant if {
	policy.violations == {{
		"subject": _subject,
		"key": "inside",
		"message": concat(" ", [
			"VPN ot-vendor on fw-ot-1 ends inside the plant, in cell1 (level 1-2),",
			"and not at a gateway in front of it.",
		]),
		"evidence": {"interface": "outside", "zones": ["cell1"]},
		"locations": [_line(10)],
		"exposure": 3,
	}} with input as _at(["cell1"])
}

test_tunnel_that_ends_in_front_of_it_passes if {
	every zones in [["internet"], ["ra"], ["ra", "ops"]] {
		policy.subjects == {_subject} with input as _at(zones)
		policy.violations == set() with input as _at(zones)
	}
	policy.subjects == set() with input as _at([])
}
