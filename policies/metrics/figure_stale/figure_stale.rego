# METADATA
# title: Reported figure is old, explained by nobody, or not what it comes to
# description: >-
#   A figure that goes to the board states no day, is older than the period that it is for, was entered by hand
#   without a note that says where it comes from, or differs by more than its tolerance from what is recomputed for
#   its day: from a record of a run within a day of it, or from dates in the declarations (time to safe integration,
#   availability, downtime of changes, lag of revocation). An uptime of a day without a record is held against the
#   measured availability, which it cannot exceed. More than a fifth of the verdicts of the last recorded run that
#   could not be reached is a finding too. A board that decides on last year's number decides on nothing.
# custom:
#   id: KPI-005
#   family: metrics
#   severity: low
#   requires: [kpis]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.4]
#     nist-800-53r5: [PM-6, CA-7]
#     nist-csf-2: [GV.OV-03, ID.IM-01]
#     nis2: ["21.2.f"]
#   remediation:
#     summary: >-
#       Let `zonewarden report` compute the figure from committed inputs in each period, or write down the
#       source beside the number.
package zonewarden.metrics.figure_stale

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

# A figure that cannot be recomputed for its day has not passed.
subjects contains {"kind": "kpi", "id": id} if {
	some id in _judged
	count(input.kpis[id].recomputed) > 0
}

subjects contains {"kind": "kpi", "id": problem.id} if some problem in _problems

subjects contains {"kind": "measure", "id": "undecidable_share@site"} if input.measures["undecidable_share@site"]

violations contains records.finding("kpi", input.kpis[found.id], records.plus(found, records.fixed(_level(found.id)))) if {
	some found in _problems
}

violations contains records.finding("measure", share, records.plus(
	{
		"key": "undecided",
		"text": sprintf("is %v: more than a fifth of the verdicts of the last recorded run could not be reached", [share.value]),
	},
	records.fixed("low"),
)) if {
	share := input.measures["undecidable_share@site"]
	share.value > 0.2
}

_judged contains id if {
	some id, kpi in input.kpis
	not is_null(kpi.value_reported)
}

_problems contains {"id": id, "key": "day", "text": "reports a value of no day"} if {
	some id in _judged
	is_null(input.kpis[id].value_at)
}

_problems contains {
	"id": id,
	"key": "old",
	"text": sprintf("reports a value of %s, older than its period (%s)", [kpi.value_at, _period(kpi)]),
} if {
	some id in _judged
	kpi := input.kpis[id]
	not is_null(kpi.value_at_ago_h)
	not records.recent(kpi.value_at_ago_h, _days[_period(kpi)])
}

_problems contains {"id": id, "key": "note", "text": "was entered by hand, and no note says where it comes from"} if {
	some id in _judged
	input.kpis[id].source == "manual"
	records.absent(input.kpis[id].note)
}

_problems contains {
	"id": id,
	"key": "value",
	"text": sprintf("reports %v for %s, and what was recorded or is declared gives %s", [
		kpi.value_reported,
		kpi.value_at,
		naming.list(sort({sprintf("%v", [value]) | some value in kpi.recomputed})),
	]),
} if {
	some id in _judged
	kpi := input.kpis[id]
	count(kpi.recomputed) > 0
	every value in kpi.recomputed { _differs(kpi, value) }
}

_problems contains {
	"id": id,
	"key": "most",
	"text": sprintf("reports %v for %s, more than the measured availability of %v", [
		kpi.value_reported,
		kpi.value_at,
		kpi.recomputed_most,
	]),
} if {
	some id in _judged
	kpi := input.kpis[id]
	not is_null(kpi.recomputed_most)
	kpi.value_reported - kpi.recomputed_most > kpi.recomputed_most * _tolerance(kpi)
}

_differs(kpi, value) if abs(kpi.value_reported - value) > abs(value) * _tolerance(kpi)

# One percent where the indicator states none.
_tolerance(kpi) := kpi.tolerance_pct / 100 if not is_null(kpi.tolerance_pct)

_tolerance(kpi) := 0.01 if is_null(kpi.tolerance_pct)

_level(id) := "medium" if {
	some name in ["risk_adjusted_uptime", "time_to_safe_integration", "critical_exposure_hours"]
	startswith(id, name)
} else := "low"

_days := {"week": 7 + 7, "month": 31 + 31, "quarter": 92 + 92, "half_year": 184 + 92, "year": 366 + 92}

_period(kpi) := kpi.period if _days[kpi.period]

# In other words it is taken for a month: few indicators are counted more often.
else := "month" if not is_null(kpi.period)

else := "year"
