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
package zonewarden.devices.management_on_untrusted_interface

import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	_readable(device)
	some interface in input.interfaces
	interface.device == device.id
	_untrusted(interface)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": interface.name,
	"message": sprintf("%s offers %s on %s, towards %s.", [
		naming.device(device.id), naming.list(sort({service.protocol | some service in offered})),
		interface.name, _towards(interface),
	]),
	"evidence": {"interface": interface.name, "zones": interface.zones},
	"locations": array.concat(management.places(offered), interface.locations),
	"certainty": _certainty(interface, offered),
	"exposure": _exposure(interface),
	"floor": _floor(interface),
} if {
	some interface in input.interfaces
	_untrusted(interface)
	device := input.devices[interface.device]
	offered := [service |
		some service in device.management.services
		_listens(service, interface)
	]
	count(offered) > 0
}

_readable(device) if management.whole(device)

_readable(device) if count(device.management.services) > 0

# By name, or everywhere and for everybody.
_listens(service, interface) if interface.name in service.interfaces

_listens(service, _) if {
	count(service.interfaces) == 0
	service.any_source
}

_untrusted(interface) if {
	some id in interface.zones
	_untrusted_zone(id)
}

_untrusted(interface) if _lowest_level(interface)

_untrusted_zone(id) if zones.beyond_dmz(id)

_untrusted_zone(id) if zones.kind(id) == "wireless"

_lowest_level(interface) if {
	count(interface.zones) == 0
	interface.security_level == 0
}

_towards(interface) := "security level 0" if _lowest_level(interface)

else := naming.list([naming.zone(id) | some id in sort(interface.zones); _untrusted_zone(id)])

# A list on the interface may cover the device itself.
_certainty(interface, services) := "possible" if {
	interface.in4 != ""
	not _bound_to(interface, services)
}

else := "definite"

_bound_to(interface, services) if {
	some service in services
	interface.name in service.interfaces
}

_exposure(interface) := 3 if _outermost(interface)

else := 2

_outermost(interface) if interface.external

_outermost(interface) if _lowest_level(interface)

_floor(interface) := "critical" if {
	some id in interface.zones
	zones.internet(id)
}

else := "high" if _outermost(interface)

else := "info"
