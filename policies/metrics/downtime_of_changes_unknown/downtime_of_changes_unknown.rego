# METADATA
# title: Downtime by security changes is not recorded or over budget
# description: >-
#   A change with a security reason was carried out and nobody wrote down whether it stopped production, or such
#   changes of the period stopped it for longer than the site's own threshold. A patch that costs more uptime
#   than the attack it prevents must be seen to be improved, and one that costs nothing is the best argument for
#   the next.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: KPI-007
#   family: metrics
#   severity: low
#   requires: [operations]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.4, CM 1.4]
#     nist-800-53r5: [PM-6, CM-4(2)]
#     nist-csf-2: [GV.OV-03, ID.IM-03]
#   attack_ics:
#     techniques: [T0826]
#   remediation:
#     summary: >-
#       Record `attributed_downtime_h` when the change is closed, 0 where production went on; where the sum is
#       over its threshold move such changes into planned stops and test them on a spare first.
package zonewarden.metrics.downtime_of_changes_unknown

import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _judged

subjects contains {"kind": "kpi", "id": id} if some id in _budgets

violations contains records.finding("change", input.changes[id], records.plus(
	{
		"key": "attribution",
		"text": "was carried out for security, and nobody recorded whether it stopped production",
	},
	records.fixed("low"),
)) if {
	some id in _judged
	is_null(input.changes[id].attributed_downtime_h)
}

violations contains records.finding("kpi", kpi, records.plus(
	{
		"key": "budget",
		"text": sprintf("allows %v hours, and changes for security stopped production for %v in %v days", [
			kpi.threshold,
			hours,
			_days(kpi),
		]),
		"locations": array.concat(kpi.locations, [place | some change in sort(_within(kpi)); some place in input.changes[change].locations]),
	},
	records.fixed("medium"),
)) if {
	some id in _budgets
	kpi := input.kpis[id]
	hours := sum([input.changes[change].attributed_downtime_h |
		some change in sort(_within(kpi))
		not is_null(input.changes[change].attributed_downtime_h)
	])
	hours > kpi.threshold
}

# Carried out, with a security reason: it touches controls, or a vulnerability, a grant or an exception names it.
_judged contains id if {
	some id, change in input.changes
	_done(change)
	_reason(change)
}

_done(change) if not change.status in {"approved", "planned", "rejected", "requested"}

_done(change) if not is_null(change.implemented_at_ago_h)

_reason(change) if count(change.cyber_controls_affected) > 0

_reason(change) if {
	some vulnerability in object.get(input, "vulnerabilities", {})
	vulnerability.change_id == change.id
}

_reason(change) if {
	some grant in object.get(input, "grants", {})
	grant.change_id == change.id
}

_reason(change) if {
	some exception in object.get(input, "exceptions", {})
	exception.remediation.change_id == change.id
}

_budgets contains id if {
	some id, kpi in object.get(input, "kpis", {})
	startswith(id, "security_change_downtime_h")
	not is_null(kpi.threshold)
}

_within(kpi) := {id |
	some id in _judged
	_ended(input.changes[id]) >= 0
	_ended(input.changes[id]) <= _days(kpi) * 24
}

_ended(change) := change.implemented_at_ago_h if {
	not is_null(change.implemented_at_ago_h)
} else := change.end_ago_h if {
	not is_null(change.end_ago_h)
} else := 0

# A period in other words is taken for the longest: it holds most of the downtime.
_days(kpi) := object.get({"week": 7, "month": 31, "quarter": 92, "half_year": 184}, kpi.period, 366)
