# METADATA
# title: A plant device reports to its vendor over the Internet
# description: >-
#   The device sends reports to its vendor's cloud by itself. That needs a path from the plant to the Internet, tells
#   others what stands in the plant, and is a channel back that nobody in the plant controls.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0862/
#     description: ATT&CK for ICS T0862 Supply Chain Compromise
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: DEV-024
#   family: devices
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(2), SR 3.4]
#     iec-62443-2-1: [NET 1.4, COMP 3.1]
#     nist-800-53r5: [SC-7(8), SI-7]
#     nist-csf-2: [PR.PS-02]
#     nerc-cip: [CIP-010-4 R1.6]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0945]
#     techniques: [T0862, T0869]
#   remediation:
#     summary: >-
#       Switch the service off. Fetch updates and licences offline or from a mirror in the industrial DMZ, and check
#       their signatures.
#     cisco-asa: |
#       no service call-home
#       no call-home reporting anonymous
#     cisco-ios: |
#       no service call-home
#       no call-home
#     fortinet-fortios: |
#       config system central-management
#           set type none
#       end
#       config system fortiguard
#           set auto-join-forticloud disable
#       end
#     paloalto-panos: |
#       set deviceconfig system update-server 10.35.0.40
#       set deviceconfig system device-telemetry device-health-performance no
#       set deviceconfig system device-telemetry product-usage no
#       set deviceconfig system device-telemetry threat-prevention no
#     juniper-junos: |
#       delete system phone-home
#     cisco-nxos: |
#       callhome
#         no enable
#     cisco-iosxr: |
#       call-home
#        no service active
#     mikrotik-routeros: |
#       /ip cloud
#       set ddns-enabled=no update-time=no
package zonewarden.devices.calls_home

import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("%s reports to its vendor over the Internet.", [naming.device(id)]),
	"evidence": {"setting": "service:call-home"},
	"locations": management.places([entry |
		some entry in management.stated(input.devices[id], "service:call-home")
		entry.value == "on"
	]),
	"exposure": 2,
} if {
	some id in _judged
	management.has(input.devices[id], "service:call-home", "on")
}

_judged contains id if {
	some id, device in input.devices
	management.whole(device)
	some zone in device.zones
	zone in zones.ot_ids
}
