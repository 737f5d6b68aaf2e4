# METADATA
# title: A critical vulnerability has been exposed for longer than its limit
# description: >-
#   An open vulnerability of priority immediate or out of cycle was open, reachable from a less trusted zone and not
#   mitigated for more hours than the site allows (72 and 720 where it says nothing). Each record of an earlier run
#   says whether it was reachable. Between two records, and between the last one and now, nobody looked: the time
#   counts where either end was exposed, or where that is not known, and before the first record all of it since
#   detection. Such a finding is possible; it is definite where records on both sides show enough.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-010
#   family: vulnerabilities
#   severity: high
#   requires: [vulnerabilities]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.3]
#     nist-800-53r5: [SI-2(3), PM-6]
#     nist-csf-2: [ID.RA-06]
#     nerc-cip: [CIP-007-6 R2.3]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0951]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Close the flow, or let a proved compensating control hold until the patch: either ends the window. Keep a
#       record of each run (zonewarden report --record exports/flow-history.jsonl), so that the hours are known.
package zonewarden.vulnerabilities.exposed_beyond_limit

import data.zonewarden.lib.records
import data.zonewarden.lib.ssvc

subjects contains {"kind": "vulnerability", "id": id} if {
	some id, window in _windows
	not is_null(window.value)
}

subjects contains finding.subject if some finding in violations

# A window of which something is missing says so itself, unless records alone show that it is too long.
subjects contains {"kind": "measure", "id": window.id} if {
	some id, window in _windows
	is_null(window.value)
	not window.bound > _limit(id)
}

# What of the records cannot be read may be about any vulnerability.
subjects contains {"kind": "export", "id": "flow-history"} if {
	count(_windows) > 0
	input.exports["flow-history"]
}

violations contains records.finding("vulnerability", input.vulnerabilities[id], records.plus(
	{
		"key": "window",
		"text": sprintf("has been exposed for %s, longer than the limit of %v h", [_hours(window, _limit(id)), _limit(id)]),
		"evidence": {"hours_at_most": window.value, "hours_seen": window.bound},
		"certainty": _certainty(window, _limit(id)),
	},
	records.fixed(_level(id)),
)) if {
	some id, window in _windows
	_over(window, _limit(id))
}

_windows[id] := window if {
	some window in input.measures
	window.measure == "exposed_hours"
	id := window.scope
	input.vulnerabilities[id].status in records.open_states
	input.vulnerabilities[id].priority in {"immediate", "out_of_cycle"}
}

_limit(id) := input.site.limits[sprintf("exposure_h_%s", [input.vulnerabilities[id].priority])]

_over(window, limit) if window.bound > limit

_over(window, limit) if {
	not is_null(window.value)
	window.value > limit
}

_certainty(window, limit) := "definite" if {
	window.bound > limit
} else := "possible"

_hours(window, limit) := sprintf("%d h as the records show", [ceil(window.bound)]) if {
	window.bound > limit
} else := sprintf("up to %d h, of which records show %d h", [ceil(window.value), ceil(window.bound)])

# The severity of what production and exposure call for; of the declared priority where an input of that is missing.
_level(id) := level if {
	level := ssvc.level[ssvc.wanted(input.vulnerabilities[id])]
} else := ssvc.level[input.vulnerabilities[id].priority]
