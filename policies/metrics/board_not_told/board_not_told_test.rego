package zonewarden.metrics.board_not_told_test

import data.zonewarden.metrics.board_not_told as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"board": {"board": {
		"id": "board",
		"title": "board board",
		"last_report": "2026-10-01",
		"last_report_ago_h": 1300,
	}},
	"risk_register": {"R": {
		"id": "R",
		"title": "risk R",
		"status": "open",
		"statement": "ransomware stops line 1",
		"residual_ale": 0,
		"deadline": "2026-12-31",
		"deadline_ago_h": -900,
	}},
}

_violation(kind, id, key, text) := {{
	"subject": {"kind": kind, "id": id},
	"key": key,
	"message": sprintf("The %s %s.", [_named(kind, id), text]),
	"floor": "low",
	"ceiling": "low",
}}

test_passes if {
	policy.subjects == {{"kind": "board", "id": "board"}, {"kind": "risk", "id": "R"}} with input as _good
	policy.violations == set() with input as _good
}

test_long_ago if {
	found := _violation("board", "board", "report", "was last told on 2026-10-01")
	policy.violations == found with input as _facts({"board": {"board": {"last_report_ago_h": 2209}}})
}

test_never if {
	found := _violation("board", "board", "report", "was last told on a day that nobody declared")
	policy.violations == found with input as _facts({"board": {"board": {"last_report": null, "last_report_ago_h": null}}})
}

test_no_amount if {
	found := _violation("risk", "R", "residual amount,statement", "is open and states no residual amount and statement")
	policy.violations == found with input as _facts({"risk_register": {"R": {"residual_ale": null, "statement": null}}})
}

test_overdue if {
	found := _violation("risk", "R", "overdue", "was to be decided by 2026-12-31, and is open (open)")
	policy.violations == found with input as _facts({"risk_register": {"R": {"deadline_ago_h": 1}}})
}

test_decided if {
	policy.subjects == {{"kind": "board", "id": "board"}} with input as _facts({"risk_register": {"R": {"status": "deviation-approved"}}})
}

_named(kind, _) := "board" if kind == "board"

_named(kind, id) := sprintf("%s %s", [kind, id]) if kind != "board"

_record(ago_h, measures) := {"as_of_ago_h": ago_h, "measures": [{"id": id} | some id in measures]}

_history(records) := _facts({"history": {sprintf("%d", [record.as_of_ago_h]): record | some record in records}})

_board := ["risk_adjusted_uptime", "time_to_safe_integration", "critical_exposure_hours", "production_cost_at_risk"]

test_a_record_of_the_month_before if {
	policy.violations == set() with input as _history([_record(1300 + 744, _board), _record(2500, _board)])
	policy.violations == set() with input as _history([_record(1300 - 23, _board), _record(2500, _board)])
}

test_no_record_of_the_month_before if {
	found := {{
		"subject": {"kind": "board", "id": "board"},
		"key": "record",
		"message": "The board was last told on 2026-10-01, and no record of a report is of the month before.",
		"floor": "low",
		"ceiling": "low",
	}}
	policy.violations == found with input as _history([_record(1300 + 745, _board)])
	policy.violations == found with input as _history([_record(1300 - 24, _board), _record(2500, _board)])
}

test_records_that_began_later_or_are_of_no_report_tell_nothing if {
	policy.violations == set() with input as _history([_record(1200, _board)])
	policy.violations == set() with input as _history([_record(2500, ["segmentation_drift"])])
	{v.key | some v in policy.violations} == {"report"} with input as object.union(
		_history([_record(2500, _board)]),
		{"board": {"board": {"last_report": null, "last_report_ago_h": null}}},
	)
}

test_a_record_without_a_figure if {
	policy.violations == {{
		"subject": {"kind": "board", "id": "board"},
		"key": "lacks:critical exposure hours,risk in money",
		"message": "The records of what the board was told on 2026-10-01 hold no critical exposure hours and risk in money.",
		"floor": "low",
		"ceiling": "low",
	}} with input as _history([_record(1310, ["risk_adjusted_uptime", "time_to_safe_integration"])])
}
