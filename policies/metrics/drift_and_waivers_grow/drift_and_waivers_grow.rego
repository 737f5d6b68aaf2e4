# METADATA
# title: Undeclared flows or exceptions increase, or are above their target
# description: >-
#   The number of undeclared flows, of exceptions in force, of exceptions that have run out, or the mean age of those
#   in force has risen for three periods as recorded, or is above the target of its indicator; so is the debt of
#   exceptions. The mean age counts as risen where exceptions changed and did not become fewer, not where the same
#   ones stood for longer: for that the target alone counts. Undeclared flows count whether an exception waives them or not: it makes no conduit. The periods are
#   those of the indicator (segmentation_drift, open_exceptions, expired_exceptions, mean_exception_age_days,
#   waiver_debt), else months; each ends at the record nearest to its end.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: KPI-006
#   family: metrics
#   severity: low
#   requires: [conduits]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.1, ORG 2.4]
#     nist-800-53r5: [CA-5, PM-4, PM-6]
#     nist-csf-2: [GV.OV-03, ID.IM-01]
#     nis2: ["21.2.f"]
#     sans-ics: ["2"]
#   remediation:
#     summary: >-
#       Agree with the owner of each zone on a plan that burns down what is undeclared and what is waived; declare a
#       conduit for what is needed, close what is not, and end exceptions with their remediation.
package zonewarden.metrics.drift_and_waivers_grow

import data.zonewarden.lib.records

subjects contains {"kind": "measure", "id": id} if {
	some id, measure in _tracked
	_settled(measure)
}

subjects contains finding.subject if some finding in violations

# What of the records cannot be read may be any of them.
subjects contains {"kind": "export", "id": "flow-history"} if input.exports["flow-history"]

violations contains records.finding("measure", measure, records.plus(
	{
		"key": sprintf("target:%s", [id]),
		"text": sprintf("is %v%s, above its target of %v", [_value(measure), _possibly(measure, target), target]),
		"evidence": {"value": measure.value, "at_least": measure.bound, "inputs": measure.inputs},
		"certainty": _certainty(measure, target),
	},
	records.fixed(_level(measure, input.kpis[id].threshold)),
)) if {
	some measure in _tracked
	some id in measure.kpis
	target := input.kpis[id].target
	not is_null(target)
	_value(measure) > target
}

violations contains records.finding("measure", measure, records.plus(
	{
		"key": "rising",
		"text": sprintf("has risen over three periods, from %v by %v to %v", [values[2], values[1], values[0]]),
		"evidence": {"periods": measure.periods},
	},
	records.fixed("low"),
)) if {
	some measure in _tracked
	measure.measure != "waiver_debt"
	measure.rising == true
	values := [period.value | some period in measure.periods]
}

_names := {
	"segmentation_drift",
	"open_exceptions",
	"expired_exceptions",
	"mean_exception_age_days",
	"waiver_debt",
}

# Those that an indicator sets a target for, or that records tell of. The debt grows with every day that an exception
# stands: for it the target alone counts.
_tracked[id] := measure if {
	some id, measure in input.measures
	measure.measure in _names
	measure.scope == "site"
	count(measure.kpis) > 0
}

_tracked[id] := measure if {
	some id, measure in input.measures
	measure.measure in (_names - {"waiver_debt"})
	measure.scope == "site"
	count(input.history) > 0
}

# Without a value it says itself what is missing; what nobody declared is none of its business.
_settled(measure) if {
	is_null(measure.value)
	measure.measure == "segmentation_drift"
}

_settled(measure) if {
	is_null(measure.value)
	measure.measure != "segmentation_drift"
	"exceptions" in input.site.declared
}

_settled(measure) if {
	not is_null(measure.value)
	measure.measure == "waiver_debt"
}

# A count of which nobody knows how it moved has not passed, unless there is a hole in the records: then it says so.
_settled(measure) if {
	not is_null(measure.value)
	not is_null(measure.rising)
}

_settled(measure) if {
	not is_null(measure.value)
	count(measure.taints) > 0
}

_value(measure) := measure.value if not is_null(measure.value)

_value(measure) := measure.bound if {
	is_null(measure.value)
	not is_null(measure.bound)
}

_certainty(measure, target) := "definite" if {
	not is_null(measure.bound)
	measure.bound > target
} else := "possible"

_possibly(measure, target) := "" if _certainty(measure, target) == "definite"

else := " with those that are only possible"

_level(measure, threshold) := "medium" if {
	not is_null(threshold)
	_value(measure) > threshold
} else := "low"
