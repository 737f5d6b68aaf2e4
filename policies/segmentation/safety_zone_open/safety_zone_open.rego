# METADATA
# title: The safety zone accepts more than declared, non-writing traffic
# description: >-
#   Traffic reaches a safety zone that can write, program or log on there without coming from a safety engineering
#   station of a safety zone, or that no safety-approved conduit covers. The safety system is what stops the process
#   when all else fails; whoever can change it can disable the protection of people and plant unseen, as the TRITON
#   attack did.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0880/
#     description: ATT&CK for ICS T0880 Loss of Safety
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-012
#   family: segmentation
#   scope: device
#   severity: critical
#   requires: [zones, conduits]
#   capability: 3
#   floor: critical
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.1 RE(3), SR 2.1 RE(4)]
#     iec-62443-3-2: [ZCR 3.3]
#     iec-62443-2-1: [NET 1.3, DATA 1.3]
#     nist-800-53r5: [SC-7(21), AC-4(21), CM-5]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0812, M0937]
#     techniques: [T0880, T0837, T0843, T0858]
#   remediation:
#     summary: >-
#       Keep the engineering station for the safety system inside the safety zone and its key switch in RUN. Let data
#       out read-only through a gateway, under a conduit that the safety engineer has approved; remove every other
#       permit.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit ip host 10.30.1.30 10.20.9.0 255.255.255.224
#       ! after: status page only, approved by the safety engineer
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.9.5 eq https log
#       no access-list OPS-IN extended permit ip host 10.30.1.30 10.20.9.0 255.255.255.224
#     cisco-ios: |
#       ip access-list extended SIS-OUT
#        permit tcp host 10.30.1.30 host 10.20.9.5 eq 443
#        deny ip any any log
#       interface GigabitEthernet0/3
#        ip access-group SIS-OUT out
#     fortinet-fortios: |
#       # status leaves the safety zone; nothing comes in
#       config firewall service custom
#           edit "TCP-8883"
#               set tcp-portrange 8883
#           next
#       end
#       config firewall address
#           edit "sis-status-from"
#               set subnet 10.20.9.10 255.255.255.255
#           next
#           edit "sis-status-to"
#               set subnet 10.30.1.10 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "SIS-STATUS"
#               set srcintf "SIS"
#               set dstintf "SUP"
#               set action accept
#               set srcaddr "sis-status-from"
#               set dstaddr "sis-status-to"
#               set schedule "always"
#               set service "TCP-8883"
#               set logtraffic all
#               set comments "conduit=sis-status owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # status leaves the safety zone; nothing comes in
#       set address sis-status-from ip-netmask 10.20.9.10/32
#       set address sis-status-to ip-netmask 10.30.1.10/32
#       set service tcp-8883 protocol tcp port 8883
#       set rulebase security rules SIS-STATUS from SIS to SUP source sis-status-from destination sis-status-to
#       set rulebase security rules SIS-STATUS application any service tcp-8883 action allow log-end yes
#       set rulebase security rules SUP-SIS disabled yes
#     juniper-junos: |
#       # status leaves the safety zone; nothing comes in
#       set security address-book global address sis-status-from 10.20.9.10/32
#       set security address-book global address sis-status-to 10.30.1.10/32
#       set applications application tcp-8883 protocol tcp destination-port 8883
#       set security policies from-zone SIS to-zone SUP policy SIS-STATUS match source-address sis-status-from
#       set security policies from-zone SIS to-zone SUP policy SIS-STATUS match destination-address sis-status-to
#       set security policies from-zone SIS to-zone SUP policy SIS-STATUS match application tcp-8883
#       set security policies from-zone SIS to-zone SUP policy SIS-STATUS then permit
#       set security policies from-zone SIS to-zone SUP policy SIS-STATUS then log session-init
#       deactivate security policies from-zone SIS to-zone SUP policy SUP-SIS
#     linux-iptables: |
#       # status leaves the safety zone; nothing comes in
#       iptables -D FORWARD -i sup -o sis -j ACCEPT
#       iptables -A FORWARD -i sis -o sup -s 10.20.9.10 -d 10.30.1.10 -p tcp --dport 8883 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=sis-status chg=CHG-1234" -j ACCEPT
package zonewarden.segmentation.safety_zone_open

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	fault := _fault(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can reach safety zone %s through %s %s: %s.",
			[flow.from, flow.to, naming.device(flow.device), fault.text, fault.label],
		),
		"evidence": flows.evidence(fault.ids),
		"packets": _packets(flow, fault),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.to in zones.safety_ids
}

# The gravest thing that is wrong with a flow, and the part of it that shows it.
_fault(flow) := {
	"text": "with services that write or log on",
	"part": "past_safety_stations",
	"ids": _grave(flow),
	"label": flows.label(flow.permitted, _grave(flow)),
} if {
	count(_grave(flow)) > 0
}

else := {"text": "outside every conduit", "part": part, "ids": ids, "label": flows.part_label(flow, part)} if {
	part := flows.uncovered_part(flow)
	ids := flows.uncovered(flow)
}

else := {"text": "without safety approval of its conduit", "part": "permitted", "ids": ids, "label": label} if {
	ids := flows.touched(flow)
	label := flows.label(flow.permitted, ids)
	some conduit in input.conduits
	_carries(conduit, flow)
	not conduit.safety_approved
}

_grave(flow) := flows.touching(
	flow,
	{"admin", "control-write", "engineering", "program-download", "remote-interactive", "safety"},
) & {id | some id in flow.past_safety_stations}

_carries(conduit, flow) if {
	conduit.id in flow.permitted.conduits
	conduit.from == flow.from
	conduit.to == flow.to
	not conduit.expired
}

_carries(conduit, flow) if {
	conduit.id in flow.permitted.conduits
	conduit.to == flow.from
	conduit.from == flow.to
	not conduit.expired
}

_packets(flow, fault) := {"flow": flow.id, "part": fault.part, "services": sort(fault.ids)} if {
	fault.text == "with services that write or log on"
	not flow.permitted.any_service
}

else := {"flow": flow.id, "part": fault.part}
