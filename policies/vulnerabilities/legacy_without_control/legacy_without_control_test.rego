package zonewarden.vulnerabilities.legacy_without_control_test

import data.zonewarden.vulnerabilities.legacy_without_control as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"asset_records": {
		"plc": {
			"zone": "cell1",
			"zones": ["cell1"],
			"id": "plc",
			"title": "asset plc",
			"worst_impact": 2,
			"support": {"status": "eol", "end_of_support_ago_h": null},
		},
	},
	"vulnerabilities": {},
	"compensating_controls": {
		"C": {
			"id": "C",
			"kind": "segmentation",
			"for_assets": ["plc"],
			"for": [],
			"assert": {"type": "only_from", "dst_asset": "plc", "to_asset": null},
			"proof": "holds",
			"expires_ago_h": -10,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "plc", "kind": "asset"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_control if {
	policy.violations == {{
		"evidence": {"kinds": [], "needed": 1},
		"key": "controls",
		"message": concat(" ", [
			"The asset plc cannot be patched, and has no kind of control in force where one",
			"is needed.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"compensating_controls": {"C": {"assert": {"dst_asset": "other"}}}})
}

test_control_that_has_ended if {
	policy.violations == {{
		"evidence": {"kinds": [], "needed": 1},
		"key": "controls",
		"message": concat(" ", [
			"The asset plc cannot be patched, and has no kind of control in force where one",
			"is needed.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"compensating_controls": {"C": {"expires_ago_h": 1}}})
}

test_nothing_proved if {
	policy.violations == {{
		"evidence": {"controls": ["C"]},
		"key": "unproved",
		"message": concat(" ", [
			"The asset plc cannot be patched, and the configurations prove none of its",
			"compensating controls.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"compensating_controls": {"C": {"proof": "open"}}})
}

test_one_kind_for_a_great_impact if {
	policy.violations == {{
		"evidence": {"kinds": ["segmentation"], "needed": 2},
		"floor": "high",
		"key": "controls",
		"message": concat(" ", [
			"The asset plc cannot be patched, and has one kind of control in force where two",
			"are needed.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"asset_records": {"plc": {"worst_impact": 3}}})
}

test_support_that_ran_out if {
	policy.violations == {{
		"evidence": {"kinds": [], "needed": 1},
		"key": "controls",
		"message": concat(" ", [
			"The asset plc cannot be patched, and has no kind of control in force where one",
			"is needed.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({
		"asset_records": {"plc": {"support": {"status": "supported", "end_of_support_ago_h": 24}}},
		"compensating_controls": {"C": {"assert": {"dst_asset": "other"}}},
	})
}

test_vulnerability_nobody_fixes if {
	policy.violations == {{
		"evidence": {"kinds": [], "needed": 1},
		"key": "controls",
		"message": concat(" ", [
			"The asset plc cannot be patched, and has no kind of control in force where one",
			"is needed.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({
		"asset_records": {"plc": {"support": {"status": "supported"}}},
		"vulnerabilities": {"V": {"status": "exploitable", "patch": "no_fix_planned", "assets": ["plc"]}},
		"compensating_controls": {"C": {"assert": {"dst_asset": "other"}}},
	})
}

test_control_for_its_vulnerability if {
	policy.violations == set() with input as _facts({
		"vulnerabilities": {"V": {"status": "resolved", "patch": null, "assets": ["plc"]}},
		"compensating_controls": {"C": {"for_assets": [], "for": ["V"], "assert": {"dst_asset": null}}},
	})
}

test_supported_is_not_judged if {
	policy.subjects == set() with input as _facts({"asset_records": {"plc": {"support": {"status": "supported"}}}})
}

_second(changes) := object.union(
	{
		"id": "D",
		"kind": "monitoring",
		"for_assets": ["plc"],
		"for": [],
		"assert": {"type": "monitored_by", "dst_asset": null, "to_asset": null, "zone": "cell1"},
		"proof": "open",
		"expires_ago_h": -10,
	},
	changes,
)

_two(changes) := _facts({
	"asset_records": {"plc": {"worst_impact": 3}},
	"compensating_controls": {"D": _second(changes)},
})

test_two_kinds_are_enough if {
	policy.violations == set() with input as _two({"proof": "holds"})
	policy.subjects == {{"id": "plc", "kind": "asset"}} with input as _two({"proof": "holds"})
}

test_second_kind_that_nobody_can_prove_is_open if {
	policy.violations == set() with input as _two({})
	policy.subjects == {{"id": "D", "kind": "compensating_control"}} with input as _two({})
}

_too_few := {{
	"evidence": {"kinds": ["segmentation"], "needed": 2},
	"floor": "high",
	"key": "controls",
	"message": concat(" ", [
		"The asset plc cannot be patched, and has one kind of control in force where two",
		"are needed (not by D, whose claims are refuted or of another kind).",
	]),
	"subject": {"id": "plc", "kind": "asset"},
	"zones": ["cell1"],
}}

test_refuted_kind_counts_for_nothing if {
	policy.violations == _too_few with input as _two({"proof": "broken"})
}

test_claim_of_another_kind_counts_for_nothing if {
	policy.violations == _too_few with input as _two({
		"proof": "holds",
		"assert": {"type": "deny", "dst_asset": "plc"},
	})
}

test_claims_about_another_zone_count_for_nothing if {
	lone := {{
		"evidence": {"kinds": ["segmentation"], "needed": 2},
		"floor": "high",
		"key": "controls",
		"message": concat(" ", [
			"The asset plc cannot be patched, and has one kind of control in force where two",
			"are needed.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}}
	policy.violations == lone with input as _two({"proof": "holds", "assert": {"zone": "ops"}})
	conduits := {"c": {"from": "ops", "to": "ent"}}
	inspected := {"proof": "holds", "assert": {"type": "ips_signature", "conduit": "c"}}
	policy.violations == lone with input as object.union(_two(inspected), {"conduits": conduits})
}

test_refuted_ones_alone if {
	policy.violations == {{
		"evidence": {"controls": ["C"]},
		"key": "unproved",
		"message": concat(" ", [
			"The asset plc cannot be patched, and the configurations prove none of its",
			"compensating controls.",
		]),
		"subject": {"id": "plc", "kind": "asset"},
		"zones": ["cell1"],
	}} with input as _facts({"compensating_controls": {"C": {"proof": "broken"}}})
}
