# METADATA
# title: Everybody may scan the plant by ICMP or discovery protocols
# description: >-
#   A rule lets every ICMP message pass between zones from any host to any host, or a discovery protocol from a less
#   trusted zone into control networks. That is a map of the plant for whoever asks, and old controllers fail when
#   they are swept.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0846/
#     description: ATT&CK for ICS T0846 Remote System Discovery
#   - ref: https://attack.mitre.org/mitigations/M0814/
#     description: ATT&CK for ICS M0814 Static Network Configuration
# custom:
#   id: FW-019
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: low
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.7, SR 7.1]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0814, M0937]
#     techniques: [T0846, T0888, T0840]
#   remediation:
#     summary: >-
#       Allow echo from the monitoring hosts, and unreachable and packet-too-big for path discovery. Keep discovery
#       inside its zone.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit icmp any any
#       ! after
#       access-list OPS-IN extended permit icmp host 10.99.0.25 10.20.1.0 255.255.255.0 echo
#       access-list OPS-IN extended permit icmp any any unreachable
#       no access-list OPS-IN extended permit icmp any any
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit icmp any any
#        permit icmp host 10.99.0.25 10.20.1.0 0.0.0.255 echo
#        permit icmp any any unreachable
#     fortinet-fortios: |
#       config firewall policy
#           edit 108
#               set name "NMS-PING"
#               set srcintf "MGMT"
#               set dstintf "CELL1"
#               set action accept
#               set srcaddr "nms-1"
#               set dstaddr "cell1-net"
#               set schedule "always"
#               set service "PING"
#               set logtraffic all
#           next
#       end
#     paloalto-panos: |
#       set rulebase security rules NMS-PING from MGMT to CELL1 source nms-1 destination cell1-net
#       set rulebase security rules NMS-PING application ping service application-default action allow log-end yes
#       set rulebase security rules ICMP-ANY disabled yes
#     juniper-junos: |
#       set security address-book global address nms-1 10.99.0.25/32
#       set security address-book global address cell1-net 10.20.1.0/24
#       set security policies from-zone MGMT to-zone CELL1 policy NMS-PING match source-address nms-1
#       set security policies from-zone MGMT to-zone CELL1 policy NMS-PING match destination-address cell1-net
#       set security policies from-zone MGMT to-zone CELL1 policy NMS-PING match application junos-icmp-ping
#       set security policies from-zone MGMT to-zone CELL1 policy NMS-PING then permit
#       deactivate security policies from-zone MGMT to-zone CELL1 policy ICMP-ANY
#     linux-iptables: |
#       iptables -I FORWARD 1 -i mgmt -o cell1 -s 10.99.0.25 -d 10.20.1.0/24 -p icmp --icmp-type echo-request -j ACCEPT
#       iptables -D FORWARD -p icmp -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               iifname "mgmt" oifname "cell1" ip saddr 10.99.0.25 ip daddr 10.20.1.0/24 icmp type echo-request accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list OPS-IN
#         no 10
#         10 permit icmp host 10.99.0.25 10.20.1.0 0.0.0.255 echo
#         20 permit icmp any any unreachable
#     cisco-iosxr: |
#       ipv4 access-list OPS-IN
#        no 10
#        10 permit icmp host 10.99.0.25 10.20.1.0 0.0.0.255 echo
#        20 permit icmp any any unreachable
#     vyos: |
#       set firewall ipv4 name OPS-IN rule 10 action accept
#       set firewall ipv4 name OPS-IN rule 10 protocol icmp
#       set firewall ipv4 name OPS-IN rule 10 icmp type-name echo-request
#       set firewall ipv4 name OPS-IN rule 10 source address 10.99.0.25
#       set firewall ipv4 name OPS-IN rule 10 destination address 10.20.1.0/24
#       delete firewall ipv4 name OPS-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward src-address=10.99.0.25 dst-address=10.20.1.0/24 protocol=icmp \
#           icmp-options=8:0-255 action=accept comment="nms-ping" place-before=0
#       set [find comment="icmp-any"] disabled=yes
package zonewarden.rules.unlimited_icmp_or_discovery

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules
import data.zonewarden.lib.zones

subjects contains {"kind": "rule_list", "id": id} if {
	some id, list in input.rule_lists
	list.ot
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits %s%s.", [rules.place(rule), what, rules.between(rule)]),
	"evidence": {"rule": rule.text},
	"locations": rule.locations,
	"capability": 1,
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rules.effective_permit(rule)
	rule.ot
	not rule.any_service
	what := _what(rule)
}

_what(rule) := "every ICMP message of any host to any host" if {
	rule.every_icmp
	rule.any_source
	rule.any_destination
}

else := sprintf("discovery by %s", [naming.services(_discovery(rule))]) if {
	"discovery" in rule.classes
	count(_discovery(rule)) > 0
	_into_control(rule)
}

_discovery(rule) := {id |
	some id in rule.service_ids
	"discovery" in input.services[id].classes
}

# From a less trusted zone into control networks.
_into_control(rule) if {
	some to in rule.to_zones
	to in zones.control_ids
	some from in rule.from_zones
	input.zones[from].trust < input.zones[to].trust
}
