package zonewarden.conduits.wrong_initiator_test

import data.zonewarden.conduits.wrong_initiator as policy
import data.zonewarden.lib.fixtures

_facts(flow, conduit) := object.union(fixtures.facts([flow]), {"conduits": {"c": conduit}})

_pushed := {"from": "ops", "to": "idmz", "initiators": ["from"], "expired": false}

_wrong(from, to) := object.union(
	fixtures.undeclared(from, to, ["https"]),
	{"undeclared": null, "wrong_initiator": fixtures.part},
)

test_dmz_pulls if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:idmz>ops"},
		"message": concat(" ", [
			"Zone idmz (level 3.5) can open sessions to ops (level 3) through fw-ot-1 that its conduit lets",
			"only ops open: HTTPS.",
		]),
		"evidence": {"services": ["https"], "service_count": 1},
		"packets": {"flow": "fw:idmz>ops", "part": "wrong_initiator"},
		"capability": 2,
		"floor": "info",
	}} with input as _facts(_wrong("idmz", "ops"), _pushed)
}

test_office_opens_into_ot if {
	facts := _facts(_wrong("ent", "ops"), _pushed)
	floors := {violation.floor | some violation in policy.violations} with input as facts
	floors == {"high"}
}

test_reverse_pair_passes if {
	facts := _facts(fixtures.covered("idmz", "ops", []), _pushed)
	policy.subjects == {{"kind": "flow", "id": "fw:idmz>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_conduit_opened_by_its_far_end if {
	facts := _facts(fixtures.blocked("ops", "idmz"), object.union(_pushed, {"initiators": ["to"]}))
	policy.subjects == {{"kind": "flow", "id": "fw:ops>idmz"}} with input as facts
}

test_conduit_that_both_may_open_is_not_judged if {
	facts := _facts(fixtures.covered("idmz", "ops", []), object.union(_pushed, {"initiators": ["from", "to"]}))
	policy.subjects == set() with input as facts
}
