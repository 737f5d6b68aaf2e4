# METADATA
# title: The Internet can open sessions into OT
# description: >-
#   Somebody on the Internet can start a session to a host in an OT zone. Exposed controllers, operator stations and
#   gateways are found by public scanners within hours and attacked by people who need no knowledge of the plant. A
#   source filter on the rule does not change that the device is part of the Internet.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0883/
#     description: ATT&CK for ICS T0883 Internet Accessible Device
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-010
#   family: segmentation
#   scope: device
#   severity: critical
#   requires: [zones]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 1.13]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7, SC-7(28), AC-17(3)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-003-9 Att1 S3.1, CIP-005-7 R1.2]
#     sans-ics: ["2", "4"]
#   attack_ics:
#     mitigations: [M0930, M0935]
#     techniques: [T0883, T0819, T0822]
#   remediation:
#     summary: >-
#       Close the rule and its address translation now; this is containment and needs no window. Offer the access
#       through the OT gateway with multi-factor authentication, and look through public scan data for the exposed
#       address.
#     cisco-asa: |
#       ! before
#       object network PLC-10
#        host 10.20.1.10
#        nat (cell1,outside) static 198.51.100.3
#       access-list OUTSIDE-IN extended permit tcp any host 10.20.1.10 eq 502
#       ! after
#       no access-list OUTSIDE-IN extended permit tcp any host 10.20.1.10 eq 502
#       object network PLC-10
#        no nat (cell1,outside) static 198.51.100.3
#     cisco-ios: |
#       ip access-list extended OUTSIDE-IN
#        no permit tcp any host 198.51.100.3 eq 502
#       no ip nat inside source static tcp 10.20.1.10 502 198.51.100.3 502
#     fortinet-fortios: |
#       config firewall vip
#           delete "plc-10"
#       end
#       config firewall policy
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       delete rulebase nat rules PLC-10-IN
#       set rulebase security rules INTERNET-PLC-10 disabled yes
#     juniper-junos: |
#       delete security nat static rule-set FROM-INTERNET rule PLC-10
#       deactivate security policies from-zone INTERNET to-zone CELL1 policy PLC-10
#     linux-iptables: |
#       iptables -t nat -D PREROUTING -i wan0 -d 198.51.100.3 -p tcp --dport 502 -j DNAT --to-destination 10.20.1.10
#       iptables -D FORWARD -i wan0 -o cell1 -d 10.20.1.10 -p tcp --dport 502 -j ACCEPT
package zonewarden.segmentation.internet_to_ot

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
			"The Internet can open sessions to %s through %s: %s.",
			[naming.zone(flow.to), naming.device(flow.device), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"capability": flows.capability(flow, ids),
		"floor": _floor(flow),
	}
}

# A public address is exposure even while a rule filters it by source.
subjects contains {"kind": "translation", "id": nat.id} if {
	some nat in input.translations
	nat.external
}

violations contains {
	"subject": {"kind": "translation", "id": nat.id},
	"message": sprintf("%s gives %s of %s the public address %s.", [
		naming.device(nat.device), naming.list(nat.real),
		naming.list(nat.real_zones), naming.list(nat.mapped),
	]),
	"evidence": {"real": nat.real, "mapped": nat.mapped},
	"locations": nat.locations,
	"exposure": 3,
	"floor": "high",
} if {
	some nat in input.translations
	nat.external
	nat.ot
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.internet_ids
	flow.to in zones.ot_ids
}

_floor(flow) := "critical" if zones.impact(flow.to) >= 2

else := "medium"
