package zonewarden.remote_access.grant_for_everything_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.grant_for_everything as policy

test_grant_for_whatever if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz names no hosts and no services.",
		"evidence": {"targets": 0, "services": 0},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"targets": [], "services": []})]})
}

test_too_many_hosts if {
	hosts := ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
	{v.message | some v in policy.violations} == {"Grant g-1 of p.ruiz names 11 hosts (limit 10)."} with input as f.facts({"grants": [f.grant({"targets": hosts})]})
}

test_narrow_grant_passes if {
	facts := f.facts({"grants": [f.grant({})]})
	policy.subjects == {f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_whole_networks_and_any_service if {
	grant := f.grant({"targets": ["cell1", "10.20.0.0/16"], "wide_targets": ["cell1", "10.20.0.0/16"], "services": ["any"]})
	{v.message | some v in policy.violations} == {"Grant g-1 of p.ruiz names any service and targets wider than a host (cell1, 10.20.0.0/16)."} with input as f.facts({"grants": [grant]})
}

_flow(beyond) := {
	"id": "g-1@fw:ra>cell1",
	"grant": "g-1",
	"device": "fw",
	"from": "ra",
	"to": "cell1",
	"flow": "fw:ra>cell1",
	"beyond": beyond,
}

test_rules_open_more_than_the_grant if {
	beyond := {"any_service": false, "products": [{"destinations": ["10.20.1.12"], "services": ["tcp/102"]}]}
	policy.violations == {{
		"subject": f.subject("grant_flow", "g-1@fw:ra>cell1"),
		"message": concat("", [
			"Rules that name grant g-1 of p.ruiz let more pass from ra (level 3.5) to cell1 (level 1-2) at fw than it allows: ",
			"tcp/102 to 10.20.1.12.",
		]),
		"evidence": {"grant": "g-1", "targets": ["plc-1"], "services": ["s7comm"]},
		"packets": {"grant_flow": "g-1@fw:ra>cell1"},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({})], "grant_flows": [_flow(beyond)]})
}

test_rules_within_the_grant_pass if {
	facts := f.facts({"grants": [f.grant({})], "grant_flows": [_flow(null)]})
	policy.subjects == {f.subject("grant", "g-1"), f.subject("grant_flow", "g-1@fw:ra>cell1")} with input as facts
	policy.violations == set() with input as facts
}
