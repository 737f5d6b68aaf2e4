# METADATA
# title: Priority is not the one that production and exposure call for
# description: >-
#   The priority of an open vulnerability is lower, or higher, than the SSVC deployer table gives for its
#   exploitation and automation as declared, its exposure as the configurations really leave it, and the impact
#   of the units that it bears on: safety consequence 0-1, 2, 3, 4 as negligible, marginal, critical,
#   catastrophic; production impact 0-1, 2, 3, 4 as degraded, support crippled, function failed, mission failed.
#   Too low, and the line waits for the attack; too high, and a planned stop is spent on something that could
#   wait.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-002
#   family: vulnerabilities
#   severity: medium
#   requires: [vulnerabilities, units]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-3-2: [ZCR 5.4, ZCR 5.9]
#     iec-62443-2-1: [COMP 3.3]
#     nist-800-53r5: [RA-3, RA-7, RA-9]
#     nist-csf-2: [ID.RA-05, ID.RA-06]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0916]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Set the priority that the finding names, or correct the input that is wrong: exploitation, automation,
#       the unit's business impact, or the flow that exposes the service. Reorder the work list of the next
#       outage by the difference.
package zonewarden.vulnerabilities.priority_off_production_risk

import data.zonewarden.lib.records
import data.zonewarden.lib.ssvc

subjects contains {"kind": "vulnerability", "id": id} if some id in _judged

violations contains records.finding("vulnerability", input.vulnerabilities[id], records.plus(
	{
		"key": sprintf("%s:%s", [declared, wanted]),
		"text": sprintf("has priority %s, and %s exploitation, %s exposure, automation %s and %s human impact call for %s", [
			declared,
			ssvc.exploitation(input.vulnerabilities[id]),
			ssvc.exposure(input.vulnerabilities[id]),
			ssvc.automatable(input.vulnerabilities[id]),
			ssvc.names[ssvc.human(input.vulnerabilities[id])],
			wanted,
		]),
	},
	records.fixed(_level(declared, wanted)),
)) if {
	some id in _judged
	declared := input.vulnerabilities[id].priority
	wanted := ssvc.wanted(input.vulnerabilities[id])
	declared != wanted
}

# Open, rated, and with every input that the table asks for; what lacks one is for VUL-001.
_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in records.open_states
	not is_null(vulnerability.priority)
	ssvc.wanted(vulnerability)
}

_order := {"defer": 0, "scheduled": 1, "out_of_cycle": 2, "immediate": 3}

_level(declared, wanted) := "low" if _order[declared] > _order[wanted]

_level(declared, wanted) := ssvc.level[wanted] if {
	_order[declared] < _order[wanted]
}
