# METADATA
# title: Zone or conduit is not described in full
# description: >-
#   A zone states no security level target, criticality, owners of both sides or place in the network; a conduit
#   states no purpose, owners of both sides, transport, availability or enforcing device. What is not written
#   down cannot be reviewed, and whoever answers for the zone next year starts from nothing.
# custom:
#   id: GOV-014
#   family: governance
#   severity: low
#   requires: [zones, conduits]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 5.6, ZCR 6.3, ZCR 6.4]
#     iec-62443-2-1: [NET 1.2, CM 1.2]
#     nist-800-53r5: [PL-8, CA-9]
#     nist-csf-2: [ID.AM-03]
#     nerc-cip: [CIP-005-7 R1.1]
#     sans-ics: ["2"]
#   remediation:
#     summary: >-
#       Complete the record (IEC 62443-3-2, ZCR 6.4): fill in what the finding names, with operations and IT at
#       one table.
package zonewarden.governance.characteristics_missing

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "zone", "id": id} if some id in _zones

subjects contains {"kind": "conduit", "id": id} if some id, _ in input.conduit_records

violations contains _finding("zone", input.zone_records[id], lacks) if {
	some id in _zones
	lacks := records.missing({
		"addresses, interfaces or VLANs": array.concat(
			array.concat(input.zone_records[id].cidrs, input.zone_records[id].interfaces),
			input.zone_records[id].vlans,
		),
		"criticality": input.zone_records[id].criticality,
		"level": input.zone_records[id].level,
		"owner in OT": input.zone_records[id].owners.ot,
		"owner in IT": input.zone_records[id].owners.it,
		"security level target": input.zone_records[id].sl_t,
	})
	count(lacks) > 0
}

violations contains _finding("conduit", record, lacks) if {
	some record in input.conduit_records
	lacks := records.missing({
		"availability": record.availability_class,
		"enforcing device": record.enforced_by,
		"owner in OT": record.owners.ot,
		"owner in IT": record.owners.it,
		"purpose": record.purpose,
		"services": record.services,
		"transport": record.transport,
	})
	count(lacks) > 0
}

_finding(kind, record, lacks) := records.finding(kind, record, records.plus(
	{"key": concat(",", lacks), "text": sprintf("states no %s", [naming.list(lacks)])},
	records.fixed("low"),
))

# Networks of others are theirs to describe.
_zones contains id if {
	some id, _ in input.zone_records
	not input.zones[id].external
}
