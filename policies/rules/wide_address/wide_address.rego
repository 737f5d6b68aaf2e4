# METADATA
# title: A rule of the plant names a wide block of addresses
# description: >-
#   A permit into or out of the plant names a block wider than the site allows, or a block in which hardly an address
#   belongs to an inventoried host. Whatever is plugged in there next is let through as well.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-004
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: low
#   requires: [zones]
#   capability: 2
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [AC-4, AC-6]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: []
#   remediation:
#     summary: >-
#       Shrink the operand to the addresses of the hosts that need it, best to groups generated from the inventory.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.20.1.11 eq 102
#       ! after
#       access-list OPS-IN extended permit tcp host 10.30.1.50 host 10.20.1.11 eq 102 log
#       no access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.20.1.11 eq 102
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp 10.30.0.0 0.0.255.255 host 10.20.1.11 eq 102
#        permit tcp host 10.30.1.50 host 10.20.1.11 eq 102 log
#     fortinet-fortios: |
#       # hosts instead of networks
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
#       # hosts instead of networks
#       set address mes-scada-from ip-netmask 10.30.1.15/32
#       set address mes-scada-to ip-netmask 10.20.50.10/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules MES-SCADA from OPS to SUP source mes-scada-from destination mes-scada-to
#       set rulebase security rules MES-SCADA application any service tcp-4840 action allow log-end yes
#       set rulebase security rules OPS-SUP disabled yes
#     juniper-junos: |
#       # hosts instead of networks
#       set security address-book global address mes-scada-from 10.30.1.15/32
#       set security address-book global address mes-scada-to 10.20.50.10/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match source-address mes-scada-from
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match destination-address mes-scada-to
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA match application tcp-4840
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then permit
#       set security policies from-zone OPS to-zone SUP policy MES-SCADA then log session-init
#       deactivate security policies from-zone OPS to-zone SUP policy OPS-SUP
#     linux-iptables: |
#       # hosts instead of networks
#       iptables -D FORWARD -s 10.30.0.0/16 -d 10.20.0.0/16 -p tcp --dport 4840 -j ACCEPT
#       iptables -A FORWARD -i ops -o sup -s 10.30.1.15 -d 10.20.50.10 -p tcp --dport 4840 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=mes-scada chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ops" oifname "cell1" ip saddr 10.30.1.50 ip daddr 10.20.1.11 tcp dport 102 \
#                   log prefix "ENG-PLC " accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list OPS-IN
#         no 20
#         10 permit tcp host 10.30.1.50 host 10.20.1.11 eq 102 log
#     cisco-iosxr: |
#       ipv4 access-list OPS-IN
#        no 20
#        10 permit tcp host 10.30.1.50 host 10.20.1.11 eq 102 log
#     vyos: |
#       set firewall ipv4 name OPS-IN default-action drop
#       set firewall ipv4 name OPS-IN rule 10 action accept
#       set firewall ipv4 name OPS-IN rule 10 protocol tcp
#       set firewall ipv4 name OPS-IN rule 10 source address 10.30.1.50
#       set firewall ipv4 name OPS-IN rule 10 destination address 10.20.1.11
#       set firewall ipv4 name OPS-IN rule 10 destination port 102
#       set firewall ipv4 name OPS-IN rule 10 log
#       delete firewall ipv4 name OPS-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ops out-interface=cell1 src-address=10.30.1.50 \
#           dst-address=10.20.1.11 protocol=tcp dst-port=102 action=accept log=yes comment="ENG-PLC" place-before=0
#       set [find comment="ops-plc"] disabled=yes
package zonewarden.rules.wide_address

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
	"message": sprintf("%s permits %s%s.", [rules.place(rule), naming.list(sort(wide)), rules.between(rule)]),
	"evidence": {"rule": rule.text, "source": rule.source_reach, "destination": rule.destination_reach},
	"locations": rule.locations,
	"capability": rules.capability(rule),
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rules.effective_permit(rule)
	rule.ot
	_may_be_wide(rule)
	wide := _wide(rule)
	count(wide) > 0
}

# Most rules are not, which a figure tells quicker than the reasons.
_may_be_wide(rule) if rule.source_reach.addresses > _few

_may_be_wide(rule) if rule.destination_reach.addresses > _few

# A prefix that is too wide holds more addresses than this.
_few := 16 if {
	_min4 <= 28
	_min6 <= 124
}

else := 0

# Unlimited operands are FW-003's.
_wide(rule) := {sprintf("%s %s", [side.words, why]) |
	some side in [
		{"words": "sources", "any": rule.any_source, "reach": rule.source_reach, "zones": rule.from_zones},
		{"words": "destinations", "any": rule.any_destination, "reach": rule.destination_reach, "zones": rule.to_zones},
	]
	not side.any
	not side.reach.most
	why := _why(side)
}

_why(side) := sprintf("as wide as a /%d (limit /%v)", [side.reach.prefix4, _min4]) if _narrower(side.reach.prefix4, _min4)

else := sprintf("as wide as a /%d (limit /%v)", [side.reach.prefix6, _min6]) if _narrower(side.reach.prefix6, _min6)

else := sprintf("of which %d of %d addresses are inventoried", [side.reach.assets, side.reach.addresses]) if {
	count(input.assets) > 0
	side.reach.addresses > 16
	side.reach.assets < side.reach.addresses * 0.1
	count(side.zones) > 0
	every id in side.zones { _listed(id) }
}

# Plant zones whose hosts somebody has listed: elsewhere the inventory says nothing.
_listed(id) if {
	zones.ot(id)
	some asset in input.assets
	asset.zone == id
}

# A prefix of its family is shorter than the limit; null where the operand has no address of the family.
_narrower(prefix, limit) if {
	not is_null(prefix)
	prefix < limit
}

_min4 := object.get(input.site.limits, "min_prefix_v4", 24)

_min6 := object.get(input.site.limits, "min_prefix_v6", 64)
