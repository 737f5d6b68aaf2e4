# METADATA
# title: Communication plan does not meet a reporting deadline
# description: >-
#   A regulation that applies sets a deadline for reporting an incident, and no communication plan has a step of its
#   own for it in time, with an owner, a deputy who is somebody else, and a channel or contact by which it is told; or
#   the plan's own approvals take longer than the shortest deadline that it is to meet, it has no prepared public
#   statement, or one that nobody approved or that does not say what stands still; or a contact has no number or was
#   not verified for long. Deadlines run from the first hour, when everybody is busy.
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
#       Write one step for each deadline with owner, deputy and channel, approve the texts beforehand, and verify
#       the contacts.
package zonewarden.incident_response.notification_misses_clock

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "regulation", "id": id} if some id, _ in _clocked

subjects contains {"kind": "communication_plan", "id": id} if {
	some id, plan in input.comm_plans
	_chain_known(plan)
}

subjects contains {"kind": "communication_plan", "id": found.id} if some found in _problems

subjects contains {"kind": "contact", "id": id} if some id, _ in input.contacts

violations contains records.finding("regulation", regulation, {
	"key": clock.event,
	"text": sprintf(
		"asks for %s within %v h, and no communication plan has a step of its own for it with %s",
		[clock.event, clock.hours, "owner, deputy and channel"],
	),
	"floor": _legal([regulation]),
}) if {
	some regulation in _clocked
	some clock in _missed(regulation)
}

violations contains records.plus(
	records.finding("communication_plan", input.comm_plans[found.id], found),
	{"exposure": 1},
) if {
	some found in _problems
}

violations contains records.finding("contact", contact, {
	"key": fault.key,
	"text": fault.text,
	"exposure": 1,
	"floor": _legal([regulation | some regulation in _clocked]),
}) if {
	some contact in input.contacts
	some fault in _faults(contact)
}

_clocked[id] := regulation if {
	some id, regulation in input.regulations
	count(regulation.clocks) > 0
}

_legal(regulations) := "medium" if {
	some regulation in regulations
	regulation.mandatory == true
} else := "low"

_faults(contact) := {{"key": "reach", "text": "has no number or address"} | records.absent(contact.reach)} | {{
	"key": "verified",
	"text": sprintf("was not verified within %v days", [input.site.limits.contact_max_days]),
} |
	not records.recent(contact.verified_at_ago_h, input.site.limits.contact_max_days)
}

# The deadlines of a regulation that no step meets. A step that names an event is for that one; any other is for one event,
# and the steps that are in time for a deadline are given out from the shortest deadline on.
_missed(regulation) := {clock |
	some i, clock in _waiting(regulation)
	_given(regulation, i) == _given(regulation, i - 1)
}

_waiting(regulation) := [clock |
	some row in sort([[clock.hours, clock.event] | some clock in regulation.clocks])
	clock := {"hours": row[0], "event": row[1]}
	not _named(regulation, clock)
]

_named(regulation, clock) if {
	some step in _steps(regulation)
	step.event == clock.event
	step.deadline_h <= clock.hours
}

# How many of the first clocks have a step.
_given(_, i) := 0 if i < 0

_given(regulation, i) := min({i + 1} | {ready |
	some j, clock in _waiting(regulation)
	j <= i
	ready := (_in_time(regulation, clock.hours) + i) - j
}) if {
	i >= 0
}

_in_time(regulation, hours) := count([1 |
	some step in _steps(regulation)
	is_null(step.event)
	step.deadline_h <= hours
])

_steps(regulation) := [step |
	some plan in input.comm_plans
	some step in plan.steps
	step.regulation == regulation.id
	not is_null(step.deadline_h)
	count({person | some person in {step.owner, step.deputy}; _there(person)}) == 2
	_told(step)
]

_there(person) if {
	not is_null(person)
	not records.left(person)
}

_told(step) if not records.absent(step.channel)

_told(step) if not is_null(step.contact)

_problems contains {
	"id": id,
	"key": sprintf("template:%s", [concat(",", lacks)]),
	"text": sprintf("has %s", [naming.list(lacks)]),
	"floor": "low",
} if {
	some id, plan in input.comm_plans
	lacks := _template(plan)
	count(lacks) > 0
}

_template(plan) := ["no prepared public statement"] if records.absent(plan.public_template)

_template(plan) := sort([lack |
	some lack, is in {
		"a public statement that nobody approved": plan.public_template_approved == false,
		"a public statement that does not say what stands still": plan.public_template_states_impact == false,
	}
	is
]) if {
	not records.absent(plan.public_template)
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
	shortest := min(_deadlines(plan))
	plan.approval_minutes > shortest * 60
}

# The deadlines that a plan is to meet.
_deadlines(plan) := {clock.hours |
	some step in plan.steps
	some clock in _clocked[step.regulation].clocks
}

# A plan of which nobody says how long an approval takes has not passed: a deadline waits for it.
_chain_known(plan) if not is_null(plan.approval_minutes)

_chain_known(plan) if count(_deadlines(plan)) == 0
