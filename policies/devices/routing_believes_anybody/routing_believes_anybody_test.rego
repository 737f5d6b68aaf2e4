package zonewarden.devices.routing_believes_anybody_test

import data.zonewarden.devices.routing_believes_anybody as policy
import data.zonewarden.lib.device_fixtures as f

_peer(changes) := object.union(
	{
		"protocol": "ospf",
		"where": "Gi1",
		"interface": "Gi1",
		"authentication": "md5",
		"zones": ["cell1"],
		"locations": [f.line(12)],
	},
	changes,
)

_facts(peer) := f.facts_of({"routing_peers": [peer]}, {})

_found(message, protocol, proof, key, exposure) := {object.union({"subject": f.subject, "locations": [f.line(12)]}, {
	"key": key,
	"message": sprintf("fw-ot-1 believes %s.", [message]),
	"evidence": {"protocol": protocol, "authentication": proof},
	"exposure": exposure,
})}

test_neighbour_without_proof if {
	facts := _facts(_peer({"authentication": ""}))
	policy.violations == _found("ospf on Gi1 without any proof", "ospf", "", "ospf:Gi1:Gi1", 1) with input as facts
}

test_group_with_a_text_in_clear_towards_the_office if {
	facts := _facts(_peer({"protocol": "hsrp", "where": "group 1", "authentication": "text", "zones": ["ent"]}))
	message := "hsrp group 1 on Gi1 by a text in clear"
	policy.violations == _found(message, "hsrp", "text", "hsrp:Gi1:group 1", 2) with input as facts
}

test_bgp_neighbour_and_whole_process if {
	bgp := _facts(_peer({"protocol": "bgp", "where": "10.1.0.2", "interface": "", "authentication": "", "zones": []}))
	policy.violations == _found("bgp 10.1.0.2 without any proof", "bgp", "", "bgp::10.1.0.2", 1) with input as bgp
	eigrp := _facts(_peer({"protocol": "eigrp", "where": "", "interface": "", "authentication": "", "zones": []}))
	message := "whoever speaks eigrp without any proof"
	policy.violations == _found(message, "eigrp", "", "eigrp::", 1) with input as eigrp
}

test_proved_neighbour_passes if {
	facts := _facts(_peer({}))
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_device_that_joins_no_zones_is_not_judged if {
	peers := {"routing_peers": [_peer({"authentication": ""})], "zones": ["cell1"]}
	facts := f.facts_of(peers, {})
	policy.subjects == set() with input as facts
}

_facts_given(given) := object.union(_facts(_peer({})), {"devices": {"fw": {"route_handovers": [object.union(
	{"protocol": "ospf", "what": "static", "filtered": false, "zones": ["cell1", "ent"], "locations": [f.line(20)]},
	given,
)]}}})

test_routes_that_are_told_to_the_office if {
	policy.violations == {{
		"subject": f.subject,
		"key": "handed on:ospf:static",
		"message": "fw-ot-1 tells all its static routes by ospf to ent (level 4-5), with no list that chooses.",
		"evidence": {"protocol": "ospf", "what": "static", "zones": ["ent"]},
		"locations": [f.line(20)],
		"exposure": 2,
	}} with input as _facts_given({})
	policy.violations == set() with input as _facts_given({"filtered": true})
	policy.violations == set() with input as _facts_given({"zones": ["cell1", "idmz"]})
}

test_default_route_into_a_cell if {
	policy.violations == {{
		"subject": f.subject,
		"key": "default:ospf",
		"message": "fw-ot-1 announces a default route by ospf into cell1 (level 1-2).",
		"evidence": {"protocol": "ospf", "zones": ["cell1"]},
		"locations": [f.line(20)],
		"exposure": 1,
	}} with input as _facts_given({"what": "default"})
	policy.violations == set() with input as _facts_given({"what": "default", "zones": ["ent"]})
}
