package zonewarden.segmentation.office_services_from_ot_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.office_services_from_ot as policy

test_mail_to_the_office if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>ent"},
		"message": "Zone ops (level 3) can use office services in ent (level 4-5) through fw-ot-1: SMTP.",
		"evidence": {"services": ["smtp"], "service_count": 1},
		"packets": {"flow": "fw:ops>ent", "part": "permitted", "services": ["smtp"]},
		"exposure": 2,
		"floor": "low",
	}} with input as fixtures.facts([fixtures.covered("ops", "ent", ["smtp", "https"])])
}

test_browsing_from_a_zone_with_operator_stations if {
	facts := object.union(
		fixtures.facts([fixtures.covered("hmi", "internet", ["https"])]),
		{"assets": {"panel": {"zone": "hmi", "role": "hmi"}}},
	)
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:hmi>internet"},
		"message": "Zone hmi (level 2) can use office services in internet through fw-ot-1: HTTPS.",
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:hmi>internet", "part": "permitted", "services": ["https"]},
		"exposure": 2,
		"floor": "high",
	}} with input as facts
}

test_web_service_of_the_office_passes if {
	facts := fixtures.facts([fixtures.covered("ops", "ent", ["https"])])
	policy.subjects == {{"kind": "flow", "id": "fw:ops>ent"}} with input as facts
	policy.violations == set() with input as facts
}

test_plant_and_its_dmz_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([
		fixtures.covered("ops", "idmz", ["smtp"]),
		fixtures.unlimited("cell1", "ops"),
		fixtures.unlimited("ent", "internet"),
	])
}
