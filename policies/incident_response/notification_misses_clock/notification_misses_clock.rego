# METADATA
# title: Communication plan does not meet a reporting deadline
# description: >-
#   A regulation that applies sets a deadline for reporting an incident, and no communication plan has a step in
#   time, with an owner and a deputy; or the plan's own approvals take longer than the shortest deadline, it has
#   no prepared public statement, or a contact was not verified for long. Deadlines run from the first hour, when
#   everybody is busy.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0828/
#     description: ATT&CK for ICS T0828
# custom:
#   id: IR-010
#   family: incident_response
#   severity: low
#   requires: [governance, incident-response]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [EVENT 1.2, EVENT 1.8]
#     nist-800-53r5: [IR-6, IR-8, CP-2]
#     nist-csf-2: [RS.CO-02, RS.CO-03, RC.CO-04]
#     nerc-cip: [CIP-008-6 R4.1, CIP-008-6 R4.2, CIP-008-6 R4.3, CIP-003-9 Att1 S4.2]
#     nis2: ["21.2.b", Art 23]
#     sans-ics: ["1"]
#     nist-800-82r3: [Response communications]
#   attack_ics:
#     techniques: [T0828]
#   remediation:
#     summary: >-
#       Write one step for each deadline with owner and deputy, approve the texts beforehand, and verify the
#       contacts.
package zonewarden.incident_response.notification_misses_clock

import data.zonewarden.lib.records

subjects contains {"kind": "regulation", "id": id} if {
	some id, regulation in input.regulations
	count(regulation.clocks) > 0
}

subjects contains {"kind": "communication_plan", "id": id} if some id, _ in input.comm_plans

subjects contains {"kind": "contact", "id": id} if some id, _ in input.contacts

violations contains records.finding("regulation", regulation, records.plus(
	{
		"key": clock.event,
		"text": sprintf("asks for %s within %v h, and no communication plan has a step for it with owner and deputy", [
			clock.event,
			clock.hours,
		]),
	},
	_legal(regulation),
)) if {
	some regulation in input.regulations
	some clock in regulation.clocks
	not _met(regulation.id, clock)
}

violations contains records.plus(
	records.finding("communication_plan", input.comm_plans[found.id], found),
	{"exposure": 1},
) if {
	some found in _problems
}

violations contains records.finding("contact", contact, records.plus(
	{"key": "verified", "text": sprintf("was not verified within %v days", [input.site.limits.contact_max_days])},
	records.fixed("low"),
)) if {
	some contact in input.contacts
	not records.recent(contact.verified_at_ago_h, input.site.limits.contact_max_days)
}

_legal(regulation) := {"floor": "medium"} if regulation.mandatory == true

_legal(regulation) := {"floor": "low"} if regulation.mandatory != true

_met(regulation, clock) if {
	some plan in input.comm_plans
	some step in plan.steps
	step.regulation == regulation
	not is_null(step.deadline_h)
	step.deadline_h <= clock.hours
	not is_null(step.owner)
	not is_null(step.deputy)
}

_problems contains {"id": id, "key": "template", "text": "has no prepared public statement", "floor": "low"} if {
	some id, plan in input.comm_plans
	is_null(plan.public_template)
}

_problems contains {
	"id": id,
	"key": "approval",
	"text": sprintf(
		"needs %v min for an approval, longer than the shortest deadline of %v h",
		[plan.approval_minutes, shortest],
	),
	"floor": "medium",
} if {
	some id, plan in input.comm_plans
	shortest := min({clock.hours | some regulation in input.regulations; some clock in regulation.clocks})
	plan.approval_minutes > shortest * 60
}
