# METADATA
# title: Emergency change is not reviewed afterwards
# description: >-
#   A change that was carried out as an emergency has no approval after the fact within the days that the site
#   allows, or a rule that names it in its remarks is still there after its end, or more of the changes of the last quarter were emergencies than the site bears. An emergency that
#   nobody looks at again is the way around the change process, and its temporary rule is there for good.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947
# custom:
#   id: GOV-007
#   family: governance
#   severity: medium
#   requires: [operations]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.4]
#     nist-800-53r5: [CM-3, IR-4]
#     nist-csf-2: [ID.RA-07]
#     nerc-cip: [CIP-010-4 R1.2]
#     sans-ics: ["1"]
#   attack_ics:
#     mitigations: [M0947]
#   remediation:
#     summary: >-
#       Put every emergency change on the agenda of the next council: approve it after the fact or take it back,
#       turn what must stay into a normal change, and ask why it could not wait.
package zonewarden.governance.emergency_not_reviewed

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _judged

subjects contains {"kind": "site", "id": id} if {
	some id, _ in input.sites
	count(_recent) > 0
}

violations contains records.finding("change", input.changes[id], records.plus(
	{
		"key": "review",
		"text": sprintf("was an emergency, and nobody approved it within %v days after it", [
			input.site.limits.emergency_review_days,
		]),
	},
	records.fixed("medium"),
)) if {
	some id in _judged
	change := input.changes[id]
	_began(change) > input.site.limits.emergency_review_days * 24
	not _reviewed(change)
}

violations contains records.finding("site", site, records.plus(
	{
		"key": sprintf("share:%s", [concat(",", sort(_urgent))]),
		"text": sprintf("carried out %d of %d changes of the last 92 days as emergencies; %v %% are allowed", [
			count(_urgent),
			count(_recent),
			input.site.limits.emergency_ratio_max_pct,
		]),
		"locations": [place | some id in sort(_urgent); some place in input.changes[id].locations],
	},
	records.fixed("medium"),
)) if {
	some site in input.sites
	count(_urgent) * 100 > count(_recent) * input.site.limits.emergency_ratio_max_pct
}

violations contains records.finding("change", change, {
	"key": sprintf("left:%s:%s", [row.device, row.digest]),
	"text": sprintf("left a rule of %s behind that was to go: %s", [naming.device(row.device), row.text]),
	"locations": array.concat(row.locations, change.locations),
	"floor": "medium",
	"ceiling": "medium",
}) if {
	some row in input.emergency_rules
	change := input.changes[row.change]
	_over(row, change)
}

_over(row, _) if row.overdue

_over(_, change) if records.past(change.temporary_until_ago_h)

_judged contains id if {
	some id, change in input.changes
	change.type == "emergency"
	_done(change)
}

_done(change) if not change.status in {"approved", "planned", "rejected", "requested"}

_done(change) if not is_null(change.implemented_at_ago_h)

_began(change) := change.implemented_at_ago_h if {
	not is_null(change.implemented_at_ago_h)
} else := change.start_ago_h if {
	not is_null(change.start_ago_h)
} else := _long_ago

# Approved after it was carried out and in time: as its record says, or by an approval of that date.
_reviewed(change) if {
	some approved in array.concat(
		[change.retrospective_approval_at_ago_h],
		[approval.at_ago_h | some approval in change.approvals],
	)
	not is_null(approved)
	approved >= 0
	approved <= _began(change)
	_began(change) - approved <= input.site.limits.emergency_review_days * 24
}

_reviewed(change) if {
	_began(change) == _long_ago
	not is_null(change.retrospective_approval_at_ago_h)
	change.retrospective_approval_at_ago_h >= 0
}

# Where nobody says when it began.
_long_ago := 1000000

# Changes of the last quarter that were carried out.
_recent := {id |
	some id, change in input.changes
	_done(change)
	_began(change) >= 0
	_began(change) <= 92 * 24
}

_urgent := {id | some id in _recent; input.changes[id].type == "emergency"}
