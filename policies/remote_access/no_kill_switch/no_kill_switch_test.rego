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

test_no_vendors_no_switch if {
	policy.subjects == set() with input as f.facts({"gateways": [f.gateway({})]})
}
