# METADATA
# title: A zone or a host has no place in the network
# description: >-
#   A declared zone names no addresses, no VLAN and no device interface, so no configuration can be checked against
#   it: whatever reaches its hosts is judged as if they stood elsewhere. The same holds for a host whose addresses lie
#   outside of its zone. Overlapping zones are an error of the declaration and stop the check before any policy.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-017
#   family: segmentation
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 7.8]
#     iec-62443-3-2: [ZCR 3.1, ZCR 6.4]
#     iec-62443-2-1: [CM 1.1, CM 1.2]
#     nist-800-53r5: [CM-8, SC-7(22)]
#     nist-csf-2: [ID.AM-01, ID.AM-03]
#     nerc-cip: [CIP-005-7 R1.1]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: []
#   remediation:
#     summary: >-
#       Give the zone its address blocks, or its VLANs and interfaces where it has no addresses of its own. Renumber
#       at a planned outage where two zones share a block. Put a host into the zone that holds its address.
#     cisco-asa: |
#       ! declarations/zones.yaml, not the device:
#       !   - {id: cell2, kind: cell, level: [0, 1], cidrs: ["10.20.2.0/24"]}
#       show running-config interface
#     cisco-ios: |
#       ! declarations/zones.yaml, not the device:
#       !   - {id: cell2, kind: cell, level: [0, 1], cidrs: ["10.20.2.0/24"]}
#       show ip interface brief
package zonewarden.segmentation.zone_without_place

import data.zonewarden.lib.naming

subjects contains {"kind": "zone", "id": id} if some id in _declared

violations contains {
	"subject": {"kind": "zone", "id": id},
	"message": sprintf("Zone %s has no addresses, no VLAN and no interface: nothing can be checked against it.", [id]),
	"evidence": {"kind": input.zones[id].kind},
} if {
	some id in _declared
	not input.zones[id].placed
}

subjects contains {"kind": "asset", "id": id} if some id in _addressed

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s is declared in %s, but no address of it lies there%s.", [
		id, naming.zone(asset.zone), _elsewhere(asset),
	]),
	"evidence": {"addresses": asset.addresses, "homes": asset.homes},
	"zones": sort({asset.zone} | {zone | some zone in asset.homes}),
} if {
	some id in _addressed
	asset := input.assets[id]
	not asset.zone in asset.homes
}

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s has addresses that no zone holds: %s.", [id, naming.list(asset.unplaced)]),
	"evidence": {"addresses": asset.unplaced, "homes": asset.homes},
	"zones": asset.homes,
} if {
	some id in _addressed
	asset := input.assets[id]
	asset.zone in asset.homes
	count(asset.unplaced) > 0

	# What filters between zones may have legs to networks that are nobody's, such as transfer networks.
	not asset.role in {"diode", "firewall", "router", "switch", "vpn"}
}

_elsewhere(asset) := sprintf(", only in %s", [naming.list([naming.zone(zone) | some zone in asset.homes])]) if {
	count(asset.homes) > 0
} else := " or in any other zone"

# Without an address nobody can tell where it stands.
_addressed contains id if {
	some id, asset in input.assets
	count(asset.addresses) > 0
}

_declared contains id if {
	some id, zone in input.zones
	not zone.implied
	zone.kind != "internet"
}
