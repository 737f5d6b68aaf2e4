# METADATA
# title: Enterprise IT reaches a control network directly
# description: >-
#   A host in an office network can open sessions to a network of level 2 or below without a stop in the industrial
#   DMZ. Whoever takes an office PC, by mail or by browser, then talks to controllers and operator stations at once:
#   there is no second boundary that could hold malware back or that operations could close alone. A declared conduit
#   does not make this safe, so conduits are not considered here.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-006
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.1 RE(2), SR 5.2]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [AC-4, SC-7, SC-7(21), SC-7(22)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.2]
#     nis2: [21.2.a]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886, T0866, T0867, T0843, T0855]
#   remediation:
#     summary: >-
#       End the session in the industrial DMZ (jump host, replica historian, broker) and let OT open the second leg
#       from there. Remove the direct rule once the new path has run in parallel for a full production cycle.
#     cisco-asa: |
#       ! before
#       access-list ENT-IN extended permit tcp 10.40.0.0 255.255.0.0 host 10.20.1.10 eq 502
#       ! after: office users read the replica in the DMZ
#       access-list ENT-IN extended permit tcp 10.40.0.0 255.255.0.0 host 10.35.0.20 eq https log
#       no access-list ENT-IN extended permit tcp 10.40.0.0 255.255.0.0 host 10.20.1.10 eq 502
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        ! before: permit tcp 10.40.0.0 0.0.255.255 host 10.20.1.10 eq 502
#        no permit tcp 10.40.0.0 0.0.255.255 host 10.20.1.10 eq 502
#        permit tcp 10.40.0.0 0.0.255.255 host 10.35.0.20 eq 443
#        deny ip any any log
#     fortinet-fortios: |
#       # the office reads the mirror; the rule into the control zone goes
#       config firewall service custom
#           edit "TCP-443"
#               set tcp-portrange 443
#           next
#       end
#       config firewall address
#           edit "ent-mirror-from"
#               set subnet 10.40.5.20 255.255.255.255
#           next
#           edit "ent-mirror-to"
#               set subnet 10.35.0.20 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "ENT-MIRROR"
#               set srcintf "ENT"
#               set dstintf "IDMZ"
#               set action accept
#               set srcaddr "ent-mirror-from"
#               set dstaddr "ent-mirror-to"
#               set schedule "always"
#               set service "TCP-443"
#               set logtraffic all
#               set comments "conduit=ent-mirror owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # the office reads the mirror; the rule into the control zone goes
#       set address ent-mirror-from ip-netmask 10.40.5.20/32
#       set address ent-mirror-to ip-netmask 10.35.0.20/32
#       set service tcp-443 protocol tcp port 443
#       set rulebase security rules ENT-MIRROR from ENT to IDMZ source ent-mirror-from destination ent-mirror-to
#       set rulebase security rules ENT-MIRROR application any service tcp-443 action allow log-end yes
#       set rulebase security rules ENT-CONTROL disabled yes
#     juniper-junos: |
#       # the office reads the mirror; the rule into the control zone goes
#       set security address-book global address ent-mirror-from 10.40.5.20/32
#       set security address-book global address ent-mirror-to 10.35.0.20/32
#       set applications application tcp-443 protocol tcp destination-port 443
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR match source-address ent-mirror-from
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR match destination-address ent-mirror-to
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR match application tcp-443
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR then permit
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR then log session-init
#       deactivate security policies from-zone ENT to-zone IDMZ policy ENT-CONTROL
#     linux-iptables: |
#       # the office reads the mirror; the rule into the control zone goes
#       iptables -D FORWARD -i ent -o cell1 -j ACCEPT
#       iptables -A FORWARD -i ent -o idmz -s 10.40.5.20 -d 10.35.0.20 -p tcp --dport 443 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=ent-mirror chg=CHG-1234" -j ACCEPT
package zonewarden.segmentation.enterprise_to_control

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
			"Zone %s can open sessions to %s through %s without passing the industrial DMZ: %s.",
			[flow.from, naming.zone(flow.to), naming.device(flow.device), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"capability": flows.capability(flow, ids),
		"floor": _floor(flow, ids),
	}
}

_judged contains id if {
	some id, flow in input.flows
	input.zones[flow.from].it
	flow.to in zones.control_ids
}

_floor(flow, ids) := "critical" if flows.capability(flow, ids) == 3

else := "critical" if zones.safety(flow.to)

else := "high"
