# METADATA
# title: Investment case lacks inputs, or contradicts the business impact
# description: >-
#   An investment case states no owner, review date or cost, or not what the avoided loss is computed from, or
#   counts an hour's downtime at another price than the unit's business impact assessment. A case whose figures
#   cannot be traced is worth no more than the slide it is on.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0828/
#     description: ATT&CK for ICS T0828
# custom:
#   id: KPI-008
#   family: metrics
#   severity: low
#   requires: [kpis, units]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 5.3]
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [PM-9, PM-11, RA-3]
#     nist-csf-2: [GV.RM-03, GV.RM-06, GV.RM-07]
#   attack_ics:
#     techniques: [T0828]
#   remediation:
#     summary: >-
#       Take the inputs from the unit's assessment, and give a range instead of a point.
package zonewarden.metrics.investment_without_inputs

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "investment", "id": id} if some id, _ in input.investments

violations contains records.finding("investment", investment, records.plus(found, records.fixed("low"))) if {
	some found in _problems
	investment := input.investments[found.id]
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("states no %s", [naming.list(missing)]),
} if {
	some id, investment in input.investments
	given := investment.inputs
	missing := records.missing({
		"owner": investment.owner,
		"review date": investment.reviewed_at,
		"cost": investment.cost,
		"downtime cost": given.downtime_cost_per_hour,
		"probability before": given.p_outage_before,
		"probability after": given.p_outage_after,
		"outage before": given.outage_h_before,
		"outage after": given.outage_h_after,
		"regulatory exposure": given.regulatory_delta,
		"enabled value": given.enabled_value,
	})
	count(missing) > 0
}

_problems contains {
	"id": id,
	"key": "downtime",
	"text": sprintf(
		"counts an hour of downtime at %v, and the assessment of %s at %v",
		[given, investment.unit, assessed],
	),
} if {
	some id, investment in input.investments
	given := investment.inputs.downtime_cost_per_hour
	assessed := input.units[investment.unit].bia.downtime_cost_per_hour
	not is_null(given)
	not is_null(assessed)
	given != assessed
}
