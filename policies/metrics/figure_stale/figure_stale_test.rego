package zonewarden.metrics.figure_stale_test

import data.zonewarden.metrics.figure_stale as policy

_kpi(changes) := object.union(_good, {"kpis": {"k": changes}})

_good := {"kpis": {"k": {
	"id": "k",
	"title": "kpi k",
	"period": "quarter",
	"source": "computed",
	"value_reported": 0.9,
	"value_at": "2026-10-01",
	"value_at_ago_h": 1300,
	"note": null,
}}}

_violation(key, text) := {{
	"subject": {"kind": "kpi", "id": "k"},
	"key": key,
	"message": sprintf("The kpi k %s.", [text]),
	"floor": "low",
	"ceiling": "low",
}}

test_passes if {
	policy.subjects == {{"kind": "kpi", "id": "k"}} with input as _good
	policy.violations == set() with input as _good
}

test_no_day if {
	policy.violations == _violation("day", "reports a value of no day") with input as _kpi({
		"value_at": null,
		"value_at_ago_h": null,
	})
}

test_old if {
	found := _violation("old", "reports a value of 2026-10-01, older than its period (quarter)")
	policy.violations == found with input as _kpi({"value_at_ago_h": 4417})
	policy.violations == found with input as _kpi({"value_at_ago_h": -1})
	policy.violations == set() with input as _kpi({"value_at_ago_h": 4417, "period": null})
}

test_by_hand if {
	text := "was entered by hand, and no note says where it comes from"
	policy.violations == _violation("note", text) with input as _kpi({"source": "manual"})
	policy.violations == set() with input as _kpi({"source": "manual", "note": "MES export"})
}

test_nothing_reported if {
	policy.subjects == set() with input as _kpi({"value_reported": null, "source": "manual"})
}
