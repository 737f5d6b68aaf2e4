# METADATA
# title: Operations has not approved a grant
# description: >-
#   A grant is in force that nobody in operations approved, that its own user approved, or that has one approval where
#   the safety system or the highest impact is at stake. Or a session that a gateway exported had no grant, began before it,
#   or led to a host or used a service that it does not name. Then the shift does not know that a stranger works on the
#   process it runs.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0800/
#     description: ATT&CK for ICS M0800 Authorization Enforcement
# custom:
#   id: RA-020
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13 RE(1), SR 2.1 RE(4)]
#     iec-62443-2-1: [NET 3.2, USER 2.3]
#     nist-800-53r5: [MA-4(5), AC-17, CM-5]
#     nist-csf-2: [PR.AA-05, GV.RR-02]
#     nerc-cip: [CIP-004-7 R4.1]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0800, M0918]
#     techniques: [T0822]
#   remediation:
#     summary: >-
#       Let the shift supervisor approve each grant before it begins, and take security as the second approver for
#       safety systems and equipment of the highest impact.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - id: g-1
#       !       approvals:
#       !         - {by: m.keller, role: ot_operations, at: "2026-11-23T20:00:00Z"}
#       !         - {by: s.brandt, role: security, at: "2026-11-23T20:10:00Z"}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - id: g-1
#       !       approvals:
#       !         - {by: m.keller, role: ot_operations, at: "2026-11-23T20:00:00Z"}
#       !         - {by: s.brandt, role: security, at: "2026-11-23T20:10:00Z"}
#       show users
package zonewarden.remote_access.grant_not_approved

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming
import data.zonewarden.lib.sessions
import data.zonewarden.lib.zones

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s %s.", [grants.label(input.grants[id]), naming.list(sort(wrong))]),
	"evidence": {"approvers": sort({approval.by | some approval in input.grants[id].approvals})},
	"exposure": 3,
} if {
	some id in _judged
	wrong := _wrong(input.grants[id])
	count(wrong) > 0
}

_judged contains id if {
	some id, grant in input.grants
	grant.status in {"active", "approved"}
}

_wrong(grant) := (_operations(grant) | _own(grant)) | _second(grant)

_operations(grant) := set() if {
	some approval in grant.approvals
	_speaks_for_operations(approval, grant)
}

else := {"lacks the approval of operations"}

# In a role that runs the plant, or as the one who answers for what the grant leads to.
_speaks_for_operations(approval, _) if approval.role in _operating

_speaks_for_operations(approval, _) if {
	is_null(approval.role)
	input.people[approval.by].role in _operating
}

_speaks_for_operations(approval, grant) if {
	approval.by in _owners(grant)
	_as_owner(approval.role)
}

_as_owner(null) := true

_as_owner(role) if role in {"asset_owner", "ot", "ot_owner", "owner", "unit_owner"}

_operating := {
	"operations", "ot_operations", "plant_manager", "production_manager", "production_operations", "shift_lead",
	"shift_supervisor",
}

_owners(grant) := {owner |
	some unit in grant.affected_units
	owner := input.units[unit].owners.ot
	not is_null(owner)
} | {owner |
	some zone in grant.target_zones
	owner := input.zones[zone].owners.ot
	owner != ""
}

_own(grant) := {"is approved by its own user"} if {
	some approval in grant.approvals
	approval.by == grant.subject
}

else := set()

_second(grant) := {"lacks a second approval, by security"} if {
	_grave(grant)
	not _by_security(grant)
}

else := set()

_by_security(grant) if {
	some approval in grant.approvals
	approval.role in {"cybersecurity", "security"}
	count({one.by | some one in grant.approvals}) > 1
}

_grave(grant) if grant.worst_impact >= 4

_grave(grant) if {
	some id in grant.target_zones
	zones.safety(id)
}

# Sessions that nobody approved: what gateways exported, held against the grants.
subjects contains export if some export in sessions.exported

subjects contains {"kind": "session", "id": id} if some id in sessions.ours

violations contains {
	"subject": {"kind": "session", "id": id},
	"message": sprintf("%s %s.", [sessions.label(session), naming.list(sort(wrong))]),
	"evidence": {"grant": session.grant, "target": session.target, "service": session.service},
	"certainty": _certainty(session),
	"exposure": 3,
} if {
	some id in sessions.ours
	session := input.sessions[id]
	wrong := (_ungranted(session) | _early(session)) | (_elsewhere(session) | _otherwise(session))
	count(wrong) > 0
}

_ungranted(session) := {"was opened without a grant"} if is_null(session.grant)

else := {sprintf("was opened by grant %s, which does not exist", [session.grant])} if not input.grants[session.grant]

else := {sprintf("ran over gateway %s, which nobody declares", [session.gateway])} if {
	not is_null(session.gateway)
	not input.gateways[session.gateway]
}

else := set()

_early(session) := {sprintf("began before %s", [grants.mention(grant)])} if {
	grant := input.grants[session.grant]
	not is_null(grant.valid_from_ago_h)
	session.start_ago_h > grant.valid_from_ago_h
}

else := set()

_elsewhere(session) := {sprintf("led to %s, which its grant does not name", [session.target])} if _strange_target(session)

else := set()

_strange_target(session) if session.target_granted == false

_strange_target(session) if {
	_unknown_target(session)
}

# A host that is neither inventoried nor an address may be one that the grant names.
_unknown_target(session) if {
	is_null(session.target_granted)
	not is_null(session.target)
	input.grants[session.grant]
}

_otherwise(session) := {sprintf("used %s, which its grant does not name", [session.service])} if _strange_service(session)

else := set()

_strange_service(session) if session.service_granted == false

_strange_service(session) if _unknown_service(session)

_unknown_service(session) if {
	is_null(session.service_granted)
	not is_null(session.service)
	input.grants[session.grant]
}

_certainty(session) := "definite" if count(_ungranted(session) | _early(session)) > 0

else := "definite" if false in {session.service_granted, session.target_granted}

else := "possible"
