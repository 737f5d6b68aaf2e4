# METADATA
# title: Exception is incomplete, too long or accepted below its impact
# description: >-
#   An approved exception does not say what it excepts, why, what may happen, what stands in, who owns it, who
#   accepted it, when and until when; or it lasts longer than its impact allows, or nobody accepted it who may
#   accept such an impact, or it concerns a safety zone without the safety engineer. Such an exception is a hole
#   that nobody decided on.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0816/
#     description: ATT&CK for ICS M0816
# custom:
#   id: GOV-008
#   family: governance
#   severity: medium
#   requires: [exceptions]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 5.12, ZCR 7.1]
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [CA-5, PM-4, RA-7]
#     nist-csf-2: [GV.RM-04, ID.RA-07]
#     nerc-cip: [CIP-007-6 R2.4]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0816]
#   remediation:
#     summary: >-
#       Complete it, shorten it, or take it to those who may accept it.
package zonewarden.governance.exception_incomplete

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "exception", "id": id} if some id in _judged

violations contains records.finding("exception", input.exceptions[found.id], records.plus(
	found,
	records.fixed(_level(_impact(input.exceptions[found.id]))),
)) if some found in _problems

_level(impact) := "high" if impact >= 3

_level(impact) := "medium" if impact < 3

# What it states, or what the zones behind its scope are worth; unknown counts as 3.
_impact(exception) := exception.impact if not is_null(exception.impact)

else := exception.worst_impact if count(exception.zones) > 0

else := 3

_judged contains id if {
	some id, exception in input.exceptions
	exception.status == "deviation-approved"
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("states no %s", [naming.list(missing)]),
} if {
	some id in _judged
	exception := input.exceptions[id]
	scope := exception.scope
	missing := records.missing({
		"scope": array.concat(
			array.concat(scope.objects, scope.rule_tags),
			array.concat(scope.fingerprint, scope.packets),
		),
		"justification": exception.justification,
		"risk": exception.risk_statement,
		"impact": exception.impact,
		"compensating control": exception.compensating_controls,
		"owner": exception.owner,
		"acceptance": exception.accepted_by,
		"date of acceptance": exception.accepted_at,
		"end": exception.expires,
	})
	count(missing) > 0
}

_problems contains {
	"id": id,
	"key": "length",
	"text": sprintf("lasts %d days, and %v are allowed at impact %d", [days, limit, impact]),
} if {
	some id in _judged
	exception := input.exceptions[id]
	not is_null(exception.accepted_at_ago_h)
	not is_null(exception.expires_ago_h)
	impact := _impact(exception)
	limit := input.site.limits[sprintf("exception_max_days.%d", [max([impact, 1])])]
	days := ceil((exception.accepted_at_ago_h - exception.expires_ago_h) / 24)
	days > limit
}

_problems contains {
	"id": id,
	"key": "authority",
	"text": sprintf("is accepted by nobody who may accept an impact of %d (%s)", [impact, naming.list(sort(roles))]),
} if {
	some id in _judged
	exception := input.exceptions[id]
	impact := _impact(exception)
	roles := records.authority(impact)
	count(roles) > 0
	count(exception.accepted_by) > 0
	count(roles & {records.role_of(person) | some person in exception.accepted_by}) == 0
}

_problems contains {
	"id": id,
	"key": "sides",
	"text": "is not accepted by both OT and IT or security, and waives nothing",
} if {
	some id in _judged
	people := input.exceptions[id].accepted_by
	count(people) > 0
	count({records.side(person) | some person in people}) < 2
}

_problems contains {"id": id, "key": "safety", "text": "concerns a safety zone and no safety engineer accepted it"} if {
	some id in _judged
	exception := input.exceptions[id]
	some zone in exception.zones
	input.zones[zone].kind == "safety"
	not "safety_engineer" in {records.role_of(person) | some person in exception.accepted_by}
}
