# METADATA
# title: The device offers its administration to an untrusted network
# description: >-
#   A management service listens on an interface towards the Internet, a vendor, a guest, wireless or office network.
#   Scanners find it within hours, and a hole in the service gives away the firewall itself, with all zones behind it.
#   Where no zone is declared, an ASA interface of security level 0 counts as untrusted. Where a list filters the
#   interface the finding is only possible: it may cover the device itself.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0883/
#     description: ATT&CK for ICS T0883 Internet Accessible Device
#   - ref: https://attack.mitre.org/techniques/T0819/
#     description: ATT&CK for ICS T0819 Exploit Public-Facing Application
# custom:
#   id: DEV-002
#   family: devices
#   scope: device
#   severity: critical
#   requires: []
#   capability: 3
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [SC-7(28), CM-7]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-003-9 Att1 S3.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0935, M0942]
#     techniques: [T0883, T0819, T0866]
#   remediation:
#     summary: >-
#       Remove the service from that interface now, keep a session from the management side open meanwhile, and
#       confirm from outside that the port is closed.
#     cisco-asa: |
#       ! before
#       http 0.0.0.0 0.0.0.0 outside
#       ! after
#       no http 0.0.0.0 0.0.0.0 outside
#       http 10.99.0.0 255.255.255.0 mgmt
#     cisco-ios: |
#       no ip http server
#       ip access-list standard MGMT-IN
#        permit 10.99.0.0 0.0.0.255
#       ip http access-class ipv4 MGMT-IN
#       line vty 0 15
#        access-class MGMT-IN in
#     fortinet-fortios: |
#       config system interface
#           edit "wan1"
#               unset allowaccess
#           next
#       end
#     paloalto-panos: |
#       delete network interface ethernet ethernet1/1 layer3 interface-management-profile
#     juniper-junos: |
#       delete security zones security-zone INTERNET host-inbound-traffic system-services
#     linux-iptables: |
#       iptables -D INPUT -i wan0 -p tcp --dport 22 -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain input {
#               type filter hook input priority filter; policy drop;
#               ct state established,related accept
#               iifname "mgmt" ip saddr 10.99.0.0/24 tcp dport 22 accept
#           }
#       }
#     cisco-nxos: |
#       no feature nxapi
#       no feature telnet
#       ip access-list MGMT-IN
#         10 permit tcp 10.99.0.0/24 any eq 22
#       line vty
#         access-class MGMT-IN in
#     cisco-iosxr: |
#       no http server
#       control-plane
#        management-plane
#         out-of-band
#          interface MgmtEth0/RSP0/CPU0/0
#           allow SSH peer
#            address ipv4 10.99.0.0/24
#     vyos: |
#       set service ssh listen-address 10.99.0.1
#       delete service https
#       set firewall ipv4 input filter default-action drop
#       set firewall ipv4 input filter rule 20 action accept
#       set firewall ipv4 input filter rule 20 inbound-interface name eth3
#       set firewall ipv4 input filter rule 20 source address 10.99.0.0/24
#     mikrotik-routeros: |
#       /ip service
#       set www disabled=yes
#       set www-ssl disabled=yes
#       set ssh address=10.99.0.0/24
#       /tool mac-server
#       set allowed-interface-list=none
#       /tool mac-server mac-winbox
#       set allowed-interface-list=none
package zonewarden.devices.management_on_untrusted_interface

import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	_readable(device)
	count(_untrusted_interfaces(device)) > 0
}

# Services that are bound to the interface.
violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": interface.name,
	"message": sprintf("%s offers %s on %s, towards %s.", [
		naming.device(device.id), _protocols(offered),
		interface.name, _towards([interface]),
	]),
	"evidence": {"interfaces": [interface.name], "zones": interface.zones},
	"locations": array.concat(management.places(offered), interface.locations),
	"certainty": "definite",
	"exposure": _exposure([interface]),
	"floor": _floor([interface]),
} if {
	some device in input.devices
	some interface in _untrusted_interfaces(device)
	offered := [service | some service in device.management.services; _bound(device, service, interface)]
	count(offered) > 0
}

# Services that listen on every interface and take somebody behind one of these.
violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "every interface",
	"message": sprintf("%s offers %s on every interface, %s among them, towards %s.", [
		naming.device(device.id), _protocols(offered),
		naming.list(names), _towards(interfaces),
	]),
	"evidence": {"interfaces": names, "zones": sort({id | some interface in interfaces; some id in interface.zones})},
	"locations": array.concat(management.places(offered), management.places(interfaces)),
	"certainty": _certainty(interfaces),
	"exposure": _exposure(interfaces),
	"floor": _floor(interfaces),
} if {
	some device in input.devices
	everywhere := [service | some service in device.management.services; count(service.interfaces) == 0]
	interfaces := [interface | some interface in _untrusted_interfaces(device); _taken(everywhere, interface)]
	count(interfaces) > 0
	offered := [service | some service in everywhere; _takes_any(service, interfaces)]
	names := [interface.name | some interface in interfaces]
}

# Where an interface carries the statement itself, the sources do not matter; where a service listens at all addresses, an
# interface counts as far as the sources that are let in are behind it.
_bound(device, service, interface) if {
	interface.name in service.interfaces
	not device.platform in management.listening
}

_bound(device, service, interface) if {
	interface.name in service.interfaces
	device.platform in management.listening
	_takes(service, interface)
}

_takes(service, _) if service.any_source

_takes(service, interface) if {
	some id in interface.zones
	_untrusted_zone(id)
	id in service.source_zones
}

_taken(services, interface) if {
	some service in services
	_takes(service, interface)
}

_takes_any(service, interfaces) if {
	some interface in interfaces
	_takes(service, interface)
}

_readable(device) if management.whole(device)

_readable(device) if count(device.management.services) > 0

_untrusted_interfaces(device) := [interface |
	some interface in input.interfaces
	interface.device == device.id
	not startswith(lower(interface.name), "loopback")
	_untrusted(interface)
]

_untrusted(interface) if {
	management.zones_declared
	some id in interface.zones
	_untrusted_zone(id)
}

_untrusted(interface) if _lowest_level(interface)

_untrusted_zone(id) if zones.beyond_dmz(id)

_untrusted_zone(id) if zones.kind(id) == "wireless"

# No zone tells what lies behind it, its level does.
_lowest_level(interface) if {
	not _placed(interface)
	interface.security_level == 0
}

_placed(interface) if {
	management.zones_declared
	count(interface.zones) > 0
}

_protocols(services) := naming.list(sort({service.protocol | some service in services}))

_towards(interfaces) := naming.list(sort({word | some interface in interfaces; some word in _words(interface)}))

_words(interface) := {"security level 0"} if _lowest_level(interface)

else := {naming.zone(id) | some id in interface.zones; _untrusted_zone(id)}

# A list on the interface may cover the device itself.
_certainty(interfaces) := "definite" if {
	some interface in interfaces
	interface.in4 == ""
}

else := "possible"

_exposure(interfaces) := 3 if {
	some interface in interfaces
	_outermost(interface)
}

else := 2

_outermost(interface) if interface.external

_outermost(interface) if _lowest_level(interface)

_floor(interfaces) := "critical" if {
	management.zones_declared
	some interface in interfaces
	some id in interface.zones
	zones.internet(id)
}

else := "high" if _exposure(interfaces) == 3

else := "info"
