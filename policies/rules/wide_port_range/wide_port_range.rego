# METADATA
# title: A rule into or out of OT opens a wide range of ports
# description: >-
#   The rule opens far more ports than one application needs, usually because nobody knew which ones it uses. The
#   range also covers the ports of remote control tools, databases and control protocols that nobody meant to open.
#   The limits are max_range_ports (16 in a row) and max_ports_per_rule (64) of the site file; a range of any width
#   must hold no control port that the conduits between its zones omit. A declared service that chooses its ports at
#   run time needs the width where the conduit declares a filter that follows it (inspection.ot_dpi).
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
# custom:
#   id: FW-005
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: medium
#   requires: [zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Fix the application's ports (DCOM and RPC can be pinned), use OPC UA or a tunneller, or let inspection open
#       the dynamic ports; then name exactly those ports.
#     cisco-asa: |
#       ! before
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 1024 65535
#       ! after
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#       no access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 1024 65535
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.20 host 10.30.0.10 range 1024 65535
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840
#     fortinet-fortios: |
#       # one port instead of a range
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
#       # one port instead of a range
#       set address mes-scada-from ip-netmask 10.30.1.15/32
#       set address mes-scada-to ip-netmask 10.20.50.10/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules MES-SCADA from OPS to SUP source mes-scada-from destination mes-scada-to
#       set rulebase security rules MES-SCADA application any service tcp-4840 action allow log-end yes
#       set rulebase security rules MES-RANGE disabled yes
#     juniper-junos: |
#       # one port instead of a range
#       set security address-book global address mes-scada-from 10.30.1.15/32
#       set security address-book global address mes-scada-to 10.20.50.10/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match source-address mes-scada-from
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match destination-address mes-scada-to
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match application tcp-4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then permit
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then log session-init
#       deactivate security policies from-zone OPS to-zone SUP policy MES-RANGE
#     linux-iptables: |
#       # one port instead of a range
#       iptables -D FORWARD -s 10.30.1.15 -d 10.20.50.10 -p tcp --dport 1024:65535 -j ACCEPT
#       iptables -A FORWARD -i ops -o sup -s 10.30.1.15 -d 10.20.50.10 -p tcp --dport 4840 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=mes-scada chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "idmz" oifname "ops" ip saddr 10.35.0.20 ip daddr 10.30.0.10 tcp dport 4840 \
#                   log prefix "HIST-OPCUA " accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list IDMZ-IN
#         no 20
#         10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#     cisco-iosxr: |
#       ipv4 access-list IDMZ-IN
#        no 20
#        10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#     vyos: |
#       set firewall ipv4 name IDMZ-IN default-action drop
#       set firewall ipv4 name IDMZ-IN rule 10 action accept
#       set firewall ipv4 name IDMZ-IN rule 10 protocol tcp
#       set firewall ipv4 name IDMZ-IN rule 10 source address 10.35.0.20
#       set firewall ipv4 name IDMZ-IN rule 10 destination address 10.30.0.10
#       set firewall ipv4 name IDMZ-IN rule 10 destination port 4840
#       set firewall ipv4 name IDMZ-IN rule 10 log
#       delete firewall ipv4 name IDMZ-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=idmz out-interface=ops src-address=10.35.0.20 \
#           dst-address=10.30.0.10 protocol=tcp dst-port=4840 action=accept log=yes comment="HIST-OPCUA" place-before=0
#       set [find comment="hist-range"] disabled=yes
package zonewarden.rules.wide_port_range

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s opens %s%s.", [rules.place(rule), excess, rules.between(rule)]),
	"evidence": {"rule": rule.text, "widest_port_range": rule.widest_port_range, "port_count": rule.port_count},
	"locations": rule.locations,
	"capability": rules.capability(rule),
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some id in _wide
	rule := input.rules[id]
	rules.effective_permit(rule)
	rule.ot
	not rule.any_service
	not _inspected(rule)
	excess := _excess(rule)
}

_wide contains id if {
	some id, rule in input.rules
	rule.widest_port_range > _max_range
}

_wide contains id if {
	some id, rule in input.rules
	rule.port_count > _max_ports
}

# Undefined where the rule stays inside both limits.
_excess(rule) := sprintf("%d ports in a row (limit %v)", [rule.widest_port_range, _max_range]) if {
	rule.widest_port_range > _max_range
}

else := sprintf("%d ports (limit %v)", [rule.port_count, _max_ports]) if rule.port_count > _max_ports

else := sprintf("control ports that no conduit names in a range (%s)", [naming.services(_unmeant(rule))]) if {
	count(_unmeant(rule)) > 0
}

_wide contains id if {
	some id, rule in input.rules
	count(rule.swept) > 0
}

# Services that write to control by ports of a run, where no conduit between the rule's zones names them or what shares their ports.
_unmeant(rule) := {id |
	count(_conduits(rule)) > 0
	some id, same in rule.swept
	count({name | some conduit in _conduits(rule); some name in conduit.services} & {name | some name in same}) == 0
}

_conduits(rule) := [conduit |
	some conduit in input.conduits
	not conduit.expired
	some from in rule.from_zones
	some to in rule.to_zones
	{conduit.from, conduit.to} == {from, to}
]

# A service that chooses its ports at run time, declared with a filter that follows it.
_inspected(rule) if {
	some conduit in _conduits(rule)
	"ot-dpi" in conduit.inspection
	some service in conduit.services
	service in rule.service_ids
	"dynamic-ports" in input.services[service].classes
}

_max_range := object.get(input.site.limits, "max_range_ports", 16)

_max_ports := object.get(input.site.limits, "max_ports_per_rule", 64)
