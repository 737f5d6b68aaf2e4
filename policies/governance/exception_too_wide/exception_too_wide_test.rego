package zonewarden.governance.exception_too_wide_test

import data.zonewarden.governance.exception_too_wide as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"site": {"limits": {"exception_max_renewals": 2, "exception_max_findings": 2}},
	"zones": {"cell1": {"id": "cell1"}},
	"sites": {"s": {"non_waivable": ["SEG-012"]}},
	"exceptions": {
		"E": {
			"id": "E",
			"title": "exception E",
			"status": "deviation-approved",
			"worst_impact": 3,
			"policy_ids": ["SEG-009"],
			"scope": {"objects": [], "packets": [{"services": ["https"], "sources": ["a"], "destinations": []}]},
			"covers": [],
			"justification": "x",
			"risk_statement": "y",
			"impact": 3,
			"compensating_controls": ["C"],
			"owner": "keller",
			"accepted_by": ["keller", "brandt"],
			"accepted_at_ago_h": 100,
			"accepted_at": "2026",
			"expires": "2027",
			"expires_ago_h": -500,
			"zones": ["cell1"],
			"renewals": 0,
		},
	},
}

test_passes if {
	policy.subjects == {{"id": "E", "kind": "exception"}} with input as _good
	policy.violations == set() with input as _good
}

test_any_service if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "services:0",
		"message": "The exception E accepts packets without saying which services.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({
		"exceptions": {
			"E": {
				"scope": {"packets": [{"services": [], "sources": ["a"], "destinations": []}]},
			},
		},
	})
}

test_whole_zones if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "hosts:0",
		"message": "The exception E accepts packets from whole zones to whole zones, and names no host.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({
		"exceptions": {
			"E": {
				"scope": {
					"packets": [{"services": ["https"], "sources": [], "destinations": []}],
				},
			},
		},
	})
}

test_renewed_too_often if {
	policy.violations == {{
		"ceiling": "medium",
		"floor": "medium",
		"key": "renewals",
		"message": "The exception E was renewed 3 times, and 2 are allowed.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"renewals": 3}}})
}

test_policy_that_cannot_be_waived if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "never:SEG-012",
		"message": "The exception E is from SEG-012, which cannot be waived.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({"exceptions": {"E": {"policy_ids": ["SEG-012"]}}})
}

test_by_default_some_cannot_be_waived if {
	policy.violations == {{
		"ceiling": "high",
		"floor": "high",
		"key": "never:RA-022",
		"message": "The exception E is from RA-022, which cannot be waived.",
		"subject": {"id": "E", "kind": "exception"},
	}} with input as _facts({
		"sites": {"s": {"non_waivable": []}},
		"exceptions": {"E": {"policy_ids": ["RA-022"]}},
	})
}

test_closed_is_not_judged if {
	policy.subjects == set() with input as _facts({"exceptions": {"E": {"status": "closed"}}})
}

_with(changes) := object.union(_good, {"exceptions": {"E": changes}})

_wide(key, text) := {{
	"ceiling": "medium",
	"floor": "medium",
	"key": key,
	"message": sprintf("The exception E %s.", [text]),
	"subject": {"id": "E", "kind": "exception"},
}}

_row(id) := {"subject": id, "title": sprintf("asset %s", [id]), "waived": true}

test_everything if {
	policy.violations == _wide("any:plc-*", "is for \"plc-*\", whatever that may be") with input as _with({"scope": {"objects": ["plc-*"]}})
	policy.violations == _wide("any:ANY", "is for \"ANY\", whatever that may be") with input as _with({"scope": {"objects": ["ANY"]}})
}

test_zone_where_an_asset_has_an_id if {
	scope := {"objects": ["cell1"]}
	policy.violations == _wide(
		"zone:cell1",
		"is for the whole zone cell1, and what it covers is asset plc-1",
	) with input as _with({"scope": scope, "covers": [_row("plc-1")]})
	policy.violations == set() with input as _with({"scope": scope, "covers": [_row("cell1")]})
	policy.violations == set() with input as _with({"scope": scope, "covers": null})
}

test_more_findings_than_allowed if {
	rows := [_row(id) | some id in ["a", "b", "c"]]
	policy.violations == _wide("many", "waives 3 findings, and 2 are allowed") with input as _with({"covers": rows})
	idle := [object.union(row, {"waived": false}) | some row in rows]
	policy.violations == set() with input as _with({"covers": idle})
}
