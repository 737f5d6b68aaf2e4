package zonewarden.rules.rule_without_reason_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.rule_without_reason

_facts(rules) := object.union(fixtures.facts(rules), _site)

_site := {"site": {"rule_metadata_required": ["conduit", "owner"]}}

_silent := {"metadata_missing": ["owner", "conduit"]}

_facts_it_ot := _facts([fixtures.rule(_silent)])

_facts_inside_ot := _facts([fixtures.rule({
	"metadata_missing": ["owner"],
	"remarks": ["conduit=c1"],
	"services": ["tcp/502", "tcp/102"],
	"from_zones": ["ops"],
	"it_ot": false,
})])

_facts_pass := _facts([
	fixtures.rule({}),
	fixtures.rule(object.union(_silent, {"id": "1", "ot": false})),
	fixtures.rule(object.union(_silent, {"id": "2", "action": "deny"})),
])

_facts_nothing_demanded := fixtures.facts([fixtures.rule(_silent)])

_facts_unbound := object.union(fixtures.unbound([fixtures.rule(object.union(_silent, {"bound": false}))]), _site)

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "ENT_IN on fw-ot-1 permits tcp/502 from ent to cell1 and does not state its conduit and owner.",
	"evidence": {
		"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
		"missing": ["owner", "conduit"],
		"remarks": [],
	},
	"locations": [fixtures.line(12)],
	"exposure": 0,
	"ceiling": "medium",
	"zones": ["cell1", "ent"],
}

test_nothing_stated if rule_without_reason.violations == {_violation} with input as _facts_it_ot

test_something_missing_inside_ot if {
	rule_without_reason.violations == {object.union(_violation, {
		"message": "ENT_IN on fw-ot-1 permits tcp/502 and 1 more services from ops to cell1 and does not state its owner.",
		"evidence": {"missing": ["owner"], "remarks": ["conduit=c1"]},
		"ceiling": "low",
		"zones": ["cell1", "ops"],
	})} with input as _facts_inside_ot
}

test_complete_rules_other_zones_and_denials_pass if {
	rule_without_reason.subjects == {fixtures.subject} with input as _facts_pass
	rule_without_reason.violations == set() with input as _facts_pass
}

test_nothing_is_assessed_where_nothing_is_demanded if {
	rule_without_reason.subjects == set() with input as _facts_nothing_demanded
	rule_without_reason.violations == set() with input as _facts_nothing_demanded
}

test_unbound_list_is_not_assessed if {
	rule_without_reason.subjects == set() with input as _facts_unbound
	rule_without_reason.violations == set() with input as _facts_unbound
}
