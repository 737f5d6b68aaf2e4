package zonewarden.conduits.two_way_unidirectional_test

import data.zonewarden.conduits.two_way_unidirectional as policy
import data.zonewarden.lib.fixtures

_conduit(fields) := object.union(
	{
		"id": "cnd-1",
		"from": "ops",
		"to": "idmz",
		"initiators": ["from"],
		"unidirectional": true,
		"expired": false,
	},
	fields,
)

_facts(flow, conduit) := object.union(fixtures.facts([flow]), {"conduits": {conduit.id: conduit}})

test_session_back if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:idmz>ops"},
		"message": concat(" ", [
			"Zone idmz (level 3.5) can open sessions to ops (level 3) through fw-ot-1 against one-way cnd-1:",
			"SSH.",
		]),
		"evidence": {"conduits": ["cnd-1"]},
		"packets": {"flow": "fw:idmz>ops", "part": "permitted"},
	}} with input as _facts(fixtures.covered("idmz", "ops", ["ssh"]), _conduit({}))
}

test_session_back_where_the_far_end_opens if {
	facts := _facts(fixtures.unlimited("ops", "idmz"), _conduit({"initiators": ["to"]}))
	count(policy.violations) == 1 with input as facts
}

test_nothing_back_passes if {
	facts := _facts(fixtures.blocked("idmz", "ops"), _conduit({}))
	policy.subjects == {{"kind": "flow", "id": "fw:idmz>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_the_way_out_and_two_way_conduits_are_not_judged if {
	policy.subjects == set() with input as _facts(fixtures.covered("ops", "idmz", ["ssh"]), _conduit({}))
	policy.subjects == set() with input as _facts(
		fixtures.covered("idmz", "ops", ["ssh"]),
		_conduit({"unidirectional": false}),
	)
}
