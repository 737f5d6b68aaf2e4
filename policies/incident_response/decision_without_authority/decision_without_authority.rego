# METADATA
# title: Stop or continue decision without criteria or a reachable authority
# description: >-
#   A playbook leaves open when to stop, to continue or to run degraded: no measurable criteria, no role that
#   decides, no deputy, no contact that reaches who decides around the clock and in each shift of the unit, no rule
#   for when nobody answers; or it lets security alone stop a unit with a great production impact, as who decides or
#   as deputy, which operations must decide.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-002
#   family: incident_response
#   severity: medium
#   requires: [incident-response]
#   capability: 1
#   floor: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 3.6]
#     iec-62443-2-1: [EVENT 1.8, AVAIL 1.3]
#     nist-800-53r5: [IR-4, IR-4(3), CP-12, SI-17]
#     nist-csf-2: [RS.MA-04, RS.MA-03]
#     nerc-cip: [CIP-008-6 R1.3, CIP-008-6 R1.4]
#     nis2: ["21.2.c"]
#     sans-ics: ["1"]
#   attack_ics:
#     mitigations: [M0811, M0812]
#     techniques: [T0826, T0827, T0880, T0879]
#   remediation:
#     summary: >-
#       Give the decision to operations or safety, with security advising; state the criteria in process
#       variables, and what holds when nobody answers.
package zonewarden.incident_response.decision_without_authority

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "playbook", "id": id} if some id in _judged

violations contains records.finding("playbook", input.playbooks[found.id], records.plus(found, _floor(found.id))) if {
	some found in _problems
}

_floor(id) := {"floor": "high"} if input.playbooks[id].worst_impact >= 3

_floor(id) := {} if input.playbooks[id].worst_impact < 3

_judged contains id if {
	some id, playbook in input.playbooks
	playbook.status == "approved"
}

_decides(id) if {
	some choice in input.playbooks[id].decisions
	count(choice.triggers) > 0
}

_problems contains {
	"id": id,
	"key": "decisions",
	"text": "does not say when to stop, to continue or to run degraded",
} if {
	some id in _judged
	not _decides(id)
}

_problems contains {"id": id, "key": sprintf("%s:%s", [name, lack.key]), "text": sprintf(lack.text, [name])} if {
	some id in _judged
	_decides(id)
	some name, choice in input.playbooks[id].decisions
	some lack in _lacks(input.playbooks[id], name, choice)
}

_problems contains {
	"id": id,
	"key": sprintf("reach:%s", [role]),
	"text": sprintf("lets %s decide, whom no contact reaches %s", [role, naming.list(sort(gaps))]),
} if {
	some id in _judged
	some choice in input.playbooks[id].decisions
	role := choice.authority.role
	not is_null(role)
	gaps := _gaps(input.playbooks[id], role)
	count(gaps) > 0
}

# When nobody answers who may decide: around the clock, or in those shifts of a unit that no contact belongs to.
_gaps(playbook, role) := {"around the clock"} if {
	count(playbook.scope) == 0
	count(_always(role, null)) == 0
}

_gaps(playbook, role) := {gap |
	some unit in playbook.scope
	count(_always(role, unit)) == 0
	some gap in _unanswered(object.get(input.units, unit, {"shifts": []}).shifts, _shifts(role, unit))
} if {
	count(playbook.scope) > 0
}

_unanswered(shifts, _) := {"around the clock"} if count(shifts) == 0

_unanswered(shifts, answered) := {sprintf("in shift %s", [shift]) | some shift in shifts; not shift in answered} if {
	count(shifts) > 0
}

# Contacts that answer at any hour. One that belongs to shifts answers in these, whatever else it says.
_always(role, unit) := {id |
	some id, contact in input.contacts
	_answers(contact, role, unit)
	contact.available_24x7 == true
	count(contact.shifts) == 0
}

_shifts(role, unit) := {shift | some contact in input.contacts; _answers(contact, role, unit); some shift in contact.shifts}

_answers(contact, role, unit) if {
	contact.role == role
	not records.absent(contact.reach)
	_is_for(contact, unit)
}

_is_for(contact, _) if count(contact.units) == 0

_is_for(contact, unit) if unit in contact.units

_lacks(playbook, name, choice) := {lack |
	some lack in [
		{"key": "triggers", "text": "has no measurable criteria for decision %q", "is": count(choice.triggers) == 0},
		{"key": "authority", "text": "names nobody who takes decision %q", "is": is_null(choice.authority.role)},
		{"key": "deputy", "text": "names no deputy for decision %q", "is": is_null(choice.authority.deputy)},
		{
			"key": "default",
			"text": "says nothing of decision %q when nobody answers",
			"is": is_null(choice.default_on_no_contact),
		},
		{
			"key": "security",
			"text": "lets security alone take decision %q",
			"is": count(_security_alone(playbook, name, choice)) > 0,
		},
	]
	lack.is
}

_decides_itself(choice) := {"security" |
	not is_null(choice.security_role)
	not choice.security_role in {"advise", "inform"}
}

# Where the stop of a unit that matters is ordered without operations or safety: by security itself, or by whom it sends.
_security_alone(playbook, name, choice) := {who |
	name == "stop"
	playbook.worst_impact >= 3
	some who in (_decides_itself(choice) | {choice.authority.role, choice.authority.deputy})
	records.side_of_role(who) == "it"
}
