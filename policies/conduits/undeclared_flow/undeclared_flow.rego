# METADATA
# title: Traffic between zones is permitted that no conduit declares
# description: >-
#   The device lets sessions pass between two zones although no declared conduit covers them, in either direction or
#   with other services. Nobody has stated why this path exists, who owns it or what it costs to close it, so it stays
#   for ever and is there for an attacker as well. Exactly the packets outside every conduit are reported, not the
#   whole rule. Addresses that belong to no zone are reported by SEG-018.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-001
#   family: conduits
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2, SR 5.2 RE(1)]
#     iec-62443-3-2: [ZCR 3.1, ZCR 6.4]
#     iec-62443-2-1: [NET 1.1, NET 1.2]
#     nist-800-53r5: [AC-4, SC-7, SC-7(5), CA-9]
#     nist-csf-2: [PR.IR-01, ID.AM-03]
#     nerc-cip: [CIP-005-7 R1.2, CIP-005-7 R1.3]
#     nis2: [21.2.a]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0930, M0937, M0807]
#     techniques: [T0886, T0866]
#   remediation:
#     summary: >-
#       Declare the conduit with owner, purpose and services if production needs the path; otherwise narrow the rule
#       to what is declared. Watch hit counters for a full production cycle before you remove a path that may carry
#       process traffic.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit ip host 10.30.1.30 10.20.1.0 255.255.255.0
#       ! after: what conduit cnd-scada declares
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840 log
#       no access-list OPS-IN extended permit ip host 10.30.1.30 10.20.1.0 255.255.255.0
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit ip host 10.30.1.30 10.20.1.0 0.0.0.255
#        permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840
#        deny ip any any log
#     fortinet-fortios: |
#       # what the conduit declares; the wide rule goes
#       config firewall service custom
#           edit "TCP-443"
#               set tcp-portrange 443
#           next
#       end
#       config firewall address
#           edit "cnd-ent-hist-from"
#               set subnet 10.40.5.20 255.255.255.255
#           next
#           edit "cnd-ent-hist-to"
#               set subnet 10.35.0.20 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "CND-ENT-HIST"
#               set srcintf "ENT"
#               set dstintf "IDMZ"
#               set action accept
#               set srcaddr "cnd-ent-hist-from"
#               set dstaddr "cnd-ent-hist-to"
#               set schedule "always"
#               set service "TCP-443"
#               set logtraffic all
#               set comments "conduit=cnd-ent-hist owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # what the conduit declares; the wide rule goes
#       set address cnd-ent-hist-from ip-netmask 10.40.5.20/32
#       set address cnd-ent-hist-to ip-netmask 10.35.0.20/32
#       set service tcp-443 protocol tcp port 443
#       set rulebase security rules CND-ENT-HIST from ENT to IDMZ source cnd-ent-hist-from destination cnd-ent-hist-to
#       set rulebase security rules CND-ENT-HIST application any service tcp-443 action allow log-end yes
#       set rulebase security rules ENT-IDMZ disabled yes
#     juniper-junos: |
#       # what the conduit declares; the wide rule goes
#       set security address-book global address cnd-ent-hist-from 10.40.5.20/32
#       set security address-book global address cnd-ent-hist-to 10.35.0.20/32
#       set applications application tcp-443 protocol tcp destination-port 443
#       set security policies from-zone ENT to-zone IDMZ policy CND-ENT-HIST match source-address cnd-ent-hist-from
#       set security policies from-zone ENT to-zone IDMZ policy CND-ENT-HIST match destination-address cnd-ent-hist-to
#       set security policies from-zone ENT to-zone IDMZ policy CND-ENT-HIST match application tcp-443
#       set security policies from-zone ENT to-zone IDMZ policy CND-ENT-HIST then permit
#       set security policies from-zone ENT to-zone IDMZ policy CND-ENT-HIST then log session-init
#       deactivate security policies from-zone ENT to-zone IDMZ policy ENT-IDMZ
#     linux-iptables: |
#       # what the conduit declares; the wide rule goes
#       iptables -D FORWARD -i ent -o idmz -j ACCEPT
#       iptables -A FORWARD -i ent -o idmz -s 10.40.5.20 -d 10.35.0.20 -p tcp --dport 443 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=cnd-ent-hist chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       # what the conduit declares; the wide rule goes
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ent" oifname "idmz" ip saddr 10.40.5.20 ip daddr 10.35.0.20 tcp dport 443 \
#                   log prefix "CND-ENT-HIST " accept comment "conduit=cnd-ent-hist chg=CHG-1234"
#               log prefix "FORWARD-DROP " drop
#           }
#       }
package zonewarden.conduits.undeclared_flow

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.undeclared)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"No conduit declares what %s permits from %s to %s: %s.",
			[
				naming.device(flow.device),
				naming.zone(flow.from),
				naming.zone(flow.to),
				flows.part_label(flow, "undeclared"),
			],
		),
		"evidence": flows.part_evidence(flow, "undeclared"),
		"packets": {"flow": flow.id, "part": "undeclared"},
		"capability": flows.capability(flow, flows.uncovered(flow)),
		"floor": _floor(flow),
		"ceiling": _ceiling(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from != "unassociated"
	flow.to != "unassociated"
}

_floor(flow) := "critical" if zones.safety(flow.to)

else := "info"

# Paths that touch neither the plant nor its DMZ are somebody else's concern.
_ceiling(flow) := "critical" if _plant_side(flow.from)

else := "critical" if _plant_side(flow.to)

else := "medium"

_plant_side(id) if zones.ot(id)

_plant_side(id) if zones.dmz(id)
