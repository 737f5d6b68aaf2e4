# METADATA
# title: A vendor grant lasts longer than a job
# description: >-
#   A grant for a third party is valid for longer than the site allows. Access that outlives the job is access that
#   nobody watches: the vendor's account is found and used months later, by others.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0918/
#     description: ATT&CK for ICS M0918 User Account Management
# custom:
#   id: RA-007
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13 RE(1), SR 1.3]
#     iec-62443-2-1: [NET 3.2, USER 1.5]
#     nist-800-53r5: [AC-2(3), AC-17, MA-4(5)]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5, CIP-013-2 R1.2.6]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0918, M0936]
#     techniques: [T0859, T0822]
#   remediation:
#     summary: >-
#       Issue one grant for each job and let it end with the shift. Extend it by a new approval, not by a longer time.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, valid_from: "2026-11-23T22:00:00Z", valid_until: "2026-11-24T01:30:00Z"}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, valid_from: "2026-11-23T22:00:00Z", valid_until: "2026-11-24T01:30:00Z"}
#       show users
package zonewarden.remote_access.grant_without_end

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s has no %s.", [grants.label(input.grants[id]), naming.list(missing)]),
	"evidence": {"hours": null, "limit_h": _limit(input.grants[id])},
	"exposure": 3,
} if {
	some id in _judged
	missing := _missing(input.grants[id])
	count(missing) > 0
}

_missing(grant) := [words |
	some [field, words] in [["valid_from", "beginning"], ["valid_until", "end"]]
	is_null(grant[field])
]

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s is valid for %v hours; the limit is %v.", [
		grants.label(grant), grants.hours(grant), _limit(grant),
	]),
	"evidence": {"hours": grants.hours(grant), "limit_h": _limit(grant)},
	"exposure": 3,
} if {
	some id in _judged
	grant := input.grants[id]
	count(_missing(grant)) == 0
	grants.hours(grant) > _limit(grant)
}

_judged contains id if {
	some id, grant in input.grants
	grants.vendor(grant)
	grants.standing(grant)
}

_limit(grant) := input.site.limits.max_vendor_grant_critical_h if grants.critical(grant)

else := input.site.limits.max_vendor_grant_h
