# METADATA
# title: Access stays open after the work is done
# description: >-
#   The job of a grant is finished or cancelled and the grant is still in force, or a session that a gateway exported went
#   on after the end of its grant. The session, the account and the rule wait for whoever finds them.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0918/
#     description: ATT&CK for ICS M0918 User Account Management
# custom:
#   id: RA-009
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.6, SR 1.3]
#     iec-62443-2-1: [NET 3.3, USER 1.2]
#     nist-800-53r5: [AC-12, AC-17(9), MA-4(7), SC-10]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5, CIP-003-9 Att1 S6.2, CIP-013-2 R1.2.3]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0918, M0936]
#     techniques: [T0859]
#   remediation:
#     summary: >-
#       Tie the end of the grant to the end of the work order: revoke it, disable the account and drop the session in
#       one step, and record revoked_at.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, status: revoked, revoked_at: "2026-11-23T23:20:00Z"}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, status: revoked, revoked_at: "2026-11-23T23:20:00Z"}
#       show users
package zonewarden.remote_access.access_outlives_task

import data.zonewarden.lib.grants
import data.zonewarden.lib.sessions

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s is still %s, %v minutes after its task was %s.", [
		grants.label(grant), grant.status, _minutes(grant), grant.task.status,
	]),
	"evidence": {"minutes": _minutes(grant), "limit_min": input.site.limits.revoke_sla_min},
	"exposure": 3,
	"floor": _floor(grant),
} if {
	some id in _judged
	grant := input.grants[id]
	is_null(grant.revoked_at)
	_minutes(grant) > input.site.limits.revoke_sla_min
}

# A task that is done and a grant that stands. A task without a time of completion counts from the grant's beginning.
_judged contains id if {
	some id, grant in input.grants
	grant.task.status in {"cancelled", "completed"}
	grant.status in {"active", "approved"}
	_minutes(grant)
}

_minutes(grant) := grant.task.completed_at_ago_h * 60 if not is_null(grant.task.completed_at_ago_h)

else := grant.valid_from_ago_h * 60

_floor(grant) := "high" if grants.writes(grant)

else := "medium"

# Sessions that went on after their grant: its task was done, it was revoked, or its time was over.
subjects contains export if some export in sessions.exported

subjects contains {"kind": "session", "id": id} if some id, _ in _ended

violations contains {
	"subject": {"kind": "session", "id": id},
	"message": sprintf("%s %s %v minutes after the end of %s.", [
		sessions.label(session), _went_on(session), minutes, grants.mention(input.grants[session.grant]),
	]),
	"evidence": {"minutes": minutes, "limit_min": input.site.limits.revoke_sla_min},
	"exposure": 3,
	"floor": _floor(input.grants[session.grant]),
} if {
	some id, ended_ago_h in _ended
	session := input.sessions[id]
	minutes := ceil(((ended_ago_h - _last_ago_h(session)) * 60) - 0.5)
	minutes > input.site.limits.revoke_sla_min
}

# How long ago the grants of sessions ended, by whatever came first.
_ended[id] := max(ends) if {
	some id in sessions.ours
	grant := input.grants[input.sessions[id].grant]
	ends := _ends(grant) | _done(grant)
	count(ends) > 0
}

_ends(grant) := {ago_h | some ago_h in {grant.revoked_at_ago_h, grant.valid_until_ago_h}; not is_null(ago_h)}

_done(grant) := {ago_h |
	grant.task.status in {"cancelled", "completed"}
	ago_h := grant.task.completed_at_ago_h
	not is_null(ago_h)
}

_last_ago_h(session) := 0 if is_null(session.end_ago_h)

else := session.end_ago_h

_went_on(session) := "is still open" if is_null(session.end_ago_h)

else := "went on until"
