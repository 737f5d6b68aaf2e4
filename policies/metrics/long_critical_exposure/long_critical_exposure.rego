# METADATA
# title: Critical vulnerabilities stay exposed for longer than the target
# description: >-
#   The mean or the 95th percentile of the hours for which vulnerabilities of priority immediate or out of cycle
#   were open, reachable and not mitigated is above the target; the finding says where it has not shrunk over three
#   periods. High where one window is more than twice its limit and the production impact is 3 or more, which is a
#   finding of its own too. Between two records of earlier runs nobody looked: the time counts where either end was
#   exposed, and all of it since detection where there is no record, so that it can be too long and never too short.
#   Such a finding is possible; it is definite where records on both sides show enough.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: KPI-004
#   family: metrics
#   severity: medium
#   requires: [kpis, vulnerabilities]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [COMP 3.3, ORG 2.4]
#     nist-800-53r5: [PM-6, SI-2(3)]
#     nist-csf-2: [GV.OV-03, ID.RA-06]
#     nerc-cip: [CIP-007-6 R2.3]
#     nis2: ["21.2.f"]
#     sans-ics: ["5"]
#   attack_ics:
#     techniques: [T0866, T0819]
#   remediation:
#     summary: >-
#       Prefer compensating controls that need no stop; use the trend to ask for windows.
package zonewarden.metrics.long_critical_exposure

import data.zonewarden.lib.records

subjects contains {"kind": "kpi", "id": id} if some id, _ in _judged

# Without a value the measure itself says what is missing.
subjects contains {"kind": "measure", "id": measure.id} if {
	some measure in input.measures
	measure.measure == "critical_exposure_hours"
	is_null(measure.value)
	count(measure.kpis) > 0
	"vulnerabilities" in input.site.declared
}

subjects contains {"kind": "vulnerability", "id": id} if {
	some id, window in _windows
	not is_null(window.value)
}

subjects contains finding.subject if some finding in _of_vulnerabilities

violations contains records.finding("kpi", kpi, records.plus(
	{
		"key": "mean",
		"text": sprintf("is %s, above its target of %v h%s", [_figures(measure), kpi.target, _trend(measure)]),
		"evidence": {"inputs": measure.inputs, "periods": measure.periods, "missing": measure.missing},
		"certainty": _certainty(measure, kpi.target),
	},
	records.fixed(_level),
)) if {
	some id, measure in _judged
	kpi := input.kpis[id]
	_above(measure, kpi.target)
}

violations contains finding if some finding in _of_vulnerabilities

_judged[id] := measure if {
	some measure in input.measures
	measure.measure == "critical_exposure_hours"
	some id in measure.kpis
	not is_null(input.kpis[id].target)
	_told(measure, input.kpis[id].target)
}

_told(measure, _) if not is_null(measure.value)

_told(measure, target) if _surely_above(measure, target)

_above(measure, target) if {
	not is_null(measure.value)
	max([measure.value, _tail(measure, "p95")]) > target
}

_above(measure, target) if _surely_above(measure, target)

_surely_above(measure, target) if {
	not is_null(measure.bound)
	max([measure.bound, _tail(measure, "p95_seen")]) > target
}

_tail(measure, name) := object.get(measure.inputs, name, 0)

_certainty(measure, target) := "definite" if _surely_above(measure, target)

else := "possible"

_figures(measure) := sprintf("%v h at the mean, %v h at the 95th percentile", [measure.value, _tail(measure, "p95")]) if {
	not is_null(measure.value)
} else := sprintf("%v h at least at the mean", [measure.bound])

# Three periods that ended, this one first: what it is now is no less than it was.
_trend(measure) := ", and has not shrunk over three periods" if {
	count(measure.periods) == 3
	every period in measure.periods { not is_null(period.value) }
	measure.periods[0].value >= measure.periods[2].value
} else := ""

_level := "high" if {
	some finding in _of_vulnerabilities
	finding.key == "window"
} else := "medium"

_windows[measure.scope] := measure if {
	some measure in input.measures
	measure.measure == "exposed_hours"
	input.vulnerabilities[measure.scope].priority in {"immediate", "out_of_cycle"}
}

_of_vulnerabilities contains records.finding("vulnerability", vulnerability, records.plus(
	{
		"key": "window",
		"text": sprintf("was exposed for %v h, more than twice the limit of %v h", [hours, limit]),
		"certainty": certainty,
	},
	records.fixed("high"),
)) if {
	some id, window in _windows
	vulnerability := input.vulnerabilities[id]
	vulnerability.worst_impact >= 3
	limit := input.site.limits[sprintf("exposure_h_%s", [vulnerability.priority])]
	some hours, certainty in _longer(window, 2 * limit)
}

# How long a window is, where that is more than a limit.
_longer(window, limit) := {ceil(window.bound): "definite"} if {
	window.bound > limit
} else := {ceil(window.value): "possible"} if {
	not is_null(window.value)
	window.value > limit
}

_of_vulnerabilities contains records.finding("vulnerability", input.vulnerabilities[id], records.plus(
	{"key": "detection", "text": "is critical and says not when it was detected"},
	records.fixed("low"),
)) if {
	some id, window in _windows
	some lack in window.missing
	startswith(lack, "detected_at of ")
}
