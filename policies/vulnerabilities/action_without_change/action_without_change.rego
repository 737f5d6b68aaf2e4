# METADATA
# title: Vulnerability is acted on without a change record
# description: >-
#   A patch, setting or control against a vulnerability has no change record, its change is closed while the
#   vulnerability stays open, or the vulnerability was resolved without one. What changes a controller outside
#   change management surprises the shift, and nobody can say afterwards whether it was done.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0951/
#     description: ATT&CK for ICS M0951
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-017
#   family: vulnerabilities
#   severity: low
#   requires: [vulnerabilities]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.4, COMP 3.3]
#     nist-800-53r5: [CM-3, CM-4, SI-2]
#     nist-csf-2: [ID.RA-07]
#     nerc-cip: [CIP-010-4 R1.2, CIP-007-6 R2.4]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0951, M0947]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Open the change, link it, and let the change system close both together.
package zonewarden.vulnerabilities.action_without_change

import data.zonewarden.lib.records

subjects contains {"kind": "vulnerability", "id": id} if some id in _judged

violations contains records.finding("vulnerability", input.vulnerabilities[found.id], records.plus(
	found,
	records.fixed(records.by_impact(input.vulnerabilities[found.id], "low", "medium")),
)) if some found in _problems

_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	not is_null(vulnerability.action)
}

_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in {"resolved", "resolved_with_pedigree"}
}

_problems contains {
	"id": id,
	"key": "change",
	"text": sprintf("is acted on (%s) without a change record", [action]),
} if {
	some id in _judged
	action := input.vulnerabilities[id].action
	not is_null(action)
	is_null(input.vulnerabilities[id].change_id)
}

_problems contains {"id": id, "key": "evidence", "text": "was resolved without a change record"} if {
	some id in _judged
	vulnerability := input.vulnerabilities[id]
	is_null(vulnerability.action)
	is_null(vulnerability.change_id)
}

_problems contains {
	"id": id,
	"key": "open",
	"text": sprintf("is still open, and its change %s is closed", [vulnerability.change_id]),
} if {
	some id in _judged
	vulnerability := input.vulnerabilities[id]
	vulnerability.status in records.open_states
	input.changes[vulnerability.change_id].status == "closed"
}
