package zonewarden.vulnerabilities.control_not_reviewed_test

import data.zonewarden.vulnerabilities.control_not_reviewed as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"compensating_controls": {
		"C": {
			"id": "C",
			"title": "compensating control C",
			"owner": "k",
			"expires": "2027",
			"expires_ago_h": -50,
			"review_by": "2027",
			"review_by_ago_h": -20,
			"for": ["V"],
			"for_assets": [],
		},
	},
	"vulnerabilities": {"V": {"status": "exploitable"}},
}

test_passes if {
	policy.subjects == {{"id": "C", "kind": "compensating_control"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_end_and_no_owner if {
	policy.violations == {{
		"exposure": 0,
		"key": "missing:end,owner",
		"message": "The compensating control C states no end and owner.",
		"subject": {"id": "C", "kind": "compensating_control"},
	}} with input as _facts({
		"compensating_controls": {"C": {"expires": null, "expires_ago_h": null, "owner": null}},
	})
}

test_past_its_end if {
	policy.violations == {{
		"exposure": 0,
		"key": "end",
		"message": "The compensating control C is past its end.",
		"subject": {"id": "C", "kind": "compensating_control"},
	}} with input as _facts({"compensating_controls": {"C": {"expires_ago_h": 5}}})
}

test_review_overdue if {
	policy.violations == {{
		"exposure": 0,
		"key": "review",
		"message": "The compensating control C is overdue for its review.",
		"subject": {"id": "C", "kind": "compensating_control"},
	}} with input as _facts({"compensating_controls": {"C": {"review_by_ago_h": 5}}})
}

test_nothing_left_to_compensate if {
	policy.violations == {{
		"exposure": 0,
		"key": "needless",
		"message": "The compensating control C still stands, and every vulnerability it was for is closed.",
		"subject": {"id": "C", "kind": "compensating_control"},
	}} with input as _facts({"vulnerabilities": {"V": {"status": "resolved"}}})
}

test_it_protects_an_asset_for_other_reasons if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved"}},
		"compensating_controls": {"C": {"for_assets": ["plc"]}},
	})
}
