package zonewarden.governance.council_incomplete_test

import data.zonewarden.governance.council_incomplete as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"cadence_days": 45}},
	"sites": {"s": {"id": "s", "title": "site s"}},
	"council": {
		"council": {
			"id": "council",
			"title": "council council",
			"sponsor": {"level": "vp"},
			"charter_ref": "x.pdf",
			"authority": ["stop"],
			"seats": [
				{"role": "production_operations"},
				{"role": "it"},
				{"role": "cybersecurity"},
				{"role": "risk_management"},
			],
			"quorum_roles": ["production_operations"],
			"cadence_days": 30,
			"last_meeting_ago_h": 100,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "council", "kind": "council"}} with input as _good
	policy.violations == set() with input as _good
}

test_sponsor_without_rank if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "sponsor",
		"message": "The council council has no sponsor of executive rank.",
		"subject": {"id": "council", "kind": "council"},
	}} with input as _facts({"council": {"council": {"sponsor": {"level": "manager"}}}})
}

test_no_sponsor if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "sponsor",
		"message": "The council council has no sponsor of executive rank.",
		"subject": {"id": "council", "kind": "council"},
	}} with input as _facts({"council": {"council": {"sponsor": {"level": null}}}})
}

test_empty_seats if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "seats",
		"message": concat(" ", [
			"The council council has no seat for cybersecurity, production_operations and",
			"risk_management.",
		]),
		"subject": {"id": "council", "kind": "council"},
	}} with input as _facts({"council": {"council": {"seats": [{"role": "it"}]}}})
}

test_no_charter_and_no_powers if {
	policy.violations == {
		{
			"ceiling": "low",
			"floor": "low",
			"key": "authority",
			"message": "The council council has no stated powers.",
			"subject": {"id": "council", "kind": "council"},
		},
		{
			"ceiling": "low",
			"floor": "low",
			"key": "charter",
			"message": "The council council has no charter.",
			"subject": {"id": "council", "kind": "council"},
		},
	} with input as _facts({"council": {"council": {"charter_ref": null, "authority": []}}})
}

test_no_meeting if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "meeting",
		"message": "The council council has not met within 30 days.",
		"subject": {"id": "council", "kind": "council"},
	}} with input as _facts({"council": {"council": {"last_meeting_ago_h": null}}})
}

test_meeting_long_ago if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "meeting",
		"message": "The council council has not met within 30 days.",
		"subject": {"id": "council", "kind": "council"},
	}} with input as _facts({"council": {"council": {"last_meeting_ago_h": 2000}}})
}

test_quorum_without_production if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "quorum",
		"message": "The council council may decide without production.",
		"subject": {"id": "council", "kind": "council"},
	}} with input as _facts({"council": {"council": {"quorum_roles": ["it"]}}})
}

test_meets_as_often_as_it_says if {
	late := {"council": {"council": {"last_meeting_ago_h": 800}}}
	{v.message | some v in policy.violations} == {"The council council has not met within 30 days."} with input as object.union(_good, late)
	usual := object.union(late, {"council": {"council": {"cadence_days": null}}})
	policy.violations == set() with input as object.union(_good, usual)
}
