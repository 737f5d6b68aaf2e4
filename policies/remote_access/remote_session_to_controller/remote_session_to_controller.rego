# METADATA
# title: A remote session reaches controllers or the safety system directly
# description: >-
#   A host of the remote-access zone can open sessions to a zone of level 1 or below, or to the safety zone. A person
#   far away, who sees neither the machine nor who stands beside it, then talks to the controller itself. Between the
#   two belongs an engineering station at level 2 or 3 that operations can watch and take over.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: RA-022
#   family: remote_access
#   scope: device
#   severity: critical
#   requires: [zones]
#   capability: 3
#   floor: critical
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 1.13]
#     iec-62443-3-2: [ZCR 3.3]
#     iec-62443-2-1: [NET 1.3, NET 3.1]
#     nist-800-53r5: [AC-17, SC-7(15), SC-7(21)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R2.1]
#     sans-ics: ["2", "4"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886, T0843, T0858, T0880]
#   remediation:
#     summary: >-
#       Let remote sessions end on an engineering station at level 2 or 3, and make that station the only peer of the
#       controller. An exception must name the asset and be approved by operations and security.
#     cisco-asa: |
#       ! before
#       access-list RA-IN extended permit tcp host 10.35.16.20 host 10.20.1.10 eq 102
#       ! after: remote desktop to the engineering station only
#       access-list RA-IN extended permit tcp host 10.35.16.20 host 10.30.1.60 eq 3389 log
#       no access-list RA-IN extended permit tcp host 10.35.16.20 host 10.20.1.10 eq 102
#     cisco-ios: |
#       ip access-list extended RA-IN
#        no permit tcp host 10.35.16.20 host 10.20.1.10 eq 102
#        permit tcp host 10.35.16.20 host 10.30.1.60 eq 3389
#     fortinet-fortios: |
#       # sessions end at the engineering desk; the rule to the controller goes
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
#       # sessions end at the engineering desk; the rule to the controller goes
#       set address jump-ews-from ip-netmask 10.35.16.20/32
#       set address jump-ews-to ip-netmask 10.30.5.20/32
#       set service tcp-3389 protocol tcp port 3389
#       set rulebase security rules JUMP-EWS from RA to OPS source jump-ews-from destination jump-ews-to
#       set rulebase security rules JUMP-EWS application any service tcp-3389 action allow log-end yes
#       set rulebase security rules RA-PLC disabled yes
#     juniper-junos: |
#       # sessions end at the engineering desk; the rule to the controller goes
#       set security address-book global address jump-ews-from 10.35.16.20/32
#       set security address-book global address jump-ews-to 10.30.5.20/32
#       set applications application tcp-3389 protocol tcp destination-port 3389
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS match source-address jump-ews-from
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS match destination-address jump-ews-to
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS match application tcp-3389
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS then permit
#       set security policies from-zone RA to-zone OPS policy JUMP-EWS then log session-init
#       deactivate security policies from-zone RA to-zone OPS policy RA-PLC
#     linux-iptables: |
#       # sessions end at the engineering desk; the rule to the controller goes
#       iptables -D FORWARD -i ra -o cell1 -j ACCEPT
#       iptables -A FORWARD -i ra -o ops -s 10.35.16.20 -d 10.30.5.20 -p tcp --dport 3389 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=jump-ews chg=CHG-1234" -j ACCEPT
package zonewarden.remote_access.remote_session_to_controller

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
			"Remote-access zone %s can open sessions to %s through %s: %s.",
			[flow.from, naming.zone(flow.to), naming.device(flow.device), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"exposure": 3,
	}
}

_judged contains id if {
	some id, flow in input.flows
	zones.kind(flow.from) == "remote_access"
	_controllers(flow.to)
}

# Jump hosts elsewhere lead there, too.
subjects contains {"kind": "second_leg", "id": id} if some id in _by_jump_host

violations contains {
	"subject": {"kind": "second_leg", "id": id},
	"message": sprintf("Jump host %s can open sessions to %s through %s: %s.", [
		leg.asset, naming.zone(leg.to), naming.device(leg.device), flows.label(leg.permitted, flows.touched(leg)),
	]),
	"evidence": flows.evidence(flows.touched(leg)),
	"packets": {"second_leg": id},
	"exposure": 3,
} if {
	some id in _by_jump_host
	leg := input.second_legs[id]
	not is_null(leg.permitted)
}

_by_jump_host contains id if {
	some id, leg in input.second_legs
	leg.kind == "jump_host"
	not zones.kind(leg.from) == "remote_access"
	_controllers(leg.to)
}

_controllers(id) if zones.safety(id)

_controllers(id) if {
	zones.control(id)
	not zones.safety(id)
	input.zones[id].level_low <= 1
}
