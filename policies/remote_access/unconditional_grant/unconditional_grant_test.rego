package zonewarden.remote_access.unconditional_grant_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.unconditional_grant as policy

_bare := f.grant({
	"role": null,
	"purpose": null,
	"device": {"managed": false},
	"context": {"source_countries": []},
})

test_bare_grant if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz does not say from where, from which device, in which role and what for.",
		"evidence": {"missing": ["from where", "from which device", "in which role", "what for"]},
		"exposure": 2,
	}} with input as f.facts({"grants": [_bare]})
}

test_each_condition_alone if {
	some change in [
		{"context": {"source_networks": ["192.0.2.0/24"]}},
		{"device": {"vdi_only": true}},
		{"device": {"certificate": "C-1"}},
		{"role": "engineer"},
		{"purpose": "fault"},
	]
	facts := f.facts({"grants": [object.union(_bare, change)]})
	{count(v.evidence.missing) | some v in policy.violations} == {3} with input as facts
}

test_conditioned_grant_passes if {
	facts := f.facts({"grants": [f.grant({})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_without_a_production_state if {
	facts := f.facts({"grants": [f.grant({"context": {"source_countries": ["DE"], "required_states": []}})]})
	{v.evidence.missing | some v in policy.violations} == {["in which production state"]} with input as facts
}
