package zonewarden.segmentation.control_in_clear_over_wan_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.control_in_clear_over_wan as policy

_facts(changes) := object.union(fixtures.facts([]), {
	"services": {"iec-104": {"name": "IEC 104", "encryption": "none", "writes": true}, "https": {"encryption": "always"}},
	"vpns": {},
	"conduits": {"c1": object.union(
		{
			"id": "c1",
			"from": "ops",
			"to": "cell1",
			"transport": "carrier",
			"crypto": "none",
			"services": ["iec-104", "https"],
			"expired": false,
			"enforced_by": ["fw"],
			"locations": [fixtures.line(9)],
		},
		changes,
	)},
})

_subject := {"kind": "conduit", "id": "c1"}

test_bare_protocol_over_a_carrier if {
	policy.violations == {{
		"subject": _subject,
		"message": "Conduit c1 runs over a carrier's network with IEC 104, and nothing protects it.",
		"evidence": {"transport": "carrier", "crypto": "none", "services": ["iec-104"]},
		"locations": [fixtures.line(9)],
		"zones": ["ops", "cell1"],
		"capability": 3,
		"exposure": 3,
	}} with input as _facts({})
}

test_tunnel_that_is_not_there if {
	{v.message | some v in policy.violations} == {concat(" ", [
		"Conduit c1 runs over a carrier's network with IEC 104,",
		"and fw-ot-1 has no tunnel to carry it.",
	])} with input as _facts({"crypto": "ipsec"})
}

test_tunnel_that_is_there_passes if {
	tunnel := {"device": "fw", "kind": "site-to-site", "enabled": true}
	facts := object.union(_facts({"crypto": "ipsec"}), {"vpns": {"v": tunnel}})
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
	shut := object.union(facts, {"vpns": {"v": {"enabled": false}}})
	count(policy.violations) == 1 with input as shut
}

test_tunnel_at_a_device_that_is_not_here_passes if {
	policy.violations == set() with input as _facts({"crypto": "ipsec", "enforced_by": ["fw-far"]})
}

test_protection_by_the_application_passes if {
	policy.violations == set() with input as _facts({"crypto": "tls"})
}

test_reading_only_is_less if {
	facts := object.union(_facts({}), {"services": {"iec-104": {"writes": false}}})
	{v.capability | some v in policy.violations} == {1} with input as facts
}

test_own_cable_and_protected_services_are_not_judged if {
	policy.subjects == set() with input as _facts({"transport": "local_lan"})
	policy.subjects == set() with input as _facts({"services": ["https"]})
	policy.subjects == set() with input as _facts({"expired": true})
}
