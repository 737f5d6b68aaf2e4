# METADATA
# title: Change runs outside an approved window, or in a freeze
# description: >-
#   A change that disturbs production has no window, one that does not stop all the units it touches or that
#   allows less than the change needs, or times outside of it; it falls into a freeze; or it was carried out at
#   another time than planned. Changes outside of planned downtime are how security stops a line.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: GOV-005
#   family: governance
#   severity: medium
#   requires: [operations]
#   capability: 1
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.4]
#     nist-800-53r5: [CM-3, MA-2]
#     nist-csf-2: [ID.RA-07]
#     nerc-cip: [CIP-010-4 R1.2]
#     sans-ics: ["5"]
#   attack_ics:
#     techniques: [T0826, T0828]
#   remediation:
#     summary: >-
#       Plan it again in a window that all the units share.
package zonewarden.governance.change_outside_window

import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _judged

violations contains records.finding("change", input.changes[found.id], records.plus(
	found,
	records.fixed(records.by_impact(input.changes[found.id], "medium", "high")),
)) if some found in _problems

_judged contains id if {
	some id, change in input.changes
	not change.status in {"rejected", "requested"}
	count(change.affected_units) > 0
}

_disturbs(change) if change.disruption in {"window", "outage"}

_problems contains {
	"id": id,
	"key": "window",
	"text": sprintf("needs planned downtime (%s) and has no window", [change.disruption]),
} if {
	some id in _judged
	change := input.changes[id]
	_disturbs(change)
	is_null(change.window_id)
}

_problems contains {"id": id, "key": "times", "text": "disturbs production and states no start and end"} if {
	some id in _judged
	change := input.changes[id]
	_disturbs(change)
	count(records.missing({"start": change.start_ago_h, "end": change.end_ago_h})) > 0
}

_problems contains {
	"id": id,
	"key": sprintf("unit:%s", [unit]),
	"text": sprintf("touches %s, which window %s does not stop", [unit, window.id]),
} if {
	some id in _judged
	change := input.changes[id]
	_disturbs(change)
	window := input.windows[change.window_id]
	some unit in change.affected_units
	not unit in window.units
}

_problems contains {
	"id": id,
	"key": "type",
	"text": sprintf("needs %s, and window %s allows less (%s)", [_needs[change.disruption], window.id, window.type]),
} if {
	some id in _judged
	change := input.changes[id]
	window := input.windows[change.window_id]
	_order[window.type] < _order[change.disruption]
}

_needs := {"window": "slow or standing production", "outage": "an outage"}

_order := {"hot": 0, "window": 1, "outage": 2}

_problems contains {"id": id, "key": "outside", "text": sprintf("runs outside of window %s", [window.id])} if {
	some id in _judged
	change := input.changes[id]
	_disturbs(change)
	window := input.windows[change.window_id]
	_outside(change, window)
}

_outside(change, window) if change.start_ago_h > window.start_ago_h

_outside(change, window) if {
	not is_null(change.end_ago_h)
	change.end_ago_h < window.end_ago_h
}

_problems contains {
	"id": id,
	"key": sprintf("freeze:%s", [freeze]),
	"text": sprintf("falls into freeze %s", [freeze]),
} if {
	some id in _judged
	change := input.changes[id]
	not is_null(change.start_ago_h)
	not is_null(change.end_ago_h)
	some freeze in records.freezes(change, change.affected_units)
}

_problems contains {"id": id, "key": "actual", "text": "was carried out at another time than planned"} if {
	some id in _judged
	change := input.changes[id]
	_elsewhen(change)
}

_elsewhen(change) if {
	not is_null(change.start_ago_h)
	change.implemented_at_ago_h > change.start_ago_h
}

_elsewhen(change) if {
	not is_null(change.implemented_at_ago_h)
	change.implemented_at_ago_h < change.end_ago_h
}
