# METADATA
# title: A third party works on critical equipment unwatched
# description: >-
#   A third party's session reaches equipment whose loss would hurt badly, and nobody watches it who could end it. A
#   slip or a stolen account then works undisturbed, at the speed of the process.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: RA-015
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 2.6]
#     iec-62443-2-1: [NET 3.2]
#     nist-800-53r5: [MA-4, MA-4(1), AC-17(1)]
#     nist-csf-2: [DE.CM-06]
#     nerc-cip: [CIP-005-7 R2.4, CIP-005-7 R3.1, CIP-003-9 Att1 S6.1]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0822, T0859]
#   remediation:
#     summary: >-
#       Name an escort of the shift for each session and give them a button that ends it. No escort, no session.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, supervision: live_escort, escort: m.keller}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, supervision: live_escort, escort: m.keller}
#       show users
package zonewarden.remote_access.vendor_unwatched

import data.zonewarden.lib.grants

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s reaches equipment of impact %v and %s.", [
		grants.label(input.grants[id]), input.grants[id].worst_impact, why,
	]),
	"evidence": {"supervision": input.grants[id].supervision, "impact": input.grants[id].worst_impact},
	"exposure": 3,
} if {
	some id in _judged
	why := _unwatched(input.grants[id])
}

_judged contains id if {
	some id, grant in input.grants
	grants.vendor(grant)
	grants.standing(grant)
	grant.worst_impact >= 3
}

_unwatched(grant) := "nobody watches it" if not grant.supervision in {"four_eyes_with_terminate", "live_escort"}

else := "names no escort" if is_null(grant.escort)
