package zonewarden.rules.wide_address_test

import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.rules.wide_address as policy

import data.zonewarden.lib.fixtures

_reach(prefix, addresses, assets) := {
	"prefix4": prefix,
	"prefix6": null,
	"addresses": addresses,
	"assets": assets,
	"most": false,
}

_host := _reach(32, 1, 1)

_rule(source, destination) := f.rule({"source_reach": source, "destination_reach": destination, "from_zones": ["ops"]})

test_wide_source if {
	policy.violations == {{
		"subject": f.subject,
		"key": "d0",
		"message": "ENT_IN on fw-ot-1 permits sources as wide as a /16 (limit /24) from ops to cell1.",
		"evidence": {
			"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
			"source": _reach(16, 65536, 4),
			"destination": _reach(32, 1, 1),
		},
		"locations": [f.line(12)],
		"capability": 3,
		"exposure": 1,
		"zones": ["cell1", "ops"],
	}} with input as f.facts([_rule(_reach(16, 65536, 4), _host)])
}

test_wide_ipv6_destination if {
	wide := {"prefix4": null, "prefix6": 48, "addresses": 1000, "assets": 0, "most": false}
	{v.message | some v in policy.violations} == {concat(" ", [
		"ENT_IN on fw-ot-1 permits destinations as wide as a /48 (limit /64)",
		"from ops to cell1.",
	])} with input as f.facts([_rule(_host, wide)])
}

_inventory := {"assets": {"plc-1": fixtures.asset("plc-1", "plc", "cell1")}}

test_mostly_empty_block if {
	facts := object.union(f.facts([_rule(_host, _reach(24, 256, 3))]), _inventory)
	{v.message | some v in policy.violations} == {concat(" ", [
		"ENT_IN on fw-ot-1 permits destinations of which 3 of 256 addresses are inventoried",
		"from ops to cell1.",
	])} with input as facts
}

test_block_of_a_zone_that_nobody_listed_passes if {
	facts := object.union(f.facts([_rule(_reach(24, 256, 0), _host)]), _inventory)
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_any_is_left_to_another_policy if {
	rule := object.union(_rule(_reach(0, 4294967296, 4), _host), {"any_source": true})
	policy.violations == set() with input as f.facts([rule])
}

test_own_limit if {
	facts := object.union(f.facts([_rule(_reach(22, 1024, 4), _host)]), {"site": {"limits": {"min_prefix_v4": 22}}})
	policy.violations == set() with input as facts
}
