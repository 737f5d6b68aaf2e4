# METADATA
# title: A routing protocol at the plant believes whoever speaks it
# description: >-
#   A device between zones of the plant takes routes, or lets itself be replaced as gateway, by a neighbour that proves
#   itself by nothing or by a text in clear. Whoever sits in that network draws the traffic of the cells to himself or cuts
#   them off. Read from IOS and NX-OS; routes handed on between processes and default routes into cells are not judged.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
#   - ref: https://attack.mitre.org/mitigations/M0802/
#     description: ATT&CK for ICS M0802 Communication Authenticity
# custom:
#   id: DEV-022
#   family: devices
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 3.1, SR 5.2]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7, SC-23, AC-4]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0802, M0930]
#     techniques: [T0830]
#   remediation:
#     summary: >-
#       Static routes at the boundary between office and plant, and no default route into cells. Where a protocol stays, give
#       every neighbour a key and make interfaces towards hosts passive; change both ends in one window.
#     cisco-asa: |
#       route ops 10.20.0.0 255.255.0.0 10.30.255.2
#       interface GigabitEthernet0/1
#        ospf authentication message-digest
#        ospf message-digest-key 1 md5 <key>
#     cisco-ios: |
#       router ospf 1
#        passive-interface default
#        no passive-interface GigabitEthernet0/1
#       interface GigabitEthernet0/1
#        ip ospf authentication message-digest
#        ip ospf message-digest-key 1 md5 <key>
#       interface Vlan201
#        standby 1 authentication md5 key-string <key>
#     cisco-nxos: |
#       interface Ethernet1/1
#         ip ospf authentication message-digest
#         ip ospf message-digest-key 1 md5 3 PLACEHOLDER
#     cisco-iosxr: |
#       router ospf 1
#        authentication message-digest
#        area 0
#         interface GigabitEthernet0/0/0/1
#          message-digest-key 1 md5 encrypted PLACEHOLDER
#     fortinet-fortios: |
#       config router ospf
#           config ospf-interface
#               edit "to-core"
#                   set interface "port1"
#                   set authentication md5
#               next
#           end
#       end
#     paloalto-panos: |
#       set network virtual-router default protocol ospf auth-profile OT md5 1 key PLACEHOLDER
#     juniper-junos: |
#       set protocols ospf area 0.0.0.0 interface ge-0/0/1.0 authentication md5 1 key PLACEHOLDER
#     vyos: |
#       set protocols ospf interface eth1 authentication md5 key-id 1 md5-key PLACEHOLDER
#       set protocols ospf passive-interface default
#     mikrotik-routeros: |
#       /routing ospf interface-template
#       add interfaces=ether1 area=backbone auth=sha256 auth-id=1 auth-key=PLACEHOLDER
package zonewarden.devices.routing_believes_anybody

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("%s:%s:%s", [peer.protocol, peer.interface, peer.where]),
	"message": sprintf("%s believes %s %s.", [naming.device(id), _name(peer), _proof[peer.authentication]]),
	"evidence": {"protocol": peer.protocol, "authentication": peer.authentication},
	"locations": peer.locations,
	"exposure": _exposure(peer),
} if {
	some id in _judged
	some peer in input.devices[id].routing_peers
	peer.authentication in object.keys(_proof)
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("default:%s", [given.protocol]),
	"message": sprintf("%s announces a default route by %s into %s.", [
		naming.device(id), given.protocol, naming.list([naming.zone(zone) | some zone in cells]),
	]),
	"evidence": {"protocol": given.protocol, "zones": cells},
	"locations": given.locations,
	"exposure": 1,
} if {
	some id in _judged
	some given in input.devices[id].route_handovers
	given.what == "default"
	cells := sort([zone | some zone in given.zones; zones.control(zone)])
	count(cells) > 0
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("handed on:%s:%s", [given.protocol, given.what]),
	"message": sprintf("%s tells all its %s routes by %s to %s, with no list that chooses.", [
		naming.device(id), given.what, given.protocol, naming.list([naming.zone(zone) | some zone in outside]),
	]),
	"evidence": {"protocol": given.protocol, "what": given.what, "zones": outside},
	"locations": given.locations,
	"exposure": 2,
} if {
	some id in _judged
	some given in input.devices[id].route_handovers
	given.what != "default"
	not given.filtered
	outside := sort([zone | some zone in given.zones; zones.beyond_dmz(zone)])
	count(outside) > 0
}

# Between zones, one of them of the plant.
_judged contains id if {
	some id, device in input.devices
	count(device.routing_peers) > 0
	count(device.zones) > 1
	some zone in device.zones
	input.zones[zone].ot
}

_proof := {"": "without any proof", "text": "by a text in clear"}

_name(peer) := sprintf("%s %s on %s", [peer.protocol, peer.where, peer.interface]) if {
	peer.interface != ""
	peer.where != peer.interface
}

else := sprintf("%s on %s", [peer.protocol, peer.interface]) if peer.interface != ""

else := sprintf("%s %s", [peer.protocol, peer.where]) if peer.where != ""

else := sprintf("whoever speaks %s", [peer.protocol])

_exposure(peer) := 3 if {
	some zone in peer.zones
	input.zones[zone].external
}

else := 2 if {
	some zone in peer.zones
	input.zones[zone].it
}

else := 1
