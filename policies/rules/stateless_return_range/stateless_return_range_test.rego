package zonewarden.rules.stateless_return_range_test

import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.rules.stateless_return_range as policy

_facts(changes, stateful) := object.union(f.facts([f.rule(object.union({"return_range": true}, changes))]), {"devices": {"fw": {"stateful": stateful}}})

test_established_from_the_office if {
	policy.violations == {{
		"subject": f.subject,
		"key": "d0",
		"message": "ENT_IN on fw-ot-1 lets in all answers from ent to cell1 without remembering the questions.",
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "services": ["tcp/502"]},
		"locations": [f.line(12)],
		"exposure": 2,
		"zones": ["cell1", "ent"],
	}} with input as _facts({}, false)
}

test_firewalls_with_memory_are_not_judged if {
	policy.subjects == set() with input as _facts({}, true)
}

test_answers_of_one_service_pass if {
	policy.subjects == {f.subject} with input as _facts({"return_range": false}, false)
	policy.violations == set() with input as _facts({"return_range": false}, false)
}

test_every_service_is_left_to_other_policies if {
	policy.violations == set() with input as _facts({"any_service": true}, false)
}

test_inside_the_plant_passes if {
	policy.violations == set() with input as _facts({"it_ot": false}, false)
}
