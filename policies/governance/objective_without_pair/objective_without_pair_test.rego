package zonewarden.governance.objective_without_pair_test

import data.zonewarden.governance.objective_without_pair as policy

_facts(changes) := object.union(_good, changes)

_good := {
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
	"objectives": {
		"O": {
			"id": "O",
			"title": "objective O",
			"uptime_kpi": "a",
			"security_kpi": "b",
			"owners": ["keller", "brandt"],
		},
	},
	"people": {"keller": {"role": "production_manager"}, "brandt": {"role": "security"}},
}

test_passes if {
	policy.subjects == {{"id": "O", "kind": "objective"}, {"id": "council", "kind": "council"}} with input as _good
	policy.violations == set() with input as _good
}

test_one_measure if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "uptime",
		"message": "The objective O has no production measure.",
		"subject": {"id": "O", "kind": "objective"},
	}} with input as _facts({"objectives": {"O": {"uptime_kpi": null}}})
}

test_other_measure if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "security",
		"message": "The objective O has no security measure.",
		"subject": {"id": "O", "kind": "objective"},
	}} with input as _facts({"objectives": {"O": {"security_kpi": null}}})
}

test_one_side if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "owners",
		"message": "The objective O is owned by one side only.",
		"subject": {"id": "O", "kind": "objective"},
	}} with input as _facts({"objectives": {"O": {"owners": ["keller"]}}})
}

test_nobody if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "owners",
		"message": "The objective O is owned by one side only.",
		"subject": {"id": "O", "kind": "objective"},
	}} with input as _facts({"objectives": {"O": {"owners": []}}})
}

test_security_by_another_name if {
	policy.violations == set() with input as _facts({"people": {"brandt": {"role": "soc"}}})
	{v.key | some v in policy.violations} == {"owners"} with input as _facts({"people": {"keller": {"role": "ciso"}}})
}
