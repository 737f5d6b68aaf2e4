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
