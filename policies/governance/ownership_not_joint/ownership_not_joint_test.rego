package zonewarden.governance.ownership_not_joint_test

import data.zonewarden.governance.ownership_not_joint as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"zones": {
		"cell1": {
			"id": "cell1",
			"title": "zone cell1",
			"implied": false,
			"external": false,
			"it": false,
			"ot": true,
			"dmz": false,
			"owners": {"ot": "keller", "it": "brandt", "deputy": null},
		},
		"ent": {
			"id": "ent",
			"title": "zone ent",
			"implied": false,
			"external": false,
			"it": true,
			"ot": false,
			"dmz": false,
			"owners": {"ot": "keller", "it": "brandt", "deputy": null},
		},
		"internet": {
			"id": "internet",
			"title": "zone internet",
			"implied": true,
			"external": true,
			"it": false,
			"ot": false,
			"dmz": false,
			"owners": {"ot": "", "it": ""},
		},
	},
	"conduits": {
		"k": {
			"id": "k",
			"title": "conduit k",
			"from": "ent",
			"to": "cell1",
			"owners": {"ot": "keller", "it": "brandt", "deputy": null},
		},
	},
	"conduit_records": {"k": {"approved_by": ["keller", "brandt"]}},
	"devices": {"fw": {"id": "fw", "title": "fw"}},
	"device_records": {
		"fw": {
			"boundary": ["it_ot"],
			"owners": {"ot": "keller", "it": "brandt", "deputy": null},
		},
		"other": {
			"boundary": ["cell"],
			"owners": {"ot": "keller", "it": "brandt", "deputy": null},
		},
	},
	"people": {
		"keller": {"employment_end_ago_h": null, "role": "production_manager"},
		"brandt": {"employment_end_ago_h": null, "role": "security"},
		"ott": {"employment_end_ago_h": null, "role": "shift_supervisor"},
	},
	"council": {},
	"contacts": {},
	"authority_levels": {},
}

test_passes if {
	policy.subjects == {{"id": "cell1", "kind": "zone"}, {"id": "ent", "kind": "zone"}, {"id": "fw", "kind": "device"}, {"id": "k", "kind": "conduit"}} with input as _good
	policy.violations == set() with input as _good
}

test_zone_without_ot_owner if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:ot",
		"message": "The zone cell1 has no accountable owner in OT.",
		"subject": {"id": "cell1", "kind": "zone"},
	}} with input as _facts({"zones": {"cell1": {"owners": {"ot": ""}}}})
}

test_zone_of_it_without_it_owner if {
	policy.violations == {{
		"ceiling": "low",
		"floor": "low",
		"key": "missing:it",
		"message": "The zone ent has no responsible owner in IT or security.",
		"subject": {"id": "ent", "kind": "zone"},
	}} with input as _facts({"zones": {"ent": {"owners": {"it": ""}}}})
}

test_one_person_for_both if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "same",
		"message": "The zone cell1 has one owner for both sides.",
		"subject": {"id": "cell1", "kind": "zone"},
	}} with input as _facts({"zones": {"cell1": {"owners": {"it": "keller"}}}})
}

test_owner_who_left if {
	policy.violations == {
		{
			"ceiling": "low",
			"floor": "low",
			"key": "left:brandt",
			"message": "The zone ent belongs to brandt, who left.",
			"subject": {"id": "ent", "kind": "zone"},
		},
		{
			"ceiling": "medium",
			"floor": "medium",
			"key": "left:brandt",
			"message": "The conduit k belongs to brandt, who left.",
			"subject": {"id": "k", "kind": "conduit"},
		},
		{
			"ceiling": "medium",
			"floor": "medium",
			"key": "left:brandt",
			"message": "The fw belongs to brandt, who left.",
			"subject": {"id": "fw", "kind": "device"},
		},
		{
			"ceiling": "medium",
			"floor": "medium",
			"key": "left:brandt",
			"message": "The zone cell1 belongs to brandt, who left.",
			"subject": {"id": "cell1", "kind": "zone"},
		},
	} with input as _facts({"people": {"brandt": {"employment_end_ago_h": 10}}})
}

test_conduit_without_owner if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:ot",
		"message": "The conduit k has no accountable owner in OT.",
		"subject": {"id": "k", "kind": "conduit"},
	}} with input as _facts({"conduits": {"k": {"owners": {"ot": ""}}}})
}

test_conduit_one_side_did_not_approve if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "approval",
		"message": "The conduit k joins IT and OT and was not approved by keller.",
		"subject": {"id": "k", "kind": "conduit"},
	}} with input as _facts({"conduit_records": {"k": {"approved_by": ["brandt"]}}})
}

test_device_without_owner if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "missing:it",
		"message": "The fw has no responsible owner in IT or security.",
		"subject": {"id": "fw", "kind": "device"},
	}} with input as _facts({"device_records": {"fw": {"owners": {"it": null}}}})
}

_cell(owners) := _facts({"zones": {"cell1": {"owners": owners}}})

_of_cell(key, text) := {{
	"ceiling": "medium",
	"floor": "medium",
	"key": key,
	"message": sprintf("The zone cell1 %s.", [text]),
	"subject": {"id": "cell1", "kind": "zone"},
}}

test_owner_nobody_declared if {
	policy.violations == _of_cell(
		"unknown:maier",
		"belongs to maier, and the site declares no such person or role",
	) with input as _cell({"ot": "maier"})
	policy.violations == set() with input as _cell({"ot": "shift_supervisor"})
	seats := {"council": {"council": {"sponsor": {"id": "vp"}, "seats": [{"role": "it", "id": "lead", "deputy": null}]}}}
	policy.violations == set() with input as object.union(_cell({"ot": "vp", "it": "lead"}), seats)
}

test_role_of_somebody_who_left if {
	policy.violations == _of_cell(
		"left:shift_supervisor",
		"belongs to the role shift_supervisor, and everybody who held it left",
	) with input as object.union(_cell({"ot": "shift_supervisor"}), {"people": {"ott": {"employment_end_ago_h": 9}}})
}

test_one_person_by_name_and_role if {
	policy.violations == _of_cell("same", "has one owner for both sides") with input as _cell({"it": "production_manager"})
}

test_without_people_nobody_can_tell if {
	alone := json.remove(_good, ["people"])
	policy.subjects == set() with input as object.union(alone, {"people": {}})
	policy.violations == set() with input as object.union(alone, {"people": {}, "conduit_records": {"k": {"approved_by": ["keller", "brandt"]}}})
}

_approved(by) := _facts({"conduit_records": {"k": {"approved_by": by}}})

_not_approved(whom) := {{
	"ceiling": "medium",
	"floor": "medium",
	"key": "approval",
	"message": sprintf("The conduit k joins IT and OT and was not approved by %s.", [whom]),
	"subject": {"id": "k", "kind": "conduit"},
}}

test_somebody_of_each_side_approves if {
	policy.violations == set() with input as _approved(["ott", "brandt"])
	policy.violations == set() with input as _approved(["shift_supervisor", "security"])
	policy.violations == _not_approved("brandt") with input as _approved(["ott", "keller"])
	policy.violations == _not_approved("keller") with input as _approved(["stranger", "brandt"])
	policy.violations == _not_approved("brandt and keller") with input as _approved([])
}

test_one_person_cannot_approve_for_both if {
	both := {"conduits": {"k": {"owners": {"ot": "brandt", "it": "security"}}}}
	{v.key | some v in policy.violations} == {"same", "approval"} with input as object.union(_approved(["brandt"]), both)
}
