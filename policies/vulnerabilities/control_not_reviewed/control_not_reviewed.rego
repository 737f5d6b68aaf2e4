# METADATA
# title: Compensating control without an end, an owner or a current review
# description: >-
#   A compensating control has no end or is past it, has no owner, or its review is overdue; or everything it was
#   for is resolved and it still stands. A control that nobody looks at again becomes a permanent substitute for
#   the patch, and its exception a permanent hole.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-009
#   family: vulnerabilities
#   severity: medium
#   requires: [vulnerabilities]
#   capability: 1
#   ceiling: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.5, ORG 2.4]
#     nist-800-53r5: [CA-5, PM-4, SI-2]
#     nist-csf-2: [ID.RA-07, ID.RA-06]
#     nerc-cip: [CIP-007-6 R2.4]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Review the controls at each outage planning meeting; end those whose vulnerabilities are gone.
package zonewarden.vulnerabilities.control_not_reviewed

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "compensating_control", "id": id} if some id, _ in input.compensating_controls

violations contains records.finding("compensating_control", control, records.plus(found, {"exposure": 0})) if {
	some found in _problems
	control := input.compensating_controls[found.id]
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("states no %s", [naming.list(missing)]),
} if {
	some id, control in input.compensating_controls
	missing := records.missing({"end": control.expires, "owner": control.owner, "review": control.review_by})
	count(missing) > 0
}

_problems contains {"id": id, "key": "end", "text": "is past its end"} if {
	some id, control in input.compensating_controls
	records.past(control.expires_ago_h)
}

_problems contains {"id": id, "key": "review", "text": "is overdue for its review"} if {
	some id, control in input.compensating_controls
	records.past(control.review_by_ago_h)
}

_problems contains {
	"id": id,
	"key": "needless",
	"text": "still stands, and every vulnerability it was for is closed",
} if {
	some id, control in input.compensating_controls
	count(control.for) > 0
	count(control.for_assets) == 0
	count([v | some v in control.for; input.vulnerabilities[v].status in records.open_states]) == 0
}
