# METADATA
# title: Plant and office share infrastructure services without a relay
# description: >-
#   Name resolution, time, updates, logs, printing or file exchange run directly between plant and office instead of
#   over a relay in the industrial DMZ. Each is a path that an intruder can use as a tunnel, and each makes production
#   wait for a server that the incident team will cut off first.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-028
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 5.1 RE(2)]
#     iec-62443-2-1: [NET 1.4, NET 1.9]
#     nist-800-53r5: [SC-7(8), SC-45, SC-7(21)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0886, T0884]
#   remediation:
#     summary: >-
#       Put a relay or mirror for each service into the industrial DMZ and point the plant at it. The plant must keep
#       running while the relay is away.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit udp host 10.30.1.15 host 10.40.5.10 eq ntp
#       ! after: the relay of the DMZ
#       access-list OPS-IN extended permit udp host 10.30.1.15 host 10.35.0.5 eq ntp log
#       no access-list OPS-IN extended permit udp host 10.30.1.15 host 10.40.5.10 eq ntp
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit udp host 10.30.1.15 host 10.40.5.10 eq ntp
#        permit udp host 10.30.1.15 host 10.35.0.5 eq ntp log
package zonewarden.segmentation.shared_service_across_boundary

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "flow", "id": id},
	"message": sprintf("Zones %s and %s share services through %s with no relay between them: %s.", [
		naming.zone(flow.from), naming.zone(flow.to),
		naming.device(flow.device), flows.label(flow.permitted, ids),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": id, "part": "permitted", "services": sort(ids)},
	"capability": 1,
	"exposure": 2,
} if {
	some id in _judged
	flow := input.flows[id]
	ids := flows.touching(flow, {"file-transfer", "infra", "log", "patch", "print", "time"})
	count(ids) > 0
}

# A flow of every service is named once, by SEG-006 or SEG-007, and is no pass here.
_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	input.zones[flow.to].it
	not flow.permitted.any_service
}

_judged contains id if {
	some id, flow in input.flows
	input.zones[flow.from].it
	flow.to in zones.ot_ids
	not flow.permitted.any_service
}
