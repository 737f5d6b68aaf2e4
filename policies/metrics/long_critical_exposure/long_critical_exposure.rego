# METADATA
# title: Critical vulnerabilities stay exposed for longer than the target
# description: >-
#   The mean time for which vulnerabilities of priority immediate or out of cycle have been open and reachable is
#   above the target, or one window is more than twice its limit where the production impact is 3 or more. Without
#   a history of earlier runs the time counts from detection, so that it can be too long and never too short;
#   reachable is what the computed flows let through now, or cannot rule out.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: KPI-004
#   family: metrics
#   severity: medium
#   requires: [kpis, vulnerabilities]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [COMP 3.3, ORG 2.4]
#     nist-800-53r5: [PM-6, SI-2(3)]
#     nist-csf-2: [GV.OV-03, ID.RA-06]
#     nerc-cip: [CIP-007-6 R2.3]
#     nis2: ["21.2.f"]
#     sans-ics: ["5"]
#   attack_ics:
#     techniques: [T0866, T0819]
#   remediation:
#     summary: >-
#       Prefer compensating controls that need no stop; use the trend to ask for windows.
package zonewarden.metrics.long_critical_exposure

import data.zonewarden.lib.records

subjects contains {"kind": "kpi", "id": id} if some id in _judged

subjects contains {"kind": "vulnerability", "id": id} if some id in _critical

violations contains records.finding("kpi", kpi, records.plus(
	{
		"key": "mean",
		"text": sprintf("is %v h at the mean of %d, above its target of %v h", [mean, count(hours), kpi.target]),
		"evidence": {"mean_h": mean, "longest_h": max(hours), "count": count(hours)},
	},
	records.fixed("medium"),
)) if {
	some id in _judged
	kpi := input.kpis[id]
	hours := [ceil(known) |
		some v in _critical
		known := input.vulnerabilities[v].detected_at_ago_h
		not is_null(known)
	]
	count(hours) > 0
	mean := ceil(sum(hours) / count(hours))
	mean > kpi.target
}

violations contains records.finding("vulnerability", vulnerability, records.plus(
	{
		"key": "window",
		"text": sprintf("has been exposed for %v h, more than twice the limit of %v h", [
			ceil(vulnerability.detected_at_ago_h),
			limit,
		]),
	},
	records.fixed("high"),
)) if {
	some id in _critical
	vulnerability := input.vulnerabilities[id]
	vulnerability.worst_impact >= 3
	not is_null(vulnerability.detected_at_ago_h)
	limit := input.site.limits[sprintf("exposure_h_%s", [vulnerability.priority])]
	vulnerability.detected_at_ago_h > 2 * limit
}

violations contains records.finding("vulnerability", input.vulnerabilities[id], records.plus(
	{"key": "detection", "text": "is critical and says not when it was detected"},
	records.fixed("low"),
)) if {
	some id in _critical
	is_null(input.vulnerabilities[id].detected_at_ago_h)
}

_judged contains id if {
	some id, _ in input.kpis
	startswith(id, "critical_exposure_hours")
}

_critical contains id if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in records.open_states
	vulnerability.priority in {"immediate", "out_of_cycle"}
	vulnerability.exposure != "small"
}
