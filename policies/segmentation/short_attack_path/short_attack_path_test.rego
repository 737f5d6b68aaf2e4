package zonewarden.segmentation.short_attack_path_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.short_attack_path as policy

_hop(from, to, n) := {
	"flow": sprintf("fw:%s>%s", [from, to]),
	"device": "fw",
	"from": from,
	"to": to,
	"services": ["rdp"],
	"certainty": "definite",
	"locations": [fixtures.line(n)],
}

_path(id, changes) := object.union(
	{
		"id": id,
		"zone": id,
		"hops": [],
		"crown_jewels": [],
		"reaches": [],
		"reached_assets": 0,
		"locations": [fixtures.line(1)],
	},
	changes,
)

_facts(path) := object.union(
	fixtures.with_assets(fixtures.facts([]), [fixtures.asset("plc-1", "plc", "cell1")]),
	{"site": {"limits": {}}, "paths": {path.id: path}},
)

_subject(id) := {"kind": "path", "id": id}

test_two_steps_to_a_controller if {
	hops := [_hop("ent", "idmz", 3), _hop("idmz", "cell1", 5)]
	policy.violations == {{
		"subject": _subject("cell1"),
		"key": "short",
		"message": concat(" ", [
			"plc-1 stands 2 filtered boundaries away from ent (at least 3):",
			"to idmz by RDP through fw-ot-1, then to cell1 by RDP through fw-ot-1.",
		]),
		"evidence": {"hops": ["fw:ent>idmz", "fw:idmz>cell1"], "crown_jewels": ["plc-1"]},
		"locations": [fixtures.line(7), fixtures.line(3), fixtures.line(5)],
		"certainty": "definite",
		"zones": ["cell1"],
		"exposure": 3,
	}} with input as _facts(_path("cell1", {"hops": hops, "crown_jewels": ["plc-1"]}))
}

test_a_step_that_may_be if {
	hops := [object.union(_hop("ent", "cell1", 3), {"certainty": "possible"})]
	facts := _facts(_path("cell1", {"hops": hops, "crown_jewels": ["plc-1"]}))
	{v.certainty | some v in policy.violations} == {"possible"} with input as facts
}

test_three_steps_and_no_way_pass if {
	hops := [_hop("ent", "idmz", 3), _hop("idmz", "ops", 5), _hop("ops", "cell1", 7)]
	long := _facts(_path("cell1", {"hops": hops, "crown_jewels": ["plc-1"]}))
	policy.subjects == {_subject("cell1")} with input as long
	policy.violations == set() with input as long
	policy.violations == set() with input as _facts(_path("cell1", {"crown_jewels": ["plc-1"]}))
}

test_own_limit if {
	facts := _facts(_path("cell1", {"hops": [_hop("ent", "cell1", 3)], "crown_jewels": ["plc-1"]}))
	policy.violations == set() with input as object.union(facts, {"site": {"limits": {"min_hops": 1}}})
}

test_one_host_of_the_dmz_costs_too_much if {
	path := _path("idmz", {"reaches": ["cell1", "ops"], "reached_assets": 11})
	policy.violations == {{
		"subject": _subject("idmz"),
		"key": "wide",
		"message": "Whoever holds a host of zone idmz reaches 11 hosts of the plant (at most 10), in cell1 and ops.",
		"evidence": {"assets": 11, "zones": ["cell1", "ops"]},
		"locations": [fixtures.line(1)],
		"zones": ["cell1", "ops"],
		"exposure": 1,
	}} with input as _facts(path)
}

test_few_hosts_pass if {
	facts := _facts(_path("idmz", {"reaches": ["ops"], "reached_assets": 10}))
	policy.subjects == {_subject("idmz")} with input as facts
	policy.violations == set() with input as facts
}

test_zones_without_important_equipment_are_not_judged if {
	policy.subjects == set() with input as _facts(_path("cell1", {"hops": [_hop("ent", "cell1", 3)]}))
}
