package zonewarden.metrics.figure_stale_test

import data.zonewarden.metrics.figure_stale as policy

_kpi(changes) := object.union(_good, {"kpis": {"k": changes}})

_good := {"measures": {}, "kpis": {"k": {
	"id": "k",
	"title": "kpi k",
	"period": "quarter",
	"source": "computed",
	"value_reported": 0.9,
	"value_at": "2026-10-01",
	"value_at_ago_h": 1300,
	"note": null,
	"tolerance_pct": 2,
	"recomputed": [0.91],
	"recomputed_most": null,
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

test_another_value_than_recomputed if {
	policy.violations == _violation("value", "reports 0.9 for 2026-10-01, and what was recorded or is declared gives 0.85 and 0.95") with input as _kpi({"recomputed": [0.95, 0.85]})
	policy.violations == set() with input as _kpi({"recomputed": [0.85, 0.9]})
}

test_one_percent_where_no_tolerance_is_stated if {
	{v.key | some v in policy.violations} == {"value"} with input as _kpi({"tolerance_pct": null})
	policy.violations == set() with input as _kpi({"tolerance_pct": null, "recomputed": [0.908]})
}

test_nothing_tolerates_something if {
	{v.key | some v in policy.violations} == {"value"} with input as _kpi({"recomputed": [0]})
}

test_more_than_was_measured if {
	policy.violations == _violation("most", "reports 0.9 for 2026-10-01, more than the measured availability of 0.88") with input as _kpi({
		"recomputed": [],
		"recomputed_most": 0.88,
	})
	changed := _kpi({"recomputed": [], "recomputed_most": 0.89})
	policy.violations == set() with input as changed
	policy.subjects == set() with input as changed
}

test_board_figures_are_medium if {
	{v.floor | some v in policy.violations} == {"medium"} with input as {
		"kpis": {"time_to_safe_integration": object.union(_good.kpis.k, {"id": "time_to_safe_integration", "recomputed": [9]})},
		"measures": {},
	}
}

_share(value) := object.union(_good, {"measures": {"undecidable_share@site": {
	"id": "undecidable_share@site",
	"title": "measure undecidable_share",
	"value": value,
}}})

test_too_many_undecided if {
	policy.violations == {{
		"subject": {"kind": "measure", "id": "undecidable_share@site"},
		"key": "undecided",
		"message": concat(" ", [
			"The measure undecidable_share is 0.25: more than a fifth of the verdicts of the last recorded run",
			"could not be reached.",
		]),
		"floor": "low",
		"ceiling": "low",
	}} with input as _share(0.25)
	policy.violations == set() with input as _share(0.2)
	policy.subjects == {{"kind": "kpi", "id": "k"}, {"kind": "measure", "id": "undecidable_share@site"}} with input as _share(0.2)
}

test_a_period_in_other_words_is_taken_for_a_month if {
	{v.key | some v in policy.violations} == set() with input as _kpi({"period": "shift", "value_at_ago_h": 1300})
	count(policy.violations) == 1 with input as _kpi({"period": "shift", "value_at_ago_h": 1600})
	count(policy.violations) == 1 with input as _kpi({"period": "week", "value_at_ago_h": 400})
}
