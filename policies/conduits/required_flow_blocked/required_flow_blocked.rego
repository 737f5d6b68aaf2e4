# METADATA
# title: A firewall blocks traffic that production needs
# description: >-
#   A conduit is declared as required by production, and the device between its zones does not let all of it through.
#   Loading this configuration takes away control or view of the process: a stop that no attacker was needed for.
#   Rules in front of the permit, a missing permit or a condition that is not certain to match are the usual causes.
#   A router with plain access lists needs a permit for the answers as well: without it no TCP session comes about.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0813/
#     description: ATT&CK for ICS T0813 Denial of Control
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811 Redundancy of Service
# custom:
#   id: AVL-001
#   family: conduits
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 7.1]
#     iec-62443-2-1: [AVAIL 1.1]
#     nist-800-53r5: [CP-2(8), CM-4]
#     nist-csf-2: [PR.IR-04]
#     nis2: [21.2.c]
#   attack_ics:
#     mitigations: [M0811]
#     techniques: [T0813, T0815]
#   remediation:
#     summary: >-
#       Put the permit of the conduit in front of the rule that blocks it, or add what is missing. Load the change
#       only after this check passes, and at a time when operations can watch the process.
#     cisco-asa: |
#       ! before: the deny stands in front
#       access-list OPS-IN extended deny ip any 10.20.1.0 255.255.255.0
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840
#       ! after
#       access-list OPS-IN line 1 extended permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840 log
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        5 permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840
#       ip access-list extended CELL1-IN
#        5 permit tcp host 10.20.1.10 eq 4840 host 10.30.1.30 established
package zonewarden.conduits.required_flow_blocked

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "required", "id": required.id} if some required in input.required

violations contains violation if {
	some required in input.required
	not is_null(required.missing)
	violation := {
		"subject": {"kind": "required", "id": required.id},
		"message": sprintf(
			"%s does not let through all of conduit %s from %s to %s, which production requires.",
			[
				naming.device(required.device),
				required.conduit,
				naming.zone(required.from),
				naming.zone(required.to),
			],
		),
		"evidence": {"blockers": [blocker.text | some i, blocker in required.blockers; i < 8]},
		"packets": {"required": required.id},
		"floor": _floor(required),
	}
}

violations contains violation if {
	some required in input.required
	not is_null(required.answers)
	violation := {
		"subject": {"kind": "required", "id": required.id},
		"key": "answers",
		"message": sprintf(
			"%s keeps no sessions and does not let back all answers of conduit %s from %s to %s, which production requires.",
			[
				naming.device(required.device),
				required.conduit,
				naming.zone(required.from),
				naming.zone(required.to),
			],
		),
		"evidence": {"blockers": [blocker.text | some i, blocker in required.answer_blockers; i < 8]},
		"packets": {"required": required.id, "answers": true},
		"floor": _floor(required),
	}
}

_floor(required) := "critical" if zones.impact(required.from) >= 3

else := "critical" if zones.impact(required.to) >= 3

else := "high"
