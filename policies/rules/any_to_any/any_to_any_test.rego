package zonewarden.rules.any_to_any_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.any_to_any

_everything := {
	"any_source": true,
	"any_destination": true,
	"any_service": true,
	"text": "permit ip any any",
}

_facts_it_ot := fixtures.facts([fixtures.rule(_everything)])

_facts_unplaced := fixtures.facts([fixtures.unplaced(_everything)])

_facts_pass := fixtures.facts([
	fixtures.rule({"id": "1", "any_source": true, "any_destination": true}),
	fixtures.rule({"id": "2", "any_destination": true, "any_service": true}),
	fixtures.rule(object.union(_everything, {"id": "3", "action": "deny"})),
	fixtures.rule(object.union(_everything, {"id": "4", "enabled": false, "status": "disabled"})),
	fixtures.rule(object.union(_everything, {"id": "5", "status": "shadowed"})),
])

_facts_unbound := fixtures.unbound([fixtures.rule(object.union(_everything, {"bound": false}))])

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "ENT_IN on fw-ot-1 permits any service from any source to any destination.",
	"evidence": {"rule": "permit ip any any", "from_zones": ["ent"], "to_zones": ["cell1"]},
	"locations": [fixtures.line(12)],
	"exposure": 2,
	"floor": "critical",
}

test_any_to_any_between_it_and_ot if any_to_any.violations == {_violation} with input as _facts_it_ot

test_any_to_any_without_declared_zones if {
	changes := {"exposure": 3, "floor": "high", "evidence": {"from_zones": [], "to_zones": []}}
	any_to_any.violations == {object.union(_violation, changes)} with input as _facts_unplaced
}

test_narrow_denied_disabled_and_shadowed_rules_pass if {
	any_to_any.subjects == {fixtures.subject} with input as _facts_pass
	any_to_any.violations == set() with input as _facts_pass
}

test_unbound_list_is_not_assessed if {
	any_to_any.subjects == set() with input as _facts_unbound
	any_to_any.violations == set() with input as _facts_unbound
}
