# The priority that production and exposure call for, by the SSVC deployer table.
package zonewarden.lib.ssvc

wanted(vulnerability) := _table[exploitation(vulnerability)][exposure(vulnerability)][automatable(vulnerability)][human(vulnerability)]

exploitation(vulnerability) := "active" if vulnerability.kev == true

exploitation(vulnerability) := vulnerability.production_risk.inputs.exploitation if not vulnerability.kev == true

# As the flows leave it; as declared where no configuration tells.
exposure(vulnerability) := vulnerability.exposure if {
	not is_null(vulnerability.exposure)
} else := vulnerability.production_risk.inputs.exposure

automatable(vulnerability) := vulnerability.production_risk.inputs.automatable

# 0 low, 1 medium, 2 high, 3 very high.
human(vulnerability) := _human_impact[_safety(vulnerability)][_mission[vulnerability.worst_impact]]

_safety(vulnerability) := max({consequence |
	some unit in vulnerability.affected_units
	consequence := input.units[unit].bia.safety_consequence
	not is_null(consequence)
} | {0})

# Production impact 0-4 as degraded, support crippled, function failed, mission failed.
_mission := [0, 0, 1, 2, 3]

# By safety consequence 0-4, then by mission.
_human_impact := [[0, 0, 1, 3], [0, 0, 1, 3], [0, 0, 1, 3], [1, 2, 2, 3], [3, 3, 3, 3]]

names := ["low", "medium", "high", "very high"]

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

# The severity of an outcome.
level := {"defer": "low", "scheduled": "medium", "out_of_cycle": "high", "immediate": "critical"}
