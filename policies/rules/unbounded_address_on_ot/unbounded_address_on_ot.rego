# METADATA
# title: A rule into or out of OT leaves one end open
# description: >-
#   The rule permits a service from any source or to any destination. It was meant for one server and today admits
#   every host that can route a packet to it, also those of networks that are added later. An open destination gives
#   malware in the plant a way out. Rules without any limit are reported by FW-001.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
# custom:
#   id: FW-003
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: medium
#   requires: [zones]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1)]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [SC-7(11), AC-4]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-003-9 Att1 S3.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       Name the hosts or groups that the conduit declares as endpoints; the list's hit counters and connection logs
#       show which they are.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit tcp any host 10.30.0.10 eq https
#       ! after
#       object-group network HIST_READERS
#        network-object host 10.40.0.5
#       access-list ENT_IN extended permit tcp object-group HIST_READERS host 10.30.0.10 eq https log
#       no access-list ENT_IN extended permit tcp any host 10.30.0.10 eq https
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp any host 10.30.0.10 eq 443
#        permit tcp host 10.40.0.5 host 10.30.0.10 eq 443
#     fortinet-fortios: |
#       # the hosts of the conduit at both ends
#       config firewall service custom
#           edit "TCP-4840"
#               set tcp-portrange 4840
#           next
#       end
#       config firewall address
#           edit "mes-scada-from"
#               set subnet 10.30.1.15 255.255.255.255
#           next
#           edit "mes-scada-to"
#               set subnet 10.20.50.10 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "MES-SCADA"
#               set srcintf "OPS"
#               set dstintf "SUP"
#               set action accept
#               set srcaddr "mes-scada-from"
#               set dstaddr "mes-scada-to"
#               set schedule "always"
#               set service "TCP-4840"
#               set logtraffic all
#               set comments "conduit=mes-scada owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # the hosts of the conduit at both ends
#       set address mes-scada-from ip-netmask 10.30.1.15/32
#       set address mes-scada-to ip-netmask 10.20.50.10/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules MES-SCADA from OPS to SUP source mes-scada-from destination mes-scada-to
#       set rulebase security rules MES-SCADA application any service tcp-4840 action allow log-end yes
#       set rulebase security rules ANY-SCADA disabled yes
#     juniper-junos: |
#       # the hosts of the conduit at both ends
#       set security address-book global address mes-scada-from 10.30.1.15/32
#       set security address-book global address mes-scada-to 10.20.50.10/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match source-address mes-scada-from
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match destination-address mes-scada-to
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match application tcp-4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then permit
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then log session-init
#       deactivate security policies from-zone OPS to-zone SUP policy ANY-SCADA
#     linux-iptables: |
#       # the hosts of the conduit at both ends
#       iptables -D FORWARD -o sup -p tcp --dport 4840 -j ACCEPT
#       iptables -A FORWARD -i ops -o sup -s 10.30.1.15 -d 10.20.50.10 -p tcp --dport 4840 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=mes-scada chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ent" oifname "ops" ip saddr 10.40.0.5 ip daddr 10.30.0.10 tcp dport 443 \
#                   log prefix "ENT-HIST " accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list ENT-IN
#         no 20
#         10 permit tcp host 10.40.0.5 host 10.30.0.10 eq 443 log
#     cisco-iosxr: |
#       ipv4 access-list ENT-IN
#        no 20
#        10 permit tcp host 10.40.0.5 host 10.30.0.10 eq 443 log
#     vyos: |
#       set firewall ipv4 name ENT-IN default-action drop
#       set firewall ipv4 name ENT-IN rule 10 action accept
#       set firewall ipv4 name ENT-IN rule 10 protocol tcp
#       set firewall ipv4 name ENT-IN rule 10 source address 10.40.0.5
#       set firewall ipv4 name ENT-IN rule 10 destination address 10.30.0.10
#       set firewall ipv4 name ENT-IN rule 10 destination port 443
#       set firewall ipv4 name ENT-IN rule 10 log
#       delete firewall ipv4 name ENT-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ent out-interface=ops src-address=10.40.0.5 \
#           dst-address=10.30.0.10 protocol=tcp dst-port=443 action=accept log=yes comment="ENT-HIST" place-before=0
#       set [find comment="any-hist"] disabled=yes
package zonewarden.rules.unbounded_address_on_ot

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s leaves %s open for %s%s.", [
		rules.place(rule), ends,
		_services(rule), rules.between(rule),
	]),
	"evidence": {"rule": rule.text, "service_ids": [id | some i, id in sort(rule.service_ids); i < 8]},
	"locations": rule.locations,
	"capability": rules.capability(rule),
	"exposure": rules.exposure(rule),
	"ceiling": _ceiling(rule),
	"zones": rules.joined(rule),
} if {
	some name in _unbounded
	rule := input.rules[name]
	rules.effective_permit(rule)
	not rules.unlimited(rule)
	ends := _ends(rule)
}

_unbounded contains id if {
	some id, rule in input.rules
	rule.ot
	true in [rule.any_source, rule.any_destination, rule.source_reach.most, rule.destination_reach.most]
}

# All addresses, or what a negated object leaves of them if it is more than half.
_open_source(rule) if true in [rule.any_source, rule.source_reach.most]

_open_destination(rule) if true in [rule.any_destination, rule.destination_reach.most]

_ends(rule) := "both ends" if {
	_open_source(rule)
	_open_destination(rule)
}

else := "the source" if _open_source(rule)

else := "the destination" if _open_destination(rule)

_services(rule) := "every service" if rule.any_service

else := sprintf("%s and %d more services", [concat(", ", _first(rule)), count(rule.services) - 3]) if {
	count(rule.services) > 3
}

else := naming.list(rule.services)

_first(rule) := [text | some i, text in rule.services; i < 3]

# ICMP alone tells where hosts are and no more.
_ceiling(rule) := "low" if {
	count(rule.services) > 0
	every text in rule.services { startswith(text, "icmp") }
}

else := "critical"
