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
