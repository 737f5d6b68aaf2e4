# METADATA
# title: A switch port can be talked into a trunk or into another tree
# description: >-
#   A port negotiates a trunk, a trunk carries every VLAN or leaves VLAN 1 or a VLAN of hosts untagged, or a port for
#   hosts has no BPDU guard. Whoever is plugged in joins VLANs of other zones or becomes the root of the spanning tree and
#   takes the traffic, or stops it. Read from IOS and NX-OS; storm control, DHCP snooping and ARP inspection are not judged.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
#   - ref: https://attack.mitre.org/techniques/T0814/
#     description: ATT&CK for ICS T0814 Denial of Service
# custom:
#   id: DEV-020
#   family: devices
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 7.1]
#     iec-62443-2-1: [NET 1.6]
#     nist-800-53r5: [SC-7(29), CM-6]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0814, M0930]
#     techniques: [T0830, T0814]
#   remediation:
#     summary: >-
#       Fix the mode of every port, name the VLANs of every trunk, keep the native VLAN free of hosts, and guard ports for
#       hosts. Leave ring ports (MRP, REP, DLR, PRP) out, declare them in devices.yaml (ports: use), and test the failover.
#     cisco-asa: |
#       ! the switch in front of it, not the firewall: on its subinterfaces the VLANs are named one by one
#       interface GigabitEthernet0/1.201
#        vlan 201
#     cisco-ios: |
#       spanning-tree portfast bpduguard default
#       interface GigabitEthernet1/0/1
#        switchport mode access
#        switchport nonegotiate
#        spanning-tree portfast
#       interface GigabitEthernet1/0/24
#        switchport mode trunk
#        switchport nonegotiate
#        switchport trunk native vlan 999
#        switchport trunk allowed vlan 201,202
#     cisco-nxos: |
#       spanning-tree port type edge bpduguard default
#       interface Ethernet1/1
#         switchport mode access
#         spanning-tree port type edge
#       interface Ethernet1/24
#         switchport mode trunk
#         switchport trunk native vlan 999
#         switchport trunk allowed vlan 201,202
#     juniper-junos: |
#       set protocols rstp bpdu-block-on-edge
#       set interfaces xe-0/0/1 unit 0 family ethernet-switching vlan members v201
#       set interfaces xe-0/0/1 unit 0 family ethernet-switching vlan members v202
#     mikrotik-routeros: |
#       /interface bridge port
#       set [find interface=ether1] bpdu-guard=yes frame-types=admit-only-untagged-and-priority-tagged
#       /interface bridge
#       set [find name=bridge1] vlan-filtering=yes
package zonewarden.devices.weak_layer_2

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "port", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "port", "id": id},
	"key": fault.key,
	"message": sprintf("Port %s of %s %s.", [input.ports[id].name, naming.device(input.ports[id].device), fault.text]),
	"evidence": {"mode": input.ports[id].mode},
	"exposure": 1,
} if {
	some id in _judged
	some fault in _faults(input.ports[id])
}

_judged contains id if {
	some id, port in input.ports
	port.enabled
	not "unstated" in port.settings
}

_faults(port) := ((_negotiates(port) | _carries_all(port)) | (_native(port) | _unguarded(port))) | (_storms(port) | _dhcp(port))

_negotiates(port) := {{"key": "negotiates", "text": "negotiates whether it is a trunk"} |
	port.mode in {"", "dynamic"}
}

_carries_all(port) := {{"key": "every-vlan", "text": "is a trunk for every VLAN"} |
	port.mode == "trunk"
	port.all_vlans
}

_native(port) := {{"key": "native", "text": sprintf("leaves VLAN %d untagged, %s", [port.native_vlan, why])} |
	port.mode == "trunk"
	why := _why(port)
}

_why(port) := "which every port is in by default" if port.native_vlan == 1

else := "which hosts are in" if {
	some other in input.ports
	other.device == port.device
	other.mode == "access"
	other.access_vlan == port.native_vlan
	other.enabled
}

_unguarded(port) := {{"key": "bpdu", "text": "is for hosts and has no BPDU guard"} |
	_for_hosts(port)
	not _guarded(port)
}

_storms(port) := {{"key": "storm", "text": "is for hosts and lets broadcasts in without limit"} |
	_for_hosts(port)
	not "storm-control" in port.settings
}

# Where hosts ask for addresses, anybody could answer them, or answer for another's address.
_dhcp(port) := {{"key": "dhcp", "text": sprintf("is in VLAN %d, where DHCP is used without %s", [port.access_vlan, what])} |
	_for_hosts(port)
	port.dhcp
	not "dhcp-trust" in port.settings
	what := _unwatched(port)
}

_unwatched(port) := "DHCP snooping" if not port.dhcp_snooped

else := "ARP inspection" if not port.arp_inspected

_for_hosts(port) if {
	port.mode == "access"
	not port.use in {"ring", "uplink"}
	not "bundled" in port.settings
	not "span-destination" in port.settings
}

_guarded(port) if "bpdu-guard" in port.settings

_guarded(port) if {
	"edge" in port.settings
	management.has(input.devices[port.device], "bpdu-guard-default", "on")
}
