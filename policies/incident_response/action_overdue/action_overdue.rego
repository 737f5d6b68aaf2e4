# METADATA
# title: Action from an exercise is overdue or belongs to nobody
# description: >-
#   An action that an exercise left open is past its date, or has no owner or date. Exercises find what does not
#   work; only closed actions make the next incident shorter.
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

violations contains records.finding("action", input.actions[found.id], records.plus(found, records.fixed("low"))) if {
	some found in _problems
}

_open contains id if {
	some id, action in input.actions
	action.status == "open"
}

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
