# METADATA
# title: Interactive sessions reach OT without the remote-access gateway
# description: >-
#   Remote desktop, shell, remote-control or VPN sessions can be opened from an office or outside network straight
#   into an OT zone. At the gateway such a session would be tied to a person, a second factor, a time window and a
#   recording; past it there is only a password between a stolen office account and an engineering station.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: RA-001
#   family: remote_access
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 5.2]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 3.1, NET 3.2]
#     nist-800-53r5: [AC-17, AC-17(3), SC-7(15), MA-4]
#     nist-csf-2: [PR.AA-05, PR.IR-01]
#     nerc-cip: [CIP-005-7 R2.1]
#     nis2: [21.2.i]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0930, M0935, M0937]
#     techniques: [T0822, T0886]
#   remediation:
#     summary: >-
#       Publish only the gateway and let it, or its jump host, open the second leg. Delete the direct rule after a
#       parallel run agreed with operations.
#     cisco-asa: |
#       ! before
#       access-list ENT-IN extended permit tcp 10.40.0.0 255.255.0.0 host 10.30.1.60 eq 3389
#       ! after: front door, then the second leg from the jump host
#       access-list ENT-IN extended permit tcp 10.40.0.0 255.255.0.0 host 10.35.16.10 eq https log
#       access-list RA-IN extended permit tcp host 10.35.16.20 host 10.30.1.60 eq 3389 log
#       no access-list ENT-IN extended permit tcp 10.40.0.0 255.255.0.0 host 10.30.1.60 eq 3389
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp 10.40.0.0 0.0.255.255 host 10.30.1.60 eq 3389
#        permit tcp 10.40.0.0 0.0.255.255 host 10.35.16.10 eq 443
#       ip access-list extended RA-IN
#        permit tcp host 10.35.16.20 host 10.30.1.60 eq 3389
#     fortinet-fortios: |
#       # sessions start at the jump host; the rule past it goes
#       config firewall service custom
#           edit "TCP-3389"
#               set tcp-portrange 3389
#           next
#       end
#       config firewall address
#           edit "jump-ews-from"
#               set subnet 10.35.16.20 255.255.255.255
#           next
#           edit "jump-ews-to"
#               set subnet 10.30.5.20 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "JUMP-EWS"
#               set srcintf "RA"
#               set dstintf "OPS"
#               set action accept
#               set srcaddr "jump-ews-from"
#               set dstaddr "jump-ews-to"
#               set schedule "always"
#               set service "TCP-3389"
#               set logtraffic all
#               set comments "conduit=jump-ews owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # sessions start at the jump host; the rule past it goes
#       set address jump-ews-from ip-netmask 10.35.16.20/32
#       set address jump-ews-to ip-netmask 10.30.5.20/32
#       set service tcp-3389 protocol tcp port 3389
#       set rulebase security rules JUMP-EWS from RA to OPS source jump-ews-from destination jump-ews-to
#       set rulebase security rules JUMP-EWS application any service tcp-3389 action allow log-end yes
#       set rulebase security rules VPN-EWS disabled yes
#     juniper-junos: |
#       # sessions start at the jump host; the rule past it goes
#       set security address-book global address jump-ews-from 10.35.16.20/32
#       set security address-book global address jump-ews-to 10.30.5.20/32
#       set applications application tcp-3389 protocol tcp destination-port 3389
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS match source-address jump-ews-from
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS match destination-address jump-ews-to
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS match application tcp-3389
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS then permit
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS then log session-init
#       deactivate security policies from-zone RA to-zone OPS policy VPN-EWS
#     linux-iptables: |
#       # sessions start at the jump host; the rule past it goes
#       iptables -D FORWARD -i vpn0 -o ops -j ACCEPT
#       iptables -A FORWARD -i ra -o ops -s 10.35.16.20 -d 10.30.5.20 -p tcp --dport 3389 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=jump-ews chg=CHG-1234" -j ACCEPT
package zonewarden.remote_access.session_past_gateway

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	ids := flows.touching(flow, _sessions)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can open remote sessions to %s through %s past the remote-access gateway: %s.",
			[flow.from, naming.zone(flow.to), naming.device(flow.device), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
		"capability": _capability(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.beyond_dmz_ids
	flow.to in zones.ot_ids
	not _with_gateway[id]
}

# Where a gateway stands in the plant itself, what ends there is no session past it.
_with_gateway[leg.flow] := id if {
	some id, leg in input.second_legs
	leg.kind == "past"
	leg.from in zones.beyond_dmz_ids
	leg.to in zones.ot_ids
}

subjects contains {"kind": "second_leg", "id": id} if some id in _with_gateway

violations contains {
	"subject": {"kind": "second_leg", "id": id},
	"message": sprintf(
		"Zone %s can open remote sessions to %s through %s past the remote-access gateway there: %s.",
		[leg.from, naming.zone(leg.to), naming.device(leg.device), flows.label(leg.permitted, ids)],
	),
	"evidence": flows.evidence(ids),
	"packets": {"second_leg": id, "services": sort(ids)},
	"capability": _capability(leg),
} if {
	some id in _with_gateway
	leg := input.second_legs[id]
	ids := flows.touching(leg, _sessions)
	count(ids) > 0
}

# Where remote sessions end, only gateways and jump hosts open the second leg: neither clients of a VPN nor other hosts.
subjects contains {"kind": "second_leg", "id": id} if some id in _second

violations contains {
	"subject": {"kind": "second_leg", "id": id},
	"message": sprintf(
		"Others than gateways and jump hosts of %s can open remote sessions to %s through %s: %s.",
		[leg.from, naming.zone(leg.to), naming.device(leg.device), flows.label(leg.permitted, ids)],
	),
	"evidence": flows.evidence(ids),
	"packets": {"second_leg": id, "services": sort(ids)},
	"capability": _capability(leg),
} if {
	some id in _second
	leg := input.second_legs[id]
	ids := flows.touching(leg, _sessions)
	count(ids) > 0
}

_second contains id if {
	some id, leg in input.second_legs
	leg.kind == "others"
}

_sessions := {"admin", "remote-interactive", "remote-tool", "vpn"}

_capability(flow) := 3 if input.zones[flow.to].level_low <= 1

else := 2
