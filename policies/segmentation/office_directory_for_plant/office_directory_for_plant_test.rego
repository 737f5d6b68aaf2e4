package zonewarden.segmentation.office_directory_for_plant_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.office_directory_for_plant as policy

_flow(from, to, class) := object.union(
	fixtures.covered(from, to, []),
	{"services": {"ldaps": {"certainty": "definite", "uncovered": false, "classes": [class]}}},
)

test_directory_of_the_office if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>ent"},
		"message": "Zone ops (level 3) can log on against servers in ent (level 4-5) through fw-ot-1: ldaps.",
		"evidence": {"services": ["ldaps"], "service_count": 1},
		"packets": {"flow": "fw:ops>ent", "part": "permitted", "services": ["ldaps"]},
		"exposure": 2,
	}} with input as fixtures.facts([_flow("ops", "ent", "directory")])
}

test_authentication_server_of_the_office if {
	count(policy.violations) == 1 with input as fixtures.facts([_flow("hmi", "ent", "aaa")])
}

test_other_services_pass if {
	facts := fixtures.facts([_flow("ops", "ent", "time")])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>ent"}} with input as facts
	policy.violations == set() with input as facts
}

test_directory_of_the_dmz_and_sessions_inward_are_not_judged if {
	facts := fixtures.facts([_flow("ops", "idmz", "directory"), _flow("ent", "ops", "directory")])
	policy.subjects == set() with input as facts
}

test_every_service_is_left_to_another_policy if {
	policy.subjects == set() with input as fixtures.facts([fixtures.unlimited("ops", "ent")])
}

_identity := {"kind": "identity", "id": "identity"}

_domain(trusts) := object.union(fixtures.facts([]), {
	"site": {"limits": {"ra_review_max_days": 90}},
	"identity": {"identity": {
		"id": "identity",
		"ot_domain": {"name": "ot.plant.example", "trusts": trusts},
		"locations": [fixtures.line(2)],
	}},
})

_trust(type, ago_h) := {"to": "corp.example", "type": type, "reviewed_at_ago_h": ago_h}

test_two_way_trust_that_nobody_reviews if {
	policy.violations == {{
		"subject": _identity,
		"key": "trust:corp.example",
		"message": concat(" ", [
			"The plant's directory ot.plant.example trusts corp.example: the trust is no one-way trust",
			"and was not reviewed in the last 90 days.",
		]),
		"evidence": {"to": "corp.example", "type": "two_way"},
		"locations": [fixtures.line(2)],
		"exposure": 2,
		"certainty": "definite",
	}} with input as _domain([_trust("two_way", null)])
}

test_each_word_for_a_one_way_trust if {
	every type in ["one_way", "One-way, selective", "selective", "unidirectional", "one-way non-transitive"] {
		policy.violations == set() with input as _domain([_trust(type, 2000)])
		policy.subjects == {_identity} with input as _domain([_trust(type, 2000)])
	}
	every type in ["two-way", "bidirectional", "2way", "Two way selective", "mutual", "non-selective", "forest", null] {
		count(policy.violations) == 1 with input as _domain([_trust(type, 2000)])
	}
}

test_a_review_too_long_ago_or_ahead if {
	{v.certainty | some v in policy.violations} == {"definite"} with input as _domain([_trust("one_way", 2161)])
	count(policy.violations) == 1 with input as _domain([_trust("one_way", -5)])
}

test_an_unknown_word_is_possible if {
	{v.certainty | some v in policy.violations} == {"possible"} with input as _domain([_trust("forest", 5)])
	{v.certainty | some v in policy.violations} == {"definite"} with input as _domain([_trust(null, 5)])
}

test_directories_of_the_plant_and_none_at_all_pass if {
	own := object.union(_trust("two_way", null), {"to": "cell.OT.plant.example"})
	policy.violations == set() with input as _domain([own])
	policy.subjects == {_identity} with input as _domain([])
}
