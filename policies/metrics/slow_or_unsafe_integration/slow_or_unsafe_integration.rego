# METADATA
# title: Integrations take too long to be safe, or went live before they were
# description: >-
#   The median time from request to safe integration is above its target, or an integration is live without both
#   dates, or went live before it was safe. The measure is there to make security fast: reusable patterns in the
#   DMZ and pre-approved conduits take the waiting out of it.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: KPI-003
#   family: metrics
#   severity: low
#   requires: [kpis, integrations]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.4]
#     nist-800-53r5: [PM-6, CM-4]
#     nist-csf-2: [GV.OV-03, GV.RM-07]
#   remediation:
#     summary: >-
#       Take out waiting time with reusable patterns; record both dates; let nothing go live before its gate.
package zonewarden.metrics.slow_or_unsafe_integration

import data.zonewarden.lib.records

subjects contains {"kind": "kpi", "id": id} if some id in _judged

subjects contains {"kind": "integration", "id": id} if some id in _live

violations contains records.finding("kpi", kpi, records.plus(
	{
		"key": "median",
		"text": sprintf("is %v days at the median of %d, above its target of %v", [median, count(days), kpi.target]),
		"evidence": {"median_days": median, "count": count(days)},
	},
	records.fixed("low"),
)) if {
	some id in _judged
	kpi := input.kpis[id]
	days := _days(kpi)
	count(days) > 0
	median := _median(days)
	median > kpi.target
}

violations contains records.finding("integration", input.integrations[found.id], found) if some found in _problems

_judged contains id if {
	some id, _ in input.kpis
	startswith(id, "time_to_safe_integration")
}

_live contains id if {
	some id, integration in input.integrations
	integration.status == "live"
}

_problems contains records.plus(
	{"id": id, "key": "dates", "text": "is live without the dates of its request and of being safe"},
	records.fixed("low"),
) if {
	some id in _live
	integration := input.integrations[id]
	count(records.missing({"a": integration.requested_at_ago_h, "b": integration.safe_at_ago_h})) > 0
}

_problems contains records.plus(
	{"id": id, "key": "early", "text": sprintf("went live %v days before it was safe", [_whole(before)])},
	records.fixed("medium"),
) if {
	some id in _live
	integration := input.integrations[id]
	not is_null(integration.go_live_ago_h)
	not is_null(integration.safe_at_ago_h)
	before := integration.go_live_ago_h - integration.safe_at_ago_h
	before > 0
}

# Days from request to safe of the integrations that became safe in the last period.
_days(kpi) := sort([_whole(integration.requested_at_ago_h - integration.safe_at_ago_h) |
	some integration in input.integrations
	not is_null(integration.requested_at_ago_h)
	records.recent(integration.safe_at_ago_h, object.get(_lengths, kpi.period, 366))
])

_lengths := {"month": 31, "quarter": 92, "year": 366}

_whole(hours) := ceil(hours / 24)

_median(days) := days[(count(days) - 1) / 2] if count(days) % 2 == 1

_median(days) := (days[count(days) / 2] + days[(count(days) / 2) - 1]) / 2 if count(days) % 2 == 0
