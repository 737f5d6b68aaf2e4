package zonewarden.incident_response.supplier_not_in_plan_test

import data.zonewarden.incident_response.supplier_not_in_plan as policy

_facts(changes) := object.union(_good, {"vendors": {"V": changes}})

_good := {"vendors": {"V": {
	"id": "V",
	"title": "vendor V",
	"units": ["line1"],
	"worst_impact": 3,
	"offboarded_at": null,
	"contact_24x7": "+49 1",
	"incident_notification_h": 24,
	"contract_clauses": [],
	"evidence_handling": "images kept 90 days",
}}}

_violation(key, text) := {{
	"subject": {"kind": "vendor", "id": "V"},
	"key": key,
	"message": sprintf("The vendor V serves line1 and has no %s.", [text]),
	"capability": 0,
	"exposure": 1,
	"floor": "low",
}}

test_passes if {
	policy.subjects == {{"kind": "vendor", "id": "V"}} with input as _good
	policy.violations == set() with input as _good
}

test_clauses_do_as_well if {
	policy.violations == set() with input as _facts({
		"incident_notification_h": null,
		"evidence_handling": null,
		"contract_clauses": ["evidence", "incident_notification"],
	})
}

test_nobody_answers if {
	found := _violation("contact around the clock", "contact around the clock")
	policy.violations == found with input as _facts({"contact_24x7": null})
}

test_nothing_agreed if {
	found := _violation(
		"agreement about evidence,duty to tell of incidents",
		"agreement about evidence and duty to tell of incidents",
	)
	policy.violations == found with input as _facts({
		"incident_notification_h": null,
		"evidence_handling": null,
		"contract_clauses": ["remote_access"],
	})
}

test_not_judged if {
	every changes in [{"offboarded_at": "2026-01-01"}, {"worst_impact": 1}, {"units": []}] {
		policy.subjects == set() with input as _facts(changes)
	}
}

_team(kind) := object.union(_good, {
	"sites": {"s": {"id": "s", "title": "site s"}},
	"units": {"line9": {"worst_impact": 3}},
	"contacts": {"ct": {"incident_response": kind}},
})

test_responders_who_know_ot if {
	{"kind": "site", "id": "s"} in policy.subjects with input as _team("ot")
	policy.violations == set() with input as _team("ot")
	policy.violations == {{
		"capability": 0,
		"exposure": 1,
		"floor": "low",
		"key": "responder",
		"message": "The site s has ct to call in an incident, and nobody who knows OT.",
		"subject": {"id": "s", "kind": "site"},
	}} with input as _team("it")
	not {"kind": "site", "id": "s"} in policy.subjects with input as _team(null)
}
