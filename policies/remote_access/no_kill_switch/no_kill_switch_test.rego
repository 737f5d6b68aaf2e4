package zonewarden.remote_access.no_kill_switch_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.no_kill_switch as policy

_switch(changes) := object.union({"id": "kill_switch", "implementations": [{"device": "fw"}], "last_tested_ago_h": 240}, changes)

_with(changes) := f.facts({"vendors": [f.vendor({})], "gateways": [f.gateway({})], "kill_switch": [_switch(changes)]})

test_none_declared if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Vendors come in by gateway gw-ot and no kill switch is declared that cuts them off.",
		"evidence": {"vendors": 1},
		"exposure": 3,
	}} with input as f.facts({"vendors": [f.vendor({})], "gateways": [f.gateway({})]})
}

test_not_tried_for_long if {
	policy.violations == {{
		"subject": f.subject("kill_switch", "kill_switch"),
		"message": "The kill switch was last tried more than 365 days ago.",
		"evidence": {"implementations": 1, "tested_ago_h": 9000},
		"exposure": 3,
	}} with input as _with({"last_tested_ago_h": 9000})
}

test_never_tried if {
	{v.message | some v in policy.violations} == {"The kill switch was never tried."} with input as _with({"last_tested_ago_h": null})
}

test_empty if {
	{v.message | some v in policy.violations} == {"The kill switch names nothing that cuts access."} with input as _with({"implementations": []})
}

test_tried_passes if {
	policy.subjects == {f.subject("gateway", "gw-ot"), f.subject("kill_switch", "kill_switch")} with input as _with({})
	policy.violations == set() with input as _with({})
}

_run(changes) := object.union(
	{
		"id": "kill_switch/0@fw", "number": 0, "device": "fw", "object": "RA-KILL", "type": "rule", "held": "yes",
		"conduits": [], "plant": [], "left": [], "locations": [f.line(9)],
	},
	changes,
)

_runs(runs) := f.facts({
	"kill_switch_runs": runs,
	"conduits": [{"id": "cnd-hmi", "from": "hmi", "to": "cell1"}],
})

_touched(from, to) := {
	"flow": sprintf("fw:%s>%s", [from, to]), "from": from, "to": to, "part": {"certainty": "possible"},
	"locations": [f.line(3)],
}

_subject_of_run := f.subject("kill_switch_run", "kill_switch/0@fw")

test_nothing_of_that_name if {
	policy.violations == {{
		"subject": _subject_of_run,
		"key": "absent",
		"message": "The kill switch names rule RA-KILL, and the configuration of fw holds nothing of that name.",
		"evidence": {"object": "RA-KILL", "type": "rule"},
		"exposure": 3,
	}} with input as _runs([_run({"held": "no"})])
	{v.message | some v in policy.violations} == {
		"The kill switch names no object, and the configuration of fw holds nothing of that name.",
	} with input as _runs([_run({"held": "no", "object": ""})])
}

test_production_goes_with_it if {
	policy.violations == {
		{
			"subject": _subject_of_run,
			"key": "conduits",
			"message": "The kill switch RA-KILL at fw takes away what production needs: conduit cnd-hmi.",
			"evidence": {"conduits": ["cnd-hmi"]},
			"exposure": 3,
			"zones": ["hmi", "cell1"],
		},
		{
			"subject": _subject_of_run,
			"key": "plant",
			"message": "The kill switch RA-KILL at fw also cuts what passes inside the plant: hmi (level 2) to cell1 (level 1-2).",
			"evidence": {"flows": ["fw:hmi>cell1"]},
			"certainty": "possible",
			"exposure": 3,
			"zones": ["hmi", "cell1"],
		},
	} with input as _runs([_run({"conduits": ["cnd-hmi"], "plant": [_touched("hmi", "cell1")]})])
}

test_third_parties_still_get_through if {
	still := [_touched("vendor", "cell1")]
	policy.violations == {{
		"subject": _subject_of_run,
		"key": "left",
		"message": "After the kill switch third parties still get through fw: vendor to cell1 (level 1-2).",
		"evidence": {"flows": ["fw:vendor>cell1"]},
		"locations": [f.line(3), f.line(9)],
		"certainty": "possible",
		"exposure": 3,
		"zones": ["cell1"],
	}} with input as _runs([_run({"left": still}), _run({"id": "kill_switch/1@fw", "number": 1, "left": still})])
}

test_of_two_at_a_device_each_does_its_part if {
	runs := [
		_run({"left": [_touched("vendor", "cell1")]}),
		_run({"id": "kill_switch/1@fw", "number": 1, "left": [_touched("ra", "cell1")]}),
	]
	policy.violations == set() with input as _runs(runs)
	count(policy.subjects) == 2 with input as _runs(runs)
}

test_no_vendors_no_switch if {
	policy.subjects == set() with input as f.facts({"gateways": [f.gateway({})]})
}
