# METADATA
# title: Boundary host is patched less often than it is attacked
# description: >-
#   A firewall, VPN gateway, jump host or server of the industrial DMZ belongs to no patch cycle, to one that is
#   longer than the site allows at its boundary, or to one longer than that of some controller. These are
#   reached from outside first, and can be patched without stopping production; that they wait for the
#   turnaround helps nobody.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0819/
#     description: ATT&CK for ICS T0819
# custom:
#   id: VUL-015
#   family: vulnerabilities
#   severity: medium
#   requires: [assets, vulnerabilities, patch_cycles]
#   capability: 2
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.2]
#     nist-800-53r5: [SI-2(3), SI-2]
#     nist-csf-2: [PR.PS-02]
#     nerc-cip: [CIP-007-6 R2.3]
#     sans-ics: ["5"]
#     nist-800-82r3: [Patching]
#   attack_ics:
#     mitigations: [M0951]
#     techniques: [T0819, T0822]
#   remediation:
#     summary: >-
#       Put it into a cycle of its own, monthly at most: fail over to the standby, patch the passive half, fail
#       back; roll jump hosts one after another; rebuild proxies and mirrors from their image.
package zonewarden.vulnerabilities.boundary_patched_slowly

import data.zonewarden.lib.records

subjects contains {"kind": "asset", "id": id} if some id in _judged

violations contains records.finding("asset", input.asset_records[found.id], records.plus(
	found,
	{"capability": 2, "exposure": 2, "ceiling": "high"},
)) if some found in _problems

_roles := {"gateway", "proxy", "broker", "mirror", "diode", "relay", "patch_server", "av_server"}

_judged contains id if {
	some id, asset in input.asset_records
	asset.role in {"firewall", "vpn", "jump_host"}
}

_judged contains id if {
	some id, asset in input.asset_records
	input.zones[asset.zone].kind in {"idmz", "remote_access"}
	asset.role in _roles
}

_problems contains {"id": id, "key": "none", "text": "belongs to no patch cycle"} if {
	some id in _judged
	is_null(input.asset_records[id].patch_cycle)
}

_problems contains {
	"id": id,
	"key": "long",
	"text": sprintf("is patched every %v days (%s); at the boundary %v are allowed", [
		cycle.interval_days,
		cycle.id,
		input.site.limits.boundary_patch_interval_days,
	]),
} if {
	some id in _judged
	cycle := input.patch_cycles[input.asset_records[id].patch_cycle]
	cycle.interval_days > input.site.limits.boundary_patch_interval_days
}

_problems contains {
	"id": id,
	"key": "slower",
	"text": sprintf("is patched every %v days (%s), %s at level 2 or below every %v (%s)", [
		cycle.interval_days,
		cycle.id,
		_quickest.asset,
		_quickest.days,
		_quickest.cycle,
	]),
} if {
	some id in _judged
	cycle := input.patch_cycles[input.asset_records[id].patch_cycle]
	cycle.interval_days <= input.site.limits.boundary_patch_interval_days
	cycle.interval_days > _quickest.days
}

# The shortest cycle of any host at level 2 or below.
_quickest := min({{"days": cycle.interval_days, "asset": id, "cycle": cycle.id} |
	some id, asset in input.asset_records
	input.zones[asset.zone].ot
	input.zones[asset.zone].level_high <= 2
	not id in _judged
	cycle := input.patch_cycles[asset.patch_cycle]
	cycle.interval_days == _fewest
})

_fewest := min({input.patch_cycles[asset.patch_cycle].interval_days |
	some id, asset in input.asset_records
	input.zones[asset.zone].ot
	input.zones[asset.zone].level_high <= 2
	not id in _judged
})
