package zonewarden.incident_response.recovery_not_proved_test

import data.zonewarden.incident_response.recovery_not_proved as policy

_facts(changes) := object.union(_good, changes)

_backup(changes) := _facts({"backups": {"B": changes}})

_good := {
	"site": {"limits": {"backup_max_days": 30}},
	"zones": {"cell": {"id": "cell", "ot": true, "dmz": false}, "ent": {"id": "ent", "ot": false, "dmz": false}},
	"asset_records": {"plc": {
		"id": "plc",
		"title": "asset plc",
		"role": "plc",
		"zone": "cell",
		"production_unit": "line1",
		"worst_impact": 2,
		"rpo_h": null,
		"rto_h": null,
	}},
	"units": {"line1": {"bia": {"rpo_h": null, "rto_h": 8}}},
	"recovery_plans": {"line1": {"unit": "line1", "order": ["plc"], "rpo_h": null, "rto_h": null}},
	"backups": {"B": {
		"asset": "plc",
		"last_backup_ago_h": 24,
		"offline_copy": true,
		"immutable": false,
		"restore_test_at_ago_h": 2400,
		"restore_time_h": 3,
	}},
}

_violation(key, text) := {
	"subject": {"kind": "asset", "id": "plc"},
	"key": key,
	"message": sprintf("The asset plc %s.", [text]),
	"capability": 1,
	"exposure": 0,
	"floor": "medium",
}

test_passes if {
	policy.subjects == {{"kind": "asset", "id": "plc"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_backup if {
	policy.violations == {_violation("backup", "has no backup")} with input as _backup({"asset": "hmi"})
}

test_old_backup if {
	policy.violations == {_violation("age", "has no backup of the last 720 hours")} with input as _backup({"last_backup_ago_h": 721})
	policy.violations == {_violation("age", "has no backup of the last 720 hours")} with input as _backup({"last_backup_ago_h": null})
}

test_data_that_may_be_lost if {
	found := {_violation("age", "has no backup of the last 12 hours")}
	policy.violations == found with input as _facts({"asset_records": {"plc": {"rpo_h": 12}}})
	policy.violations == found with input as _facts({"units": {"line1": {"bia": {"rpo_h": 12}}}})
	policy.violations == found with input as _facts({"recovery_plans": {"line1": {"rpo_h": 12}}})
}

test_no_copy_apart if {
	policy.violations == {_violation("copy", "has no backup that is offline or immutable")} with input as _backup({"offline_copy": false})
	policy.violations == set() with input as _backup({"offline_copy": null, "immutable": true})
}

test_never_restored if {
	policy.violations == {_violation("test", "has no restore test within the year")} with input as _backup({"restore_test_at_ago_h": null})
}

test_takes_too_long if {
	policy.violations == {_violation("time", "takes 9 hours to restore, and 8 are allowed")} with input as _backup({"restore_time_h": 9})
}

test_no_order if {
	policy.violations == {_violation("order", "has no place in the order of recovery of line1")} with input as _facts({"recovery_plans": {"line1": {"order": ["hmi"]}}})
}

test_great_impact if {
	policy.violations == {object.union(_violation("test", "has no restore test within the year"), {"floor": "high"})} with input as object.union(
		_backup({"restore_test_at_ago_h": 8785}),
		{"asset_records": {"plc": {"worst_impact": 3}}},
	)
}

test_not_judged if {
	every changes in [{"worst_impact": 1}, {"role": "camera"}, {"zone": "ent"}] {
		policy.subjects == set() with input as _facts({"asset_records": {"plc": changes}})
	}
}
