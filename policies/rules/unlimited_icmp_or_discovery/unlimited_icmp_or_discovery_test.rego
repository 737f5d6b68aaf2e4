package zonewarden.rules.unlimited_icmp_or_discovery_test

import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.rules.unlimited_icmp_or_discovery as policy

_icmp := {"every_icmp": true, "any_source": true, "any_destination": true, "service_ids": []}

_facts(changes) := object.union(f.facts([f.rule(object.union({"every_icmp": false}, changes))]), {
	"services": {"netbios-ns": {"name": "Name discovery", "classes": ["discovery"]}},
	"zones": {"ent": {"trust": 2}, "cell1": {"trust": 6}},
})

test_icmp_for_everybody if {
	policy.violations == {{
		"subject": f.subject,
		"key": "d0",
		"message": "ENT_IN on fw-ot-1 permits every ICMP message of any host to any host from ent to cell1.",
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502"},
		"locations": [f.line(12)],
		"capability": 1,
		"exposure": 2,
		"zones": ["cell1", "ent"],
	}} with input as _facts(_icmp)
}

test_icmp_of_one_host_passes if {
	policy.subjects == {f.subject} with input as _facts(object.union(_icmp, {"any_source": false}))
	policy.violations == set() with input as _facts(object.union(_icmp, {"any_source": false}))
}

test_discovery_into_a_cell if {
	{v.message | some v in policy.violations} == {concat(" ", [
		"ENT_IN on fw-ot-1 permits discovery by Name discovery",
		"from ent to cell1.",
	])} with input as _facts({"service_ids": ["netbios-ns"], "classes": ["discovery"]})
}

test_discovery_outward_passes if {
	facts := _facts({"service_ids": ["netbios-ns"], "classes": ["discovery"], "from_zones": ["cell1"], "to_zones": ["ent"]})
	policy.violations == set() with input as facts
}

test_every_service_is_left_to_other_policies if {
	policy.violations == set() with input as _facts(object.union(_icmp, {"any_service": true}))
}
