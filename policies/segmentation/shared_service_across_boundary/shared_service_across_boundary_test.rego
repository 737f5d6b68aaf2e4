package zonewarden.segmentation.shared_service_across_boundary_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.shared_service_across_boundary as policy

test_time_of_the_office if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>ent"},
		"message": concat(" ", [
			"Zones ops (level 3) and ent (level 4-5) share services through fw-ot-1",
			"with no relay between them: NTP.",
		]),
		"evidence": {"services": ["ntp"], "service_count": 1},
		"packets": {"flow": "fw:ops>ent", "part": "permitted", "services": ["ntp"]},
		"capability": 1,
		"exposure": 2,
	}} with input as fixtures.facts([fixtures.covered("ops", "ent", ["ntp", "https"])])
}

test_office_side_opens if {
	count(policy.violations) == 1 with input as fixtures.facts([fixtures.undeclared("ent", "ops", ["ntp"])])
}

test_other_services_pass if {
	facts := fixtures.facts([fixtures.covered("ops", "ent", ["https"])])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>ent"}} with input as facts
	policy.violations == set() with input as facts
}

test_relays_of_the_dmz_are_not_judged if {
	facts := fixtures.facts([fixtures.covered("ops", "idmz", ["ntp"]), fixtures.covered("idmz", "ent", ["ntp"])])
	policy.subjects == set() with input as facts
}

test_every_service_is_left_to_other_policies if {
	facts := fixtures.facts([fixtures.unlimited("ops", "ent"), fixtures.unlimited("ent", "ops")])
	policy.subjects == set() with input as facts
}
