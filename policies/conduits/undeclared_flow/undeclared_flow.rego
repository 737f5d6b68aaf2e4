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
