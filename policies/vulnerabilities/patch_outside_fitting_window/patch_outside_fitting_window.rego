# METADATA
# title: Patch is not scheduled in planned downtime that fits it
# description: >-
#   A patch is decided or under way, and its window is missing, has passed, does not stop the unit it patches,
#   leaves production running that the restart would stop, is shorter than patch and rollback together, or falls
#   into a freeze. Such a patch stops the line unplanned, or will not happen.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0951/
#     description: ATT&CK for ICS M0951
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: VUL-006
#   family: vulnerabilities
#   severity: medium
#   requires: [vulnerabilities, operations]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.2, CM 1.4]
#     nist-800-53r5: [CM-3, MA-2, SI-2]
#     nist-csf-2: [ID.RA-07, PR.PS-02]
#     nerc-cip: [CIP-010-4 R1.2]
#     sans-ics: ["5"]
#     nist-800-82r3: [Flaw remediation and patch management, Patching]
#   attack_ics:
#     mitigations: [M0951]
#     techniques: [T0826, T0828]
#   remediation:
#     summary: >-
#       Move it to an outage that fits, or split it; put the interim control in place today.
package zonewarden.vulnerabilities.patch_outside_fitting_window

import data.zonewarden.lib.records

subjects contains {"kind": "vulnerability", "id": id} if some id, _ in _windows

violations contains records.finding("vulnerability", input.vulnerabilities[found.id], records.plus(
	found,
	records.fixed(records.by_impact(input.vulnerabilities[found.id], "medium", "high")),
)) if some found in _problems

# The window of each patch, or null.
_windows[id] := window if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in records.open_states
	_is_patch(vulnerability)
	window := object.get(input.windows, _window_id(vulnerability), null)
}

_is_patch(vulnerability) if vulnerability.decision.type == "patch_scheduled"

_is_patch(vulnerability) if {
	vulnerability.action == "patch"
	is_null(vulnerability.decision.type)
}

_window_id(vulnerability) := vulnerability.decision.window_id if not is_null(vulnerability.decision.window_id)

else := _change(vulnerability).window_id if not is_null(_change(vulnerability).window_id)

else := ""

_change(vulnerability) := input.changes[vulnerability.change_id]

_problems contains {"id": id, "key": "window", "text": "is to be patched in no window"} if is_null(_windows[id])

_problems contains {
	"id": id,
	"key": "past",
	"text": sprintf("is to be patched in window %s, which is over", [window.id]),
} if {
	some id, window in _windows
	not is_null(window)
	records.past(window.end_ago_h)
}

_problems contains {
	"id": id,
	"key": sprintf("unit:%s", [unit]),
	"text": sprintf("is to be patched in window %s, which does not stop %s", [window.id, unit]),
} if {
	some id, window in _windows
	not is_null(window)
	some unit in input.vulnerabilities[id].affected_units
	not unit in window.units
}

_problems contains {
	"id": id,
	"key": "state",
	"text": sprintf(
		"needs a restart (%s) that window %s, with production %s, has no room for",
		[restart, window.id, window.production_state],
	),
} if {
	some id, window in _windows
	not is_null(window)
	restart := input.vulnerabilities[id].restart_required
	_stops[restart] > _allows[window.production_state]
}

_problems contains {
	"id": id,
	"key": "length",
	"text": sprintf("needs %v h with rollback, and window %s is %v h long", [needed, window.id, length]),
} if {
	some id, window in _windows
	not is_null(window)
	change := _change(input.vulnerabilities[id])
	not is_null(change.estimated_duration_h)
	not is_null(change.rollback_duration_h)
	needed := change.estimated_duration_h + change.rollback_duration_h
	length := window.start_ago_h - window.end_ago_h
	needed > length
}

_problems contains {
	"id": id,
	"key": "duration",
	"text": sprintf("is to be patched by change %s, which does not say how long it and its rollback take", [change.id]),
} if {
	some id, _ in _windows
	change := _change(input.vulnerabilities[id])
	count(records.missing({"a": change.estimated_duration_h, "b": change.rollback_duration_h})) > 0
}

_problems contains {
	"id": id,
	"key": sprintf("freeze:%s", [freeze]),
	"text": sprintf("is to be patched in window %s, within freeze %s", [window.id, freeze]),
} if {
	some id, window in _windows
	not is_null(window)
	some freeze in records.freezes(window, input.vulnerabilities[id].affected_units)
}

_stops := {
	"none": 0,
	"service": 1,
	"vulnerable_component": 1,
	"machine": 2,
	"connected": 2,
	"dependencies": 2,
	"parent": 2,
	"zone": 3,
	"system": 3,
}

_allows := {"running": 0, "slow": 1, "standstill": 3, "turnaround": 3, "lab": 3}
