# METADATA
# title: Production unit without an approved, current playbook
# description: >-
#   A unit whose loss matters (impact 2 and more) has no playbook that its operations owner and its security owner
#   approved and that was reviewed within the year, or the site has none for a scenario it must be ready for.
#   Without one the first hour of an incident goes into finding out who may stop the line.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-001
#   family: incident_response
#   severity: medium
#   requires: [units, incident-response]
#   capability: 1
#   floor: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 6.2]
#     iec-62443-2-1: [EVENT 1.8]
#     nist-800-53r5: [IR-8, IR-4, CP-2]
#     nist-csf-2: [ID.IM-04, RS.MA-01]
#     nerc-cip: [CIP-008-6 R1.1, CIP-003-9 Att1 S4.1]
#     nis2: ["21.2.b"]
#     sans-ics: ["1"]
#   attack_ics:
#     techniques: [T0826, T0827, T0828, T0813]
#   remediation:
#     summary: >-
#       Write it with the shift supervisor: the decision, the degraded mode, the isolation, the communication;
#       have both owners approve it.
package zonewarden.incident_response.no_approved_playbook

import data.zonewarden.lib.records

subjects contains {"kind": "unit", "id": id} if some id in _judged

subjects contains {"kind": "site", "id": id} if some id, _ in input.sites

violations contains records.finding("unit", input.units[found.id], found) if some found in _unit_problems

violations contains records.finding("site", site, {
	"key": sprintf("scenario:%s", [scenario]),
	"text": sprintf("has no approved playbook for scenario %s", [scenario]),
}) if {
	some site in input.sites
	some scenario in _required(site)
	not scenario in {playbook.scenario | some playbook in input.playbooks; playbook.status == "approved"}
}

_required(site) := site.required_scenarios if count(site.required_scenarios) > 0

_required(site) := [
	"it_ransomware",
	"idmz_loss",
	"vendor_access_compromise",
	"unauthorised_controller_change",
	"loss_of_view",
	"safety_anomaly",
] if {
	count(site.required_scenarios) == 0
}

_judged contains id if {
	some id, unit in input.units
	unit.worst_impact >= 2
}

_unit_problems contains records.plus(
	{"id": id, "key": "playbook", "text": sprintf("has %s", [_lack(id)])},
	_floor(id),
) if {
	some id in _judged
	not _ready(id)
}

_floor(id) := {"floor": "high"} if input.units[id].worst_impact >= 3

_floor(id) := {} if input.units[id].worst_impact < 3

_ready(id) if {
	some playbook in _approved(id)
	count(_unasked(id, playbook)) == 0
	records.recent(playbook.reviewed_at_ago_h, input.site.limits.plan_review_days)
}

_approved(id) := [playbook |
	some playbook in input.playbooks
	playbook.status == "approved"
	id in playbook.scope
]

# The sides whose owner did not approve, nor who holds the role that owns it; where nobody owns it, nobody of that side.
_unasked(id, playbook) := {side |
	some side in {"ot", "it"}
	not _asked(side, input.units[id].owners[side], playbook.approved_by)
}

_asked(_, owner, people) if owner in people

_asked(_, owner, people) if {
	not is_null(owner)
	some person in people
	records.role_of(person) == owner
}

_asked(side, null, people) if {
	some person in people
	records.side(person) == side
}

_lack(id) := "no approved playbook" if count(_approved(id)) == 0

_lack(id) := sprintf(
	"no playbook that both its owners approved and that was reviewed within %v days",
	[input.site.limits.plan_review_days],
) if {
	count(_approved(id)) > 0
}
