# METADATA
# title: Integrations take too long to be safe, or went live before they were
# description: >-
#   The median time from request to safe integration over the last period of the indicator is above its target
#   (where a date is missing: even if those integrations were safe at once), or an integration is live without both
#   dates, or is or went live before it was safe. The measure is there to make security fast: reusable patterns in the
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

subjects contains {"kind": "kpi", "id": id} if some id, _ in _medians

subjects contains {"kind": "integration", "id": id} if {
	some id in _live
	count(_undated(input.integrations[id])) == 0
	not is_null(input.integrations[id].go_live_ago_h)
}

subjects contains {"kind": "integration", "id": found.id} if some found in _problems

violations contains records.finding("kpi", kpi, records.plus(
	{
		"key": "median",
		"text": sprintf("is %v days%s at the median, above its target of %v", [
			median.bound,
			_at_least(median),
			kpi.target,
		]),
		"evidence": {"inputs": median.inputs, "missing": median.missing},
	},
	records.fixed("low"),
)) if {
	some id, median in _medians
	kpi := input.kpis[id]
	median.bound > kpi.target
}

violations contains records.finding("integration", input.integrations[found.id], found) if some found in _problems

# The median over the indicator's period; one that is not known is judged by what it is at least.
_medians[id] := measure if {
	some measure in input.measures
	measure.measure == "time_to_safe_integration"
	not is_null(measure.bound)
	some id in measure.kpis
	not is_null(input.kpis[id].target)
	_settled(measure, input.kpis[id])
}

_settled(measure, _) if not is_null(measure.value)

_settled(measure, kpi) if measure.bound > kpi.target

_at_least(measure) := "" if not is_null(measure.value)

_at_least(measure) := " at least" if is_null(measure.value)

_live contains id if {
	some id, integration in input.integrations
	integration.status == "live"
}

_live contains id if {
	some id, integration in input.integrations
	integration.status != "retired"
	not is_null(integration.go_live_ago_h)
	integration.go_live_ago_h >= 0
}

_undated(integration) := records.missing({"its request": integration.requested_at_ago_h, "being safe": integration.safe_at_ago_h})

_problems contains records.plus(
	{"id": id, "key": "dates", "text": sprintf("is live without the date of %s", [concat(" and of ", lacks)])},
	records.fixed("low"),
) if {
	some id in _live
	lacks := _undated(input.integrations[id])
	count(lacks) > 0
}

_problems contains records.plus(
	{"id": id, "key": "early", "text": sprintf("went live %v days before it was safe", [ceil(before / 24)])},
	records.fixed("medium"),
) if {
	some id in _live
	integration := input.integrations[id]
	not is_null(integration.go_live_ago_h)
	not is_null(integration.safe_at_ago_h)
	before := integration.go_live_ago_h - integration.safe_at_ago_h
	before > 0
}

_problems contains records.plus(
	{"id": id, "key": "early", "text": sprintf("is live, and is to be safe only on %s", [integration.safe_at])},
	records.fixed("medium"),
) if {
	some id in _live
	integration := input.integrations[id]
	is_null(integration.go_live_ago_h)
	not is_null(integration.safe_at_ago_h)
	integration.safe_at_ago_h < 0
}
