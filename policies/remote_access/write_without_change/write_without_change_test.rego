package zonewarden.remote_access.write_without_change_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.write_without_change as policy

_grant(changes) := f.grant(object.union({"capability": "engineering", "change_id": "CHG-1"}, changes))

_facts(grant, change, window) := f.facts({
	"grants": [grant],
	"changes": [f.change(change)],
	"windows": [f.window(window)],
})

test_without_a_change if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz may write, and no change record stands behind it.",
		"evidence": {"capability": "engineering", "change": null},
		"exposure": 3,
		"floor": "high",
	}} with input as f.facts({"grants": [_grant({"change_id": null})]})
}

_messages(facts) := messages if {
	said := {v.message | some v in policy.violations} with input as facts
	messages := {trim_prefix(text, "Grant g-1 of p.ruiz may write, and ") | some text in said}
}

test_change_not_approved if {
	_messages(_facts(_grant({}), {"status": "requested"}, {})) == {"change CHG-1 is requested."}
}

test_change_without_a_window if {
	_messages(_facts(_grant({}), {"window_id": null}, {"units": ["unit-2"]})) == {"its change runs in no window."}
}

test_open_after_the_window if {
	_messages(_facts(_grant({"valid_until_ago_h": -9}), {}, {})) == {"it is open outside window win-1."}
}

test_open_before_the_window if {
	_messages(_facts(_grant({"valid_from_ago_h": 5}), {}, {})) == {"it is open outside window win-1."}
}

test_wrong_state_of_production if {
	grant := _grant({"context": {"required_states": ["shutdown"]}})
	_messages(_facts(grant, {}, {})) == {"window win-1 is planned for maintenance."}
}

test_freeze if {
	freeze := {"id": "fz-1", "units": [], "start_ago_h": 10, "end_ago_h": -10}
	facts := object.union(_facts(_grant({}), {}, {}), {"freezes": {"fz-1": freeze}})
	_messages(facts) == {"freeze fz-1 holds."}
	elsewhere := object.union(freeze, {"units": ["unit-2"]})
	_messages(object.union(facts, {"freezes": {"fz-1": elsewhere}})) == set()
	later := object.union(freeze, {"start_ago_h": -4})
	_messages(object.union(facts, {"freezes": {"fz-1": later}})) == set()
	here := object.union(freeze, {"units": ["unit-1"]})
	_messages(object.union(facts, {"freezes": {"fz-1": here}})) == {"freeze fz-1 holds."}
}

test_small_impact_is_medium if {
	facts := f.facts({"grants": [_grant({"change_id": null, "worst_impact": 1})]})
	{v.floor | some v in policy.violations} == {"medium"} with input as facts
}

test_change_in_its_window_passes if {
	facts := _facts(_grant({}), {}, {})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_looking_is_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({})]})
}

test_window_of_other_units if {
	_messages(_facts(_grant({}), {}, {"units": ["unit-2"]})) == {"window win-1 is one of other units."}
}

test_change_without_a_window_in_one_of_its_units_passes if {
	facts := _facts(_grant({}), {"window_id": null}, {})
	within := object.union(facts, {"windows": {"win-1": f.window({})}})
	policy.violations == set() with input as within
}

test_change_kept_elsewhere_is_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [_grant({"change_id": "CHG-9"})]})
}

test_without_an_end_it_is_open_outside_the_window if {
	_messages(_facts(_grant({"valid_until_ago_h": null}), {}, {})) == {"it is open outside window win-1."}
	_messages(_facts(_grant({"valid_from_ago_h": null}), {}, {})) == {"it is open outside window win-1."}
}
