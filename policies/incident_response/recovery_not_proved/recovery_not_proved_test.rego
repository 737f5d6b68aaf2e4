package zonewarden.incident_response.recovery_not_proved_test

import data.zonewarden.incident_response.recovery_not_proved as policy

_facts(changes) := object.union(_good, changes)

_backup(changes) := _facts({"backups": {"B": changes}})

_good := {
	"site": {"limits": {"backup_max_days": 30}},
	"zones": {
		"cell": {"id": "cell", "ot": true, "dmz": false},
		"idmz": {"id": "idmz", "ot": false, "dmz": true},
		"ent": {"id": "ent", "ot": false, "dmz": false},
	},
	"zone_records": {"idmz": {"id": "idmz", "title": "zone idmz", "worst_impact": 2}},
	"asset_records": {"plc": {
		"id": "plc",
		"title": "asset plc",
		"role": "plc",
		"zone": "cell",
		"production_unit": "line1",
		"worst_impact": 2,
		"rpo_h": null,
		"rto_h": null,
		"locations": [{"path": "assets.yaml", "line": 3}],
	}},
	"units": {"line1": {"id": "line1", "title": "unit line1", "worst_impact": 2, "bia": {"rpo_h": 24, "rto_h": 8}}},
	"recovery_plans": {"line1": {"unit": "line1", "order": ["plc"], "rpo_h": null, "rto_h": null}},
	"changes": {},
	"backups": {"B": {
		"asset": "plc",
		"items": ["logic"],
		"last_backup_ago_h": 48,
		"offline_copy": true,
		"immutable": false,
		"restore_test_at_ago_h": 2400,
		"restore_time_h": 3,
	}},
}

_violation(key, text) := {{
	"subject": {"kind": "asset", "id": "plc"},
	"key": key,
	"message": sprintf("The asset plc %s.", [text]),
	"capability": 1,
	"exposure": 0,
	"floor": "medium",
}}

_together(kind, id, key, text) := {{
	"subject": {"kind": kind, "id": id},
	"key": sprintf("%s:plc", [key]),
	"message": sprintf("The %s %s %s.", [kind, id, text]),
	"locations": [{"path": "assets.yaml", "line": 3}],
	"evidence": {"hosts": ["plc"]},
	"capability": 1,
	"exposure": 0,
	"floor": "medium",
}}

test_passes if {
	policy.subjects == {{"kind": "asset", "id": "plc"}, {"kind": "unit", "id": "line1"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_backup if {
	found := _together("unit", "line1", "backup", "has no backup of plc")
	policy.violations == found with input as _backup({"asset": "hmi"})
	policy.subjects == {{"kind": "unit", "id": "line1"}} with input as _backup({"asset": "hmi"})
}

test_no_backup_in_a_zone if {
	found := _together("zone", "idmz", "backup", "has no backup of plc")
	policy.violations == found with input as object.union(
		_backup({"asset": "hmi"}),
		{"asset_records": {"plc": {"production_unit": null, "zone": "idmz"}}},
	)
}

test_many_hosts if {
	some violation in policy.violations with input as _facts({"asset_records": {
		"a": _good.asset_records.plc, "b": _good.asset_records.plc, "c": _good.asset_records.plc,
		"d": _good.asset_records.plc, "e": _good.asset_records.plc,
	}})
	violation.key == "backup:a,b,c,d,e"
	violation.message == "The unit line1 has no backup of a, b, c and 2 more."
}

test_no_order if {
	found := _together("unit", "line1", "order", "gives plc no place in the order of recovery")
	policy.violations == found with input as _facts({"recovery_plans": {"line1": {"order": ["hmi"]}}})
}

test_old_backup if {
	found := _violation("age", "has no backup of the last 720 hours")
	policy.violations == found with input as _backup({"last_backup_ago_h": 721})
	policy.violations == found with input as _backup({"last_backup_ago_h": null})
}

test_data_that_may_be_lost if {
	policy.violations == _violation("age", "has no backup of the last 24 hours") with input as _backup({"items": ["logic", "data"]})
	policy.violations == _violation("age", "has no backup of the last 12 hours") with input as _facts({"asset_records": {"plc": {"rpo_h": 12}}})
}

test_changed_since if {
	policy.violations == _violation("changed:C", "was changed (C) after its last backup") with input as _facts({"changes": {"C": {
		"id": "C",
		"scope": {"assets": ["plc"]},
		"implemented_at_ago_h": 20,
	}}})
	policy.violations == set() with input as _facts({"changes": {"C": {
		"id": "C",
		"scope": {"assets": ["plc"]},
		"implemented_at_ago_h": 50,
	}}})
}

test_no_copy_apart if {
	found := _violation("copy", "has no backup that is offline or immutable")
	policy.violations == found with input as _backup({"offline_copy": null, "immutable": null})
	policy.violations == set() with input as _backup({"offline_copy": null, "immutable": true})
}

test_never_restored if {
	found := _violation("test", "has no restore test within the year")
	policy.violations == found with input as _backup({"restore_test_at_ago_h": null})
}

test_takes_too_long if {
	found := _violation("time", "takes 9 hours to restore, and 8 are allowed")
	policy.violations == found with input as _backup({"restore_time_h": 9})
}

test_great_impact if {
	some violation in policy.violations with input as object.union(
		_backup({"restore_test_at_ago_h": 8785}),
		{"asset_records": {"plc": {"worst_impact": 3}}},
	)
	violation == object.union(
		_violation("test", "has no restore test within the year")[_],
		{"floor": "high"},
	)
}

test_not_judged if {
	every changes in [{"worst_impact": 1}, {"role": "camera"}, {"zone": "ent"}] {
		policy.subjects == set() with input as _facts({"asset_records": {"plc": changes}})
	}
}

test_backup_of_something_else if {
	policy.violations == _violation("items", "has backups of hmi_project, and none of logic") with input as _backup({"items": ["hmi_project"]})
	policy.violations == set() with input as _backup({"items": ["system_image"], "last_backup_ago_h": 1})
}

test_backup_of_nobody_knows_what if {
	policy.violations == set() with input as _backup({"items": []})
	not {"kind": "asset", "id": "plc"} in policy.subjects with input as _backup({"items": []})
}
