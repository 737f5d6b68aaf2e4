# METADATA
# title: IPv6 passes an OT boundary unfiltered
# description: >-
#   An interface of an OT boundary carries IPv6, and IPv6 traffic that no rule matches gets through there. IPv4 lists
#   do not see IPv6: a host that has an address in both families walks around every rule written for the other.
#   Windows and most controllers of the last years speak IPv6 unasked.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: SEG-032
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [SC-7(5), CM-7]
#     nist-csf-2: [PR.IR-01, PR.PS-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0942]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Remove IPv6 from OT interfaces that do not need it, or apply an IPv6 list with the same permits and a logged
#       deny at its end.
#     cisco-asa: |
#       ! before
#       interface GigabitEthernet0/1
#        nameif cell1
#        ipv6 address 2001:db8:20:1::1/64
#       ! after: not needed
#       interface GigabitEthernet0/1
#        no ipv6 address 2001:db8:20:1::1/64
#        no ipv6 enable
#     cisco-ios: |
#       ipv6 access-list CELL1-V6-IN
#        deny ipv6 any any log
#       interface GigabitEthernet0/1
#        ipv6 traffic-filter CELL1-V6-IN in
#     fortinet-fortios: |
#       config system interface
#           edit "cell1"
#               config ipv6
#                   set ip6-mode static
#                   set ip6-address ::/0
#               end
#           next
#       end
#       config firewall policy
#           edit 998
#               set name "DENY-IPV6"
#               set srcintf "any"
#               set dstintf "any"
#               set srcaddr6 "all"
#               set dstaddr6 "all"
#               set schedule "always"
#               set service "ALL"
#               set logtraffic all
#           next
#       end
#     paloalto-panos: |
#       set network interface ethernet ethernet1/3 layer3 ipv6 enabled no
#     juniper-junos: |
#       delete interfaces ge-0/0/3 unit 0 family inet6
#       set security forwarding-options family inet6 mode drop
#     linux-iptables: |
#       ip6tables -A FORWARD -j LOG --log-prefix "IPV6-DROP "
#       ip6tables -P FORWARD DROP
#     linux-nftables: |
#       table ip6 filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               log prefix "IPV6-DROP " drop
#           }
#       }
package zonewarden.segmentation.ipv6_unfiltered

import data.zonewarden.lib.naming

subjects contains {"kind": "interface", "id": interface.id} if {
	some interface in input.interfaces
	_boundary(interface)
}

violations contains violation if {
	some interface in input.interfaces
	_boundary(interface)
	certainty := _certainty[interface.unmatched6.decision]
	violation := {
		"subject": {"kind": "interface", "id": interface.id},
		"message": sprintf(_message[certainty], [
			interface.name,
			naming.device(interface.device),
			interface.unmatched6.reason,
		]),
		"evidence": {"decision": interface.unmatched6.decision, "reason": interface.unmatched6.reason},
		"locations": array.concat(
			interface.locations,
			[place | some place in interface.unmatched6.locations; not place in interface.locations],
		),
		"certainty": certainty,
	}
}

_certainty := {"permit": "definite", "unknown": "possible"}

_message := {
	"definite": "Interface %s of %s lets through IPv6 that no rule matches: %s.",
	"possible": "Interface %s of %s may let through IPv6 that no rule matches: %s.",
}

# Interfaces with IPv6 in OT, and those from which IPv6 leads to an OT interface that filters nothing on the way out.
_boundary(interface) if {
	interface.ipv6
	interface.ot
}

_boundary(interface) if {
	interface.ipv6
	not interface.ot
	count(interface.zones) > 0
	some other in input.interfaces
	other.device == interface.device
	other.ot
	other.ipv6
	other.out6 == ""
}
