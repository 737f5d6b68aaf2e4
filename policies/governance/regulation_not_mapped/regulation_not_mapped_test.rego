package zonewarden.governance.regulation_not_mapped_test

import data.zonewarden.governance.regulation_not_mapped as policy

_facts(changes) := object.union(_good, changes)

_regulation(changes) := _facts({"regulations": {"nis2": changes}})

_good := {
	"sites": {"plant": {"id": "plant", "title": "site plant", "profiles": []}},
	"regulations": {"nis2": {
		"id": "nis2",
		"title": "regulation nis2",
		"mandatory": true,
		"penalty_max": 10000000,
		"mapping_reviewed_at_ago_h": 2400,
		"changed_at_ago_h": null,
		"clocks": [{"event": "early_warning", "hours": 24}],
	}},
}

_violation(key, text) := {{
	"subject": {"kind": "regulation", "id": "nis2"},
	"key": key,
	"message": sprintf("The regulation nis2 %s.", [text]),
	"floor": "low",
	"ceiling": "low",
}}

test_passes if {
	policy.subjects == {{"kind": "site", "id": "plant"}, {"kind": "regulation", "id": "nis2"}} with input as _good
	policy.violations == set() with input as _good
}

test_nothing_applies if {
	policy.violations == {{
		"subject": {"kind": "site", "id": "plant"},
		"key": "none",
		"message": "The site plant declares no regulation and no profile that applies to it.",
		"floor": "low",
		"ceiling": "low",
	}} with input as {"sites": _good.sites, "regulations": {}}
}

test_a_profile_does_as_well if {
	policy.violations == set() with input as {
		"sites": {"plant": {"id": "plant", "title": "site plant", "profiles": ["iec-62443"]}},
		"regulations": {},
	}
}

test_mapping_not_reviewed if {
	text := "is mapped to controls, and nobody has reviewed the mapping within the year"
	policy.violations == _violation("mapping", text) with input as _regulation({"mapping_reviewed_at_ago_h": null})
	policy.violations == _violation("mapping", text) with input as _regulation({"mapping_reviewed_at_ago_h": 8785})
}

test_no_penalty if {
	found := _violation("lacks", "is mandatory, and nobody states the highest penalty")
	policy.violations == found with input as _regulation({"penalty_max": null})
	unit := {"units": {"line1": {"bia": {"regulatory_exposure": {"basis": "nis2", "penalty_max": 1000}}}}}
	policy.violations == set() with input as object.union(_regulation({"penalty_max": null}), unit)
}

test_changed_since_the_review if {
	found := _violation("changed", "changed after its mapping to controls was last reviewed")
	policy.violations == found with input as _regulation({"changed_at_ago_h": 2399})
	policy.violations == set() with input as _regulation({"changed_at_ago_h": 2401})
	policy.violations == set() with input as _regulation({"changed_at_ago_h": -5})
}

test_not_mandatory if {
	policy.violations == set() with input as _regulation({"mandatory": false, "penalty_max": null, "clocks": []})
}
