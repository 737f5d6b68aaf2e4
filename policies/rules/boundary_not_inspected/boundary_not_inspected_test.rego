package zonewarden.rules.boundary_not_inspected_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.rule_fixtures
import data.zonewarden.rules.boundary_not_inspected as policy

_conduit := {"id": "c1", "from": "cell1", "to": "ent", "inspection": []}

_bare(certainty) := {"certainty": certainty, "locations": [rule_fixtures.line(12)]}

_facts(flow, uninspected) := object.union(fixtures.facts([]), {
	"flows": {flow.id: object.union(flow, {"uninspected": uninspected})},
	"conduits": {"c1": object.union(_conduit, {"from": flow.from, "to": flow.to})},
})

_flow := fixtures.covered("ent", "cell1", ["opcua-tls"])

_subject := {"kind": "flow", "id": "fw:ent>cell1"}

_violation(certainty) := {
	"subject": _subject,
	"message": "fw-ot-1 permits traffic from ent (level 4-5) to cell1 (level 1-2) that nothing inspects.",
	"evidence": {"conduits": ["c1"]},
	"locations": [rule_fixtures.line(12)],
	"certainty": certainty,
	"zones": ["cell1", "ent"],
	"exposure": 2,
}

test_rule_without_profiles if {
	facts := _facts(_flow, _bare("definite"))
	policy.violations == {_violation("definite")} with input as facts
}

test_platform_that_binds_no_profiles if {
	facts := _facts(_flow, _bare("possible"))
	policy.violations == {_violation("possible")} with input as facts
}

test_profiles_pass if {
	facts := _facts(_flow, null)
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
}

test_declared_sensor_passes if {
	facts := object.union(_facts(_flow, _bare("definite")), {"conduits": {"c1": {"inspection": ["sensor"]}}})
	policy.violations == set() with input as facts
}

test_one_of_two_conduits_may_declare_it if {
	other := {"c2": object.union(_conduit, {"id": "c2", "inspection": ["ips:detect"]})}
	facts := object.union(_facts(_flow, _bare("definite")), {"conduits": other})
	policy.violations == set() with input as facts
}

test_flow_without_a_conduit_is_left_to_the_conduit_policies if {
	facts := object.union(_facts(_flow, _bare("definite")), {"conduits": {"c1": {"to": "ops"}}})
	policy.subjects == set() with input as facts
}

test_remote_access_is_another_side if {
	facts := _facts(fixtures.covered("ra", "ops", ["rdp"]), _bare("definite"))
	{v.subject.id | some v in policy.violations} == {"fw:ra>ops"} with input as facts
}

test_inside_the_plant_and_outside_it_nothing_is_judged if {
	inside := _facts(fixtures.covered("ops", "cell1", ["s7comm"]), _bare("definite"))
	policy.subjects == set() with input as inside
	outside := _facts(fixtures.covered("ent", "idmz", ["https"]), _bare("definite"))
	policy.subjects == set() with input as outside
}

test_what_is_blocked_is_not_judged if {
	facts := object.union(_facts(_flow, _bare("definite")), {"flows": {"fw:ent>cell1": {"permitted": null}}})
	policy.subjects == set() with input as facts
}

_detecting(inspection) := object.union(
	_facts(object.union(_flow, {"detect_only": {"c1": [rule_fixtures.line(12)]}}), null),
	{"conduits": {"c1": {"inspection": inspection}}},
)

test_profile_that_only_detects_where_blocking_is_declared if {
	policy.violations == {{
		"subject": _subject,
		"key": "mode:c1",
		"message": concat(" ", [
			"fw-ot-1 only detects intrusions from ent (level 4-5) to cell1 (level 1-2), which conduit c1",
			"says it blocks.",
		]),
		"evidence": {"conduit": "c1"},
		"locations": [rule_fixtures.line(12)],
		"zones": ["cell1", "ent"],
		"exposure": 2,
	}} with input as _detecting(["ips:block"])
}

test_a_sensor_beside_it_may_only_detect if {
	policy.violations == set() with input as _detecting(["ips:block", "sensor"])
}
