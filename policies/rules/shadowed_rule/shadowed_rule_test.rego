package zonewarden.rules.shadowed_rule_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.shadowed_rule

_earlier := {"id": "fw:ENT_IN:0", "text": "permit tcp any any", "action": "permit", "location": fixtures.line(11)}

_shadowed := {
	"status": "shadowed",
	"blockers": [_earlier],
	"different_action": true,
	"action": "deny",
	"text": "deny tcp host 10.40.0.66 any",
}

_facts_deny := fixtures.facts([fixtures.rule(_shadowed)])

_everything := {"any_source": true, "any_destination": true, "any_service": true}

_facts_final_deny := fixtures.facts([fixtures.rule(object.union(_shadowed, _everything))])

_facts_permit := fixtures.facts([fixtures.rule(object.union(_shadowed, {"action": "permit"}))])

_facts_copies := fixtures.facts([
	fixtures.rule(object.union(_shadowed, {"id": "1", "index": 10, "different_action": false})),
	fixtures.rule(object.union(_shadowed, {
		"id": "2",
		"index": 9,
		"different_action": false,
		"locations": [fixtures.line(11)],
	})),
])

_facts_unmatchable := fixtures.facts([fixtures.rule({"status": "unmatchable"})])

_facts_unbound := fixtures.unbound([fixtures.rule(object.union(_shadowed, {"bound": false}))])

_facts_pass := fixtures.facts([
	fixtures.rule({}),
	fixtures.rule({"id": "1", "status": "redundant", "blockers": [_earlier]}),
	fixtures.rule({"id": "2", "status": "disabled", "enabled": false}),
	fixtures.rule({"id": "3", "status": "undecided"}),
])

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "A deny in ENT_IN on fw-ot-1 never matches: earlier rules permit what it denies.",
	"evidence": {"rule": "deny tcp host 10.40.0.66 any", "earlier": ["permit tcp any any"]},
	"locations": [fixtures.line(12), fixtures.line(11)],
	"capability": 3,
	"exposure": 2,
	"floor": "high",
	"ceiling": "critical",
}

_hygiene := {"capability": 0, "exposure": 0, "floor": "info", "ceiling": "low"}

test_deny_behind_a_permit if shadowed_rule.violations == {_violation} with input as _facts_deny

test_final_deny_behind_a_permit_of_everything if {
	shadowed_rule.violations == {object.union(_violation, {"floor": "medium"})} with input as _facts_final_deny
}

test_permit_behind_a_deny if {
	shadowed_rule.violations == {object.union(_violation, {
		"message": "A permit in ENT_IN on fw-ot-1 never matches: earlier rules deny what it permits.",
		"floor": "medium",
	})} with input as _facts_permit
}

test_copies_are_one_finding if {
	same := {
		"message": "A deny in ENT_IN on fw-ot-1 never matches: earlier rules already do the same.",
		"locations": [fixtures.line(11), fixtures.line(12), fixtures.line(11)],
	}
	expected := object.union(_violation, object.union(_hygiene, same))
	shadowed_rule.violations == {expected} with input as _facts_copies
}

test_impossible_conditions if {
	impossible := {
		"message": "A permit in ENT_IN on fw-ot-1 never matches: no packet meets its conditions.",
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "earlier": []},
		"locations": [fixtures.line(12)],
	}
	expected := object.union(_violation, object.union(_hygiene, impossible))
	shadowed_rule.violations == {expected} with input as _facts_unmatchable
}

test_list_that_is_applied_nowhere_is_low if {
	message := concat("", [
		"A deny in ENT_IN on fw-ot-1 never matches (the list is applied nowhere): ",
		"earlier rules permit what it denies.",
	])
	expected := object.union(_violation, object.union(_hygiene, {"message": message}))
	shadowed_rule.violations == {expected} with input as _facts_unbound
}

test_live_redundant_disabled_and_undecided_rules_pass if {
	shadowed_rule.subjects == {fixtures.subject} with input as _facts_pass
	shadowed_rule.violations == set() with input as _facts_pass
}

# What PAN-OS says at the end of every rulebase cannot be taken away.
test_default_rules_of_panos if {
	named := {"text": "interzone-default deny (overridden)"}
	found := fixtures.facts([fixtures.rule(object.union(_shadowed, named))])
	count(shadowed_rule.violations) == 1 with input as found
	device := {"platform": "paloalto-panos"}
	panos := object.union(found, {"devices": {"fw": object.union(found.devices.fw, device)}})
	shadowed_rule.violations == set() with input as panos
}
