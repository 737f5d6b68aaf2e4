package zonewarden.incident_response.no_out_of_band_channel_test

import data.zonewarden.incident_response.no_out_of_band_channel as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"comm_plans": {
		"c": {
			"id": "c",
			"title": "communication plan c",
			"oob_channel": {
				"type": "radio",
				"depends_on": [],
				"last_tested_ago_h": 100,
				"in_control_room": true,
			},
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "c", "kind": "communication_plan"}} with input as _good
	policy.violations == set() with input as _good
}

test_none if {
	policy.violations == {{
		"key": "channel",
		"message": "The communication plan c has no channel outside of the network.",
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {"oob_channel": {"type": null}}}})
}

test_needs_the_directory if {
	policy.violations == {{
		"key": "depends:corporate_ad",
		"message": "The communication plan c has a channel of last resort that needs corporate_ad.",
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {"oob_channel": {"depends_on": ["corporate_ad"]}}}})
}

test_not_tested if {
	policy.violations == {{
		"key": "tested",
		"message": concat(" ", [
			"The communication plan c has a channel of last resort that was not tested within",
			"365 days.",
		]),
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {"oob_channel": {"last_tested_ago_h": null}}}})
}

test_not_in_the_control_room if {
	policy.violations == {{
		"key": "room",
		"message": concat(" ", [
			"The communication plan c has a channel of last resort that the control room does",
			"not have.",
		]),
		"subject": {"id": "c", "kind": "communication_plan"},
	}} with input as _facts({"comm_plans": {"c": {"oob_channel": {"in_control_room": null}}}})
}

_needing(what) := _facts({"comm_plans": {"c": {"oob_channel": {"depends_on": [what]}}}})

test_what_falls_with_the_network if {
	declared := {"conduits": {}, "assets": {}, "zones": {"cell1": {"ot": true, "impact": 1}}, "device_records": {"fw-ot-1": {}}}
	every what in ["Active Directory", "corporate-email", "plant LAN", "voip", "cell1", "fw-ot-1"] {
		{v.key | some v in policy.violations} == {sprintf("depends:%s", [what])} with input as object.union(
			_needing(what),
			declared,
		)
	}
}

test_more_where_production_matters if {
	zone := {"zones": {"cell1": {"ot": true, "impact": 3}}}
	{v.floor | some v in policy.violations} == {"medium"} with input as object.union(_needing("voip"), zone)
}

test_what_does_not if {
	policy.violations == set() with input as _needing("public_mobile_network")
	count(policy.subjects) == 1 with input as _needing("public_mobile_network")
}

test_what_nobody_can_tell if {
	policy.violations == set() with input as _needing("brand-x")
	policy.subjects == set() with input as _needing("brand-x")
}
