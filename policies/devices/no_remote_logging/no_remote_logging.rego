# METADATA
# title: Logs stay on the device, say too little, or can stop traffic
# description: >-
#   Without a collector the traces of an intrusion go with the device's memory, and below level informational they are
#   never written. An ASA that logs over TCP refuses every new connection while its collector is away, production's
#   too, unless logging permit-hostdown is set.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0872/
#     description: ATT&CK for ICS T0872 Indicator Removal on Host
# custom:
#   id: DEV-010
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.8 RE(1), SR 2.9, SR 6.1]
#     iec-62443-2-1: [EVENT 1.4]
#     nist-800-53r5: [AU-4(1), AU-12, SI-4]
#     nist-csf-2: [PR.PS-04, DE.CM-01]
#     nerc-cip: [CIP-007-6 R4.1, CIP-007-6 R4.3]
#     sans-ics: ["3"]
#     nist-800-82r3: [Centralized logging]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0872]
#   remediation:
#     summary: >-
#       Send level informational with timestamps to two collectors in OT or the DMZ and keep a local buffer. On ASA
#       with TCP, set logging permit-hostdown before anything else.
#     cisco-asa: |
#       logging enable
#       logging timestamp
#       logging buffered informational
#       logging trap informational
#       logging permit-hostdown
#       logging host mgmt 10.99.0.20 6/1470
#     cisco-ios: |
#       service timestamps log datetime msec show-timezone
#       logging host 10.99.0.20
#       logging host 10.99.0.21
#       logging trap informational
#     fortinet-fortios: |
#       config log syslogd setting
#           set status enable
#           set server "10.99.0.20"
#           set mode reliable
#           set enc-algorithm high
#       end
#       config log syslogd2 setting
#           set status enable
#           set server "10.99.0.23"
#           set mode reliable
#           set enc-algorithm high
#       end
#     paloalto-panos: |
#       set shared log-settings syslog OT-LOG server LOG-1 server 10.99.0.20
#       set shared log-settings syslog OT-LOG server LOG-1 transport SSL
#       set shared log-settings system match-list ALL send-syslog OT-LOG
#       set shared log-settings syslog OT-LOG server LOG-2 server 10.99.0.23
#       set shared log-settings syslog OT-LOG server LOG-2 transport SSL
#     juniper-junos: |
#       set system syslog host 10.99.0.20 any info
#       set system syslog host 10.99.0.23 any info
#     cisco-nxos: |
#       logging server 10.99.0.20 6 use-vrf management
#       logging server 10.99.0.21 6 use-vrf management
#       logging timestamp milliseconds
#     cisco-iosxr: |
#       logging trap informational
#       logging 10.99.0.20 vrf default
#       logging 10.99.0.21 vrf default
#       service timestamps log datetime msec show-timezone
#     vyos: |
#       set system syslog host 10.99.0.20 facility all level info
#       set system syslog host 10.99.0.21 facility all level info
#     mikrotik-routeros: |
#       /system logging action
#       add name=siem target=remote remote=10.99.0.20
#       /system logging
#       add topics=info action=siem
#       add topics=firewall action=siem
package zonewarden.devices.no_remote_logging

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	_judged(device)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": key,
	"message": sprintf("%s %s.", [naming.device(device.id), fault.message]),
	"evidence": {"collectors": [server.host | some server in _collectors(device)]},
	"locations": array.concat(fault.locations, device.locations),
	"exposure": 0,
	"floor": fault.floor,
	"ceiling": fault.ceiling,
} if {
	some device in input.devices
	_judged(device)
	some key in _keys
	fault := _fault(device, key)
}

_judged(device) if management.whole(device)

_judged(device) if count(_collectors(device)) > 0

_collectors(device) := management.servers(device, {"syslog"})

_keys := {"collector", "second-collector", "switch", "level", "timestamps", "collector-zone", "hostdown"}

_low(message, locations) := {"message": message, "locations": locations, "floor": "info", "ceiling": "low"}

_medium(message, locations) := {"message": message, "locations": locations, "floor": "info", "ceiling": "medium"}

_fault(device, "collector") := _medium("sends its log nowhere", []) if count(_collectors(device)) == 0

_fault(device, "second-collector") := _low("sends its log to one collector only", management.places(only)) if {
	device.it_ot
	only := _collectors(device)
	count({server.host | some server in only}) == 1
}

# ASA logs nothing before `logging enable`, whatever else is configured.
_fault(device, "switch") := _medium("has logging switched off", places) if {
	count(_collectors(device)) > 0
	_off(device)
	places := management.places(management.stated(device, "logging"))
}

_fault(device, "level") := _medium(_level_message(coarse[0]), management.places(coarse)) if {
	count(_collectors(device)) > 0
	coarse := [entry |
		some entry in management.stated(device, "logging-trap")
		not entry.value in management.informational
	]
	count(coarse) > 0
}

# ASA sends nothing to a host before a level is stated.
_fault(device, "level") := _medium("states no level for its collectors and sends them nothing", places) if {
	management.asa(device)
	count(management.stated(device, "logging-trap")) == 0
	places := management.places(_collectors(device))
	count(places) > 0
}

_fault(device, "timestamps") := _low("logs without timestamps", places) if {
	count(_collectors(device)) > 0
	_no_timestamps(device)
	places := management.places(management.stated(device, "logging-timestamps"))
}

_fault(device, "collector-zone") := _low("sends its log to no collector in OT or the DMZ", places) if {
	collectors := _collectors(device)
	count(collectors) > 0
	every server in collectors { management.beyond_dmz(server) }
	places := management.places(collectors)
}

_fault(device, "hostdown") := {
	"message": "refuses new connections while its TCP log collector is away",
	"locations": management.places(blocking),
	"floor": _hostdown_floor(device),
	"ceiling": "critical",
} if {
	management.asa(device)
	not management.has(device, "logging-permit-hostdown", "on")
	blocking := [server | some server in _collectors(device); server.transport in {"tcp", "tls"}]
	count(blocking) > 0
}

_off(device) if management.has(device, "logging", "off")

_off(device) if {
	management.asa(device)
	not management.has(device, "logging", "on")
}

# Time since the start of the device is no time of the day.
_no_timestamps(device) if {
	some entry in management.stated(device, "logging-timestamps")
	regex.match(`^(off|uptime)`, entry.value)
}

_no_timestamps(device) if {
	management.asa(device)
	count(management.stated(device, "logging-timestamps")) == 0
}

_level_message(entry) := sprintf("sends its collectors level %s only, which leaves connections out", [entry.value])

_hostdown_floor(device) := "high" if device.impact >= 3

else := "medium"
