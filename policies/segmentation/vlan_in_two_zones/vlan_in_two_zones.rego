# METADATA
# title: A VLAN reaches into two zones
# description: >-
#   One VLAN of a switch belongs to two zones: both declare it, or its interface has addresses of both. Inside a VLAN nothing
#   filters; Profinet, GOOSE and discovery go from one zone to the other without passing any rule. Read from IOS and
#   NX-OS; what hangs behind a trunk and bridges are not judged.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-029
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 3
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 3.1]
#     iec-62443-2-1: [NET 1.1, NET 1.6]
#     nist-800-53r5: [SC-7(29), AC-4(21)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0814]
#     techniques: [T0830, T0855]
#   remediation:
#     summary: >-
#       One VLAN for each zone, and a router with rules between them. Check ring protocols (MRP, PRP, HSR, DLR) first:
#       they may span what you cut.
#     cisco-asa: |
#       interface GigabitEthernet0/1.201
#        vlan 201
#        nameif cell1
#        security-level 90
#        ip address 10.20.1.1 255.255.255.0
#     cisco-ios: |
#       interface Vlan201
#        ip address 10.20.1.1 255.255.255.0
#        no ip address 10.20.2.1 255.255.255.0 secondary
#       interface Vlan202
#        ip address 10.20.2.1 255.255.255.0
#       interface GigabitEthernet1/0/2
#        switchport access vlan 202
package zonewarden.segmentation.vlan_in_two_zones

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": port.device} if some port in input.ports

violations contains {
	"subject": {"kind": "device", "id": device},
	"key": sprintf("vlan:%d", [vlan]),
	"message": sprintf("VLAN %d of %s reaches into %s.", [
		vlan, naming.device(device), naming.list([naming.zone(zone) | some zone in sort(here)]),
	]),
	"evidence": {"vlan": vlan, "ports": count(ports)},
	"locations": [place | some port in ports; some place in port.locations],
	"zones": sort(here),
	"exposure": 1,
} if {
	some [device, vlan] in _vlans
	ports := [port | some port in input.ports; port.device == device; _in(port, vlan)]
	here := {zone | some zone in ports[0].zones}
	count(here) > 1
	count(here & zones.ot_ids) > 0
}

_vlans contains [port.device, port.access_vlan] if {
	some port in input.ports
	_in(port, port.access_vlan)
}

_in(port, vlan) if {
	port.enabled
	port.mode != "trunk"
	port.access_vlan == vlan
}
