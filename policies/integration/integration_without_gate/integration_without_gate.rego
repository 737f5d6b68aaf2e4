# METADATA
# title: Integration went live without passing the security gate
# description: >-
#   A live integration has no risk assessment or no approval of the security gate, was approved after it went
#   live, or does not record when it was requested and when it was safe. New digital projects are how paths into
#   the plant come into being; the gate is the one moment when they cost nothing to change.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: INT-009
#   family: integration
#   severity: medium
#   requires: [integrations]
#   capability: 1
#   floor: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 2.1, ZCR 5.12, ZCR 7.1]
#     iec-62443-2-1: [ORG 2.1, CM 1.4]
#     nist-800-53r5: [CM-4, PL-8, RA-3]
#     nist-csf-2: [GV.RM-07, ID.RA-07, GV.SC-06]
#     nerc-cip: [CIP-010-4 R1.4]
#     nis2: ["21.2.e"]
#     sans-ics: ["2"]
#   remediation:
#     summary: >-
#       Run the gate in the pull request: the difference of zones and conduits, the risk, the owners, the
#       monitoring.
package zonewarden.integration.integration_without_gate

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "integration", "id": id} if some id in _judged

violations contains records.finding("integration", integration, records.plus(found, {"exposure": 2})) if {
	some found in _problems
	integration := input.integrations[found.id]
}

_judged contains id if {
	some id, integration in input.integrations
	integration.status in {"pilot", "live"}
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("went live without %s", [naming.list(missing)]),
} if {
	some id in _judged
	integration := input.integrations[id]
	missing := records.missing({
		"a risk assessment": integration.risk_assessment_ref,
		"an approval of the security gate": integration.gate_approval.at_ago_h,
		"the date of its request": integration.requested_at_ago_h,
		"the date on which it was safe": integration.safe_at_ago_h,
	})
	count(missing) > 0
}

_problems contains {"id": id, "key": "late", "text": "passed the security gate only after it had gone live"} if {
	some id in _judged
	integration := input.integrations[id]
	not is_null(integration.gate_approval.at_ago_h)
	integration.go_live_ago_h > integration.gate_approval.at_ago_h
}
