# METADATA
# title: Production impact is not assessed, or a risk above tolerance is not treated
# description: >-
#   An OT zone leads to no unit with a known impact, or a unit's business impact assessment is incomplete or older
#   than a year, or its residual risk is above what is tolerated and no treatment with a date is on the register.
#   Every severity of this report rests on these figures; where they are missing the checker assumes a major
#   impact.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: GOV-013
#   family: governance
#   severity: low
#   requires: [zones]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 2.1, ZCR 4.1, ZCR 5.3, ZCR 5.11, ZCR 6.8]
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [RA-3, RA-9, PM-11, CP-2(8)]
#     nist-csf-2: [GV.RM-02, GV.RM-06, ID.RA-04, ID.AM-05]
#     nis2: ["21.1"]
#     sans-ics: ["5"]
#   remediation:
#     summary: >-
#       Do a light assessment of each unit with operations and finance; put what is above tolerance on the risk
#       register with a date.
package zonewarden.governance.impact_unknown

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "zone", "id": id} if some id in _zones

subjects contains {"kind": "unit", "id": id} if some id, _ in input.units

violations contains records.finding("zone", input.zones[id], records.plus(
	{"key": "impact", "text": "has no known production impact: no unit with an assessment, and no criticality"},
	records.fixed("medium"),
)) if {
	some id in _zones
	not input.zones[id].impact_known
}

violations contains records.finding("unit", input.units[found.id], records.plus(found, records.fixed("medium"))) if {
	some found in _problems
}

_zones contains id if {
	some id, zone in input.zones
	zone.ot
	not zone.implied
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("has an assessment without %s", [naming.list(missing)]),
} if {
	some id, unit in input.units
	missing := records.missing({
		"downtime cost": unit.bia.downtime_cost_per_hour,
		"credible outage": unit.bia.credible_outage_h,
		"safety consequence": unit.bia.safety_consequence,
		"environmental consequence": unit.bia.environmental_consequence,
		"regulatory exposure": unit.bia.regulatory_exposure.level,
	})
	count(missing) > 0
}

_problems contains {"id": id, "key": "age", "text": "has an assessment that is not of the last 365 days"} if {
	some id, unit in input.units
	not records.recent(unit.bia.assessed_at_ago_h, 365)
}

_problems contains {
	"id": id,
	"key": "tolerance",
	"text": sprintf(
		"carries a residual risk of %v a year where %v are tolerated, and no treatment with a date ahead",
		[unit.bia.residual_risk, unit.bia.tolerable_risk],
	),
} if {
	some id, unit in input.units
	unit.bia.residual_risk > unit.bia.tolerable_risk
	not is_null(unit.bia.tolerable_risk)
	not _treated(id)
}

_treated(id) if {
	some risk in input.risk_register
	risk.unit == id
	risk.status != "closed"
	risk.treatment in {"mitigate", "transfer", "avoid"}
	records.ahead(risk.deadline_ago_h)
}

_treated(id) if {
	some risk in input.risk_register
	risk.unit == id
	risk.treatment == "accept"
	risk.status == "deviation-approved"
	count(risk.decided_by) > 0
	records.ahead(risk.deadline_ago_h)
}
