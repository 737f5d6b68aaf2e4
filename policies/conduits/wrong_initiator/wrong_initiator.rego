# METADATA
# title: A conduit's sessions may be opened from the wrong side
# description: >-
#   The device lets the far end of a conduit open the sessions that only the near end may start. Who starts a session
#   decides which side has an open door: when OT pushes its data out, nothing has to listen inside; when the outside
#   pulls, a server in the plant waits for callers.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-004
#   family: conduits
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [AC-4, SC-7(11)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       Turn the session round: the trusted side pushes (historian mirror, MQTT publish, SFTP put), and the inbound
#       rule goes. Change the applications first and remove the rule in a planned window.
#     cisco-asa: |
#       ! before: the replica fetches
#       access-list IDMZ-IN extended permit tcp host 10.35.0.20 host 10.30.1.10 eq 5450
#       ! after: the historian pushes
#       access-list OPS-IN extended permit tcp host 10.30.1.10 host 10.35.0.20 eq 5450 log
#       no access-list IDMZ-IN extended permit tcp host 10.35.0.20 host 10.30.1.10 eq 5450
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.20 host 10.30.1.10 eq 5450
#        permit tcp host 10.35.0.20 eq 5450 host 10.30.1.10 established
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.10 host 10.35.0.20 eq 5450
#     fortinet-fortios: |
#       # the trusted side opens the session; the rule inward goes
#       config firewall service custom
#           edit "TCP-5450"
#               set tcp-portrange 5450
#           next
#       end
#       config firewall address
#           edit "hist-push-from"
#               set subnet 10.30.1.10 255.255.255.255
#           next
#           edit "hist-push-to"
#               set subnet 10.35.0.20 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "HIST-PUSH"
#               set srcintf "OPS"
#               set dstintf "IDMZ"
#               set action accept
#               set srcaddr "hist-push-from"
#               set dstaddr "hist-push-to"
#               set schedule "always"
#               set service "TCP-5450"
#               set logtraffic all
#               set comments "conduit=hist-push owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # the trusted side opens the session; the rule inward goes
#       set address hist-push-from ip-netmask 10.30.1.10/32
#       set address hist-push-to ip-netmask 10.35.0.20/32
#       set service tcp-5450 protocol tcp port 5450
#       set rulebase security rules HIST-PUSH from OPS to IDMZ source hist-push-from destination hist-push-to
#       set rulebase security rules HIST-PUSH application any service tcp-5450 action allow log-end yes
#       set rulebase security rules IDMZ-PULL disabled yes
#     juniper-junos: |
#       # the trusted side opens the session; the rule inward goes
#       set security address-book global address hist-push-from 10.30.1.10/32
#       set security address-book global address hist-push-to 10.35.0.20/32
#       set applications application tcp-5450 protocol tcp destination-port 5450
#       set security policies from-zone OPS to-zone IDMZ policy HIST-PUSH match source-address hist-push-from
#       set security policies from-zone OPS to-zone IDMZ policy HIST-PUSH match destination-address hist-push-to
#       set security policies from-zone OPS to-zone IDMZ policy HIST-PUSH match application tcp-5450
#       set security policies from-zone OPS to-zone IDMZ policy HIST-PUSH then permit
#       set security policies from-zone OPS to-zone IDMZ policy HIST-PUSH then log session-init
#       deactivate security policies from-zone OPS to-zone IDMZ policy IDMZ-PULL
#     linux-iptables: |
#       # the trusted side opens the session; the rule inward goes
#       iptables -D FORWARD -i idmz -o ops -j ACCEPT
#       iptables -A FORWARD -i ops -o idmz -s 10.30.1.10 -d 10.35.0.20 -p tcp --dport 5450 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=hist-push chg=CHG-1234" -j ACCEPT
package zonewarden.conduits.wrong_initiator

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some flow in input.flows
	not is_null(flow.wrong_initiator)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can open sessions to %s through %s that its conduit lets only %s open: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				flow.to,
				flows.part_label(flow, "wrong_initiator"),
			],
		),
		"evidence": flows.part_evidence(flow, "wrong_initiator"),
		"packets": {"flow": flow.id, "part": "wrong_initiator"},
		"capability": flows.capability(flow, flows.uncovered(flow)),
		"floor": _floor(flow),
	}
}

# Pairs with a conduit that only the other end may open.
_judged contains id if {
	some id, flow in input.flows
	[flow.from, flow.to] in _closed
}

_judged contains id if {
	some id, flow in input.flows
	not is_null(flow.wrong_initiator)
}

_closed contains [conduit.to, conduit.from] if {
	some conduit in input.conduits
	not conduit.expired
	conduit.initiators == ["from"]
}

_closed contains [conduit.from, conduit.to] if {
	some conduit in input.conduits
	not conduit.expired
	conduit.initiators == ["to"]
}

_floor(flow) := "high" if {
	zones.beyond_dmz(flow.from)
	zones.ot(flow.to)
}

else := "info"
