# METADATA
# title: Reported figure is old or explained by nobody
# description: >-
#   A figure that goes to the board states no day, is older than the period that it is for, or was entered by
#   hand without a note that says where it comes from. A board that decides on last year's number decides on
#   nothing.
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

import data.zonewarden.lib.records

subjects contains {"kind": "kpi", "id": id} if some id in _judged

violations contains records.finding("kpi", input.kpis[found.id], records.plus(found, records.fixed("low"))) if {
	some found in _problems
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

_days := {"month": 31 + 31, "quarter": 92 + 92, "year": 366 + 92}

_period(kpi) := kpi.period if not is_null(kpi.period)

_period(kpi) := "year" if is_null(kpi.period)
