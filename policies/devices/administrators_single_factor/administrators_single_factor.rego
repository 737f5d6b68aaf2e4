# METADATA
# title: Administrators of a boundary device show a single factor
# description: >-
#   Whoever administers the firewall between office and plant needs a password only, or is said to come by a jump host
#   that asks for more while the device takes sessions from elsewhere as well. One stolen password then opens the
#   boundary itself.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0932/
#     description: ATT&CK for ICS M0932 Multi-factor Authentication
# custom:
#   id: DEV-006
#   family: devices
#   severity: high
#   requires: []
#   capability: 3
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.1 RE(2), SR 1.1 RE(3)]
#     iec-62443-2-1: [USER 1.9]
#     nist-800-53r5: [IA-2(1), AC-17(4)]
#     nist-csf-2: [PR.AA-03]
#     nerc-cip: [CIP-005-7 R2.3]
#     nis2: [21.2.j]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0932]
#     techniques: [T0859]
#   remediation:
#     summary: >-
#       Let the device ask for a second factor, or let it take administration sessions from the jump host alone, which
#       asks for it.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   admin_mfa: jump_host        # and on the device: the jump host's address only
#       ssh 10.99.0.30 255.255.255.255 mgmt
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   admin_mfa: jump_host        # and on the device: the jump host's address only
#       ip access-list standard MGMT
#        permit host 10.99.0.30
#       line vty 0 15
#        access-class MGMT in
#     fortinet-fortios: |
#       config system admin
#           edit "m.keller"
#               set accprofile "super_admin"
#               set two-factor fortitoken
#               set trusthost1 10.99.0.30 255.255.255.255
#           next
#       end
#     paloalto-panos: |
#       set shared authentication-profile OT-ADMINS method radius server-profile OT-RADIUS
#       set shared authentication-profile OT-ADMINS multi-factor-auth mfa-enable yes
#       set deviceconfig system authentication-profile OT-ADMINS
#       set deviceconfig system permitted-ip 10.99.0.30
#     juniper-junos: |
#       # the RADIUS server asks for the second factor; only the jump host gets here
#       set system authentication-order radius
#       set system radius-server 10.99.0.10 secret PLACEHOLDER
#       set firewall family inet filter PROTECT-RE term MGMT from source-address 10.99.0.30/32
#       set firewall family inet filter PROTECT-RE term MGMT from protocol tcp
#       set firewall family inet filter PROTECT-RE term MGMT from destination-port ssh
#       set firewall family inet filter PROTECT-RE term MGMT then accept
#       set firewall family inet filter PROTECT-RE term REST then discard
#       set interfaces lo0 unit 0 family inet filter input PROTECT-RE
#     cisco-nxos: |
#       ip access-list MGMT-IN
#         10 permit tcp 10.99.0.30/32 any eq 22
#       line vty
#         access-class MGMT-IN in
#     vyos: |
#       set system login user m.keller authentication otp key PLACEHOLDER
#       set service ssh dynamic-protection
#     mikrotik-routeros: |
#       # the RADIUS server asks for the second factor; only the jump host gets here
#       /user aaa
#       set use-radius=yes
#       /ip service
#       set ssh address=10.99.0.30/32
#     cisco-iosxr: |
#       control-plane
#        management-plane
#         out-of-band
#          interface MgmtEth0/RSP0/CPU0/0
#           allow SSH peer
#            address ipv4 10.99.0.30
package zonewarden.devices.administrators_single_factor

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "none",
	"message": sprintf("Administrators of %s log on with a single factor.", [naming.device(id)]),
	"evidence": {"admin_mfa": "none"},
	"locations": input.device_records[id].locations,
	"exposure": 1,
} if {
	some id in _judged
	input.device_records[id].admin_mfa == "none"
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "past the jump host",
	"message": sprintf("Administrators of %s are to come by a jump host, and it takes %s from elsewhere.", [
		naming.device(id), naming.list(sort({service.protocol | some service in open})),
	]),
	"evidence": {"admin_mfa": "jump_host", "protocols": sort({service.protocol | some service in open})},
	"locations": [place | some service in input.devices[id].management.services; service in open; some place in service.locations],
	"exposure": 1,
} if {
	some id in _judged
	input.device_records[id].admin_mfa == "jump_host"
	open := {service |
		some service in input.devices[id].management.services
		service.protocol in {"http", "https", "netconf", "ssh", "telnet"}
		_elsewhere(service)
	}
	count(open) > 0
}

# What the device itself asks for shows where it keeps second factors with its accounts.
violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "no second factor",
	"message": sprintf("%s is to ask for a second factor, and has accounts without one: %s.", [
		naming.device(id), naming.list(sort({user.name | some user in single})),
	]),
	"evidence": {"admin_mfa": "device", "accounts": sort({user.name | some user in single})},
	"locations": array.concat(management.places(single), input.device_records[id].locations),
	"exposure": 1,
} if {
	some id in _judged
	input.device_records[id].admin_mfa == "device"
	device := input.devices[id]
	device.platform in _keeps_factors
	single := [user | some user in device.management.users; not user.name in _guarded(device)]
	count(single) > 0
}

_keeps_factors := {"fortinet-fortios", "opnsense", "pfsense", "vyos"}

# Accounts with a token or certificate, and those that a server asks, as the declaration says it does.
_guarded(device) := {split(entry.value, ":")[0] |
	some name in ["admin-remote-auth", "admin-two-factor", "user-otp"]
	some entry in management.stated(device, name)
}

_elsewhere(service) if service.any_source

_elsewhere(service) if service.outside_management == true

# Devices at the boundary whose declaration says how administrators log on.
_judged contains id if {
	some id, record in input.device_records
	not is_null(record.admin_mfa)
	_boundary(id)
}

_boundary(id) if input.devices[id].it_ot

_boundary(id) if {
	input.devices[id]
	some side in input.device_records[id].boundary
	side in {"it_ot", "remote_access", "safety"}
}
