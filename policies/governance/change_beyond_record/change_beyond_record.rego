# METADATA
# title: Change touches what no approved change record names
# description: >-
#   Between an earlier version and this one a configuration, the packets that pass between two zones, a declared object or a
#   file that decides how to check was changed, and no approved change record names it; or the record that the change is said
#   to carry out is not approved by operations and security, is over, or was rewritten after it was approved. What nobody
#   approved, nobody expects on the shift when the line stops.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0889/
#     description: ATT&CK for ICS T0889
# custom:
#   id: GOV-003
#   family: governance
#   severity: medium
#   requires: [operations, comparison]
#   capability: 1
#   floor: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.4]
#     nist-800-53r5: [CM-3, CM-5, CM-4]
#     nist-csf-2: [ID.RA-07, PR.PS-01]
#     nerc-cip: [CIP-010-4 R1.2, CIP-010-4 R2.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0889]
#   remediation:
#     summary: >-
#       Take back what the record does not name, or open a change for it: name devices, conduits, zones, assets or paths in
#       its scope, and let operations and security approve that scope. In an emergency use a change of type emergency and have it
#       reviewed within the site's limit.
package zonewarden.governance.change_beyond_record

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "edit", "id": id} if some id, _ in input.edits

subjects contains {"kind": "change", "id": id} if some id in _asked

violations contains records.finding("change", input.changes[id], fault) if {
	some id in _asked
	some fault in _faults(input.changes[id])
}

violations contains _violation(input.edits[id], text) if {
	some id, edit in input.edits
	edit.kind != "record"
	edit.change != "unknown"
	count(_able & {change | some change in edit.named_by}) == 0
	text := sprintf("The %s %s, and %s.", [edit.title, _happens(edit), _nobody])
}

violations contains _violation(input.edits[id], text) if {
	some id, edit in input.edits
	edit.kind == "record"
	_concerns(edit)
	missing := {"ot_operations", "security"} - {records.signs_as(role) | some role in edit.fresh_roles}
	count(missing) > 0
	text := sprintf(
		"The %s was rewritten after it was approved, and not approved again by %s.",
		[edit.title, naming.list(sort(missing))],
	)
}

_violation(edit, text) := {
	"subject": {"kind": "edit", "id": edit.id},
	"message": text,
	"evidence": {"conduits": edit.conduits, "devices": edit.devices, "named_by": edit.named_by},
	"certainty": edit.certainty,
	"zones": edit.zones,
	"floor": _floor(edit),
}

# The changes that the difference is said to be; none where any approved one may be.
_asked := {id | some comparison in input.comparisons; some id in comparison.changes}

# The changes that may name what differs: the one asked about, whatever else is wrong with it, or those in order.
_able := _asked if count(_asked) > 0

_able := {id | some id, change in input.changes; count(_faults(change)) == 0} if count(_asked) == 0

_concerns(_) if count(_asked) == 0

_concerns(edit) if {
	some id in edit.named_by
	id in _asked
}

_nobody := sprintf("change %s does not name it", [concat(", ", sort(_asked))]) if count(_asked) > 0

_nobody := "no approved change that is not over names it" if count(_asked) == 0

_happens(edit) := sprintf("is opened for packets that %s", [_belong(edit)]) if edit.change == "opened"

_happens(edit) := sprintf("is closed for packets that %s", [_belong(edit)]) if edit.change == "closed"

_happens(edit) := sprintf("was %s", [edit.change]) if not edit.change in {"opened", "closed"}

_belong(edit) := sprintf("belong to %s and to no conduit", [naming.list(edit.conduits)]) if {
	edit.undeclared
	count(edit.conduits) > 0
}

_belong(edit) := "belong to no conduit" if {
	edit.undeclared
	count(edit.conduits) == 0
}

_belong(edit) := sprintf("belong to %s", [naming.list(edit.conduits)]) if not edit.undeclared

# What is opened between IT and OT, from a remote access zone or to a safety zone weighs more.
_floor(edit) := "high" if {
	edit.change == "opened"
	_weighty(input.zones[edit.from], input.zones[edit.to])
} else := "medium"

_weighty(from, to) if {
	not from.ot
	to.ot
}

_weighty(from, to) if {
	from.ot
	not to.ot
}

_weighty(from, to) if {
	some zone in [from, to]
	zone.kind in {"remote_access", "safety"}
}

_faults(change) := ((_unapproved(change) | _unsigned(change)) | _untimed(change)) | _unplanned(change)

_unapproved(change) := {{"key": "status", "text": sprintf("is %s, not approved", [change.status])}} if {
	not change.status in {"approved", "implemented"}
} else := set()

_unsigned(change) := {{
	"key": sprintf("approvals:%s", [concat(",", sort(missing))]),
	"text": sprintf("is not approved by %s", [naming.list(sort(missing))]),
}} if {
	missing := _needed(change) - _signed(change)
	count(missing) > 0
} else := set()

# An emergency waits for nobody: one of the two may let it begin, the review asks for the rest (GOV-004, GOV-007).
_needed(change) := set() if {
	change.type == "emergency"
	count({"ot_operations", "security"} & _signed(change)) > 0
} else := {"ot_operations", "security"}

_signed(change) := {records.signs_as(approval.role) |
	some approval in change.approvals
	approval.at_ago_h >= 0
}

_untimed(change) := {{"key": "times", "text": "states no start and end"}} if {
	count(records.missing({"start": change.start, "end": change.end})) > 0
} else := {{"key": "over", "text": sprintf("is over since %s", [change.end])}} if {
	records.past(change.end_ago_h)
	not _in_time(change)
} else := set()

# Carried out inside its time.
_in_time(change) if {
	change.implemented_at_ago_h <= change.start_ago_h
	change.implemented_at_ago_h >= change.end_ago_h
}

_unplanned(change) := {{
	"key": "window",
	"text": sprintf("needs planned downtime (%s) and has no window", [change.disruption]),
}} if {
	change.disruption in {"window", "outage"}
	is_null(change.window_id)
} else := {{"key": "outside", "text": sprintf("runs outside of window %s", [window.id])}} if {
	window := input.windows[change.window_id]
	_outside(change, window)
} else := set()

_outside(change, window) if change.start_ago_h > window.start_ago_h

_outside(change, window) if {
	not is_null(change.end_ago_h)
	change.end_ago_h < window.end_ago_h
}
