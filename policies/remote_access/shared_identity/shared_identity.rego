# METADATA
# title: A remote user is nobody in particular
# description: >-
#   A person, the subject of a grant or a VPN account is a role, a team, a company account, several people or nobody who was
#   let in. What such an account did cannot be put to anybody, its password goes from hand to hand, and it is not taken away when somebody leaves.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0918/
#     description: ATT&CK for ICS M0918 User Account Management
# custom:
#   id: RA-010
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.1 RE(1), SR 1.4]
#     iec-62443-2-1: [USER 1.1, USER 1.12]
#     nist-800-53r5: [IA-2, IA-2(5), IA-8, AC-2]
#     nist-csf-2: [PR.AA-01]
#     nerc-cip: [CIP-007-6 R5.3]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0918, M0936]
#     techniques: [T0859, T0812]
#   remediation:
#     summary: >-
#       Give each remote user an account of their own at the gateway's identity provider. Where equipment knows one
#       shared login only, keep it in a vault that records who drew it.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   identity:
#       !     people:
#       !       - {id: p.ruiz, name: "P. Ruiz", party: vendor, org: vnd-drives}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   identity:
#       !     people:
#       !       - {id: p.ruiz, name: "P. Ruiz", party: vendor, org: vnd-drives}
#       show users
package zonewarden.remote_access.shared_identity

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming
import data.zonewarden.lib.sessions

subjects contains {"kind": "person", "id": id} if some id, _ in input.people

violations contains {
	"subject": {"kind": "person", "id": id},
	"message": sprintf("%s (%s) is declared as a person and is a shared account by its name.", [id, _name(person)]),
	"evidence": {"name": _name(person)},
	"exposure": 3,
} if {
	some id, person in input.people
	_shared(id, person)
}

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": _anonymous(input.grants[id]),
	"evidence": {"party": input.grants[id].party},
	"exposure": 3,
} if {
	some id in _judged
}

_anonymous(grant) := sprintf("Grant %s names nobody who uses it.", [grant.id]) if is_null(grant.subject)

else := sprintf("Grant %s is for %s, a shared account by its name.", [grant.id, grant.subject]) if {
	not input.people[grant.subject]
	grants.nobody(grant.subject)
}

else := sprintf("Grant %s is for %s, who is nobody among identity.people.", [grant.id, grant.subject]) if {
	not input.people[grant.subject]
}

_judged contains id if {
	some id, grant in input.grants
	grants.standing(grant)
}

_shared(id, _) if grants.nobody(id)

_shared(_, person) if grants.nobody(_name(person))

_name(person) := person.name if not is_null(person.name)

else := ""

# One account that several persons bear.
violations contains {
	"subject": {"kind": "person", "id": id},
	"key": "several",
	"message": sprintf("%s is one account of several people: %s.", [id, _name(person)]),
	"evidence": {"name": _name(person)},
	"exposure": 3,
} if {
	some id, person in input.people
	not _shared(id, person)
	grants.several(_name(person))
}

# Accounts on devices by which somebody comes in. Break-glass accounts are no daily ones: RA-029.
subjects contains {"kind": "remote_user", "id": id} if some id in _accounts

violations contains {
	"subject": {"kind": "remote_user", "id": id},
	"message": sprintf("%s has the VPN account %s, which is %s.", [naming.device(user.device), user.name, _owner(user)]),
	"evidence": {"account": user.name},
	"exposure": 3,
} if {
	some id in _accounts
	user := input.remote_users[id]
	count(user.grants) == 0
}

_accounts contains id if {
	"remote-access" in input.site.declared
	some id, user in input.remote_users
	user.enabled
	not _break_glass(user)
}

_break_glass(user) if {
	count(input.break_glass) > 0
	some word in ["breakglass", "break-glass", "break_glass", "emergency"]
	contains(lower(user.name), word)
}

_owner(user) := "a shared account by its name" if grants.nobody(user.name)

else := "of nobody to whom a grant was given"

# Who used the sessions that gateways exported.
subjects contains export if some export in sessions.exported

subjects contains {"kind": "session", "id": id} if some id in _used

violations contains {
	"subject": {"kind": "session", "id": id},
	"message": sprintf("Session %s was used by %s", [id, user]),
	"evidence": {"subject": input.sessions[id].subject, "grant": input.sessions[id].grant},
	"exposure": 3,
} if {
	some id in _used
	user := _user(input.sessions[id])
}

_used contains id if {
	some id in sessions.ours
	not is_null(input.sessions[id].subject)
}

_user(session) := sprintf("%s, a shared account by its name.", [session.subject]) if {
	not input.people[session.subject]
	grants.nobody(session.subject)
}

else := sprintf("%s, who is nobody among identity.people.", [session.subject]) if not input.people[session.subject]

else := sprintf("%s, and its grant %s is for %s.", [session.subject, session.grant, holder]) if {
	holder := input.grants[session.grant].subject
	not is_null(holder)
	holder != session.subject
}
