# METADATA
# title: SNMP is readable, writable or open to everybody
# description: >-
#   Communities of SNMP version 1 and 2c pass over the wire in clear, and version 3 without privacy shows what it
#   reads. A writable community lets anybody who heard it change interfaces or fetch the configuration; one called
#   public or private needs no listening. Without a source list every host may ask, unless the agent is offered at
#   management ports alone.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0888/
#     description: ATT&CK for ICS T0888 Remote System Information Discovery
#   - ref: https://attack.mitre.org/techniques/T0842/
#     description: ATT&CK for ICS T0842 Network Sniffing
# custom:
#   id: DEV-009
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.2, SR 4.1]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [IA-3, SC-8, CM-7]
#     nist-csf-2: [PR.AA-03, PR.PS-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0942, M0801]
#     techniques: [T0888, T0842]
#   remediation:
#     summary: >-
#       Move the network management station to version 3 with authentication and privacy, read only and limited to its
#       address; then delete the communities.
#     cisco-asa: |
#       snmp-server group OTMON v3 priv
#       snmp-server user ot-nms OTMON v3 auth sha256 <key> priv aes 256 <key>
#       snmp-server host mgmt 10.99.0.40 version 3 ot-nms
#       no snmp-server community <string>
#     cisco-ios: |
#       ! before: snmp-server community public RO
#       snmp-server view OTVIEW iso included
#       snmp-server group OTMON v3 priv read OTVIEW access MGMT-IN
#       snmp-server user ot-nms OTMON v3 auth sha <key> priv aes 256 <key>
#       no snmp-server community public
#     fortinet-fortios: |
#       config system snmp community
#           delete 1
#       end
#       config system snmp user
#           edit "ot-nms"
#               set security-level auth-priv
#               set auth-proto sha256
#               set auth-pwd PLACEHOLDER
#               set priv-proto aes256
#               set priv-pwd PLACEHOLDER
#           next
#       end
#       # users have no list of sources: local-in policies say who may ask at a port that is not for management
#       config firewall local-in-policy
#           edit 1
#               set intf "port2"
#               set srcaddr "ot-nms"
#               set dstaddr "all"
#               set action accept
#               set service "SNMP"
#               set schedule "always"
#           next
#           edit 2
#               set intf "port2"
#               set srcaddr "all"
#               set dstaddr "all"
#               set action deny
#               set service "SNMP"
#               set schedule "always"
#           next
#       end
#     paloalto-panos: |
#       delete deviceconfig system snmp-setting access-setting version v2c
#       set deviceconfig system snmp-setting access-setting version v3 users ot-nms authpwd PLACEHOLDER privpwd PLACEHOLDER
#     juniper-junos: |
#       delete snmp community public
#       set snmp v3 usm local-engine user ot-nms authentication-sha authentication-password PLACEHOLDER
#       set snmp v3 usm local-engine user ot-nms privacy-aes128 privacy-password PLACEHOLDER
#     cisco-nxos: |
#       no snmp-server community public
#       snmp-server user ot-nms network-operator auth sha PLACEHOLDER priv aes-128 PLACEHOLDER
#     cisco-iosxr: |
#       no snmp-server community public
#       snmp-server view OTVIEW iso included
#       snmp-server group OTMON v3 priv read OTVIEW IPv4 MGMT-IN
#       snmp-server user ot-nms OTMON v3 auth sha encrypted PLACEHOLDER priv aes 128 encrypted PLACEHOLDER
#     vyos: |
#       delete service snmp community public
#       set service snmp v3 user ot-nms auth type sha
#       set service snmp v3 user ot-nms auth encrypted-password PLACEHOLDER
#       set service snmp v3 user ot-nms privacy type aes
#       set service snmp v3 user ot-nms privacy encrypted-password PLACEHOLDER
#       set service snmp v3 user ot-nms mode ro
#     mikrotik-routeros: |
#       /snmp community
#       set [find default=yes] disabled=yes
#       add name=ot-nms addresses=10.99.0.25/32 security=private authentication-protocol=SHA1 encryption-protocol=AES \
#           authentication-password=PLACEHOLDER encryption-password=PLACEHOLDER
package zonewarden.devices.weak_snmp

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	management.whole(device)
}

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	count(device.management.snmp) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "community",
	"message": sprintf("%s answers SNMP by %s%s.", [naming.device(device.id), _count(communities), _worse(communities)]),
	"evidence": {"communities": count(_lines(communities)), "worse": _details(communities)},
	"locations": management.places(communities),
	"exposure": 1,
	"capability": _capability(communities),
	"floor": _floor(communities),
} if {
	some device in input.devices
	communities := [access | some access in device.management.snmp; not _v3(access)]
	count(communities) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "version-3",
	"message": sprintf("%s has SNMPv3 groups that are %s.", [naming.device(device.id), naming.list(faults)]),
	"evidence": {"faults": faults},
	"locations": management.places(groups),
	"exposure": 1,
	"capability": _capability(groups),
	"floor": "info",
} if {
	some device in input.devices
	groups := [access | some access in device.management.snmp; _v3(access); _fault(device, access)]
	faults := sort({_fault(device, access) | some access in groups})
	count(faults) > 0
}

_v3(access) if contains(access.version, "3")

_fault(device, access) := "without privacy" if access.level in {"auth", "noauth"}

else := "writable" if access.write

else := "open to every source" if {
	access.any_source
	not _limited(device)
}

# Where no list goes with the group, one in front of the device may say who reaches the service.
_limited(device) if {
	services := [service | some service in device.management.services; service.protocol == "snmp"]
	count(services) > 0
	every service in services { _guarded(device, service) }
}

_guarded(_, service) if {
	service.sources_known
	not service.any_source
}

_guarded(device, service) if management.agent_for_management(device, service)

# These platforms' services are listed where an interface or a filter lets somebody reach them.
_limited(device) if {
	device.platform in {
		"fortinet-fortios", "juniper-junos", "mikrotik-routeros", "opnsense", "paloalto-panos", "pfsense", "vyos",
	}
	count([service | some service in device.management.services; service.protocol == "snmp"]) == 0
}

# One community may stand for several versions of the protocol.
_count(communities) := "a cleartext community" if count(_lines(communities)) == 1

else := sprintf("%d cleartext communities", [count(_lines(communities))])

_lines(communities) := {community.locations | some community in communities}

_worse(communities) := sprintf(" (%s)", [naming.list(_details(communities))]) if count(_details(communities)) > 0

else := ""

_details(communities) := [word |
	some word in ["writable", "with a default name", "without a source list"]
	_some(communities, word)
]

_some(communities, word) if {
	some access in communities
	_is(access, word)
}

_is(access, "writable") if access.write

_is(access, "with a default name") if access.default_name

_is(access, "without a source list") if access.any_source

_capability(accesses) := 2 if {
	some access in accesses
	access.write
}

else := 1

_floor(communities) := "high" if {
	some access in communities
	access.default_name
	access.write
}

else := "medium"
