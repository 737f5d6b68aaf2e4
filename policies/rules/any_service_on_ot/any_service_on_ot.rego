# METADATA
# title: A rule permits every service into or out of OT
# description: >-
#   The rule names hosts but no service: whoever gets hold of the permitted host reaches every protocol of its OT
#   peer, the controllers' unauthenticated write and download services included. Ports that a later update opens are
#   reachable at once. Rules that also leave both ends open are reported by FW-001.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
# custom:
#   id: FW-002
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: high
#   requires: [zones]
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [SC-7(5), CM-7]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Replace the rule by the services that the conduit declares and that one production cycle shows, one rule a
#       service, then remove it in a window.
#     cisco-asa: |
#       ! before
#       access-list IDMZ_IN extended permit ip host 10.35.0.20 host 10.30.0.10
#       ! after
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450 log
#       no access-list IDMZ_IN extended permit ip host 10.35.0.20 host 10.30.0.10
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit ip host 10.35.0.20 host 10.30.0.10
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450
#     fortinet-fortios: |
#       # the service that runs there, by its port
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
#       # the service that runs there, by its port
#       set address mes-scada-from ip-netmask 10.30.1.15/32
#       set address mes-scada-to ip-netmask 10.20.50.10/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules MES-SCADA from OPS to SUP source mes-scada-from destination mes-scada-to
#       set rulebase security rules MES-SCADA application any service tcp-4840 action allow log-end yes
#       set rulebase security rules MES-ALL disabled yes
#     juniper-junos: |
#       # the service that runs there, by its port
#       set security address-book global address mes-scada-from 10.30.1.15/32
#       set security address-book global address mes-scada-to 10.20.50.10/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match source-address mes-scada-from
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match destination-address mes-scada-to
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match application tcp-4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then permit
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then log session-init
#       deactivate security policies from-zone OPS to-zone SUP policy MES-ALL
#     linux-iptables: |
#       # the service that runs there, by its port
#       iptables -D FORWARD -i ops -o sup -j ACCEPT
#       iptables -A FORWARD -i ops -o sup -s 10.30.1.15 -d 10.20.50.10 -p tcp --dport 4840 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=mes-scada chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       # the service that runs there, by its port
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ops" oifname "sup" ip saddr 10.30.1.15 ip daddr 10.20.50.10 tcp dport 4840 \
#                   log prefix "MES-SCADA " accept comment "conduit=mes-scada chg=CHG-1234"
#               log prefix "FORWARD-DROP " drop
#           }
#       }
#     cisco-nxos: |
#       ip access-list IDMZ-IN
#         no 20
#         10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450 log
#     cisco-iosxr: |
#       ipv4 access-list IDMZ-IN
#        no 20
#        10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450 log
#     vyos: |
#       set firewall ipv4 name IDMZ-IN default-action drop
#       set firewall ipv4 name IDMZ-IN rule 10 action accept
#       set firewall ipv4 name IDMZ-IN rule 10 protocol tcp
#       set firewall ipv4 name IDMZ-IN rule 10 source address 10.35.0.20
#       set firewall ipv4 name IDMZ-IN rule 10 destination address 10.30.0.10
#       set firewall ipv4 name IDMZ-IN rule 10 destination port 5450
#       set firewall ipv4 name IDMZ-IN rule 10 log
#       delete firewall ipv4 name IDMZ-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=idmz out-interface=ops src-address=10.35.0.20 \
#           dst-address=10.30.0.10 protocol=tcp dst-port=5450 action=accept log=yes comment="HIST" place-before=0
#       set [find comment="hist-any"] disabled=yes
package zonewarden.rules.any_service_on_ot

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits every service%s.", [rules.place(rule), rules.between(rule)]),
	"evidence": {"rule": rule.text, "sources": rule.sources, "destinations": rule.destinations},
	"locations": rule.locations,
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rule.any_service
	rule.ot
	rules.effective_permit(rule)
	not rules.unlimited(rule)
}
