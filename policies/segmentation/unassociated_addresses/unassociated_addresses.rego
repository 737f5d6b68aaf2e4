# METADATA
# title: A rule lets through addresses that belong to no zone
# description: >-
#   The device permits traffic from or to addresses that no declared zone holds. Nobody owns such addresses, no
#   conduit can cover them, and this is where forgotten subnets, test benches and unofficial connections live. A rule
#   with `any` as source or destination usually is the reason.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-018
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 1.1, ZCR 3.1]
#     iec-62443-2-1: [CM 1.1, NET 1.2]
#     nist-800-53r5: [CA-9, CM-8, SC-7]
#     nist-csf-2: [ID.AM-03]
#     nerc-cip: [CIP-005-7 R1.1]
#     sans-ics: ["2", "3"]
#   attack_ics:
#     mitigations: [M0930, M0947]
#     techniques: []
#   remediation:
#     summary: >-
#       Find out what uses the addresses. Declare them as part of a zone, or narrow the rule to the hosts it is meant
#       for.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp any host 10.35.0.20 eq 5450
#       ! after
#       access-list OPS-IN extended permit tcp host 10.30.1.10 host 10.35.0.20 eq 5450 log
#       no access-list OPS-IN extended permit tcp any host 10.35.0.20 eq 5450
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp any host 10.35.0.20 eq 5450
#        permit tcp host 10.30.1.10 host 10.35.0.20 eq 5450
package zonewarden.segmentation.unassociated_addresses

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
			_message(flow),
			[naming.device(flow.device), _known(flow), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"exposure": 2,
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from == "unassociated"
}

_judged contains id if {
	some id, flow in input.flows
	flow.to == "unassociated"
}

_message(flow) := "%s permits traffic from addresses outside every zone to %s: %s." if zones.unassociated(flow.from)

else := "%s permits traffic to addresses outside every zone from %s: %s."

_known(flow) := naming.zone(flow.to) if zones.unassociated(flow.from)

else := naming.zone(flow.from)
