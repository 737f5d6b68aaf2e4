# METADATA
# title: A switch port lets in whoever plugs in, or shuts out a controller
# description: >-
#   A port that nobody uses is not shut, or an access port of a control zone takes any host: neither port security nor
#   802.1X is on it. A laptop in the cabinet is then in the cell. Or port security is set so that a spare part with
#   another address shuts the port and stops the process. Read from IOS and NX-OS.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0864/
#     description: ATT&CK for ICS T0864 Transient Cyber Asset
#   - ref: https://attack.mitre.org/mitigations/M0934/
#     description: ATT&CK for ICS M0934 Limit Hardware Installation
# custom:
#   id: DEV-019
#   family: devices
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.3, SR 7.7, SR 1.2]
#     iec-62443-2-1: [NET 1.6]
#     nist-800-53r5: [SC-7(14), CM-7, IA-3]
#     nist-csf-2: [PR.AA-03, PR.IR-01]
#     nerc-cip: [CIP-007-6 R1.2]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0934, M0814]
#     techniques: [T0864]
#   remediation:
#     summary: >-
#       Shut spare ports. Let access ports of control zones learn one address and drop the others (restrict), never shut
#       the port; give maintenance a way to swap a part. Declare ring and uplink ports in devices.yaml (ports: use).
#     cisco-asa: |
#       ! a port that nobody uses
#       interface GigabitEthernet0/5
#        shutdown
#     cisco-ios: |
#       interface GigabitEthernet1/0/20
#        shutdown
#       interface GigabitEthernet1/0/1
#        switchport mode access
#        switchport port-security
#        switchport port-security maximum 1
#        switchport port-security mac-address sticky
#        switchport port-security violation restrict
#     cisco-nxos: |
#       interface Ethernet1/20
#         shutdown
#       interface Ethernet1/1
#         switchport port-security
#         switchport port-security mac-address sticky
#         switchport port-security violation restrict
#     cisco-iosxr: |
#       interface GigabitEthernet0/0/0/9
#        shutdown
#     fortinet-fortios: |
#       config system interface
#           edit "port9"
#               set status down
#           next
#       end
#     paloalto-panos: |
#       set network interface ethernet ethernet1/9 link-state down
#     juniper-junos: |
#       set interfaces ge-0/0/9 disable
#       set switch-options interface ge-0/0/1.0 interface-mac-limit 1
#       set switch-options interface ge-0/0/1.0 interface-mac-limit packet-action drop
#     vyos: |
#       set interfaces ethernet eth9 disable
#     mikrotik-routeros: |
#       /interface ethernet
#       set [find name=ether9] disabled=yes
package zonewarden.devices.open_switch_port

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "port", "id": id} if some id, _ in input.ports

violations contains {
	"subject": {"kind": "port", "id": id},
	"key": "unused",
	"message": sprintf("Port %s of %s is %s and not shut.", [port.name, naming.device(port.device), why]),
	"evidence": {"use": port.use},
	"exposure": 1,
} if {
	some id, port in input.ports
	port.enabled
	why := _unused(port)
}

violations contains {
	"subject": {"kind": "port", "id": id},
	"key": "anybody",
	"message": sprintf("Port %s of %s takes any host into %s.", [
		port.name, naming.device(port.device), naming.list([naming.zone(zone) | some zone in sort(_control(port))]),
	]),
	"evidence": {"vlan": port.access_vlan},
	"zones": sort(_control(port)),
	"exposure": 1,
} if {
	some id, port in input.ports
	_for_hosts(port)
	count(_control(port)) > 0
	count({"port-security", "dot1x"} & {name | some name in port.settings}) == 0
}

violations contains {
	"subject": {"kind": "port", "id": id},
	"key": "shuts-down",
	"message": sprintf("Port %s of %s shuts down when another host appears, and carries %s.", [
		port.name, naming.device(port.device), naming.list([naming.zone(zone) | some zone in sort(_control(port))]),
	]),
	"evidence": {"vlan": port.access_vlan},
	"zones": sort(_control(port)),
	"exposure": 1,
} if {
	some id, port in input.ports
	_for_hosts(port)
	count(_control(port)) > 0
	"port-security" in port.settings
	count({"violation-restrict", "violation-protect"} & {name | some name in port.settings}) == 0
}

_unused(port) := "declared spare" if port.use == "spare"

else := "without any configuration" if {
	port.use == ""
	"unstated" in port.settings
	port.description == ""
}

# A port that hosts are plugged into: rings and uplinks have other switches behind them. One that negotiates becomes an access
# port as soon as a host is there.
_for_hosts(port) if {
	port.enabled
	port.mode in {"access", "dynamic"}
	not port.use in {"ring", "uplink", "spare"}
	not "bundled" in port.settings
}

_control(port) := {zone | some zone in port.zones; zones.control(zone)}
