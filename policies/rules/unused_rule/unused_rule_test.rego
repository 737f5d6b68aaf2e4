package zonewarden.rules.unused_rule_test

import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.rules.unused_rule as policy

_counter := {
	"id": "fw:ENT_IN:0",
	"device": "fw",
	"list": "fw:ENT_IN",
	"text": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
	"digest": "d0",
	"from_zones": ["ent"],
	"to_zones": ["cell1"],
	"classes": ["ics", "control-write"],
	"tags": [],
	"hits": 0,
	"unused_days": 499,
	"cycle": true,
	"taints": [],
	"locations": [f.line(12)],
}

_facts(changes) := object.union(f.facts([f.rule({})]), {
	"counters": {_counter.id: object.union(_counter, changes)},
	"site": {"limits": {"observation_days": 400}},
})

_subject := {"kind": "counter", "id": "fw:ENT_IN:0"}

_verdict(changes) := "fails" if count(policy.violations) > 0 with input as _facts(changes)

else := "passes" if policy.subjects == {_subject} with input as _facts(changes)

else := "nothing"

test_rule_that_nothing_used if {
	policy.violations == {{
		"subject": _subject,
		"key": "d0",
		"message": concat("", [
			"Nothing used rule `permit tcp host 10.40.0.5 host 10.20.1.10 eq 502` of ENT_IN on fw-ot-1 ",
			"from ent to cell1 for 499 days.",
		]),
		"evidence": {"hits": 0, "unused_days": 499, "observation_days": 400},
		"zones": ["cell1", "ent"],
		"certainty": "definite",
		"ceiling": "low",
	}} with input as _facts({"unused_days": 499})
}

test_engineering_weighs_more if {
	{v.ceiling | some v in policy.violations} == {"medium"} with input as _facts({"classes": ["engineering"]})
}

test_cycle_that_nobody_declares_is_possible if {
	{v.certainty | some v in policy.violations} == {"possible"} with input as _facts({"cycle": null})
}

test_last_hit_long_ago_fails if _verdict({"hits": 77}) == "fails"

test_used_rule_passes if {
	_verdict({"hits": 77, "unused_days": 12}) == "passes"
	_verdict({"hits": 77, "unused_days": null, "cycle": null}) == "passes"
}

test_rule_that_is_meant_to_rest_passes if {
	every tag in ["start-up", "shutdown", "Emergency", "redundancy", "isolation"] {
		_verdict({"tags": ["x", tag]}) == "passes"
	}
}

test_too_short_an_observation_says_nothing if {
	_verdict({"unused_days": 399}) == "nothing"
	_verdict({"cycle": false}) == "nothing"
}

test_unknown_counter_is_a_subject_for_its_taint if {
	_verdict({"hits": null, "unused_days": null, "cycle": null, "taints": [{"reason": "no row", "location": f.line(1)}]}) == "passes"
}
