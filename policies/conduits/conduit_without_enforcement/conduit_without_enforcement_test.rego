package zonewarden.conduits.conduit_without_enforcement_test

import data.zonewarden.conduits.conduit_without_enforcement as policy
import data.zonewarden.lib.fixtures

_conduit(fields) := object.union(
	{
		"id": "cnd-1",
		"from": "idmz",
		"to": "ops",
		"expired": false,
		"enforced_by": ["fw"],
		"enforcement": [_enforced],
		"locations": [{"path": "conduits.yaml", "line": 3}],
	},
	fields,
)

_enforced := {"device": "fw", "present": true, "between": true, "placed": true, "unfiltered": []}

_absent := {"device": "fw-9", "present": false, "between": false, "placed": false, "unfiltered": []}

_way(from, to, certainty) := {
	"from": from,
	"to": to,
	"certainty": certainty,
	"locations": [{"path": "fw.cfg", "line": 7}],
}

_facts(conduit) := {
	"zones": fixtures.zones,
	"devices": fixtures.devices,
	"conduits": {"cnd-1": conduit},
}

_violation(reason, devices) := {
	"subject": {"kind": "conduit", "id": "cnd-1"},
	"message": sprintf("Conduit cnd-1 from idmz (level 3.5) to ops (level 3) is not enforced: %s.", [reason]),
	"evidence": {"enforced_by": devices},
	"locations": [{"path": "conduits.yaml", "line": 3}],
	"certainty": "definite",
	"floor": "high",
}

test_no_device_named if {
	conduit := _conduit({"enforced_by": [], "enforcement": []})
	policy.violations == {_violation("it names no device", [])} with input as _facts(conduit)
}

test_device_without_configuration if {
	conduit := _conduit({"enforced_by": ["fw-9"], "enforcement": [_absent]})
	policy.violations == {_violation("fw-9 is not in the configuration set", ["fw-9"])} with input as _facts(conduit)
}

test_device_elsewhere if {
	conduit := _conduit({"enforcement": [object.union(_enforced, {"between": false, "placed": false})]})
	policy.violations == {_violation("fw-ot-1 does not sit between the zones", ["fw"])} with input as _facts(conduit)
}

test_device_without_a_list_one_way if {
	ways := [_way("idmz", "ops", "definite"), _way("ops", "idmz", "possible")]
	conduit := _conduit({"enforcement": [object.union(_enforced, {"unfiltered": ways})]})
	reason := concat(" and ", [
		"fw-ot-1 applies no list to what idmz opens to ops",
		"fw-ot-1 applies no list to what ops opens to idmz",
	])
	places := [{"path": "conduits.yaml", "line": 3}, {"path": "fw.cfg", "line": 7}, {"path": "fw.cfg", "line": 7}]
	policy.violations == {object.union(_violation(reason, ["fw"]), {"locations": places})} with input as _facts(conduit)
}

test_device_perhaps_without_a_list if {
	entry := object.union(_enforced, {"placed": false, "unfiltered": [_way("idmz", "ops", "possible")]})
	policy.violations == {object.union(_violation("", ["fw"]), {
		"message": concat(" ", [
			"Conduit cnd-1 from idmz (level 3.5) to ops (level 3) may not be enforced:",
			"fw-ot-1 applies no list to what idmz opens to ops.",
		]),
		"locations": [{"path": "conduits.yaml", "line": 3}, {"path": "fw.cfg", "line": 7}],
		"certainty": "possible",
	})} with input as _facts(_conduit({"enforcement": [entry]}))
}

test_device_of_uncertain_place_is_no_proof if {
	conduit := _conduit({"enforcement": [object.union(_enforced, {"placed": false})]})
	policy.subjects == set() with input as _facts(conduit)
	policy.violations == set() with input as _facts(conduit)
}

test_inside_the_plant_has_no_floor if {
	conduit := _conduit({"from": "cell1", "enforced_by": [], "enforcement": []})
	floors := {violation.floor | some violation in policy.violations} with input as _facts(conduit)
	floors == {"info"}
}

test_enforced_conduit_passes if {
	policy.subjects == {{"kind": "conduit", "id": "cnd-1"}} with input as _facts(_conduit({}))
	policy.violations == set() with input as _facts(_conduit({}))
}

test_expired_conduit_is_not_judged if {
	policy.subjects == set() with input as _facts(_conduit({"expired": true, "enforced_by": []}))
}
