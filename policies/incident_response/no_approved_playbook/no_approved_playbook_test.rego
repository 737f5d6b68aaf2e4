package zonewarden.incident_response.no_approved_playbook_test

import data.zonewarden.incident_response.no_approved_playbook as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"plan_review_days": 365}},
	"sites": {"s": {"id": "s", "title": "site s", "required_scenarios": ["idmz_loss"]}},
	"units": {
		"line1": {
			"id": "line1",
			"title": "unit line1",
			"worst_impact": 2,
			"owners": {"ot": "keller", "it": "brandt"},
			"degraded_mode_ref": null,
			"bia": {"safety_consequence": 1},
		},
	},
	"playbooks": {
		"p": {
			"id": "pb-idmz_loss",
			"title": "playbook pb-idmz_loss",
			"scenario": "idmz_loss",
			"scope": ["line1"],
			"status": "approved",
			"approved_by": ["keller", "brandt"],
			"reviewed_at_ago_h": 100,
			"worst_impact": 2,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "line1", "kind": "unit"}, {"id": "s", "kind": "site"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_playbook if {
	policy.violations == {{
		"key": "playbook",
		"message": "The unit line1 has no approved playbook.",
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"playbooks": {"p": {"scope": ["boiler"]}}})
}

test_a_draft if {
	policy.violations == {
		{
			"key": "playbook",
			"message": "The unit line1 has no approved playbook.",
			"subject": {"id": "line1", "kind": "unit"},
		},
		{
			"key": "scenario:idmz_loss",
			"message": "The site s has no approved playbook for scenario idmz_loss.",
			"subject": {"id": "s", "kind": "site"},
		},
	} with input as _facts({"playbooks": {"p": {"status": "draft"}}})
}

test_one_owner_did_not_approve if {
	policy.violations == {{
		"floor": "high",
		"key": "playbook",
		"message": concat(" ", [
			"The unit line1 has no playbook that both its owners approved and that was",
			"reviewed within 365 days.",
		]),
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({
		"playbooks": {"p": {"approved_by": ["keller"]}},
		"units": {"line1": {"worst_impact": 3}},
	})
}

test_not_reviewed_for_long if {
	policy.violations == {{
		"key": "playbook",
		"message": concat(" ", [
			"The unit line1 has no playbook that both its owners approved and that was",
			"reviewed within 365 days.",
		]),
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"playbooks": {"p": {"reviewed_at_ago_h": 9000}}})
}

test_never_reviewed if {
	policy.violations == {{
		"key": "playbook",
		"message": concat(" ", [
			"The unit line1 has no playbook that both its owners approved and that was",
			"reviewed within 365 days.",
		]),
		"subject": {"id": "line1", "kind": "unit"},
	}} with input as _facts({"playbooks": {"p": {"reviewed_at_ago_h": null}}})
}

test_six_scenarios_unless_the_site_says_otherwise if {
	policy.violations == {
		{
			"key": "scenario:it_ransomware",
			"message": "The site s has no approved playbook for scenario it_ransomware.",
			"subject": {"id": "s", "kind": "site"},
		},
		{
			"key": "scenario:loss_of_view",
			"message": "The site s has no approved playbook for scenario loss_of_view.",
			"subject": {"id": "s", "kind": "site"},
		},
		{
			"key": "scenario:safety_anomaly",
			"message": "The site s has no approved playbook for scenario safety_anomaly.",
			"subject": {"id": "s", "kind": "site"},
		},
		{
			"key": "scenario:unauthorised_controller_change",
			"message": "The site s has no approved playbook for scenario unauthorised_controller_change.",
			"subject": {"id": "s", "kind": "site"},
		},
		{
			"key": "scenario:vendor_access_compromise",
			"message": "The site s has no approved playbook for scenario vendor_access_compromise.",
			"subject": {"id": "s", "kind": "site"},
		},
	} with input as _facts({"sites": {"s": {"required_scenarios": []}}})
}

test_unit_of_little_impact if {
	policy.violations == set() with input as _facts({"units": {"line1": {"worst_impact": 1}}, "playbooks": {"p": {"scope": []}}})
}

test_unit_without_owner_needs_somebody_of_each_side if {
	nobody := {"units": {"line1": {"owners": {"ot": null, "it": null}}}}
	people := {"people": {"keller": {"role": "production_manager"}, "brandt": {"role": "security"}}}
	key := "playbook"
	key in {v.key | some v in policy.violations} with input as _facts(nobody)
	not key in {v.key | some v in policy.violations} with input as _facts(object.union(nobody, people))
}
