# METADATA
# title: Traffic that no rule matches gets through at an OT boundary
# description: >-
#   An interface of an OT boundary lets through what no rule mentions: no list is applied, the list ends in a permit,
#   or the firewall's security levels allow it. Segmentation then lasts only as long as nobody sends anything
#   unexpected, and every new host or service is open from its first day. IPv4 is judged here, IPv6 by SEG-032.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-005
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1)]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(5), AC-4]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-003-9 Att1 S3.1]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0930, M0937, M0807]
#     techniques: []
#   remediation:
#     summary: >-
#       Apply a list that ends in a logged deny. Run it log-only for a full production cycle, turn what the process
#       needs into declared permits, then enforce it in a planned window.
#     cisco-asa: |
#       ! before: cell1 (level 90) may open anything towards lower security levels
#       interface GigabitEthernet0/1
#        nameif cell1
#        security-level 90
#       ! after
#       access-list CELL1-IN extended permit tcp host 10.20.1.10 host 10.30.1.10 eq 4840 log
#       access-list CELL1-IN extended deny ip any any log
#       access-group CELL1-IN in interface cell1
#     cisco-ios: |
#       ip access-list extended CELL1-IN
#        permit tcp host 10.20.1.10 host 10.30.1.10 eq 4840
#        deny ip any any log
#       interface GigabitEthernet0/1
#        ip access-group CELL1-IN in
#     fortinet-fortios: |
#       config log setting
#           set fwpolicy-implicit-log enable
#       end
#       config system zone
#           edit "CELL1"
#               set intrazone deny
#           next
#       end
#       config firewall policy
#           edit 999
#               set name "DENY-REST"
#               set srcintf "any"
#               set dstintf "any"
#               set srcaddr "all"
#               set dstaddr "all"
#               set schedule "always"
#               set service "ALL"
#               set match-vip enable
#               set logtraffic all
#           next
#       end
#     paloalto-panos: |
#       set rulebase default-security-rules rules intrazone-default action deny
#       set rulebase default-security-rules rules intrazone-default log-end yes
#       set rulebase default-security-rules rules interzone-default action deny
#       set rulebase default-security-rules rules interzone-default log-end yes
#     juniper-junos: |
#       set security policies global policy DENY-REST match source-address any
#       set security policies global policy DENY-REST match destination-address any
#       set security policies global policy DENY-REST match application any
#       set security policies global policy DENY-REST then deny
#       set security policies global policy DENY-REST then log session-init
#       set security policies default-policy deny-all
#     linux-iptables: |
#       iptables -A FORWARD -j LOG --log-prefix "FORWARD-DROP "
#       iptables -P FORWARD DROP
#       ip6tables -A FORWARD -j LOG --log-prefix "FORWARD-DROP "
#       ip6tables -P FORWARD DROP
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               log prefix "FORWARD-DROP " drop
#           }
#       }
package zonewarden.segmentation.no_default_deny

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "interface", "id": interface.id} if {
	some interface in input.interfaces
	_boundary(interface)
}

violations contains violation if {
	some interface in input.interfaces
	_boundary(interface)
	certainty := _certainty[interface.unmatched4.decision]
	_leads_into_ot(interface)
	violation := {
		"subject": {"kind": "interface", "id": interface.id},
		"message": sprintf(_message[certainty], [
			interface.name,
			naming.device(interface.device),
			interface.unmatched4.reason,
		]),
		"evidence": {"decision": interface.unmatched4.decision, "reason": interface.unmatched4.reason},
		"locations": _locations(interface),
		"certainty": certainty,
	}
}

_certainty := {"permit": "definite", "unknown": "possible"}

_message := {
	"definite": "Interface %s of %s lets through what no rule matches: %s.",
	"possible": "Interface %s of %s may let through what no rule matches: %s.",
}

# Interfaces in OT, and those of other zones on a device that joins them with OT.
_boundary(interface) if {
	interface.ipv4
	interface.ot
}

_boundary(interface) if {
	interface.ipv4
	not interface.ot
	input.devices[interface.device].it_ot
	count(interface.zones) > 0
}

_leads_into_ot(interface) if interface.ot

_leads_into_ot(interface) if {
	some flow in input.flows
	flow.device == interface.device
	flow.from in interface.zones
	zones.ot(flow.to)
	not is_null(flow.permitted)
}

_locations(interface) := array.concat(
	interface.locations,
	[place | some place in interface.unmatched4.locations; not place in interface.locations],
)
