package zonewarden.governance.mark_without_exception_test

import data.zonewarden.governance.mark_without_exception as policy

_facts(changes) := object.union(_good, changes)

_exception(changes) := _facts({"exceptions": {"EXC-1": changes}})

_good := {
	"devices": {"fw": {"name": "fw-ot-1"}},
	"rule_lists": {"fw/IN": {"name": "IN"}},
	"exceptions": {"EXC-1": {
		"id": "EXC-1",
		"status": "deviation-approved",
		"policy_ids": ["SEG-009"],
		"expires": "2026-12-31",
		"expires_ago_h": -200,
		"zones": ["ent"],
	}},
	"rules": {
		"fw/IN/1": {
			"device": "fw",
			"list": "fw/IN",
			"remarks": ["quarterly report", "accepted, Exception=EXC-1;"],
			"from_zones": ["ent"],
			"to_zones": ["ops"],
		},
		"fw/IN/2": {
			"device": "fw",
			"list": "fw/IN",
			"remarks": ["exceptional report"],
			"from_zones": ["ent"],
			"to_zones": ["ops"],
		},
	},
}

_violation(name, text) := {{
	"subject": {"kind": "rule", "id": "fw/IN/1"},
	"key": name,
	"message": sprintf("A rule of IN on fw-ot-1 is marked as accepted by %s, %s.", [name, text]),
}}

test_passes if {
	policy.subjects == {{"kind": "rule", "id": "fw/IN/1"}} with input as _good
	policy.violations == set() with input as _good
}

test_nobody_declared_it if {
	policy.violations == _violation("EXC-2", "which nobody declared") with input as _facts({"rules": {"fw/IN/1": {"remarks": ["exception=EXC-2)", "exception=EXC-2, for now"]}}})
}

test_not_approved if {
	policy.violations == _violation("EXC-1", "which is rejected") with input as _exception({"status": "rejected"})
}

test_over if {
	policy.violations == _violation("EXC-1", "which ended on 2026-12-31") with input as _exception({"expires_ago_h": 1})
}

test_no_end if {
	policy.violations == _violation("EXC-1", "which has no end") with input as _exception({"expires": null, "expires_ago_h": null})
}

test_other_zones if {
	policy.violations == _violation("EXC-1", "which is about cell1 and cell2") with input as _exception({"zones": ["cell2", "cell1"]})
}

test_no_zones if {
	policy.violations == set() with input as _exception({"zones": []})
}

_remark(text) := _facts({"rules": {"fw/IN/1": {"remarks": [text]}}})

test_mark_of_a_policy if {
	policy.violations == set() with input as _remark("otcheck:ignore SEG-009 exception=EXC-1")
	policy.violations == _violation("EXC-1", "which is none from SEG-001") with input as _remark("otcheck:ignore SEG-001 exception=EXC-1")
}

test_mark_without_exception if {
	policy.violations == {{
		"subject": {"kind": "rule", "id": "fw/IN/1"},
		"key": "without:SEG-001",
		"message": "A rule of IN on fw-ot-1 is marked to be ignored by SEG-001, and the mark names no exception.",
	}} with input as _remark("otcheck:ignore SEG-001, agreed by phone")
	policy.violations == {{
		"subject": {"kind": "rule", "id": "fw/IN/1"},
		"key": "without:",
		"message": "A rule of IN on fw-ot-1 is marked to be ignored, and the mark names no exception.",
	}} with input as _remark("zonewarden:ignore")
}
