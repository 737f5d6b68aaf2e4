package zonewarden.rules.any_service_on_ot_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.any_service_on_ot

_ip := {"any_service": true, "text": "permit ip host 10.40.0.5 host 10.20.1.10"}

_facts_fail := fixtures.facts([fixtures.rule(_ip)])

_facts_pass := fixtures.facts([
	fixtures.rule({}),
	fixtures.rule(object.union(_ip, {"id": "1", "ot": false})),
	fixtures.rule(object.union(_ip, {"id": "2", "action": "deny"})),
	fixtures.rule(object.union(_ip, {"id": "3", "status": "shadowed"})),
	fixtures.rule(object.union(_ip, {"id": "4", "any_source": true, "any_destination": true})),
])

_facts_unbound := fixtures.unbound([fixtures.rule(object.union(_ip, {"bound": false}))])

test_every_service_into_ot if {
	any_service_on_ot.violations == {{
		"subject": fixtures.subject,
		"key": "d0",
		"message": "ENT_IN on fw-ot-1 permits every service from ent to cell1.",
		"evidence": {
			"rule": "permit ip host 10.40.0.5 host 10.20.1.10",
			"sources": ["10.40.0.5"],
			"destinations": ["10.20.1.10"],
		},
		"locations": [fixtures.line(12)],
		"exposure": 2,
		"zones": ["cell1", "ent"],
	}} with input as _facts_fail
}

test_named_services_other_zones_and_any_to_any_pass if {
	any_service_on_ot.subjects == {fixtures.subject} with input as _facts_pass
	any_service_on_ot.violations == set() with input as _facts_pass
}

test_unbound_list_is_not_assessed if {
	any_service_on_ot.subjects == set() with input as _facts_unbound
	any_service_on_ot.violations == set() with input as _facts_unbound
}
