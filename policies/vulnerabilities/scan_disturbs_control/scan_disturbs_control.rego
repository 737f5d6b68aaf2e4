# METADATA
# title: Active scan of a control zone outside planned downtime
# description: >-
#   A scan of a zone at level 2 or below sends packets of its own and has no window, runs while production runs,
#   has no window that holds for the units it touches, or uses a profile that was not made for controllers; or
#   rules let a scanner at such a zone at any time, whatever its jobs say. A port scan has stopped more controllers than most attackers: old stacks fail on packets that they do not
#   expect.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0814/
#     description: ATT&CK for ICS T0814
# custom:
#   id: VUL-013
#   family: vulnerabilities
#   severity: medium
#   requires: [operations]
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.1, SR 7.2]
#     iec-62443-2-1: [ORG 2.2, AVAIL 1.2]
#     nist-800-53r5: [RA-5, CA-7]
#     nist-csf-2: [ID.RA-01]
#     nerc-cip: [CIP-010-4 R3.1, CIP-010-4 R3.2]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0916]
#     techniques: [T0814, T0846]
#   remediation:
#     summary: >-
#       Listen passively while production runs (a span port, no packets of your own); scan with a profile made
#       for controllers in a window in which all the units stand still, or scan a spare of the same firmware on
#       the bench.
package zonewarden.vulnerabilities.scan_disturbs_control

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "scan_job", "id": id} if some id in _judged

violations contains records.finding("scan_job", input.scan_jobs[found.id], records.plus(
	found,
	records.plus({"capability": 1, "exposure": 1}, _floor(input.scan_jobs[found.id])),
)) if some found in _problems

subjects contains {"kind": "scan_flow", "id": id} if some id in _reaching

violations contains {
	"subject": {"kind": "scan_flow", "id": id},
	"key": "unscheduled",
	"message": sprintf("Scanner %s may scan %s from %s at any time through %s: %s.", [
		flow.scanner,
		naming.zone(flow.to),
		naming.zone(flow.from),
		naming.device(flow.device),
		naming.list(flow.unscheduled.services),
	]),
	"evidence": {"services": flow.unscheduled.services, "products": flow.unscheduled.products},
	"certainty": flow.unscheduled.certainty,
	"capability": 1,
	"exposure": 1,
	"floor": _floor_of_zone(input.zones[flow.to]),
} if {
	some id in _reaching
	flow := input.scan_flows[id]
	not is_null(flow.unscheduled)
}

# Scanners at zones of the plant at level 2 or below.
_reaching contains id if {
	some id, flow in input.scan_flows
	input.zones[flow.to].ot
	input.zones[flow.to].level_low <= 2
}

_floor_of_zone(zone) := "medium" if zone.impact >= 3

else := "low"

_judged contains id if {
	some id, job in input.scan_jobs
	count(_low(job)) > 0
}

# Zones at level 2 or below that it scans.
_low(job) := {zone |
	some target in job.targets
	some zone in _zones(target)
	input.zones[zone].ot
	input.zones[zone].level_low <= 2
}

_zones(target) := {target} | {asset.zone | some id, asset in input.asset_records; id == target}

_floor(job) := {"floor": "medium"} if job.worst_impact >= 3

_floor(job) := {} if job.worst_impact < 3

# A job that does not say that it only listens is taken to send.
_sends(job) if not job.profile == "passive"

_problems contains {
	"id": id,
	"key": "profile",
	"text": sprintf("scans %s with no profile for controllers", [naming.list(sort(_low(job)))]),
} if {
	some id in _judged
	job := input.scan_jobs[id]
	_sends(job)
	not job.profile == "safe_active"
}

_problems contains {
	"id": id,
	"key": "window",
	"text": sprintf("scans %s and has no window", [naming.list(sort(_low(job)))]),
} if {
	some id in _judged
	job := input.scan_jobs[id]
	_sends(job)
	is_null(job.window_id)
}

_problems contains {
	"id": id,
	"key": "state",
	"text": sprintf("scans %s in window %s, while production is %s", [
		naming.list(sort(_low(job))),
		window.id,
		window.production_state,
	]),
} if {
	some id in _judged
	job := input.scan_jobs[id]
	_sends(job)
	window := input.windows[job.window_id]
	window.production_state in {"running", "slow"}
}

_problems contains {
	"id": id,
	"key": sprintf("unit:%s", [unit]),
	"text": sprintf("touches %s, which window %s does not stop", [unit, window.id]),
} if {
	some id in _judged
	job := input.scan_jobs[id]
	_sends(job)
	window := input.windows[job.window_id]
	some unit in _units(job)
	not unit in window.units
}

# The units of the control zones that it scans.
_units(job) := {unit | some zone in _low(job); some unit in input.zones[zone].production_units}
