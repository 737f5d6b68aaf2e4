# METADATA
# title: Zone, conduit or boundary device is not owned by OT and IT together
# description: >-
#   A zone or conduit of the site, or a device at a boundary, has no accountable owner on the OT side or no
#   responsible owner on the IT or security side, or both are one person, or somebody who left; or a conduit
#   between IT and OT was not approved by both owners. What has one owner is changed for one purpose.
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

subjects contains {"kind": "zone", "id": id} if some id in _zones

subjects contains {"kind": "conduit", "id": id} if some id, _ in input.conduits

subjects contains {"kind": "device", "id": id} if some id in _devices

violations contains records.finding("zone", input.zones[id], records.plus(found, records.fixed(_level([id])))) if {
	some id in _zones
	some found in _owner_problems(input.zones[id].owners)
}

violations contains records.finding("conduit", conduit, records.plus(found, records.fixed(level))) if {
	some conduit in input.conduits
	level := _level([conduit.from, conduit.to])
	some found in _owner_problems(conduit.owners)
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
	owners := {conduit.owners.ot, conduit.owners.it} - {""}
	missing := owners - {person | some person in input.conduit_records[id].approved_by}
	count(missing) > 0
}

violations contains records.finding("device", device, records.plus(found, records.fixed("medium"))) if {
	some id in _devices
	device := input.devices[id]
	some found in _owner_problems(_texts(input.device_records[id].owners))
}

# Other people's networks have no owner here.
_zones contains id if {
	some id, zone in input.zones
	not zone.implied
	not zone.external
}

_devices contains id if {
	some id, record in input.device_records
	count(record.boundary) > 0
	input.devices[id]
}

_texts(owners) := {"ot": _text(owners.ot), "it": _text(owners.it)}

_text(null) := ""

_text(owner) := owner if not is_null(owner)

_owner_problems(owners) := array.concat(
	array.concat(
		_lacking(owners, "ot", "accountable owner in OT"),
		_lacking(owners, "it", "responsible owner in IT or security"),
	),
	array.concat(
		[{"key": "same", "text": "has one owner for both sides"} | owners.ot == owners.it; owners.ot != ""],
		[{"key": sprintf("left:%s", [owner]), "text": sprintf("belongs to %s, who left", [owner])} |
			some owner in {owners.ot, owners.it}
			records.past(object.get(object.get(input.people, owner, {}), "employment_end_ago_h", null))
		],
	),
)

_lacking(owners, side, what) := [{
	"key": sprintf("missing:%s", [side]),
	"text": sprintf("has no %s", [what]),
} |
	owners[side] == ""
]

_level(zones) := "medium" if {
	some zone in zones
	input.zones[zone].ot
} else := "low"

_it_ot(conduit) if {
	some [one, other] in [[conduit.from, conduit.to], [conduit.to, conduit.from]]
	_outside(input.zones[one])
	_plant(input.zones[other])
}

_outside(zone) if zone.it

_outside(zone) if zone.external

_plant(zone) if zone.ot

_plant(zone) if zone.dmz
