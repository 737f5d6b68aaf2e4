# METADATA
# title: The clock hangs on one source or on an unauthenticated one
# description: >-
#   Logs of the plant and of IT can only be laid side by side when the clocks agree. With one server the clock drifts
#   as soon as it fails; without keys anybody on the path can set it, and rules with a time range open when they
#   should not. Sources outside OT and the DMZ are gone when the plant runs as an island.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0872/
#     description: ATT&CK for ICS T0872 Indicator Removal on Host
# custom:
#   id: DEV-011
#   family: devices
#   scope: device
#   severity: low
#   requires: []
#   capability: 1
#   ceiling: low
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.11, SR 2.11 RE(1), SR 2.11 RE(2)]
#     iec-62443-2-1: [NET 1.9]
#     nist-800-53r5: [SC-45, SC-45(1), AU-8]
#     nist-csf-2: [PR.PS-04]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0872]
#   remediation:
#     summary: >-
#       Name two time servers in OT or the DMZ, with keys on both ends. A GNSS receiver in the plant keeps the time in
#       island mode.
#     cisco-asa: |
#       ntp authentication-key 1 sha256 <key>
#       ntp authenticate
#       ntp trusted-key 1
#       ntp server 10.99.0.5 key 1 source mgmt prefer
#       ntp server 10.99.0.6 key 1 source mgmt
#     cisco-ios: |
#       ntp authentication-key 1 hmac-sha2-256 <key>
#       ntp authenticate
#       ntp trusted-key 1
#       ntp server 10.99.0.5 key 1 prefer
#       ntp server 10.99.0.6 key 1
#     fortinet-fortios: |
#       config system ntp
#           set ntpsync enable
#           set type custom
#           config ntpserver
#               edit 1
#                   set server "10.99.0.5"
#                   set authentication enable
#                   set key-type SHA256
#                   set key PLACEHOLDER
#                   set key-id 1
#               next
#               edit 2
#                   set server "10.99.0.6"
#                   set authentication enable
#                   set key-type SHA256
#                   set key PLACEHOLDER
#                   set key-id 1
#               next
#           end
#       end
#     paloalto-panos: |
#       set deviceconfig system ntp-servers primary-ntp-server ntp-server-address 10.99.0.5
#       set deviceconfig system ntp-servers primary-ntp-server authentication-type symmetric-key key-id 1
#       set deviceconfig system ntp-servers primary-ntp-server authentication-type symmetric-key algorithm sha1 authentication-key PLACEHOLDER
#       set deviceconfig system ntp-servers secondary-ntp-server ntp-server-address 10.99.0.6
#       set deviceconfig system ntp-servers secondary-ntp-server authentication-type symmetric-key key-id 1
#       set deviceconfig system ntp-servers secondary-ntp-server authentication-type symmetric-key algorithm sha1 authentication-key PLACEHOLDER
#     juniper-junos: |
#       set system ntp authentication-key 1 type sha256 value PLACEHOLDER
#       set system ntp trusted-key 1
#       set system ntp server 10.99.0.5 key 1
#       set system ntp server 10.99.0.6 key 1
#     cisco-nxos: |
#       ntp authentication-key 1 md5 PLACEHOLDER 7
#       ntp trusted-key 1
#       ntp authenticate
#       ntp server 10.99.0.5 use-vrf management key 1
#       ntp server 10.99.0.6 use-vrf management key 1
#     cisco-iosxr: |
#       ntp
#        authentication-key 1 md5 encrypted PLACEHOLDER
#        authenticate
#        trusted-key 1
#        server 10.99.0.5 key 1
#        server 10.99.0.6 key 1
#     vyos: |
#       # no keys: two servers of the plant's own, reached through the management network
#       set service ntp server 10.99.0.5
#       set service ntp server 10.99.0.6
#       delete service ntp server time1.vyos.net
#     mikrotik-routeros: |
#       /system ntp key
#       add key-id=1 key=PLACEHOLDER
#       /system ntp client
#       set enabled=yes
#       /system ntp client servers
#       add address=10.99.0.5 auth-key=1
#       add address=10.99.0.6 auth-key=1
package zonewarden.devices.no_authenticated_time

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
	"evidence": {"servers": [server.host | some server in _sources(device)]},
	"locations": array.concat(fault.locations, device.locations),
	"exposure": 0,
} if {
	some device in input.devices
	_judged(device)
	some key in {"servers", "authentication", "zone"}
	fault := _fault(device, key)
}

_judged(device) if management.whole(device)

_judged(device) if count(_sources(device)) > 0

_sources(device) := management.servers(device, {"ntp"})

_fault(device, "servers") := {"message": "has no time server", "locations": []} if count(_sources(device)) == 0

_fault(device, "servers") := {"message": "has one time server only", "locations": management.places(servers)} if {
	servers := _sources(device)
	count({server.host | some server in servers}) == 1
}

_fault(device, "authentication") := {
	"message": "takes the time without authentication",
	"locations": management.places(trusted),
} if {
	trusted := [server | some server in _sources(device); _unauthenticated(device, server)]
	count(trusted) > 0
}

_fault(device, "zone") := {
	"message": "has no time server in OT or the DMZ",
	"locations": management.places(servers),
} if {
	servers := _sources(device)
	count(servers) > 0
	every server in servers { management.beyond_dmz(server) }
}

_unauthenticated(device, _) if {
	device.platform in _switched
	not management.has(device, "ntp-authenticate", "on")
}

_unauthenticated(_, server) if server.authenticated == false

# Where each server says so itself: by a key, or by Network Time Security on VyOS.
_unauthenticated(device, server) if {
	device.platform in _each
	not server.authenticated == true
}

# On these one command makes the device demand keys.
_switched := {
	"cisco-asa", "cisco-ios", "cisco-iosxr", "cisco-nxos", "fortinet-fortios", "juniper-junos", "paloalto-panos",
}

# RouterOS before 7 and OPNsense have no such keys.
_each := {"mikrotik-routeros", "pfsense", "vyos"}
