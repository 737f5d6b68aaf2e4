package zonewarden.segmentation.internet_to_ot_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.internet_to_ot as policy

test_published_controller if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:internet>cell1"},
		"message": "The Internet can open sessions to cell1 (level 1-2) through fw-ot-1: S7comm.",
		"evidence": {"services": ["s7comm"], "service_count": 1},
		"packets": {"flow": "fw:internet>cell1", "part": "permitted"},
		"capability": 3,
		"floor": "critical",
	}} with input as fixtures.facts([fixtures.covered("internet", "cell1", ["s7comm"])])
}

test_low_impact_is_at_least_medium if {
	lab := object.union(fixtures.zone("cell", 1, 2), {"impact": 1})
	facts := {
		"zones": {"internet": fixtures.zone("internet", 5, 5), "lab": lab},
		"flows": {"f": fixtures.covered("internet", "lab", ["ntp"])},
	}
	floors := {violation.floor | some violation in policy.violations} with input as facts
	floors == {"medium"}
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("internet", "ops")])
	policy.subjects == {{"kind": "flow", "id": "fw:internet>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_front_door_of_the_gateway_is_not_judged if {
	facts := fixtures.facts([
		fixtures.covered("internet", "ra", ["https"]),
		fixtures.covered("ops", "internet", ["https"]),
	])
	policy.subjects == set() with input as facts
}

_nat(ot) := {
	"id": "fw/nat@9",
	"device": "fw",
	"real": ["10.20.1.10"],
	"mapped": ["203.0.113.25"],
	"real_zones": ["cell1"],
	"ot": ot,
	"external": true,
	"locations": [{"line": 9}],
}

_published(ot) := object.union(fixtures.facts([]), {"translations": {"fw/nat@9": _nat(ot)}})

test_published_controller if {
	facts := _published(true)
	policy.violations == {{
		"subject": {"kind": "translation", "id": "fw/nat@9"},
		"message": "fw-ot-1 gives 10.20.1.10 of cell1 the public address 203.0.113.25.",
		"evidence": {"real": ["10.20.1.10"], "mapped": ["203.0.113.25"]},
		"locations": [{"line": 9}],
		"exposure": 3,
		"floor": "high",
	}} with input as facts
}

test_published_gateway_passes if {
	facts := _published(false)
	policy.subjects == {{"kind": "translation", "id": "fw/nat@9"}} with input as facts
	policy.violations == set() with input as facts
}
