# METADATA
# title: Risk-adjusted uptime is below its target
# description: >-
#   The risk-adjusted uptime of a unit, availability (actual production time by planned busy time, ISO 22400-2)
#   times one minus the expected annual loss of its open vulnerabilities over its annual production value, is
#   below the target, or cannot be computed. Vulnerabilities that are mitigated by proved controls, or that no
#   less trusted zone reaches, carry no loss. The formula is ours; no standard defines one.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: KPI-002
#   family: metrics
#   severity: medium
#   requires: [kpis, units]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-2: [ZCR 5.10]
#     iec-62443-2-1: [ORG 2.4]
#     nist-800-53r5: [PM-6, RA-3, PM-11]
#     nist-csf-2: [GV.OV-03, GV.RM-03, ID.RA-05]
#     nis2: ["21.2.f"]
#   attack_ics:
#     techniques: [T0826, T0828]
#   remediation:
#     summary: >-
#       Mend first what costs the most expected downtime; declare what the figure is computed from.
package zonewarden.metrics.uptime_below_target

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "kpi", "id": id} if some id in _judged

violations contains records.finding("kpi", input.kpis[found.id], found) if some found in _problems

_judged contains id if {
	some id, _ in input.kpis
	startswith(id, "risk_adjusted_uptime")
}

_units(kpi) := {id |
	some id, _ in input.units
	_for(kpi.scope, id)
}

_for(scope, _) if scope in {"site", null}

_for(scope, unit) if scope == unit

_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("inputs:%s", [unit]),
		"text": sprintf("cannot be computed for %s: %s not declared", [unit, naming.list(missing)]),
	},
	records.fixed("low"),
) if {
	some id in _judged
	some unit in _units(input.kpis[id])
	missing := _undeclared(unit)
	count(missing) > 0
}

_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("below:%s", [unit]),
		"text": sprintf("is %v for %s, below its target of %v", [_rounded(_uptime(unit, 0)), unit, target]),
		"evidence": {"availability": _rounded(_availability(unit, 0)), "expected_annual_loss": ceil(_loss(unit))},
	},
	records.fixed(_level(input.kpis[id], unit)),
) if {
	some id in _judged
	some unit in _units(input.kpis[id])
	count(_undeclared(unit)) == 0
	target := input.kpis[id].target
	_uptime(unit, 0) < target
}

# Within two percent of the target it is low; below the threshold in the last two periods it is high.
_level(kpi, unit) := "high" if {
	_uptime(unit, 0) < kpi.threshold
	_uptime(unit, 1) < kpi.threshold
} else := "low" if {
	_uptime(unit, 0) >= kpi.target * 0.98
} else := "medium"

_undeclared(unit) := records.missing({
	"measurement": _periods(unit),
	"annual production value": input.units[unit].annual_production_value,
	"downtime cost": input.units[unit].bia.downtime_cost_per_hour,
	"expected outage of every vulnerability": count(_unknown_loss(unit)) == 0,
})

_unknown_loss(unit) := {id |
	some id, vulnerability in input.vulnerabilities
	_counts(vulnerability, unit)
	risk := vulnerability.production_risk
	count(records.missing({"a": risk.annual_probability, "b": risk.expected_outage_h})) > 0
}

# The measured periods of a unit, the latest first.
_periods(unit) := [found[1] | some found in sort(_measured(unit))]

_measured(unit) := [[measured.period_end_ago_h, measured] |
	some measured in input.measurements
	measured.unit == unit
	measured.period_end_ago_h >= 0
]

_availability(unit, n) := measured.actual_production_time_h / measured.planned_busy_time_h if {
	measured := _periods(unit)[n]
}

_uptime(unit, n) := _availability(unit, n) * (1 - min([1, share])) if {
	value := input.units[unit].annual_production_value
	value > 0
	share := _loss(unit) / value
}

_loss(unit) := sum([loss |
	some vulnerability in input.vulnerabilities
	_counts(vulnerability, unit)
	risk := vulnerability.production_risk
	loss := (risk.annual_probability * risk.expected_outage_h) * input.units[unit].bia.downtime_cost_per_hour
])

_counts(vulnerability, unit) if {
	vulnerability.status in records.open_states
	some affected in vulnerability.affected_units
	affected == unit

	# What proved controls keep out is not in the exposure any more; a control for one asset says nothing of the others.
	vulnerability.exposure != "small"
}

_rounded(ratio) := ceil(ratio * 10000) / 10000
