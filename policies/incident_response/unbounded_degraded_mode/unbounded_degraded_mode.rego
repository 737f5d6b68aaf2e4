# METADATA
# title: Degraded mode is missing, unbounded or not rehearsed
# description: >-
#   A unit whose loss matters has no degraded mode, or one without its functions, staffing, longest duration or
#   product limits, or operated by hand without a drill within the year, or needing a zone or conduit that the
#   same playbook cuts. Running degraded is what keeps product moving during an incident; it works only if it was
#   thought through before.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-003
#   family: incident_response
#   severity: medium
#   requires: [units, incident-response]
#   capability: 1
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 3.6, SR 5.2 RE(2)]
#     iec-62443-2-1: [AVAIL 1.1, AVAIL 1.3]
#     nist-800-53r5: [CP-2, CP-2(3), CP-12, CP-4]
#     nist-csf-2: [PR.IR-03, RC.RP-04]
#     nis2: ["21.2.c"]
#     sans-ics: ["1"]
#   attack_ics:
#     mitigations: [M0811]
#     techniques: [T0826, T0815, T0829]
#   remediation:
#     summary: >-
#       Define local or manual operation with set points on paper; drill it with the real shift.
package zonewarden.incident_response.unbounded_degraded_mode

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "unit", "id": id} if some id in _units

subjects contains {"kind": "playbook", "id": id} if some id in _modes

violations contains records.finding("unit", unit, records.plus(found, _floor(unit))) if {
	some found in _unit_problems
	unit := input.units[found.id]
}

violations contains records.finding("playbook", playbook, records.plus(found, _floor(playbook))) if {
	some found in _problems
	playbook := input.playbooks[found.id]
}

_floor(member) := {"floor": "medium", "exposure": 0} if member.worst_impact >= 3

_floor(member) := {"exposure": 0} if member.worst_impact < 3

_units contains id if {
	some id, unit in input.units
	unit.worst_impact >= 2
}

_modes contains id if {
	some id, playbook in input.playbooks
	playbook.status == "approved"
	count(playbook.degraded_mode.functions) > 0
}

_unit_problems contains {"id": id, "key": "mode", "text": "has no degraded mode in an approved playbook"} if {
	some id in _units
	not _has_mode(id)
}

_has_mode(unit) if {
	some id in _modes
	unit in input.playbooks[id].scope
}

_has_mode(unit) if input.units[unit].degraded_mode_ref in _modes

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("has a degraded mode without %s", [naming.list(missing)]),
} if {
	some id in _modes
	mode := input.playbooks[id].degraded_mode
	missing := records.missing({
		"staffing": mode.staffing,
		"a longest duration": mode.max_duration_h,
		"product limits": mode.limits,
	})
	count(missing) > 0
}

_problems contains {
	"id": id,
	"key": "drill",
	"text": sprintf(
		"has a manual degraded mode that was not drilled within %v days",
		[input.site.limits.plan_review_days],
	),
} if {
	some id in _modes
	mode := input.playbooks[id].degraded_mode
	mode.manual == true
	not records.recent(mode.last_drill_ago_h, input.site.limits.plan_review_days)
	not _drilled(input.playbooks[id])
}

_problems contains {
	"id": id,
	"key": sprintf("cut:%s", [thing]),
	"text": sprintf("has a degraded mode that needs %s, which its isolation %s cuts off", [thing, action.id]),
} if {
	some id in _modes
	some action in input.isolation_actions
	action.parent == id
	some thing in _lost(input.playbooks[id].degraded_mode, action)
}

# A drill of all the units that it is for.
_drilled(playbook) if {
	some exercise in input.exercises
	exercise.type == "drill"
	records.recent(exercise.date_ago_h, input.site.limits.plan_review_days)
	count(playbook.scope) > 0
	every unit in playbook.scope { unit in exercise.units }
}

_lost(mode, action) := {zone | some zone in mode.needs_zones; _cut_off(zone, action)} | {conduit |
	some conduit in mode.needs_conduits
	_cut(conduit, action)
}

_cut(conduit, action) if conduit in action.cuts.conduits

_cut(conduit, action) if {
	ends := {input.conduits[conduit].from, input.conduits[conduit].to}
	ends == {action.cuts.from_zone, action.cuts.to_zone}
	not conduit in action.keeps_conduits
}

_cut(conduit, action) if {
	action.isolates in {input.conduits[conduit].from, input.conduits[conduit].to}
	not conduit in action.keeps_conduits
}

_cut_off(zone, action) if zone == action.isolates

# Of two zones that are parted the less trusted one is lost to the plant.
_cut_off(zone, action) if {
	ends := {action.cuts.from_zone, action.cuts.to_zone}
	zone in ends
	some other in (ends - {zone, null})
	input.zones[zone].trust < input.zones[other].trust
}
