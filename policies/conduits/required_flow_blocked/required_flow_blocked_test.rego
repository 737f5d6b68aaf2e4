package zonewarden.conduits.required_flow_blocked_test

import data.zonewarden.conduits.required_flow_blocked as policy
import data.zonewarden.lib.fixtures

_required(missing) := {
	"id": "fw:cnd-1",
	"conduit": "cnd-1",
	"device": "fw",
	"from": "ops",
	"to": "cell1",
	"missing": missing,
	"answers": null,
	"answer_blockers": [],
	"blockers": [{"id": "fw:OPS-IN:1", "text": "deny ip any any", "action": "deny", "location": {}}],
}

_facts(missing, impact) := {
	"zones": {
		"ops": object.union(fixtures.zones.ops, {"impact": 1}),
		"cell1": object.union(fixtures.zones.cell1, {"impact": impact}),
	},
	"devices": fixtures.devices,
	"required": {"fw:cnd-1": _required(missing)},
}

test_blocked_requirement if {
	policy.violations == {{
		"subject": {"kind": "required", "id": "fw:cnd-1"},
		"message": concat(" ", [
			"fw-ot-1 does not let through all of conduit cnd-1 from ops (level 3) to cell1 (level 1-2), which",
			"production requires.",
		]),
		"evidence": {"blockers": ["deny ip any any"]},
		"packets": {"required": "fw:cnd-1"},
		"floor": "critical",
	}} with input as _facts(fixtures.part, 3)
}

test_low_impact_is_high if {
	floors := {violation.floor | some violation in policy.violations} with input as _facts(fixtures.part, 2)
	floors == {"high"}
}

test_fulfilled_requirement_passes if {
	policy.subjects == {{"kind": "required", "id": "fw:cnd-1"}} with input as _facts(null, 3)
	policy.violations == set() with input as _facts(null, 3)
}

test_answers_kept_out if {
	denied := {"id": "fw:CELL-IN:1", "text": "deny ip any any", "action": "deny", "location": {}}
	changed := object.union(_required(null), {"answers": fixtures.part, "answer_blockers": [denied]})
	policy.violations == {{
		"subject": {"kind": "required", "id": "fw:cnd-1"},
		"key": "answers",
		"message": concat(" ", [
			"fw-ot-1 keeps no sessions and does not let back all answers of conduit cnd-1 from ops (level 3) to cell1",
			"(level 1-2), which production requires.",
		]),
		"evidence": {"blockers": ["deny ip any any"]},
		"packets": {"required": "fw:cnd-1", "answers": true},
		"floor": "high",
	}} with input as object.union(_facts(null, 2), {"required": {"fw:cnd-1": changed}})
}
