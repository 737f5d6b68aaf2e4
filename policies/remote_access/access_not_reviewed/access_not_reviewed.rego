# METADATA
# title: Remote access is not reviewed, or a vendor has left and still has access
# description: >-
#   A gateway or a vendor was not looked at within the time the site sets, a contract says nothing about remote
#   access, or a vendor who has left still holds a grant. Access that nobody confirms only grows.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0918/
#     description: ATT&CK for ICS M0918 User Account Management
# custom:
#   id: RA-030
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.3]
#     iec-62443-2-1: [USER 1.4, ORG 1.6]
#     nist-800-53r5: [AC-2, AC-6(7), SA-9, SR-6]
#     nist-csf-2: [GV.SC-07, GV.SC-10, PR.AA-05]
#     nerc-cip: [CIP-004-7 R4.2, CIP-004-7 R4.3, CIP-013-2 R1.2.3]
#     nis2: [21.2.d]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0918, M0817]
#     techniques: [T0859, T0862]
#   remediation:
#     summary: >-
#       Confirm gateways, vendors and standing grants each quarter by their OT owner, and let what is not confirmed
#       end by itself. Put remote access and the notice of people who leave into contracts.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   vendors:
#       !     - {id: vnd-drives, contract_clauses: [remote_access, personnel_change], last_reviewed: "2026-10-20T00:00:00Z"}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   vendors:
#       !     - {id: vnd-drives, contract_clauses: [remote_access, personnel_change], last_reviewed: "2026-10-20T00:00:00Z"}
#       show users
package zonewarden.remote_access.access_not_reviewed

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming

subjects contains {"kind": "gateway", "id": id} if some id in _gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s %s.", [id, _late(input.gateways[id])]),
	"evidence": {"reviewed_ago_h": input.gateways[id].last_reviewed_ago_h, "limit_days": _limit},
	"exposure": 2,
} if {
	some id in _gateways
	_late(input.gateways[id])
}

subjects contains {"kind": "vendor", "id": id} if some id, _ in input.vendors

violations contains {
	"subject": {"kind": "vendor", "id": id},
	"message": sprintf("Vendor %s %s.", [id, naming.list(sort(wrong))]),
	"evidence": {"reviewed_ago_h": vendor.last_reviewed_ago_h, "limit_days": _limit},
	"exposure": 2,
} if {
	some id, vendor in input.vendors
	wrong := (_overdue(vendor) | _contract(vendor)) | _left(vendor)
	count(wrong) > 0
}

_gateways contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

# Whoever has left needs no review.
_overdue(vendor) := {_late(vendor)} if {
	not _gone(vendor)
	_late(vendor)
}

else := set()

_late(one) := "was never reviewed" if is_null(one.last_reviewed_ago_h)

else := sprintf("was last reviewed more than %v days ago", [_limit]) if one.last_reviewed_ago_h > _limit * 24

_contract(vendor) := set() if _gone(vendor)

else := {sprintf("has a contract that says nothing about %s", [naming.list(missing)])} if {
	missing := [words | some [name, words] in _clauses; not _agreed(vendor, name)]
	count(missing) > 0
}

else := set()

_clauses := [["remote_access", "remote access"], ["personnel", "people who leave"]]

_agreed(vendor, "remote_access") if "remote_access" in vendor.contract_clauses

_agreed(vendor, "personnel") if {
	some clause in vendor.contract_clauses
	some word in ["personnel", "offboarding", "leaver"]
	contains(clause, word)
}

# Grants that stand for longer than reviews may lie apart: an approval is one.
subjects contains {"kind": "grant", "id": id} if some id, _ in _reviewed

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s stands since it was approved more than %v days ago.", [grants.label(input.grants[id]), _limit]),
	"evidence": {"reviewed_ago_h": ago_h, "limit_days": _limit},
	"exposure": 2,
} if {
	some id, ago_h in _reviewed
	ago_h > _limit * 24
}

_reviewed[id] := min(times) if {
	some id, grant in input.grants
	grants.standing(grant)
	not _over(grant)
	times := _begun(grant) | {approval.at_ago_h | some approval in grant.approvals; not is_null(approval.at_ago_h)}
	count(times) > 0
}

_over(grant) if grant.valid_until_ago_h > 0

_begun(grant) := {grant.valid_from_ago_h} if {
	not is_null(grant.valid_from_ago_h)
	count(grant.approvals) == 0
}

else := set()

_left(vendor) := {sprintf("has left and still holds grant %s", [id]) |
	_gone(vendor)
	some id, grant in input.grants
	grant.vendor == vendor.id
	grants.standing(grant)
}

_gone(vendor) if {
	not is_null(vendor.offboarded_at_ago_h)
	vendor.offboarded_at_ago_h >= 0
}

_limit := input.site.limits.ra_review_max_days
