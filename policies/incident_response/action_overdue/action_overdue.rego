# METADATA
# title: What an exercise found is not done
# description: >-
#   An action that an exercise left open is past its date, or has no owner or date; or a playbook was not reviewed within
#   the days that the site allows after an exercise of its scenario that left things to do. Exercises find what does not
#   work; only closed actions and plans that hold them make the next incident shorter.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-009
#   family: incident_response
#   severity: low
#   requires: [incident-response]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [EVENT 1.8, ORG 2.4]
#     nist-800-53r5: [IR-4, IR-3, CA-5]
#     nist-csf-2: [ID.IM-02, ID.IM-03]
#     nerc-cip: [CIP-008-6 R3.1, CIP-003-9 Att1 S4.6, CIP-009-6 R3.1]
#     sans-ics: ["1"]
#   attack_ics:
#     techniques: [T0826]
#   remediation:
#     summary: >-
#       Track the actions in the council's log until they are closed.
package zonewarden.incident_response.action_overdue

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "action", "id": id} if some id in _open

violations contains records.finding("action", input.actions[found.id], records.plus(found, records.fixed(_level(input.actions[found.id])))) if {
	some found in _problems
}

subjects contains {"kind": "playbook", "id": id} if some [id, _] in _tried

violations contains records.finding("playbook", input.playbooks[id], records.plus(
	{
		"key": sprintf("updated:%s", [exercise.id]),
		"text": sprintf("was exercised on %s (%s), which left things to do, and was not reviewed within %v days", [
			exercise.date,
			exercise.id,
			input.site.limits.update_days,
		]),
	},
	records.fixed(records.by_impact(input.playbooks[id], "low", "medium")),
)) if {
	some [id, exercise] in _tried
	not _updated(input.playbooks[id], exercise)
}

# Plans in use, and the exercises that played their scenario at a unit of theirs, found something, and are over for long.
_tried contains [id, exercise] if {
	some id, playbook in input.playbooks
	playbook.status == "approved"
	some exercise in input.exercises
	_left_things_to_do(exercise)
	playbook.scenario in exercise.scenarios
	count({unit | some unit in exercise.units; unit in playbook.scope}) > 0
	exercise.date_ago_h > input.site.limits.update_days * 24
}

_left_things_to_do(exercise) if count(exercise.actions) > 0

_left_things_to_do(exercise) if {
	some action in input.actions
	action.from == exercise.id
}

_updated(playbook, exercise) if {
	records.recent(playbook.reviewed_at_ago_h, exercise.date_ago_h / 24)
}

_open contains id if {
	some id, action in input.actions
	action.status != "closed"
}

_level(action) := "medium" if input.exercises[action.from].worst_impact >= 3

else := "low"

_problems contains {"id": id, "key": "due", "text": sprintf("was due on %s and is open", [action.due])} if {
	some id in _open
	action := input.actions[id]
	records.past(action.due_ago_h)
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("is open and has no %s", [naming.list(missing)]),
} if {
	some id in _open
	missing := records.missing({"owner": input.actions[id].owner, "date": input.actions[id].due})
	count(missing) > 0
}
