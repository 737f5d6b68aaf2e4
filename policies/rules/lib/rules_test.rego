package zonewarden.lib.rules_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.lib.rules

_facts := fixtures.facts([])

test_effective_permit if rules.effective_permit(fixtures.rule({}))

test_redundant_permit_still_decides if rules.effective_permit(fixtures.rule({"status": "redundant"}))

test_ineffective if {
	not rules.effective_permit(fixtures.rule({"action": "deny"}))
	not rules.effective_permit(fixtures.rule({"bound": false}))
	not rules.effective_permit(fixtures.rule({"enabled": false, "status": "disabled"}))
	not rules.effective_permit(fixtures.rule({"status": "shadowed"}))
	not rules.effective_permit(fixtures.rule({"status": "unmatchable"}))
}

test_unlimited if {
	rules.unlimited(fixtures.rule({"any_source": true, "any_destination": true, "any_service": true}))
	not rules.unlimited(fixtures.rule({"any_source": true, "any_destination": true}))
}

test_place if rules.place(fixtures.rule({})) == "ENT_IN on fw-ot-1" with input as _facts

test_between if {
	rules.between(fixtures.rule({})) == " from ent to cell1" with input as _facts
	many := fixtures.rule({"to_zones": ["a", "b", "c", "d"]})
	rules.between(many) == " from ent to a, b, c and 1 more zones" with input as _facts
	rules.between(fixtures.unplaced({})) == "" with input as _facts
}

_facts_placed := object.union(_facts, {"devices": {"fw": {"zones": ["ent", "cell1"]}}})

test_zones_that_certainly_sit_at_the_device_go_first if {
	rule := fixtures.rule({"from_zones": ["ent", "internet"], "to_zones": ["ops"]})
	rules.between(rule) == " from ent to ops" with input as _facts_placed
	rules.exposure(rule) == 2 with input as _facts_placed
}

test_joined if rules.joined(fixtures.rule({})) == ["cell1", "ent"]

test_exposure_is_that_of_the_worst_source if {
	rules.exposure(fixtures.rule({})) == 2 with input as _facts
	rules.exposure(fixtures.rule({"from_zones": ["ent", "internet"]})) == 3 with input as _facts
	rules.exposure(fixtures.rule({"from_zones": ["ra"]})) == 1 with input as _facts
	rules.exposure(fixtures.rule({"from_zones": ["unassociated"]})) == 3 with input as _facts
	rules.exposure(fixtures.rule({"from_zones": ["ops"]})) == 1 with input as _facts
}

test_exposure_without_zones if {
	rules.exposure(fixtures.unplaced({"any_source": true})) == 3 with input as _facts
	rules.exposure(fixtures.unplaced({})) == 1 with input as _facts
}

test_capability if {
	rules.capability(fixtures.rule({})) == 3
	rules.capability(fixtures.rule({"classes": ["admin"]})) == 2
	rules.capability(fixtures.rule({"classes": []})) == 1
}

test_answers_of_tracked_sessions_decide_nothing if {
	not rules.effective_permit(fixtures.rule({"answers": true}))
	rules.effective_permit(fixtures.rule({"answers": false}))
}
