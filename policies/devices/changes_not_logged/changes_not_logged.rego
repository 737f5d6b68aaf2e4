# METADATA
# title: Nobody can tell who changed the configuration
# description: >-
#   The device records neither commands nor configuration changes with the user. After an outage operations cannot see
#   whether a change caused it, and an intruder's new rule looks like any other. IOS needs archive logging or command
#   accounting; ASA reports commands from level notifications on when it sends its log to a collector.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0872/
#     description: ATT&CK for ICS T0872 Indicator Removal on Host
# custom:
#   id: DEV-016
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.8, SR 2.12]
#     iec-62443-2-1: [EVENT 1.4, CM 1.4]
#     nist-800-53r5: [AU-2, AU-3, AU-12, CM-3]
#     nist-csf-2: [PR.PS-04]
#     nerc-cip: [CIP-010-4 R1.2, CIP-010-4 R2.1]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0872]
#   remediation:
#     summary: >-
#       Switch on command logging without secrets, and send it to the collector; command accounting to the TACACS+
#       server does the same.
#     cisco-asa: |
#       logging enable
#       logging trap informational
#       logging host mgmt 10.99.0.20
#       aaa accounting command TAC
#     cisco-ios: |
#       archive
#        log config
#         logging enable
#         notify syslog contenttype plaintext
#         hidekeys
#       aaa accounting commands 15 default start-stop group tacacs+
#     fortinet-fortios: |
#       config log syslogd setting
#           set status enable
#           set server "10.99.0.20"
#       end
#       config log syslogd filter
#           set severity information
#       end
#     paloalto-panos: |
#       set shared log-settings syslog SIEM server siem-1 server 10.99.0.20
#       set shared log-settings config match-list ALL send-syslog SIEM
#       set shared log-settings system match-list ALL send-syslog SIEM
#     juniper-junos: |
#       set system syslog host 10.99.0.20 change-log info
#       set system syslog host 10.99.0.20 interactive-commands info
#       set system syslog file changes change-log info
#     cisco-nxos: |
#       aaa accounting default group OT-TAC
#       logging server 10.99.0.20 6 use-vrf management
#     cisco-iosxr: |
#       aaa accounting commands default start-stop group tacacs+
#       logging 10.99.0.20 vrf default
#     vyos: |
#       set system syslog host 10.99.0.20 facility auth level info
#       set system syslog host 10.99.0.20 facility local7 level info
#     mikrotik-routeros: |
#       /system logging
#       add topics=account action=siem
#       add topics=system action=siem
package zonewarden.devices.changes_not_logged

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	_judged(device)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "changes",
	"message": sprintf("%s does not record who changes its configuration.", [naming.device(device.id)]),
	"evidence": {"platform": device.platform},
	"locations": array.concat(management.places(management.stated(device, "aaa-accounting")), device.locations),
	"exposure": 0,
} if {
	some device in input.devices
	_judged(device)
	not _recorded(device)
}

_judged(device) if {
	_known(device)
	management.whole(device)
}

# Platforms that record nothing of it, or keep it to themselves, before somebody says so.
_known(device) if management.ios(device)

_known(device) if {
	device.platform in {"cisco-asa", "fortinet-fortios", "juniper-junos", "paloalto-panos"}
}

_recorded(device) if management.has(device, "logging-changes", "on")

_recorded(device) if {
	some entry in management.stated(device, "aaa-accounting")
	contains(lower(entry.value), "command")
}

# IOS-XR sends the user and number of each commit (DB_COMMIT, informational) and keeps what it changed.
_recorded(device) if {
	device.platform == "cisco-iosxr"
	count(management.servers(device, {"syslog"})) > 0
	every entry in management.stated(device, "logging-trap") { entry.value in management.informational }
}

# Message 111008 names user and command.
_recorded(device) if {
	management.asa(device)
	management.sends(device, management.notifications)
	not management.has(device, "logging-suppressed", "111008")
}
