# METADATA
# title: Safety and control equipment share a zone
# description: >-
#   A zone holds safety controllers or their engineering station and other equipment as well. Inside a zone nothing
#   filters: whoever takes the operator station or the basic controller there can talk to the safety controller at
#   once, and one incident removes both layers that protect people from the process.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0880/
#     description: ATT&CK for ICS T0880 Loss of Safety
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-013
#   family: segmentation
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: outage
#   controls:
#     iec-62443-3-3: [SR 5.1]
#     iec-62443-3-2: [ZCR 3.3]
#     iec-62443-2-1: [NET 1.3]
#     nist-800-53r5: [SC-7(21), SC-7(29)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0930, M0812]
#     techniques: [T0880]
#   remediation:
#     summary: >-
#       Give the safety system its own network and firewall interface at the next turnaround. Until then filter at the
#       switch port between safety and control, and watch engineering protocols. If the design combines them on
#       purpose, record combined_safety_justification on the zone.
#     cisco-asa: |
#       ! the safety system behind an interface of its own
#       interface GigabitEthernet0/6
#        nameif sis
#        security-level 95
#        ip address 10.20.9.1 255.255.255.224
#       access-list SIS-IN extended permit tcp host 10.20.9.10 host 10.21.0.11 eq 8883 log
#       access-list SIS-IN extended deny ip any any log
#       access-group SIS-IN in interface sis
#     cisco-ios: |
#       interface Vlan209
#        description safety system
#        ip address 10.20.9.1 255.255.255.224
#        ip access-group SIS-IN in
#        ip access-group SIS-OUT out
package zonewarden.segmentation.safety_shares_zone

import data.zonewarden.lib.naming

subjects contains {"kind": "zone", "id": id} if some id, _ in _inventory

violations contains {
	"subject": {"kind": "zone", "id": id},
	"message": sprintf("Zone %s holds the safety equipment %s and, behind no filter, %s.", [
		id, naming.list(sort(_safety(hosts))), naming.list([text | some i, text in sort(hosts - _safety(hosts)); i < 4]),
	]),
	"evidence": {"safety": sort(_safety(hosts)), "others": count(hosts - _safety(hosts))},
	"locations": [place | some host in sort(_safety(hosts)); some place in input.assets[host].locations],
} if {
	some id, hosts in _inventory
	count(_safety(hosts)) > 0
	count(hosts - _safety(hosts)) > 0
	not input.zones[id].combined_safety_justified
}

# Zones and their hosts; network equipment is part of any zone.
_inventory[id] := hosts if {
	some id, _ in input.zones
	hosts := {name | some name, asset in input.assets; asset.zone == id; not asset.role in _network}
	count(hosts) > 0
}

_safety(hosts) := {name |
	some name in hosts
	_safe(input.assets[name])
}

_safe(asset) if asset.safety

_safe(asset) if asset.role in {"safety_ews", "sis_controller"}

_network := {"diode", "firewall", "router", "sensor", "switch"}
