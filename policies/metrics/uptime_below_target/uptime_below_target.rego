# METADATA
# title: Risk-adjusted uptime is below its target
# description: >-
#   The risk-adjusted uptime of a unit, availability (actual production time by planned busy time, ISO 22400-2)
#   times one minus its expected annual loss over its annual production value, is below the target, or cannot be
#   computed. Lost is what its open vulnerabilities cost, and what the open risks of the register that bear on it
#   leave besides: they stand for findings that are no vulnerabilities, as an accepted exception or a way of
#   ransomware. Vulnerabilities that are mitigated by proved controls, or that no less trusted zone reaches, carry
#   no loss. Low within two percent of the target, high where the last two measured periods are below the
#   threshold. The formula is ours; no standard defines one.
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
#       Mend first what costs the most expected downtime: the finding lists what the uptime gains without each
#       vulnerability and risk. Declare what the figure is computed from.
package zonewarden.metrics.uptime_below_target

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

# An uptime that is not known is no pass: without a register of vulnerabilities nobody tells what may be lost.
subjects contains {"kind": "kpi", "id": id} if {
	some id, measures in _measures
	not is_null(input.kpis[id].target)
	every measure in measures { not is_null(measure.value) }
}

subjects contains {"kind": "kpi", "id": problem.id} if some problem in _problems

violations contains records.finding("kpi", input.kpis[found.id], found) if some found in _problems

# The measures that an indicator sets a target for.
_measures[id] contains measure if {
	some measure in input.measures
	measure.measure == "risk_adjusted_uptime"
	some id in measure.kpis
}

_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("inputs:%s", [measure.scope]),
		"text": sprintf("cannot be computed for %s: without %s", [measure.scope, naming.list(measure.missing)]),
	},
	records.fixed("low"),
) if {
	some id, measures in _measures
	some measure in measures
	is_null(measure.value)
	"vulnerabilities" in input.site.declared
	not _below(measure, input.kpis[id])
}

_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("below:%s", [measure.scope]),
		"text": sprintf("is %v%s for %s, below its target of %v%s", [
			measure.bound,
			_at_most(measure),
			measure.scope,
			kpi.target,
			_gain(measure),
		]),
		"evidence": {"inputs": measure.inputs, "gains": measure.parts, "missing": measure.missing},
	},
	records.fixed(_level(kpi, measure)),
) if {
	some id, measures in _measures
	some measure in measures
	kpi := input.kpis[id]
	_below(measure, kpi)
}

# Below whatever the missing losses are: they lower it further.
_below(measure, kpi) if {
	not is_null(measure.bound)
	not is_null(kpi.target)
	measure.bound < kpi.target
}

_at_most(measure) := "" if not is_null(measure.value)

_at_most(measure) := " at most" if is_null(measure.value)

_gain(measure) := sprintf("; without %s %s, the dearest, it is %v higher", [part.kind, part.id, part.gain]) if {
	part := measure.parts[0]
} else := ""

# Below the threshold in the last two periods it is high; within two percent of the target it is low.
_level(kpi, measure) := "high" if {
	measure.bound < kpi.threshold
	not is_null(measure.periods[1].value)
	measure.periods[1].value < kpi.threshold
} else := "low" if {
	not is_null(measure.value)
	measure.value >= kpi.target * 0.98
} else := "medium"
