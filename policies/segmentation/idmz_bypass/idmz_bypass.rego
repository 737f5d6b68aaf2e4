# METADATA
# title: Traffic between plant and office bypasses the industrial DMZ
# description: >-
#   A plant network and a network of level 4 or above exchange sessions directly, with no industrial DMZ or remote-
#   access zone at either end. The DMZ is where data is copied, scanned and cut off in an incident; traffic that goes
#   past it ties production to the office network, and separating the two in an emergency stops whatever depends on
#   it. Office sessions into levels 0 to 2 are reported by SEG-006 and Internet traffic by SEG-010 and SEG-011.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-007
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7, SC-7(22), SC-46]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.2]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture, Security architecture models]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0886, T0822]
#   remediation:
#     summary: >-
#       Put a replica, broker or relay into a level 3.5 zone and let both sides talk to it; neither side may talk to
#       the other. Keep the old rule until the relayed path has run for a full production cycle, then remove it.
#     cisco-asa: |
#       ! before
#       access-list ENT-IN extended permit tcp host 10.40.5.20 host 10.30.1.10 eq 1433
#       ! after: the office reads the replica, the historian pushes to it
#       access-list ENT-IN extended permit tcp host 10.40.5.20 host 10.35.0.20 eq https log
#       access-list OPS-IN extended permit tcp host 10.30.1.10 host 10.35.0.20 eq 5450 log
#       no access-list ENT-IN extended permit tcp host 10.40.5.20 host 10.30.1.10 eq 1433
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp host 10.40.5.20 host 10.30.1.10 eq 1433
#        permit tcp host 10.40.5.20 host 10.35.0.20 eq 443
#        deny ip any any log
#     fortinet-fortios: |
#       # the office reads the replica; the rule past it goes
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
#       # the office reads the replica; the rule past it goes
#       set address ent-mirror-from ip-netmask 10.40.5.20/32
#       set address ent-mirror-to ip-netmask 10.35.0.20/32
#       set service tcp-443 protocol tcp port 443
#       set rulebase security rules ENT-MIRROR from ENT to IDMZ source ent-mirror-from destination ent-mirror-to
#       set rulebase security rules ENT-MIRROR application any service tcp-443 action allow log-end yes
#       set rulebase security rules ENT-HISTORIAN disabled yes
#     juniper-junos: |
#       # the office reads the replica; the rule past it goes
#       set security address-book global address ent-mirror-from 10.40.5.20/32
#       set security address-book global address ent-mirror-to 10.35.0.20/32
#       set applications application tcp-443 protocol tcp destination-port 443
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR match source-address ent-mirror-from
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR match destination-address ent-mirror-to
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR match application tcp-443
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR then permit
#       set security policies from-zone ENT to-zone IDMZ policy ENT-MIRROR then log session-init
#       deactivate security policies from-zone ENT to-zone IDMZ policy ENT-HISTORIAN
#     linux-iptables: |
#       # the office reads the replica; the rule past it goes
#       iptables -D FORWARD -i ent -o ops -j ACCEPT
#       iptables -A FORWARD -i ent -o idmz -s 10.40.5.20 -d 10.35.0.20 -p tcp --dport 443 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=ent-mirror chg=CHG-1234" -j ACCEPT
package zonewarden.segmentation.idmz_bypass

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
			"Zone %s can open sessions to %s through %s with no industrial DMZ between them: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				flows.label(flow.permitted, ids),
			],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"capability": flows.capability(flow, ids),
		"floor": _floor(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in _outer
	flow.to in zones.ot_ids
	not _enterprise_to_control(flow)
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	flow.to in _outer
}

_outer := (zones.beyond_dmz_ids - zones.internet_ids) - zones.dmz_ids

_enterprise_to_control(flow) if {
	input.zones[flow.from].it
	zones.control(flow.to)
}

_floor(flow) := "high" if count(flows.touching(flow, _grave)) > 0

else := "medium"

_grave := {"admin", "directory", "file-transfer", "remote-interactive", "remote-tool"}
