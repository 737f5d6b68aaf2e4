# METADATA
# title: Change is not approved by operations and security in time
# description: >-
#   A change that touches OT lacks the approval of operations or of security (of safety too where it touches a
#   safety zone), was approved after it began, was requested, approved and carried out by one person, or by nobody
#   who may accept its impact. Each side sees what the other does not: the process, and the way in.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0800/
#     description: ATT&CK for ICS M0800
# custom:
#   id: GOV-004
#   family: governance
#   severity: medium
#   requires: [operations]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 2.1 RE(4)]
#     iec-62443-2-1: [CM 1.4, USER 2.2, USER 2.3]
#     nist-800-53r5: [CM-3, CM-3(4), AC-5]
#     nist-csf-2: [GV.RR-02, ID.RA-07]
#     nerc-cip: [CIP-010-4 R1.2]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0800, M0801]
#   remediation:
#     summary: >-
#       Make the approvers code owners of the zone; let nobody approve a change of his own.
package zonewarden.governance.change_without_dual_approval

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _judged

violations contains records.finding("change", input.changes[found.id], records.plus(
	found,
	records.fixed(_level(input.changes[found.id])),
)) if some found in _problems

_level(change) := "high" if change.worst_impact >= 3

else := "high" if _safety(change)

else := "medium"

_judged contains id if {
	some id, change in input.changes
	not change.status in {"planned", "rejected", "requested"}
	_touches_ot(change)
}

_touches_ot(change) if count(change.zones) == 0

_touches_ot(change) if {
	some zone in change.zones
	input.zones[zone].ot
}

_touches_ot(change) if {
	some zone in change.zones
	input.zones[zone].dmz
}

_safety(change) if {
	some zone in change.zones
	input.zones[zone].kind == "safety"
}

_needed(change) := {"ot_operations", "security", "safety"} if _safety(change)

else := {"ot_operations", "security"}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", sort(missing))]),
	"text": sprintf("is not approved by %s", [naming.list(sort(missing))]),
} if {
	some id in _judged
	change := input.changes[id]
	missing := _needed(change) - {records.signs_as(approval.role) | some approval in change.approvals}
	count(missing) > 0
}

_problems contains {
	"id": id,
	"key": sprintf("late:%s", [approval.role]),
	"text": sprintf("was approved by %s (%s) after it began", [approval.role, approval.by]),
} if {
	some id in _judged
	change := input.changes[id]
	change.type != "emergency"
	some approval in change.approvals
	approval.at_ago_h < _began(change)
}

_began(change) := change.implemented_at_ago_h if not is_null(change.implemented_at_ago_h)

else := change.start_ago_h if not is_null(change.start_ago_h)

_problems contains {
	"id": id,
	"key": "duties",
	"text": sprintf("is requested, approved and carried out by %s", [person]),
} if {
	some id in _judged
	change := input.changes[id]
	some person in {approval.by | some approval in change.approvals}
	person == change.requester
	person == change.implementer
}

_problems contains {
	"id": id,
	"key": "authority",
	"text": sprintf(
		"is approved by nobody who may accept an impact of %d (%s)",
		[change.worst_impact, naming.list(sort(roles))],
	),
} if {
	some id in _judged
	change := input.changes[id]
	count(change.approvals) > 0
	roles := records.authority(change.worst_impact)
	count(roles) > 0
	acting := {approval.role | some approval in change.approvals} | {role |
		some approval in change.approvals
		role := records.role_of(approval.by)
	}
	count(roles & acting) == 0
}
