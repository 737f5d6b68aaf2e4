# METADATA
# title: A zone has no place in the network
# description: >-
#   A declared zone names no addresses, no VLAN and no device interface, so no configuration can be checked against
#   it: whatever reaches its hosts is judged as if they stood elsewhere. Overlapping zones and hosts outside their
#   zone are errors of the declaration and stop the check before any policy.
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
#       at a planned outage where two zones share a block.
#     cisco-asa: |
#       ! declarations/zones.yaml, not the device:
#       !   - {id: cell2, kind: cell, level: [0, 1], cidrs: ["10.20.2.0/24"]}
#       show running-config interface
#     cisco-ios: |
#       ! declarations/zones.yaml, not the device:
#       !   - {id: cell2, kind: cell, level: [0, 1], cidrs: ["10.20.2.0/24"]}
#       show ip interface brief
package zonewarden.segmentation.zone_without_place

subjects contains {"kind": "zone", "id": id} if some id in _declared

violations contains {
	"subject": {"kind": "zone", "id": id},
	"message": sprintf("Zone %s has no addresses, no VLAN and no interface: nothing can be checked against it.", [id]),
	"evidence": {"kind": input.zones[id].kind},
} if {
	some id in _declared
	not input.zones[id].placed
}

_declared contains id if {
	some id, zone in input.zones
	not zone.implied
	zone.kind != "internet"
}
