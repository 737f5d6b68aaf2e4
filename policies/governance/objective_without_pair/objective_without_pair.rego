# METADATA
# title: Objective does not pair a security measure with a production measure
# description: >-
#   The council has no shared objectives, or one with a measure of one side only, or owned by one side only. Who
#   is measured on uptime alone will never grant a window, and who is measured on patches alone will never wait
#   for one.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: GOV-016
#   family: governance
#   severity: low
#   requires: [governance]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 1.1, ORG 2.4]
#     nist-800-53r5: [PM-6, PM-9]
#     nist-csf-2: [GV.OV-03, GV.RM-01, GV.RM-03]
#   remediation:
#     summary: >-
#       Pair them, for example the hours of critical exposure with the hours of stops that security changes
#       caused, with owners from both sides.
package zonewarden.governance.objective_without_pair

import data.zonewarden.lib.records

subjects contains {"kind": "council", "id": id} if some id, _ in input.council

subjects contains {"kind": "objective", "id": id} if some id, _ in input.objectives

violations contains records.finding("council", council, records.plus(
	{"key": "objectives", "text": "has no shared objectives"},
	records.fixed("low"),
)) if {
	some council in input.council
	count(input.objectives) == 0
}

violations contains records.finding("objective", objective, records.plus(found, records.fixed("low"))) if {
	some found in _problems
	objective := input.objectives[found.id]
}

_problems contains {"id": id, "key": "uptime", "text": "has no production measure"} if {
	some id, objective in input.objectives
	is_null(objective.uptime_kpi)
}

_problems contains {"id": id, "key": "security", "text": "has no security measure"} if {
	some id, objective in input.objectives
	is_null(objective.security_kpi)
}

_problems contains {"id": id, "key": "owners", "text": "is owned by one side only"} if {
	some id, objective in input.objectives
	count({side | some person in objective.owners; side := records.side(person)}) < 2
}
