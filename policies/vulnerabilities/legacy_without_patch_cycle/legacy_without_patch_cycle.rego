# METADATA
# title: Legacy or real-time asset without a patch cycle in planned downtime
# description: >-
#   A legacy, real-time or unsupported asset belongs to no patch cycle, or its cycle has no window ahead within
#   its own interval, did not run within it, or was skipped without an exception. Such assets can only be touched in planned downtime:
#   what is not in the outage calendar is never patched.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0951/
#     description: ATT&CK for ICS M0951
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-014
#   family: vulnerabilities
#   severity: medium
#   requires: [assets, vulnerabilities]
#   capability: 1
#   ceiling: medium
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.2, COMP 3.3]
#     nist-800-53r5: [SI-2, MA-2, CM-3]
#     nist-csf-2: [PR.PS-02, ID.AM-08]
#     nerc-cip: [CIP-007-6 R2.1]
#     sans-ics: ["5"]
#     nist-800-82r3: [Patching]
#   attack_ics:
#     mitigations: [M0951]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Create a cycle for each unit, such as the annual turnaround, tie it to a window, and assign the assets to
#       it.
package zonewarden.vulnerabilities.legacy_without_patch_cycle

import data.zonewarden.lib.records

subjects contains {"kind": "asset", "id": id} if some id in _judged

violations contains records.finding("asset", asset, records.plus(found, {"exposure": 0, "zones": asset.zones})) if {
	some found in _problems
	asset := input.asset_records[found.id]
}

_judged contains id if {
	some id, asset in input.asset_records
	_special(asset)
}

_special(asset) if asset.legacy == true

_special(asset) if asset.realtime == true

_special(asset) if asset.support.status == "eol"

_special(asset) if records.past(asset.support.end_of_support_ago_h)

_problems contains {"id": id, "key": "cycle", "text": "is legacy or real-time and belongs to no patch cycle"} if {
	some id in _judged
	is_null(input.asset_records[id].patch_cycle)
}

_problems contains {
	"id": id,
	"key": "window",
	"text": sprintf(
		"belongs to patch cycle %s, which has no window ahead within its %v days",
		[cycle.id, cycle.interval_days],
	),
} if {
	some id in _judged
	cycle := input.patch_cycles[input.asset_records[id].patch_cycle]
	not _planned(cycle)
}

_problems contains {
	"id": id,
	"key": "skipped",
	"text": sprintf("belongs to patch cycle %s, which was %s without an exception in force", [
		cycle.id, cycle.result,
	]),
} if {
	some id in _judged
	cycle := input.patch_cycles[input.asset_records[id].patch_cycle]
	_skipped(cycle)
	not records.valid_exception(cycle.exception_id)
}

_problems contains {
	"id": id,
	"key": "late",
	"text": sprintf("belongs to patch cycle %s, which did not run within its %v days", [cycle.id, cycle.interval_days]),
} if {
	some id in _judged
	cycle := input.patch_cycles[input.asset_records[id].patch_cycle]
	not _skipped(cycle)
	_late(cycle)
	not records.valid_exception(cycle.exception_id)
}

_skipped(cycle) if {
	not is_null(cycle.result)
	not cycle.result in {"done", "partial"}
}

# By more than a quarter of its interval: outages do not come by the day.
_late(cycle) if {
	not is_null(cycle.last_run_ago_h)
	cycle.last_run_ago_h > (cycle.interval_days * 24) * 1.25
}

_planned(cycle) if {
	window := input.windows[cycle.next_window]
	records.ahead(window.end_ago_h)
	window.start_ago_h >= (0 - cycle.interval_days) * 24
}
