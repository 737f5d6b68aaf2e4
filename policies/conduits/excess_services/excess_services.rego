# METADATA
# title: Rules permit more services than the conduit declares
# description: >-
#   Between the endpoints of a declared conduit the device permits services that the conduit does not name. The path
#   itself is wanted, its width is not: a port range or an any-service rule where the process needs one port gives an
#   attacker on one end every other door of the host on the other end.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: SEG-003
#   family: conduits
#   scope: device
#   severity: medium
#   requires: [zones, conduits]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2, NET 1.7]
#     nist-800-53r5: [AC-4, CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01, PR.PS-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Replace ranges and any-service rules by the service list of the conduit. Add a service to the conduit only if
#       somebody can say what it is for.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10
#       ! after
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840 log
#       no access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp host 10.30.1.30 host 10.20.1.10
#        permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840
package zonewarden.conduits.excess_services

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some flow in input.flows
	not is_null(flow.excess_services)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"From %s to %s %s permits more services than the conduit declares: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				flows.part_label(flow, "excess_services"),
			],
		),
		"evidence": flows.part_evidence(flow, "excess_services"),
		"packets": {"flow": flow.id, "part": "excess_services"},
		"capability": flows.capability(flow, flows.uncovered(flow)),
	}
}

_judged contains id if {
	some id, flow in input.flows
	{flow.from, flow.to} in _joined
}

_joined contains {conduit.from, conduit.to} if {
	some conduit in input.conduits
	not conduit.expired
}

_judged contains id if {
	some id, flow in input.flows
	not is_null(flow.excess_services)
}
