# METADATA
# title: Anybody who reaches the device can try to administer it
# description: >-
#   A management service takes logins from any address, or from beyond the declared management zones. A stolen
#   password or a hole in the service is then enough to open every path the device guards, from any infected PC. An
#   agent for SNMP version 3 with privacy that only reads and is offered at management ports alone needs no list; file
#   servers are DEV-003's.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
# custom:
#   id: DEV-001
#   family: devices
#   scope: device
#   severity: high
#   requires: []
#   capability: 3
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 7.7]
#     iec-62443-2-1: [COMP 1.1, NET 1.7]
#     nist-800-53r5: [AC-17(4), SC-7(15), CM-7]
#     nist-csf-2: [PR.AA-05, PR.IR-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0935, M0930, M0942]
#     techniques: [T0886, T0859]
#   remediation:
#     summary: >-
#       Limit each management service to the management network, from a second session that stays open until a new
#       login works; keep the console for the time the network is down.
#     cisco-asa: |
#       ! before
#       ssh 0.0.0.0 0.0.0.0 inside
#       ! after
#       ssh 10.99.0.0 255.255.255.0 mgmt
#       no ssh 0.0.0.0 0.0.0.0 inside
#     cisco-ios: |
#       ip access-list standard MGMT-IN
#        permit 10.99.0.0 0.0.0.255
#        deny any log
#       line vty 0 15
#        access-class MGMT-IN in vrf-also
#     fortinet-fortios: |
#       config system admin
#           edit "ot-admin"
#               set trusthost1 10.99.0.0 255.255.255.0
#           next
#       end
#       # trusted hosts hold for logins only: SNMP takes a local-in policy
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
#       set deviceconfig system permitted-ip 10.99.0.0/24
#     juniper-junos: |
#       set firewall family inet filter PROTECT-RE term ssh from source-address 10.99.0.0/24
#       set firewall family inet filter PROTECT-RE term ssh from protocol tcp
#       set firewall family inet filter PROTECT-RE term ssh from destination-port ssh
#       set firewall family inet filter PROTECT-RE term ssh then accept
#       set firewall family inet filter PROTECT-RE term no-ssh from protocol tcp
#       set firewall family inet filter PROTECT-RE term no-ssh from destination-port ssh
#       set firewall family inet filter PROTECT-RE term no-ssh then log discard
#       set firewall family inet filter PROTECT-RE term rest then accept
#       set interfaces lo0 unit 0 family inet filter input PROTECT-RE
#     linux-iptables: |
#       iptables -A INPUT -i mgmt0 -s 10.99.0.0/24 -p tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT
#       iptables -P INPUT DROP
#     linux-nftables: |
#       table inet filter {
#           chain input {
#               type filter hook input priority filter; policy drop;
#               ct state established,related accept
#               iifname "mgmt0" ip saddr 10.99.0.0/24 tcp dport 22 accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list MGMT-IN
#         10 permit tcp 10.99.0.0/24 any eq 22
#         20 deny ip any any log
#       line vty
#         access-class MGMT-IN in
#     cisco-iosxr: |
#       control-plane
#        management-plane
#         inband
#          interface GigabitEthernet0/0/0/1
#           allow SSH peer
#            address ipv4 10.99.0.0/24
#     vyos: |
#       set service ssh listen-address 10.99.0.1
#       set firewall ipv4 input filter default-action drop
#       set firewall ipv4 input filter rule 10 action accept
#       set firewall ipv4 input filter rule 10 state established
#       set firewall ipv4 input filter rule 20 action accept
#       set firewall ipv4 input filter rule 20 source address 10.99.0.0/24
#       set firewall ipv4 input filter rule 20 destination port 22
#       set firewall ipv4 input filter rule 20 protocol tcp
#     mikrotik-routeros: |
#       /ip service
#       set ssh address=10.99.0.0/24
#       set winbox address=10.99.0.0/24
#       /ip firewall filter
#       add chain=input connection-state=established,related action=accept
#       add chain=input in-interface=mgmt src-address=10.99.0.0/24 action=accept
#       add chain=input action=drop log=yes
package zonewarden.devices.admin_access_unrestricted

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

# A device is judged when the limits of all its services are known; what is open is open in any case.
subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	services := _logins(device)
	count(services) > 0
	every service in services { service.sources_known }
}

subjects contains violation.subject if some violation in violations

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": name,
	"message": sprintf("%s accepts %s%s from %s.", [
		naming.device(device.id), naming.list(sort({service.protocol | some service in open})),
		_where(open), _whom(open),
	]),
	"evidence": {"sources": [text | some i, text in _sources(open); i < 8]},
	"locations": management.places(open),
	"certainty": _certainty(open),
	"exposure": _exposure(open),
	"floor": _floor(device),
} if {
	some device in input.devices
	some name in {_name(service) | some service in _logins(device)}
	open := [service |
		some service in _logins(device)
		_name(service) == name
		_open(service)
		not management.agent_for_management(device, service)
	]
	count(open) > 0
}

_logins(device) := [service |
	some service in device.management.services
	not service.protocol in {"ftp", "tftp"}
]

# Null is true in Rego, and means that no management zone is declared.
_open(service) if service.outside_management == true

_open(service) if {
	is_null(service.outside_management)
	service.any_source
}

# A terminal line with all its protocols, or a protocol.
_name(service) := service.line if service.line != ""

else := service.protocol

_where(services) := sprintf(" on %s", [naming.list(names)]) if {
	names := sort({name | some service in services; some name in _places(service)})
	count(names) > 0
}

else := ""

_places(service) := {service.line} if startswith(service.line, "vty")

else := {name | some name in service.interfaces}

_whom(services) := "any address" if {
	some service in services
	service.any_source
}

else := "beyond the declared management zones"

_sources(services) := sort({text | some service in services; some text in service.sources})

_certainty(services) := "definite" if {
	some service in services
	service.sources_known
}

else := "possible"

_exposure(services) := 3 if {
	some service in services
	service.external
}

else := 2

_floor(device) := "high" if device.it_ot

else := "info"
