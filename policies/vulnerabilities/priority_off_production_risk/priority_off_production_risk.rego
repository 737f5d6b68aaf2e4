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

subjects contains {"kind": "vulnerability", "id": id} if some id in _judged

violations contains records.finding("vulnerability", input.vulnerabilities[id], records.plus(
	{
		"key": sprintf("%s:%s", [declared, wanted]),
		"text": sprintf("has priority %s, and %s exploitation, %s exposure, automation %s and %s human impact call for %s", [
			declared,
			_exploitation(input.vulnerabilities[id]),
			_exposure(input.vulnerabilities[id]),
			_automatable(input.vulnerabilities[id]),
			_names[_human(input.vulnerabilities[id])],
			wanted,
		]),
	},
	records.fixed(_level(declared, wanted)),
)) if {
	some id in _judged
	declared := input.vulnerabilities[id].priority
	wanted := _wanted(input.vulnerabilities[id])
	declared != wanted
}

# Open, rated, and with every input that the table asks for; what lacks one is for VUL-001.
_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	vulnerability.status in records.open_states
	not is_null(vulnerability.priority)
	_wanted(vulnerability)
}

_wanted(vulnerability) := _table[_exploitation(vulnerability)][_exposure(vulnerability)][_automatable(vulnerability)][_human(vulnerability)]

_exploitation(vulnerability) := "active" if vulnerability.kev == true

_exploitation(vulnerability) := vulnerability.production_risk.inputs.exploitation if not vulnerability.kev == true

# As the flows leave it; as declared where no configuration tells.
_exposure(vulnerability) := vulnerability.exposure if {
	not is_null(vulnerability.exposure)
} else := vulnerability.production_risk.inputs.exposure

_automatable(vulnerability) := vulnerability.production_risk.inputs.automatable

# 0 low, 1 medium, 2 high, 3 very high.
_human(vulnerability) := _human_impact[_safety(vulnerability)][_mission[vulnerability.worst_impact]]

_safety(vulnerability) := max({consequence |
	some unit in vulnerability.affected_units
	consequence := input.units[unit].bia.safety_consequence
	not is_null(consequence)
} | {0})

# Production impact 0-4 as degraded, support crippled, function failed, mission failed.
_mission := [0, 0, 1, 2, 3]

# By safety consequence 0-4, then by mission.
_human_impact := [[0, 0, 1, 3], [0, 0, 1, 3], [0, 0, 1, 3], [1, 2, 2, 3], [3, 3, 3, 3]]

_names := ["low", "medium", "high", "very high"]

_order := {"defer": 0, "scheduled": 1, "out_of_cycle": 2, "immediate": 3}

_level(declared, wanted) := "low" if _order[declared] > _order[wanted]

_level(declared, wanted) := {"scheduled": "medium", "out_of_cycle": "high", "immediate": "critical"}[wanted] if {
	_order[declared] < _order[wanted]
}

# The deployer table of SSVC: exploitation, exposure, automation, then the outcome by human impact.
_table := {
	"none": {
		"small": {
			"no": ["defer", "defer", "scheduled", "scheduled"],
			"yes": ["defer", "scheduled", "scheduled", "scheduled"],
		},
		"controlled": {
			"no": ["defer", "scheduled", "scheduled", "scheduled"],
			"yes": ["scheduled", "scheduled", "scheduled", "scheduled"],
		},
		"open": {
			"no": ["defer", "scheduled", "scheduled", "scheduled"],
			"yes": ["scheduled", "scheduled", "scheduled", "out_of_cycle"],
		},
	},
	"public_poc": {
		"small": {
			"no": ["defer", "scheduled", "scheduled", "scheduled"],
			"yes": ["scheduled", "scheduled", "scheduled", "scheduled"],
		},
		"controlled": {
			"no": ["defer", "scheduled", "scheduled", "scheduled"],
			"yes": ["scheduled", "scheduled", "scheduled", "out_of_cycle"],
		},
		"open": {
			"no": ["scheduled", "scheduled", "scheduled", "out_of_cycle"],
			"yes": ["scheduled", "scheduled", "out_of_cycle", "out_of_cycle"],
		},
	},
	"active": {
		"small": {
			"no": ["scheduled", "scheduled", "out_of_cycle", "out_of_cycle"],
			"yes": ["scheduled", "out_of_cycle", "out_of_cycle", "out_of_cycle"],
		},
		"controlled": {
			"no": ["scheduled", "scheduled", "out_of_cycle", "out_of_cycle"],
			"yes": ["out_of_cycle", "out_of_cycle", "out_of_cycle", "out_of_cycle"],
		},
		"open": {
			"no": ["scheduled", "out_of_cycle", "out_of_cycle", "immediate"],
			"yes": ["out_of_cycle", "out_of_cycle", "immediate", "immediate"],
		},
	},
}
