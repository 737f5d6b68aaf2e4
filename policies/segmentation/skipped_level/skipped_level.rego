# METADATA
# title: A flow inside the plant skips a Purdue level
# description: >-
#   A session between two plant networks passes over a whole level: site operations straight to a controller, for
#   instance. Each level is meant to be a place where a request is checked, reduced and recorded; a path around one
#   takes the intruder who holds the upper level to the process in one step, and nobody at the level between sees it.
#   Management networks are judged by SEG-022, safety zones by SEG-012.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0843/
#     description: ATT&CK for ICS T0843 Program Download
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-009
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1]
#     iec-62443-3-2: [ZCR 3.1]
#     iec-62443-2-1: [NET 1.1, NET 1.2]
#     nist-800-53r5: [SC-7(21), SC-7(29)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0843, T0855, T0858]
#   remediation:
#     summary: >-
#       Let the server of the level between do the work, or give the conduit a skip_level_justification that names the
#       reason, for instance an asset-management server that reads controllers.
#     cisco-asa: |
#       ! before: the planning server writes to the controller
#       access-list OPS-IN extended permit tcp host 10.30.1.15 host 10.20.1.11 eq 502
#       ! after: it hands the order to the SCADA server
#       access-list OPS-IN extended permit tcp host 10.30.1.15 host 10.21.0.11 eq 4840 log
#       no access-list OPS-IN extended permit tcp host 10.30.1.15 host 10.20.1.11 eq 502
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp host 10.30.1.15 host 10.20.1.11 eq 502
#        permit tcp host 10.30.1.15 host 10.21.0.11 eq 4840 log
#     fortinet-fortios: |
#       # read the level between
#       config firewall service custom
#           edit "TCP-4840"
#               set tcp-portrange 4840
#           next
#       end
#       config firewall address
#           edit "hist-scada-from"
#               set subnet 10.30.1.10 255.255.255.255
#           next
#           edit "hist-scada-to"
#               set subnet 10.20.50.10 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "HIST-SCADA"
#               set srcintf "OPS"
#               set dstintf "SUP"
#               set action accept
#               set srcaddr "hist-scada-from"
#               set dstaddr "hist-scada-to"
#               set schedule "always"
#               set service "TCP-4840"
#               set logtraffic all
#               set comments "conduit=hist-scada owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # read the level between
#       set address hist-scada-from ip-netmask 10.30.1.10/32
#       set address hist-scada-to ip-netmask 10.20.50.10/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules HIST-SCADA from OPS to SUP source hist-scada-from destination hist-scada-to
#       set rulebase security rules HIST-SCADA application any service tcp-4840 action allow log-end yes
#       set rulebase security rules OPS-CELL1 disabled yes
#     juniper-junos: |
#       # read the level between
#       set security address-book global address hist-scada-from 10.30.1.10/32
#       set security address-book global address hist-scada-to 10.20.50.10/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone OPS to-zone SUP policy HIST-SCADA match source-address hist-scada-from
#       set security policies from-zone OPS to-zone SUP policy HIST-SCADA match destination-address hist-scada-to
#       set security policies from-zone OPS to-zone SUP policy HIST-SCADA match application tcp-4840
#       set security policies from-zone OPS to-zone SUP policy HIST-SCADA then permit
#       set security policies from-zone OPS to-zone SUP policy HIST-SCADA then log session-init
#       deactivate security policies from-zone OPS to-zone SUP policy OPS-CELL1
#     linux-iptables: |
#       # read the level between
#       iptables -D FORWARD -i ops -o cell1 -j ACCEPT
#       iptables -A FORWARD -i ops -o sup -s 10.30.1.10 -d 10.20.50.10 -p tcp --dport 4840 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=hist-scada chg=CHG-1234" -j ACCEPT
package zonewarden.segmentation.skipped_level

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	part := _unjustified(flow)
	ids := flows.touched(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf("Zone %s can open sessions to %s through %s, past the levels between them: %s.", [
			naming.zone(flow.from), naming.zone(flow.to), naming.device(flow.device),
			flows.label(flow[part], ids),
		]),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": part},
		"capability": flows.capability(flow, ids),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in _places
	flow.to in _places
	_gap(input.zones[flow.from], input.zones[flow.to]) > 1
}

# Plant networks with a level of their own; management and monitoring serve every level.
_places := {id |
	some id in zones.ot_ids
	not zones.kind(id) in {"management", "monitoring", "safety"}
}

# Levels between two zones. A zone of several levels counts as near as it may be: a cell of level 0 and 1 is entered at 1.
_gap(a, b) := max({_rank(a.level_low) - _rank(b.level_high), _rank(b.level_low) - _rank(a.level_high)})

_rank(level) := 4 if level == 3.5

else := level + 1 if level > 3.5

else := level

_unjustified(flow) := part if part := flows.uncovered_part(flow)

else := "permitted" if {
	some id in flow.permitted.conduits
	not input.conduits[id].skip_level_justified
}
