# METADATA
# title: Logins have no central accounts, or no way in without them
# description: >-
#   Without a central server every person who leaves keeps a password on every device. Without a local method at the
#   end of the list nobody gets in while the server is away, which is just when the plant runs as an island. A server
#   that stands in the office network only makes the plant's devices depend on the office. Command accounting is
#   DEV-016's.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
# custom:
#   id: DEV-005
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.1, SR 1.3 RE(1), SR 2.1]
#     iec-62443-2-1: [USER 1.8, USER 2.1]
#     nist-800-53r5: [AC-2, IA-2, AU-12]
#     nist-csf-2: [PR.AA-03]
#     nerc-cip: [CIP-007-6 R5.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0801, M0804]
#     techniques: [T0859]
#   remediation:
#     summary: >-
#       Point the login list at a TACACS+ or RADIUS server in OT or the DMZ, local last, keep one vaulted local
#       account, and try it with the server unreachable.
#     cisco-asa: |
#       aaa-server TAC protocol tacacs+
#       aaa-server TAC (mgmt) host 10.99.0.30
#       aaa authentication ssh console TAC LOCAL
#     cisco-ios: |
#       aaa new-model
#       aaa authentication login default group tacacs+ local
#       username breakglass privilege 15 algorithm-type scrypt secret <vaulted>
#     fortinet-fortios: |
#       config user tacacs+
#           edit "AAA-1"
#               set server "10.99.0.21"
#               set key PLACEHOLDER
#           next
#       end
#       config user group
#           edit "OT-TACACS"
#               set member "AAA-1"
#           next
#       end
#       config system admin
#           edit "ot-admins"
#               set remote-auth enable
#               set accprofile "super_admin"
#               set wildcard enable
#               set remote-group "OT-TACACS"
#           next
#       end
#     paloalto-panos: |
#       set shared server-profile tacplus OT-TACACS server AAA-1 address 10.99.0.21
#       set shared authentication-profile OT-ADMIN method tacplus server-profile OT-TACACS
#       set deviceconfig system authentication-profile OT-ADMIN
#     juniper-junos: |
#       set system authentication-order [ tacplus password ]
#       set system tacplus-server 10.99.0.21 secret PLACEHOLDER
#     cisco-nxos: |
#       feature tacacs+
#       tacacs-server host 10.99.0.10 key 7 PLACEHOLDER
#       aaa group server tacacs+ OT-TAC
#           server 10.99.0.10
#       aaa authentication login default group OT-TAC local
#     cisco-iosxr: |
#       tacacs-server host 10.99.0.10 port 49
#        key 7 PLACEHOLDER
#       aaa authentication login default group tacacs+ local
#     vyos: |
#       set system login tacacs server 10.99.0.10 key PLACEHOLDER
#     mikrotik-routeros: |
#       /radius
#       add service=login address=10.99.0.10 secret=PLACEHOLDER
#       /user aaa
#       set use-radius=yes default-group=read
package zonewarden.devices.no_central_aaa

import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	management.whole(device)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "central",
	"message": sprintf("%s asks no central server at login.", [naming.device(device.id)]),
	"evidence": {"aaa_login": [entry.value | some entry in logins]},
	"locations": array.concat(management.places(logins), device.locations),
	"exposure": 1,
} if {
	some device in input.devices
	management.whole(device)
	logins := management.stated(device, "aaa-login")
	not _central_somewhere(logins)
	count(management.stated(device, "admin-remote-auth")) == 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "fallback",
	"message": sprintf("%s has no local login when the central server is away.", [naming.device(device.id)]),
	"evidence": {"aaa_login": [entry.value | some entry in stranded]},
	"locations": management.places(stranded),
	"exposure": 1,
} if {
	some device in input.devices
	management.whole(device)
	not device.platform in _falls_back
	stranded := [entry |
		some entry in management.stated(device, "aaa-login")
		_central(entry)
		not _local(entry)
	]
	count(stranded) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "server",
	"message": sprintf("%s depends for its logins on servers outside OT and the DMZ only.", [naming.device(device.id)]),
	"evidence": {"servers": [server.host | some server in servers]},
	"locations": management.places(servers),
	"exposure": 1,
} if {
	some device in input.devices
	management.whole(device)
	servers := management.servers(device, {"ldap", "radius", "tacacs"})
	count(servers) > 0
	every server in servers { management.beyond_dmz(server) }
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "accounting",
	"message": sprintf("%s has a TACACS+ server and does not send it the commands that are given.", [naming.device(device.id)]),
	"evidence": {"aaa_accounting": [entry.value | some entry in management.stated(device, "aaa-accounting")]},
	"locations": array.concat(management.places(management.stated(device, "aaa-accounting")), management.places(servers)),
	"exposure": 1,
} if {
	some device in input.devices
	management.whole(device)
	_cisco(device)
	servers := management.servers(device, {"tacacs"})
	count(servers) > 0
	not _accounts(device)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "vault",
	"message": sprintf("The account of %s for the time without its server is in no vault.", [naming.device(device.id)]),
	"evidence": {"fallback_vaulted": false},
	"locations": input.device_records[device.id].locations,
	"exposure": 1,
} if {
	some device in input.devices
	management.whole(device)
	input.device_records[device.id].aaa.fallback_vaulted == false
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "server",
	"message": sprintf("%s depends for its logins on servers in %s, outside OT and the DMZ.", [
		naming.device(device.id), naming.zone(zone),
	]),
	"evidence": {"server_zone": zone},
	"locations": input.device_records[device.id].locations,
	"exposure": 1,
} if {
	some device in input.devices
	management.whole(device)
	zone := input.device_records[device.id].aaa.server_zone
	zone in zones.beyond_dmz_ids
	count([server | some server in management.servers(device, {"ldap", "radius", "tacacs"}); count(server.zones) > 0]) == 0
}

_cisco(device) if startswith(device.platform, "cisco-")

_accounts(device) if {
	some entry in management.stated(device, "aaa-accounting")
	regex.match(`(^|\s)commands?(\s|$)`, lower(entry.value))
}

# NX-OS sends every command with the one list that it has.
_accounts(device) if {
	device.platform == "cisco-nxos"
	count(management.stated(device, "aaa-accounting")) > 0
}

# "group TAC,local" on IOS, "ssh:TAC,local" on ASA.
_methods(entry) := split(parts[count(parts) - 1], ",") if parts := split(lower(entry.value), ":")

_central_somewhere(logins) if {
	some entry in logins
	_central(entry)
}

_central(entry) if {
	some method in _methods(entry)
	not method in _own
}

_local(entry) if {
	some method in _methods(entry)
	method in (_own - {"none"})
}

# These ask their own accounts whenever no server answers, whatever the order says.
_falls_back := {"juniper-junos", "pfsense"}

_own := {"", "enable", "line", "local", "local-case", "none"}
