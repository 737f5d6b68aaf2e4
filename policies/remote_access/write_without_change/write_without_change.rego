# METADATA
# title: A session that may write has no approved change and window
# description: >-
#   A grant allows engineering, control or administration, and no approved change stands behind it, or it is open
#   outside the window of the change, in another production state than it demands, or during a freeze. Then
#   controllers are changed while the process depends on them.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0843/
#     description: ATT&CK for ICS T0843 Program Download
#   - ref: https://attack.mitre.org/mitigations/M0800/
#     description: ATT&CK for ICS M0800 Authorization Enforcement
# custom:
#   id: RA-028
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 7.6]
#     iec-62443-2-1: [CM 1.4, NET 3.2]
#     nist-800-53r5: [CM-3, CM-5, MA-2, MA-4]
#     nist-csf-2: [ID.RA-07, PR.AA-05]
#     nerc-cip: [CIP-010-4 R1.2]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0800, M0801]
#     techniques: [T0843, T0821, T0889, T0836]
#   remediation:
#     summary: >-
#       Make the change record the parent of the grant: no approved change, no grant that writes, and none outside its
#       window. Looking needs no window.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, capability: engineering, change_id: CHG-1}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - {id: g-1, capability: engineering, change_id: CHG-1}
#       show users
package zonewarden.remote_access.write_without_change

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s may write, and %s.", [grants.label(input.grants[id]), naming.list(sort(wrong))]),
	"evidence": {"capability": input.grants[id].capability, "change": input.grants[id].change_id},
	"exposure": 3,
	"floor": _floor(input.grants[id]),
} if {
	some id in _judged
	wrong := _wrong(input.grants[id])
	count(wrong) > 0
}

# A change that the site keeps elsewhere says nothing here.
_judged contains id if {
	some id, grant in input.grants
	grants.standing(grant)
	grants.writes(grant)
	_told(grant)
}

_told(grant) if is_null(grant.change_id)

_told(grant) if input.changes[grant.change_id]

_wrong(grant) := _unapproved(grant) | (_outside(grant) | _frozen(grant))

_unapproved(grant) := {"no change record stands behind it"} if is_null(grant.change_id)

else := {sprintf("change %s is %s", [grant.change_id, input.changes[grant.change_id].status])} if {
	not input.changes[grant.change_id].status in {"approved", "implemented"}
}

else := set()

# The window is the one that its change names, else any of its units.
_outside(grant) := {"its change runs in no window"} if {
	input.changes[grant.change_id]
	is_null(input.changes[grant.change_id].window_id)
	not _in_some_window(grant)
}

else := {sprintf("window %s is one of other units", [window.id])} if {
	window := input.windows[input.changes[grant.change_id].window_id]
	not _of_its_units(window, grant)
}

else := {sprintf("it is open outside window %s", [window.id])} if {
	window := input.windows[input.changes[grant.change_id].window_id]
	not _inside(grant, window)
}

else := {sprintf("window %s is planned for %s", [window.id, window.production_state])} if {
	window := input.windows[input.changes[grant.change_id].window_id]
	count(grant.context.required_states) > 0
	not window.production_state in grant.context.required_states
}

else := set()

_in_some_window(grant) if {
	some window in input.windows
	count(window.units) > 0
	_of_its_units(window, grant)
	_inside(grant, window)
	_in_state(grant, window)
}

_in_state(grant, _) if count(grant.context.required_states) == 0

_in_state(grant, window) if window.production_state in grant.context.required_states

# A window without units is everybody's, and so is a grant that bears on no unit.
_of_its_units(window, _) if count(window.units) == 0

_of_its_units(_, grant) if count(grant.affected_units) == 0

_of_its_units(window, grant) if {
	some unit in grant.affected_units
	unit in window.units
}

# Hours ago: what begins later is the smaller number.
_inside(grant, window) if {
	not is_null(grant.valid_from_ago_h)
	not is_null(grant.valid_until_ago_h)
	grant.valid_from_ago_h <= window.start_ago_h
	grant.valid_until_ago_h >= window.end_ago_h
}

_frozen(grant) := {sprintf("freeze %s holds", [freeze.id]) |
	some freeze in input.freezes
	grant.valid_until_ago_h < freeze.start_ago_h
	grant.valid_from_ago_h > freeze.end_ago_h
	_concerns(freeze, grant)
}

_concerns(freeze, _) if count(freeze.units) == 0

_concerns(freeze, grant) if {
	some unit in freeze.units
	unit in grant.affected_units
}

_floor(grant) := "high" if grant.worst_impact >= 3

else := "medium"
