# METADATA
# title: Exception has expired and still stands as approved
# description: >-
#   An exception is past its end and was neither renewed, closed nor withdrawn. It waives nothing any more: what
#   it covered is reported again. Somebody counts on a risk being accepted that nobody accepts now.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0816/
#     description: ATT&CK for ICS M0816
# custom:
#   id: GOV-009
#   family: governance
#   severity: high
#   requires: [exceptions]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [CA-5, PM-4]
#     nist-csf-2: [ID.RA-07, GV.OV-03]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0816]
#   remediation:
#     summary: >-
#       Renew it with new evidence, or mend what it covered, and close it.
package zonewarden.governance.exception_expired

import data.zonewarden.lib.records

subjects contains {"kind": "exception", "id": id} if some id in _judged

violations contains records.finding("exception", exception, records.plus(
	{"key": "expired", "text": sprintf("ended on %s and was neither renewed nor closed", [exception.expires])},
	records.fixed(records.by_impact(exception, "medium", "high")),
)) if {
	some id in _judged
	exception := input.exceptions[id]
	records.past(exception.expires_ago_h)
}

_judged contains id if {
	some id, exception in input.exceptions
	exception.status == "deviation-approved"
}
