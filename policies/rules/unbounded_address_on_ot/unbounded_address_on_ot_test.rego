package zonewarden.rules.unbounded_address_on_ot_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.unbounded_address_on_ot

_facts_source := fixtures.facts([
	fixtures.rule({"id": "0"}),
	fixtures.rule({"any_source": true, "from_zones": ["ent", "internet"]}),
])

_facts_destination := fixtures.facts([fixtures.rule({
	"any_destination": true,
	"any_service": true,
	"services": ["any"],
	"service_ids": ["b", "a"],
})])

_facts_icmp := fixtures.facts([fixtures.rule({
	"any_source": true,
	"any_destination": true,
	"services": ["icmp/8", "icmp/0", "icmp/3", "icmp/11"],
	"service_ids": [],
	"classes": [],
})])

_facts_pass := fixtures.facts([
	fixtures.rule({}),
	fixtures.rule({"id": "1", "any_source": true, "ot": false}),
	fixtures.rule({"id": "2", "any_source": true, "action": "deny"}),
	fixtures.rule({"id": "3", "any_source": true, "any_destination": true, "any_service": true}),
])

_facts_unbound := fixtures.unbound([fixtures.rule({"any_source": true, "bound": false})])

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "ENT_IN on fw-ot-1 leaves the source open for tcp/502 from ent and internet to cell1.",
	"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "service_ids": ["modbus-tcp"]},
	"locations": [fixtures.line(12)],
	"capability": 3,
	"exposure": 3,
	"ceiling": "critical",
	"zones": ["cell1", "ent", "internet"],
}

test_any_source if {
	unbounded_address_on_ot.violations == {_violation} with input as _facts_source
}

test_what_a_negated_object_leaves if {
	most := fixtures.facts([fixtures.rule({"source_reach": {"most": true}, "from_zones": ["ent", "internet"]})])
	found := unbounded_address_on_ot.violations with input as most
	{violation.message | some violation in found} == {_violation.message}
}

test_any_destination if {
	unbounded_address_on_ot.violations == {object.union(_violation, {
		"message": "ENT_IN on fw-ot-1 leaves the destination open for every service from ent to cell1.",
		"evidence": {"service_ids": ["a", "b"]},
		"exposure": 2,
		"zones": ["cell1", "ent"],
	})} with input as _facts_destination
}

test_icmp_from_anywhere_is_low if {
	unbounded_address_on_ot.violations == {object.union(_violation, {
		"message": concat("", [
			"ENT_IN on fw-ot-1 leaves both ends open for icmp/8, icmp/0, icmp/3 and 1 more services ",
			"from ent to cell1.",
		]),
		"evidence": {"service_ids": []},
		"capability": 1,
		"exposure": 2,
		"ceiling": "low",
		"zones": ["cell1", "ent"],
	})} with input as _facts_icmp
}

test_limited_rules_other_zones_and_any_to_any_pass if {
	unbounded_address_on_ot.subjects == {fixtures.subject} with input as _facts_pass
	unbounded_address_on_ot.violations == set() with input as _facts_pass
}

test_unbound_list_is_not_assessed if {
	unbounded_address_on_ot.subjects == set() with input as _facts_unbound
	unbounded_address_on_ot.violations == set() with input as _facts_unbound
}
