# METADATA
# title: An OT zone reaches the Internet directly
# description: >-
#   A host in an OT zone can open sessions to the Internet. That is the way out for malware that has found its way in:
#   it fetches its next stage, takes orders and carries data away over ordinary web or DNS traffic. It also makes
#   production depend on services that nobody at the plant controls.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0869/
#     description: ATT&CK for ICS T0869 Standard Application Layer Protocol
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-011
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 5.3]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 1.1, NET 1.4]
#     nist-800-53r5: [SC-7(9), SC-7(10), SC-7(8)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-003-9 Att1 S3.1, CIP-005-7 R1.3]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930, M0807, M0937]
#     techniques: [T0869, T0885, T0884]
#   remediation:
#     summary: >-
#       Route what is needed through a proxy in the industrial DMZ with a list of allowed names, and mirror updates,
#       time, DNS and signatures inside. Then deny the rest at the OT boundary and log it.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 any eq https
#       ! after: only the update mirror, through the proxy
#       access-list OPS-IN extended permit tcp host 10.30.1.40 host 10.35.0.30 eq 3128 log
#       no access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 any eq https
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp 10.30.0.0 0.0.255.255 any eq 443
#        permit tcp host 10.30.1.40 host 10.35.0.30 eq 3128
#        deny ip any any log
#     fortinet-fortios: |
#       # updates come from a relay; the rule to the Internet goes
#       config firewall service custom
#           edit "TCP-8530"
#               set tcp-portrange 8530
#           next
#       end
#       config firewall address
#           edit "patch-relay-from"
#               set subnet 10.30.1.40 255.255.255.255
#           next
#           edit "patch-relay-to"
#               set subnet 10.35.0.40 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "PATCH-RELAY"
#               set srcintf "OPS"
#               set dstintf "IDMZ"
#               set action accept
#               set srcaddr "patch-relay-from"
#               set dstaddr "patch-relay-to"
#               set schedule "always"
#               set service "TCP-8530"
#               set logtraffic all
#               set comments "conduit=patch-relay owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # updates come from a relay; the rule to the Internet goes
#       set address patch-relay-from ip-netmask 10.30.1.40/32
#       set address patch-relay-to ip-netmask 10.35.0.40/32
#       set service tcp-8530 protocol tcp port 8530
#       set rulebase security rules PATCH-RELAY from OPS to IDMZ source patch-relay-from destination patch-relay-to
#       set rulebase security rules PATCH-RELAY application any service tcp-8530 action allow log-end yes
#       set rulebase security rules OT-INTERNET disabled yes
#     juniper-junos: |
#       # updates come from a relay; the rule to the Internet goes
#       set security address-book global address patch-relay-from 10.30.1.40/32
#       set security address-book global address patch-relay-to 10.35.0.40/32
#       set applications application tcp-8530 protocol tcp destination-port 8530
#       set security policies from-zone OPS to-zone IDMZ policy PATCH-RELAY match source-address patch-relay-from
#       set security policies from-zone OPS to-zone IDMZ policy PATCH-RELAY match destination-address patch-relay-to
#       set security policies from-zone OPS to-zone IDMZ policy PATCH-RELAY match application tcp-8530
#       set security policies from-zone OPS to-zone IDMZ policy PATCH-RELAY then permit
#       set security policies from-zone OPS to-zone IDMZ policy PATCH-RELAY then log session-init
#       deactivate security policies from-zone OPS to-zone IDMZ policy OT-INTERNET
#     linux-iptables: |
#       # updates come from a relay; the rule to the Internet goes
#       iptables -D FORWARD -i ops -o wan0 -j ACCEPT
#       iptables -A FORWARD -i ops -o idmz -s 10.30.1.40 -d 10.35.0.40 -p tcp --dport 8530 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=patch-relay chg=CHG-1234" -j ACCEPT
package zonewarden.segmentation.ot_to_internet

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touched(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can open sessions to the Internet through %s: %s.",
			[naming.zone(flow.from), naming.device(flow.device), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"exposure": 2,
		"floor": _floor(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	flow.to in zones.internet_ids
}

_floor(flow) := "high" if zones.control(flow.from)

else := "low"
