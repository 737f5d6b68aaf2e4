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

# Judged where the file says something of it, and every server that it names can be placed.
subjects contains {"kind": "device", "id": id} if {
	some id in _of_the_plant
	device := input.devices[id]
	_speaks(device)
	every server in management.servers(device, {"update"}) { _place_known(server) }
}

subjects contains violation.subject if some violation in violations

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("%s reports to its vendor over the Internet%s.", [naming.device(id), _by(entries)]),
	"evidence": {"settings": sort({entry.setting | some entry in entries})},
	"locations": management.places(entries),
	"exposure": 2,
} if {
	some id in _of_the_plant
	entries := _reports(input.devices[id])
	count(entries) > 0
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "updates",
	"message": sprintf("%s fetches updates or licences straight from %s.", [
		naming.device(id), naming.list(sort({server.host | some server in beyond})),
	]),
	"evidence": {"servers": sort({server.host | some server in beyond})},
	"locations": management.places(beyond),
	"exposure": 2,
} if {
	some id in _of_the_plant
	device := input.devices[id]
	not _by_proxy(device)
	beyond := [server | some server in management.servers(device, {"update"}); _beyond(server)]
	count(beyond) > 0
}

_of_the_plant contains id if {
	some id, device in input.devices
	management.whole(device)
	some zone in device.zones
	zone in zones.ot_ids
}

# ASA has Smart Call Home off before it is stated; what others do as delivered differs by release.
_speaks(device) if management.asa(device)

_speaks(device) if count(management.servers(device, {"update"})) > 0

_speaks(device) if {
	some name in _channels
	count(management.stated(device, name)) > 0
}

_channels := ["cloud", "service:call-home", "vendor-cloud"]

_reports(device) := [{"setting": name, "value": entry.value, "locations": entry.locations} |
	some name in _channels
	some entry in management.stated(device, name)
	entry.value != "off"
]

_by(entries) := sprintf(" (%s)", [naming.list(names)]) if {
	names := sort({entry.value | some entry in entries; entry.setting == "vendor-cloud"})
	count(names) > 0
}

else := ""

_place_known(server) if count(server.zones) > 0

_place_known(server) if _vendors(server)

_beyond(server) if management.beyond_dmz(server)

_beyond(server) if _vendors(server)

# A name that only the vendor gives addresses to.
_vendors(server) if {
	some domain in {
		"checkpoint.com", "cisco.com", "forticloud.com", "fortiguard.com", "fortiguard.net", "fortinet.com",
		"fortinet.net", "juniper.net", "junipersecurity.net", "mikrotik.com", "netgate.com", "opnsense.org",
		"paloaltonetworks.com", "vyos.io", "vyos.net",
	}
	endswith(sprintf(".%s", [server.host]), sprintf(".%s", [domain]))
}

_by_proxy(device) if {
	some proxy in management.servers(device, {"update-proxy"})
	count(proxy.zones) > 0
	not management.beyond_dmz(proxy)
}
