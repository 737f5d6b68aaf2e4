# METADATA
# title: Administration sessions stay open, or passwords can be guessed for ever
# description: >-
#   An engineer's session that nobody closes can be used by whoever stands at the cabinet or the desk next. Without a
#   limit on failed logins a script may try passwords all night. This is about network devices; operator stations must
#   not lock themselves. A timeout that is not stated is the vendor's and is not judged.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
# custom:
#   id: DEV-012
#   family: devices
#   scope: device
#   severity: low
#   requires: []
#   capability: 1
#   ceiling: low
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.11, SR 1.12, SR 2.5, SR 2.6, SR 2.7]
#     iec-62443-2-1: [USER 1.15, USER 1.17, USER 1.18]
#     nist-800-53r5: [AC-7, AC-8, AC-11, AC-12, AC-10]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-007-6 R5.7]
#     sans-ics: ["2"]
#     nist-800-82r3: [Identity management and access control]
#   attack_ics:
#     mitigations: [M0936, M0927]
#     techniques: [T0859]
#   remediation:
#     summary: >-
#       Set ten minutes on every line, a limit on failed logins and a banner that says who may be here.
#     cisco-asa: |
#       ssh timeout 10
#       console timeout 10
#       aaa local authentication attempts max-fail 5
#       banner login Authorised staff of the plant only
#     cisco-ios: |
#       login block-for 300 attempts 3 within 60
#       banner login ^Authorised staff of the plant only^
#       line con 0
#        exec-timeout 10 0
#       line vty 0 15
#        exec-timeout 10 0
#     fortinet-fortios: |
#       config system global
#           set admintimeout 10
#           set admin-lockout-threshold 3
#           set admin-lockout-duration 300
#           set pre-login-banner enable
#       end
#     paloalto-panos: |
#       set deviceconfig setting management idle-timeout 10
#       set deviceconfig setting management admin-lockout failed-attempts 3
#       set deviceconfig setting management admin-lockout lockout-time 5
#       set deviceconfig system login-banner "Authorised persons only"
#     juniper-junos: |
#       set system login class ot-admin idle-timeout 10
#       set system login class ot-admin permissions all
#       set system login retry-options tries-before-disconnect 3
#       set system login message "Authorised persons only"
#     cisco-nxos: |
#       line console
#         exec-timeout 10
#       line vty
#         exec-timeout 10
#       banner motd #Authorised staff of the plant only#
#     cisco-iosxr: |
#       line default
#        exec-timeout 10 0
#       line console
#        exec-timeout 10 0
#       banner login #Authorised staff of the plant only#
#     vyos: |
#       set system login timeout 600
#       set system login banner pre-login "Authorised staff of the plant only"
#     mikrotik-routeros: |
#       /system note
#       set show-at-login=yes note="Authorised staff of the plant only"
#       /user
#       set [find name=m.keller] inactivity-timeout=10m inactivity-policy=logout
package zonewarden.devices.no_session_timeout

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	management.whole(device)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "idle-timeout",
	"message": sprintf("%s keeps idle sessions for more than 10 minutes on %s.", [
		naming.device(device.id),
		naming.list([_text(line.name, _seconds(device, line)) | some line in lines]),
	]),
	"evidence": {"lines": [line.name | some line in lines]},
	"locations": management.places(lines),
	"exposure": 0,
} if {
	some device in input.devices
	lines := [line |
		some line in device.management.lines
		not line.exec_disabled
		_endless(_seconds(device, line))
	]
	count(lines) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "web",
	"message": sprintf("%s keeps idle sessions of its web interface for %s.", [naming.device(device.id), long]),
	"evidence": {"stated": [entry.value | some entry in stated]},
	"locations": array.concat(management.places(stated), device.locations),
	"exposure": 0,
} if {
	some device in input.devices
	management.whole(device)
	device.platform in {"opnsense", "pfsense"}
	stated := management.stated(device, "http-session-timeout-min")
	long := _long(stated)
}

# Four hours as delivered; 0 is never.
_long(stated) := "240 minutes" if count(stated) == 0

else := "ever" if stated[0].value == "0"

else := sprintf("%s minutes", [stated[0].value]) if not regex.match("^([1-9]|10)$", stated[0].value)

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "login",
	"message": sprintf("%s has %s at login.", [naming.device(device.id), naming.list(missing)]),
	"evidence": {"missing": missing},
	"locations": device.locations,
	"exposure": 0,
} if {
	some device in input.devices
	management.whole(device)
	missing := array.concat(_no_limit(device), _no_banner(device))
	count(missing) > 0
}

_longest_s := 600

# Seconds; 0 is never.
_endless(seconds) if seconds == 0

_endless(seconds) if seconds > _longest_s

_text(name, seconds) := sprintf("%s (never closed)", [name]) if seconds == 0

else := sprintf("%s (%v s)", [name, seconds])

# A line of NX-OS without the command closes after half an hour.
_seconds(device, line) := 1800 if {
	device.platform == "cisco-nxos"
	is_null(line.idle_timeout_s)
}

else := line.idle_timeout_s

_no_limit(device) := ["no limit on failed attempts"] if management.unthrottled(device)

else := []

# One that ASDM alone shows is not seen by who comes by SSH or console.
_no_banner(device) := ["no banner"] if {
	not device.platform in {"opnsense", "pfsense"}
	count({entry | some entry in management.stated(device, "banner"); entry.value != "asdm"}) == 0
}

else := []
