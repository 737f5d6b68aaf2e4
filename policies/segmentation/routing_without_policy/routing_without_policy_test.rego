package zonewarden.segmentation.routing_without_policy_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.routing_without_policy as policy

_routed(from, to) := object.union(
	fixtures.unlimited(from, to),
	{"permitted": object.union(fixtures.part_of_any_service, {"rules": []})},
)

_facts(home, possible, flows) := object.union(fixtures.facts(flows), {"interfaces": {"fw/eth1": {
	"id": "fw/eth1",
	"device": "fw",
	"name": "eth1",
	"zones": home,
	"possible_zones": possible,
	"ipv4": true,
	"ipv6": false,
	"unmatched4": {"decision": "permit"},
	"unmatched6": {"decision": "permit"},
}}})

_deny := {"interfaces": {"fw/eth1": {"unmatched4": {"decision": "deny"}}}}

test_office_and_plant_joined if {
	policy.violations == {{
		"subject": {"kind": "interface", "id": "fw/eth1"},
		"message": "fw-ot-1 passes everything that enters by eth1 to ops, and no rule decides it.",
		"evidence": {"from": ["ent"], "to": ["ops"]},
		"certainty": "definite",
		"zones": ["ent", "ops"],
		"floor": "high",
	}} with input as _facts(["ent"], [], [_routed("ent", "ops")])
}

test_many_zones_are_one_finding if {
	flows := [_routed("cell1", to) | some to in ["cell2", "hmi", "ops", "mgmt", "sis"]]
	facts := _facts(["cell1"], [], flows)
	{v.message | some v in policy.violations} == {concat(" ", [
		"fw-ot-1 passes everything that enters by eth1 to cell2, hmi, mgmt and 2 more zones,",
		"and no rule decides it.",
	])} with input as facts
	{v.floor | some v in policy.violations} == {"low"} with input as facts
}

test_zone_that_may_lie_there if {
	flow := object.union(_routed("ops", "ent"), {"permitted": {"certainty": "possible"}})
	{[v.floor, v.certainty] | some v in policy.violations} == {["high", "possible"]} with input as _facts(
		[],
		["ops"],
		[flow],
	)
}

test_a_rule_that_permits_everything_is_a_rule if {
	flow := object.union(_routed("ent", "ops"), {"permitted": {"rules": ["fw/ENT-IN/0"]}})
	facts := _facts(["ent"], [], [flow])
	policy.subjects == {{"kind": "interface", "id": "fw/eth1"}} with input as facts
	policy.violations == set() with input as facts
}

test_ipv6_alone_lets_pass if {
	facts := object.union(_facts(["ent"], [], [_routed("ent", "ops")]), _deny)
	count(policy.violations) == 1 with input as object.union(facts, {"interfaces": {"fw/eth1": {"ipv6": true}}})
}

test_interface_that_denies_the_rest_passes if {
	facts := object.union(_facts(["ent"], ["internet"], [_routed("ent", "ops")]), _deny)
	policy.subjects == {{"kind": "interface", "id": "fw/eth1"}} with input as facts
	policy.violations == set() with input as facts
}

test_other_pairs_and_interfaces_are_not_judged if {
	policy.subjects == set() with input as _facts(["ent"], [], [_routed("ent", "idmz")])
	policy.subjects == set() with input as _facts(["cell1"], [], [_routed("cell1", "unassociated")])
	policy.subjects == set() with input as _facts(["ops"], [], [_routed("ent", "ops")])
}

test_blocked_passes if {
	policy.violations == set() with input as _facts(["ent"], [], [fixtures.blocked("ent", "ops")])
}
