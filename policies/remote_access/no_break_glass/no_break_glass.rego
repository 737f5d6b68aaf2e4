# METADATA
# title: Emergency access is missing, unlimited or unreviewed
# description: >-
#   When the identity provider or the gateway is down, somebody must still get in to keep the process safe. Without a
#   sealed, limited and tested way, people keep secret accounts of their own; with one that nobody reviews, it becomes
#   the usual way.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0936/
#     description: ATT&CK for ICS M0936 Account Use Policies
# custom:
#   id: RA-029
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.3, SR 2.1 RE(3)]
#     iec-62443-2-1: [USER 1.4, AVAIL 1.1]
#     nist-800-53r5: [AC-2, CP-2, IR-4]
#     nist-csf-2: [PR.AA-05, PR.IR-03]
#     sans-ics: ["1", "4"]
#   attack_ics:
#     mitigations: [M0936, M0801]
#     techniques: [T0859]
#   remediation:
#     summary: >-
#       Seal emergency credentials offline, write down how long they may be used and how the caller is recognised, try
#       them every year and review each use within days.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   break_glass:
#       !     storage: "sealed envelope, shift office safe"
#       !     max_duration_h: 4
#       !     last_tested: "2026-06-01T10:00:00Z"
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   break_glass:
#       !     storage: "sealed envelope, shift office safe"
#       !     max_duration_h: 4
#       !     last_tested: "2026-06-01T10:00:00Z"
#       show users
package zonewarden.remote_access.no_break_glass

import data.zonewarden.lib.naming

subjects contains {"kind": "gateway", "id": id} if some id in _gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("No emergency access is declared for when gateway %s fails.", [id]),
	"evidence": {"break_glass": 0},
	"exposure": 1,
} if {
	some id in _gateways
	count(input.break_glass) == 0
}

# Of a place that is not said to be sealed or offline, and not online either, nothing is known.
subjects contains {"kind": "break_glass", "id": id} if {
	some id, access in input.break_glass
	_told(access.storage)
}

subjects contains {"kind": "break_glass", "id": id} if some id, _ in _wrong

violations contains {
	"subject": {"kind": "break_glass", "id": id},
	"message": sprintf("Emergency access %s.", [naming.list(sort(wrong))]),
	"evidence": {"wrong": sort(wrong)},
	"exposure": 1,
} if {
	some id, wrong in _wrong
}

_wrong[id] := wrong if {
	some id, access in input.break_glass
	wrong := {words | some name, words in _faults; _has(access, name)}
	count(wrong) > 0
}

_gateways contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

_faults := {
	"limit": "has no longest duration",
	"online": "is kept online",
	"review": "was used and not reviewed in time",
	"storage": "is kept nowhere",
	"test": "was not tried for a year",
}

_has(access, "storage") if is_null(access.storage)

_has(access, "online") if {
	_online(access.storage)
	not _sealed(access.storage)
}

_told(storage) if is_null(storage)

_told(storage) if _sealed(storage)

_told(storage) if _online(storage)

_sealed(storage) if {
	not is_null(storage)
	regex.match(
		`(?i).*(seal|envelope|safe|offline|off-line|paper|locked|cabinet|strongbox|tresor|umschlag|versiegelt).*`,
		storage,
	)
}

_online(storage) if {
	not is_null(storage)
	regex.match(
		`(?i).*(wiki|share|cloud|keepass|password manager|intranet|server|database|spreadsheet|excel|mail|online|vault).*`,
		storage,
	)
}

_has(access, "limit") if is_null(access.max_duration_h)

_has(access, "test") if is_null(access.last_tested_ago_h)

_has(access, "test") if access.last_tested_ago_h > 365 * 24

_has(access, "review") if {
	some use in access.uses
	not _reviewed(use)
	use.at_ago_h > _review_h
}

_reviewed(use) if {
	not is_null(use.reviewed_at_ago_h)
	use.at_ago_h - use.reviewed_at_ago_h <= _review_h
}

_review_h := input.site.limits.break_glass_review_h
