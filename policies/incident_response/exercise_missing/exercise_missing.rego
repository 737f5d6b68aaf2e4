# METADATA
# title: No recent exercise with production at the table
# description: >-
#   A unit whose loss matters had no exercise within the year, or those it had lacked production, security or,
#   where safety is at stake, the safety engineer, or tested fewer than two of containment, segregation, backups
#   and isolation; or vendor access was never exercised. Playbooks that production managers have not walked
#   through fail on the first phone call.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-008
#   family: incident_response
#   severity: low
#   requires: [units, incident-response]
#   capability: 0
#   floor: low
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 3.3]
#     iec-62443-2-1: [EVENT 1.8, AVAIL 1.1]
#     nist-800-53r5: [IR-3, IR-3(2), CP-4(1)]
#     nist-csf-2: [ID.IM-02, ID.IM-04]
#     nerc-cip: [CIP-008-6 R2.1, CIP-003-9 Att1 S4.5]
#     nis2: ["21.2.c"]
#     sans-ics: ["1"]
#   attack_ics:
#     techniques: [T0826, T0827]
#   remediation:
#     summary: >-
#       Put the exercise into the outage calendar; alternate table-top and functional ones.
package zonewarden.incident_response.exercise_missing

import data.zonewarden.lib.records

subjects contains {"kind": "unit", "id": id} if some id in _judged

violations contains records.finding("unit", input.units[found.id], records.plus(found, _floor(found.id))) if {
	some found in _problems
}

_floor(id) := {"floor": "medium"} if input.units[id].worst_impact >= 3

_floor(id) := {} if input.units[id].worst_impact < 3

_judged contains id if {
	some id, unit in input.units
	unit.worst_impact >= 2
}

_of(id) := [exercise |
	some exercise in input.exercises
	id in exercise.units
	exercise.date_ago_h >= 0
]

_recent(id) := [exercise | some exercise in _of(id); records.recent(exercise.date_ago_h, 365)]

_problems contains {"id": id, "key": "exercise", "text": "had no exercise in the last 365 days"} if {
	some id in _judged
	count(_recent(id)) == 0
}

_problems contains {
	"id": id,
	"key": sprintf("absent:%s", [role]),
	"text": sprintf("was exercised without %s in the last 365 days", [role]),
} if {
	some id in _judged
	count(_recent(id)) > 0
	present := {taking.role | some exercise in _recent(id); some taking in exercise.participants}
	some role, words in _needed(id)
	count(words & present) == 0
}

_needed(id) := {"production": {"production_manager", "shift_supervisor"}, "security": {"security"}} if not _safety(id)

_needed(id) := {
	"production": {"production_manager", "shift_supervisor"},
	"security": {"security"},
	"safety": {"safety_engineer", "safety"},
} if {
	_safety(id)
}

_safety(id) if input.units[id].bia.safety_consequence >= 3

_problems contains {
	"id": id,
	"key": "tested",
	"text": "was exercised for fewer than two of containment, segregation, backups and isolation in the last 365 days",
} if {
	some id in _judged
	count(_recent(id)) > 0
	tested := {what | some exercise in _recent(id); some what in exercise.tested}
	count(tested & {"containment", "segregation", "backup_integrity", "it_ot_isolation"}) < 2
}

_problems contains {"id": id, "key": "vendor", "text": "was never exercised for a compromise of vendor access"} if {
	some id in _judged
	not "vendor_access_compromise" in {scenario | some exercise in _of(id); some scenario in exercise.scenarios}
}
