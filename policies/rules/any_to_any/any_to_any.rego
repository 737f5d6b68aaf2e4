# METADATA
# title: A rule permits any service from anywhere to anywhere
# description: >-
#   The rule lets every packet through that no earlier rule takes, so the list is no boundary any more: a single
#   infected office PC reaches every controller behind it, and the next network that is connected is open from its
#   first day. Only lists that are applied to an interface count.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
# custom:
#   id: FW-001
#   family: rules
#   scope: device
#   rules: [unlimited]
#   severity: high
#   requires: []
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [SC-7(5), AC-4, CM-7]
#     nist-csf-2: [PR.IR-01, PR.PS-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0886, T0885]
#   remediation:
#     summary: >-
#       Record what the rule carries over one full production cycle, build narrow rules above it, watch until it
#       carries nothing that production needs, then replace it by a logged deny in a maintenance window.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit ip any any
#       ! after
#       access-list ENT_IN extended permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#       access-list ENT_IN extended deny ip any any log
#       no access-list ENT_IN extended permit ip any any
#     cisco-ios: |
#       ! before: permit ip any any
#       ip access-list extended ENT-IN
#        no permit ip any any
#        permit tcp host 10.40.0.5 host 10.35.0.20 eq 443
#        deny ip any any log
#     fortinet-fortios: |
#       # narrow rules first; then the open one goes
#       config firewall service custom
#           edit "TCP-443"
#               set tcp-portrange 443
#           next
#       end
#       config firewall address
#           edit "ent-reports-from"
#               set subnet 10.40.0.5 255.255.255.255
#           next
#           edit "ent-reports-to"
#               set subnet 10.35.0.20 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "ENT-REPORTS"
#               set srcintf "ENT"
#               set dstintf "IDMZ"
#               set action accept
#               set srcaddr "ent-reports-from"
#               set dstaddr "ent-reports-to"
#               set schedule "always"
#               set service "TCP-443"
#               set logtraffic all
#               set comments "conduit=ent-reports owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # narrow rules first; then the open one goes
#       set address ent-reports-from ip-netmask 10.40.0.5/32
#       set address ent-reports-to ip-netmask 10.35.0.20/32
#       set service tcp-443 protocol tcp port 443
#       set rulebase security rules ENT-REPORTS from ENT to IDMZ source ent-reports-from destination ent-reports-to
#       set rulebase security rules ENT-REPORTS application any service tcp-443 action allow log-end yes
#       set rulebase security rules ANY-ANY disabled yes
#     juniper-junos: |
#       # narrow rules first; then the open one goes
#       set security address-book global address ent-reports-from 10.40.0.5/32
#       set security address-book global address ent-reports-to 10.35.0.20/32
#       set applications application tcp-443 protocol tcp destination-port 443
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS match source-address ent-reports-from
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS match destination-address ent-reports-to
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS match application tcp-443
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS then permit
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS then log session-init
#       deactivate security policies from-zone ENT to-zone IDMZ policy ANY-ANY
#     linux-iptables: |
#       # narrow rules first; then the open one goes
#       iptables -D FORWARD -i ent -o idmz -j ACCEPT
#       iptables -A FORWARD -i ent -o idmz -s 10.40.0.5 -d 10.35.0.20 -p tcp --dport 443 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=ent-reports chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       # narrow rules first; then the open one goes
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ent" oifname "idmz" ip saddr 10.40.0.5 ip daddr 10.35.0.20 tcp dport 443 \
#                   log prefix "ENT-REPORTS " accept comment "conduit=ent-reports chg=CHG-1234"
#               log prefix "FORWARD-DROP " drop
#           }
#       }
#     cisco-nxos: |
#       ip access-list ENT-IN
#         no 20
#         10 permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#     cisco-iosxr: |
#       ipv4 access-list ENT-IN
#        no 20
#        10 permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#     vyos: |
#       set firewall ipv4 name ENT-IN default-action drop
#       set firewall ipv4 name ENT-IN rule 10 action accept
#       set firewall ipv4 name ENT-IN rule 10 protocol tcp
#       set firewall ipv4 name ENT-IN rule 10 source address 10.40.0.5
#       set firewall ipv4 name ENT-IN rule 10 destination address 10.35.0.20
#       set firewall ipv4 name ENT-IN rule 10 destination port 443
#       set firewall ipv4 name ENT-IN rule 10 log
#       delete firewall ipv4 name ENT-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ent out-interface=idmz src-address=10.40.0.5 \
#           dst-address=10.35.0.20 protocol=tcp dst-port=443 action=accept log=yes comment="ENT-REPORTS" place-before=0
#       set [find comment="any-any"] disabled=yes
package zonewarden.rules.any_to_any

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits any service from any source to any destination.", [rules.place(rule)]),
	"evidence": {"rule": rule.text, "from_zones": rule.from_zones, "to_zones": rule.to_zones},
	"locations": rule.locations,
	"exposure": rules.exposure(rule),
	"floor": _floor(rule),
} if {
	some rule in input.rules
	rule.any_service
	rules.unlimited(rule)
	rules.effective_permit(rule)
}

_floor(rule) := "critical" if rule.it_ot

else := "high"
