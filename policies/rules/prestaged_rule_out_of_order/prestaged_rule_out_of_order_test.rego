package zonewarden.rules.prestaged_rule_out_of_order_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.prestaged_rule_out_of_order as policy

_place := {"path": "ir.yaml", "line": 9}

_deny := {
	"name": "CUT",
	"list": "ENT_IN",
	"index": 1,
	"action": "deny",
	"enabled": false,
	"bound": true,
	"digest": "cut",
	"locations": [fixtures.line(13)],
}

_action := {
	"id": "iso",
	"title": "isolation iso",
	"worst_impact": 2,
	"enforcement": [{"device": "fw", "type": "disabled_rule", "object": "CUT"}, {"device": "fw", "type": "interface"}],
	"locations": [_place],
}

_subject := {"kind": "isolation", "id": "iso"}

_run := {"action": "iso", "device": "fw", "prestaged": [_deny], "remaining": []}

_facts(run) := object.union(fixtures.facts([]), {
	"isolation_actions": {"iso": _action},
	"isolations": {"iso@fw": object.union(_run, run)},
})

_with_deny(changes, run) := _facts(object.union({"prestaged": [object.union(_deny, changes)]}, run))

_permit := {
	"list": "ENT_IN",
	"index": 0,
	"text": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
	"digest": "d0",
	"location": fixtures.line(12),
}

_left := {"remaining": [{
	"from": "ent",
	"to": "cell1",
	"part": {"certainty": "definite"},
	"by": [object.union(_permit, {"index": 2})],
}]}

test_inert_deny_above_every_permit_passes if {
	facts := _with_deny({}, {})
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
}

test_no_rule_of_that_name if {
	facts := _facts({"prestaged": []})
	policy.violations == {{
		"subject": _subject,
		"key": "missing:fw:CUT",
		"message": "The isolation iso needs the prestaged rule CUT, and fw-ot-1 holds no deny of that name.",
	}} with input as facts
}

test_permit_of_that_name_does_not_cut if {
	facts := _with_deny({"action": "permit"}, {})
	policy.violations == {{
		"subject": _subject,
		"key": "missing:fw:CUT",
		"message": "The isolation iso needs the prestaged rule CUT, and fw-ot-1 holds no deny of that name.",
	}} with input as facts
}

test_device_that_is_not_at_hand if {
	facts := object.union(_facts({}), {"isolation_actions": {"iso": {
		"worst_impact": 3,
		"enforcement": [{"device": "gone", "type": "disabled_rule", "object": "CUT"}],
	}}})
	policy.violations == {{
		"subject": _subject,
		"key": "missing:gone:CUT",
		"message": "The isolation iso needs the prestaged rule CUT, and the configuration of gone is not at hand.",
		"floor": "medium",
	}} with input as facts
}

test_switched_on_outside_an_incident if {
	facts := _with_deny({"enabled": true}, {})
	policy.violations == {{
		"subject": _subject,
		"key": "is switched on outside an incident:fw:cut",
		"message": "The isolation iso needs the prestaged rule CUT of fw-ot-1, which is switched on outside an incident.",
		"locations": [fixtures.line(13), _place],
	}} with input as facts
}

test_in_a_list_that_is_applied_nowhere if {
	facts := _with_deny({"bound": false}, {})
	policy.violations == {{
		"subject": _subject,
		"key": "belongs to a list that is applied nowhere:fw:cut",
		"message": "The isolation iso needs the prestaged rule CUT of fw-ot-1, which belongs to a list that is applied nowhere.",
		"locations": [fixtures.line(13), _place],
	}} with input as facts
}

_passing(how) := {
	"subject": _subject,
	"key": "passes:fw:cut:d0",
	"message": sprintf(
		"The isolation iso needs the prestaged rule CUT of fw-ot-1, which %s: %s.",
		[how, "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502"],
	),
	"locations": [fixtures.line(13), fixtures.line(12), _place],
	"zones": ["cell1", "ent"],
	"exposure": 2,
	"certainty": "definite",
}

test_below_a_permit if {
	facts := _with_deny({"index": 3}, _left)
	policy.violations == {_passing("stands below a permit of what it is to cut")} with input as facts
}

test_too_narrow if {
	facts := _with_deny({}, _left)
	policy.violations == {_passing("leaves out part of what it is to cut")} with input as facts
}

test_permit_of_another_list_is_not_its_fault if {
	facts := _with_deny({"list": "OTHER"}, _left)
	policy.violations == set() with input as facts
}
