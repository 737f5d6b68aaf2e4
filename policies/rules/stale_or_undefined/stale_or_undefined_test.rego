package zonewarden.rules.stale_or_undefined_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.stale_or_undefined

_undefined := {"undefined": ["CELL9"], "status": "undefined", "text": "permit tcp any object-group CELL9 eq 502"}

_disabled := {"enabled": false, "status": "disabled"}

_facts_undefined := fixtures.facts([fixtures.rule(_undefined)])

_facts_undefined_unbound := fixtures.unbound([fixtures.rule(object.union(_undefined, {"bound": false}))])

_facts_disabled := fixtures.facts([
	fixtures.rule(object.union(_disabled, {"id": "1"})),
	fixtures.rule(object.union(_disabled, {"id": "2", "index": 1, "locations": [fixtures.line(13)]})),
])

_reference(name, kind, n) := {
	"id": sprintf("%s@%d", [name, n]),
	"device": "fw",
	"name": name,
	"kind": kind,
	"locations": [fixtures.line(n)],
}

_facts_references := object.union(fixtures.facts([fixtures.rule(_undefined)]), {"references": {
	"a": object.union(_reference("OPS_IN", "access-list", 30), {"id": "a"}),
	"b": object.union(_reference("OPS_IN", "access-list", 31), {"id": "b"}),
	"c": object.union(_reference("NIGHT", "time-range", 32), {"id": "c"}),
	"d": object.union(_reference("CELL9", "network", 12), {"id": "d"}),
}})

_object(name, n, changes) := object.union(
	{
		"id": name,
		"device": "fw",
		"name": name,
		"kind": "network",
		"used": true,
		"empty": false,
		"ot": true,
		"locations": [fixtures.line(n)],
	},
	changes,
)

_objects(objects) := object.union(fixtures.facts([]), {"objects": {o.id: o | some o in objects}})

_facts_empty := _objects([_object("CELL9", 40, {"empty": true, "ot": false})])

_facts_unused := _objects([_object("PLC-1", 41, {"used": false}), _object("PLC-2", 42, {"used": false})])

_letters := ["a", "b", "c", "d", "e", "f", "g", "h", "i"]

_facts_many_unused := _objects([_object(name, 41, {"used": false}) | some name in _letters])

_facts_pass := object.union(
	fixtures.facts([
		fixtures.rule({}),
		fixtures.rule(object.union(_disabled, {"id": "1", "remarks": ["tags=Isolation-prestaged"]})),
	]),
	{"objects": {
		"1": _object("1", 41, {}),
		"2": _object("2", 42, {"used": false, "ot": false}),
		"3": _object("3", 43, {"used": false, "ot": false, "empty": true}),
	}},
)

_device := {"kind": "device", "id": "fw"}

_undefined_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "A permit in ENT_IN on fw-ot-1 names CELL9, which the configuration never defines.",
	"evidence": {"rule": "permit tcp any object-group CELL9 eq 502", "undefined": ["CELL9"]},
	"locations": [fixtures.line(12)],
	"floor": "high",
	"ceiling": "high",
}

_list_violation := {
	"subject": _device,
	"key": "undefined access-list OPS_IN",
	"message": "fw-ot-1 uses the access-list OPS_IN, which it never defines.",
	"evidence": {"name": "OPS_IN", "kind": "access-list"},
	"locations": [fixtures.line(30), fixtures.line(31)],
	"floor": "medium",
	"ceiling": "high",
}

_time_range_violation := {
	"subject": _device,
	"key": "undefined time-range NIGHT",
	"message": "fw-ot-1 uses the time-range NIGHT, which it never defines.",
	"evidence": {"name": "NIGHT", "kind": "time-range"},
	"locations": [fixtures.line(32)],
	"floor": "info",
	"ceiling": "low",
}

test_undefined_name_in_a_permit if {
	stale_or_undefined.violations == {_undefined_violation} with input as _facts_undefined
}

test_undefined_name_in_an_unused_list_is_low if {
	expected := object.union(_undefined_violation, {"floor": "info", "ceiling": "low"})
	stale_or_undefined.violations == {expected} with input as _facts_undefined_unbound
}

test_disabled_copies_are_one_finding if {
	stale_or_undefined.violations == {{
		"subject": fixtures.subject,
		"key": "d0",
		"message": "A permit in ENT_IN on fw-ot-1 lies disabled.",
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "undefined": []},
		"locations": [fixtures.line(12), fixtures.line(13)],
		"floor": "info",
		"ceiling": "low",
	}} with input as _facts_disabled
}

test_undefined_names_outside_rules if {
	expected := {_undefined_violation, _list_violation, _time_range_violation}
	stale_or_undefined.violations == expected with input as _facts_references
}

test_empty_group_in_use if {
	stale_or_undefined.violations == {{
		"subject": _device,
		"key": "empty network CELL9",
		"message": "fw-ot-1 uses the network CELL9, which is empty.",
		"evidence": {"name": "CELL9", "kind": "network"},
		"locations": [fixtures.line(40)],
		"floor": "medium",
		"ceiling": "high",
	}} with input as _facts_empty
}

test_unused_objects_are_one_finding if {
	stale_or_undefined.violations == {{
		"subject": _device,
		"key": "unused",
		"message": "fw-ot-1 defines OT addresses that nothing uses: PLC-1 and PLC-2.",
		"evidence": {"names": ["PLC-1", "PLC-2"], "count": 2},
		"locations": [fixtures.line(41), fixtures.line(42)],
		"floor": "info",
		"ceiling": "low",
	}} with input as _facts_unused
}

test_many_unused_objects_are_counted if {
	some violation in stale_or_undefined.violations with input as _facts_many_unused
	violation.message == "fw-ot-1 defines OT addresses that nothing uses: a, b, c, d, e, f, g, h and 1 more."
	violation.evidence == {"names": ["a", "b", "c", "d", "e", "f", "g", "h"], "count": 9}
}

test_prestaged_rules_and_other_objects_pass if {
	stale_or_undefined.subjects == {fixtures.subject, _device} with input as _facts_pass
	stale_or_undefined.violations == set() with input as _facts_pass
}
