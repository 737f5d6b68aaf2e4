# METADATA
# title: Zone, conduit or boundary device is not owned by OT and IT together
# description: >-
#   A zone or conduit of the site, or a device at a boundary, has no accountable owner on the OT side or no
#   responsible owner on the IT or security side; or both are one person, by name or as the only holder of a role; or
#   an owner left, or is no person and no role that the site declares; or a conduit between IT and OT was not approved
#   by both sides. What has one owner is changed for one purpose.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: GOV-002
#   family: governance
#   severity: low
#   requires: [zones, conduits]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [ORG 1.3]
#     nist-800-53r5: [PM-2, CM-3(4), PL-8]
#     nist-csf-2: [GV.RR-02, ID.AM-05]
#     sans-ics: ["2"]
#   remediation:
#     summary: >-
#       Assign the pair: who is accountable in OT, who is responsible in IT or security, and a deputy; have both
#       approve what joins IT and OT.
package zonewarden.governance.ownership_not_joint

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": kind, "id": id} if {
	some kind, id
	_owned[kind][id]
	_known(_owned[kind][id])
}

subjects contains found.subject if some found in violations

violations contains records.finding(kind, _member(kind, id), records.plus(found, records.fixed(_level(kind, id)))) if {
	some kind, id
	owners := _owned[kind][id]
	some found in _owner_problems(owners)
}

violations contains records.finding("conduit", conduit, records.plus(
	{
		"key": "approval",
		"text": sprintf("joins IT and OT and was not approved by %s", [naming.list(sort(missing))]),
	},
	records.fixed("medium"),
)) if {
	some id, conduit in input.conduits
	_it_ot(conduit)
	missing := _unasked(conduit.owners, {person | some person in input.conduit_records[id].approved_by})
	count(missing) > 0
}

# Other people's networks have no owner here.
_owned.zone[id] := zone.owners if {
	some id, zone in input.zones
	not zone.implied
	not zone.external
}

_owned.conduit[id] := conduit.owners if some id, conduit in input.conduits

_owned.device[id] := {"ot": _text(record.owners.ot), "it": _text(record.owners.it)} if {
	some id, record in input.device_records
	count(record.boundary) > 0
	input.devices[id]
}

_member("zone", id) := input.zones[id]

_member("conduit", id) := input.conduits[id]

_member("device", id) := input.devices[id]

_level("zone", id) := _level_of([id])

_level("conduit", id) := _level_of([input.conduits[id].from, input.conduits[id].to])

_level("device", _) := "medium"

_level_of(zones) := "medium" if {
	some zone in zones
	input.zones[zone].ot
} else := "low"

_text(null) := ""

_text(owner) := owner if not is_null(owner)

_owner_problems(owners) := array.concat(
	array.concat(
		_lacking(owners, "ot", "accountable owner in OT"),
		_lacking(owners, "it", "responsible owner in IT or security"),
	),
	array.concat(
		[{"key": "same", "text": "has one owner for both sides"} | _same(owners)],
		[fault | some owner in ({owners.ot, owners.it} - {""}); some fault in _faults(owner)],
	),
)

_lacking(owners, side, what) := [{
	"key": sprintf("missing:%s", [side]),
	"text": sprintf("has no %s", [what]),
} |
	owners[side] == ""
]

_same(owners) if {
	owners.ot == owners.it
	owners.ot != ""
}

_same(owners) if {
	owners.ot != owners.it
	count(_persons(owners.ot)) == 1
	_persons(owners.ot) == _persons(owners.it)
}

_faults(owner) := {{"key": sprintf("left:%s", [owner]), "text": sprintf("belongs to %s, who left", [owner])}} if {
	records.left(owner)
}

_faults(owner) := {{
	"key": sprintf("left:%s", [owner]),
	"text": sprintf("belongs to the role %s, and everybody who held it left", [owner]),
}} if {
	_vacant(owner)
}

_faults(owner) := {{
	"key": sprintf("unknown:%s", [owner]),
	"text": sprintf("belongs to %s, and the site declares no such person or role", [owner]),
}} if {
	count(input.people) > 0
	not _declared(owner)
	not _vacant(owner)
}

# Whether everybody is declared whom it belongs to: else nobody can tell whether they are there.
_known(owners) if {
	every owner in {owners.ot, owners.it} - {""} { _declared(owner) }
}

_declared(owner) if input.people[owner]

_declared(owner) if owner in _seated

_declared(owner) if owner in _roles

# A role that only people have who left.
_vacant(owner) if {
	not input.people[owner]
	not owner in _seated
	not owner in _roles
	owner in {person.role | some person in input.people}
}

_seated := {id |
	some council in input.council
	some id in array.concat([council.sponsor.id], [name | some seat in council.seats; some name in [seat.id, seat.deputy]])
	not is_null(id)
}

# Roles that somebody has, is called in, or may accept a risk in.
_roles := (({role | some id, person in input.people; not records.left(id); role := person.role} | {seat.role |
	some council in input.council
	some seat in council.seats
}) | {contact.role | some contact in input.contacts}) | {role |
	some impact in [1, 2, 3, 4]
	some role in records.authority(impact)
}

# Who an owner is: a person, or those who hold a role now.
_persons(owner) := {owner} if input.people[owner]

else := {owner} if owner in _seated

else := {id | some id, person in input.people; person.role == owner; not records.left(id)}

# Those whose approval is missing: each side's owner, who holds that role, or somebody whose own role is of that side; and
# two people.
_unasked(owners, approvers) := set() if {
	some one in approvers
	some other in approvers
	one != other
	"ot" in _sides(owners, one)
	"it" in _sides(owners, other)
} else := missing if {
	missing := {_whom(owners, side) |
		some side in {"ot", "it"}
		count({person | some person in approvers; side in _sides(owners, person)}) == 0
	}
	count(missing) > 0
} else := {"a second person"}

_sides(owners, person) := {side | some side in {"ot", "it"}; person in ({owners[side]} | _persons(owners[side]))} | {side |
	some role in ({records.role_of(person)} | ({person} & _roles))
	side := records.side_of_role(role)
}

_whom(owners, side) := owners[side] if owners[side] != ""

else := {"ot": "OT", "it": "IT or security"}[side]

_it_ot(conduit) if {
	some [one, other] in [[conduit.from, conduit.to], [conduit.to, conduit.from]]
	_outside(input.zones[one])
	_plant(input.zones[other])
}

_outside(zone) if zone.it

_outside(zone) if zone.external

_plant(zone) if zone.ot

_plant(zone) if zone.dmz
