# METADATA
# title: Boundary host is patched less often than it is attacked
# description: >-
#   A firewall, VPN gateway, jump host or server of the industrial DMZ belongs to no patch cycle, to one that is
#   longer than the site allows at its boundary, or to one longer than that of some controller; or a device of the
#   boundary waits for a window in which production stands still, and has no peer to be patched beside. These are
#   reached from outside first, and can be patched without stopping production; that they wait for the
#   turnaround helps nobody. A device is judged where it, or an asset of its id, is declared to be in a cycle.
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

subjects contains {"kind": subject.kind, "id": subject.id} if some subject in _judged

violations contains records.finding(found.kind, _member(found), records.plus(
	found,
	records.plus({"capability": 2, "exposure": 2, "ceiling": "high"}, _places(found)),
)) if some found in _problems

_member(subject) := input.asset_records[subject.id] if subject.kind == "asset"

_member(subject) := input.device_records[subject.id] if subject.kind == "device"

# A device is in its configuration; what is wrong with its cycle is declared.
_places(found) := {"locations": input.device_records[found.id].locations} if found.kind == "device"

_places(found) := {} if found.kind == "asset"

_roles := {"gateway", "proxy", "broker", "mirror", "diode", "relay", "patch_server", "av_server"}

_judged contains {"kind": "asset", "id": id, "cycle": asset.patch_cycle} if {
	some id in _boundary_assets
	asset := input.asset_records[id]
}

_boundary_assets := {id | some id, asset in input.asset_records; _at_boundary(asset)}

_judged contains {"kind": "device", "id": id, "cycle": cycle} if {
	some id, device in input.devices
	_boundary_device(device)
	not id in _boundary_assets
	cycle := _cycle(id)
}

_at_boundary(asset) if asset.role in {"firewall", "vpn", "jump_host"}

_at_boundary(asset) if {
	input.zones[asset.zone].kind in {"idmz", "remote_access"}
	asset.role in _roles
}

_boundary_device(device) if count(device.boundary) > 0

_boundary_device(device) if device.it_ot

_boundary_device(device) if device.external

# The cycle that a device is declared to be in; undefined where nobody says.
_cycle(id) := cycle if {
	cycle := input.device_records[id].patch_cycle
	not is_null(cycle)
} else := cycle if {
	cycle := input.asset_records[id].patch_cycle
	not is_null(cycle)
}

_problems contains _told(subject, "none", "belongs to no patch cycle") if {
	some subject in _judged
	is_null(subject.cycle)
}

_problems contains _told(
	subject, "long",
	sprintf("is patched every %v days (%s); at the boundary %v are allowed", [
		cycle.interval_days,
		cycle.id,
		input.site.limits.boundary_patch_interval_days,
	]),
) if {
	some subject in _judged
	cycle := input.patch_cycles[subject.cycle]
	cycle.interval_days > input.site.limits.boundary_patch_interval_days
}

_problems contains _told(
	subject, "slower",
	sprintf("is patched every %v days (%s), %s at level 2 or below every %v (%s)", [
		cycle.interval_days,
		cycle.id,
		_quickest.asset,
		_quickest.days,
		_quickest.cycle,
	]),
) if {
	some subject in _judged
	cycle := input.patch_cycles[subject.cycle]
	cycle.interval_days <= input.site.limits.boundary_patch_interval_days
	cycle.interval_days > _quickest.days
}

_problems contains _told(
	subject, "standstill",
	sprintf("is patched in window %s (%s), and has no peer that carries the traffic meanwhile", [
		window.id,
		window.production_state,
	]),
) if {
	some subject in _judged
	cycle := input.patch_cycles[subject.cycle]
	window := input.windows[cycle.next_window]
	window.production_state in {"standstill", "turnaround"}
	record := input.device_records[subject.id]
	is_null(record.ha.peer)
}

_told(subject, key, text) := {"kind": subject.kind, "id": subject.id, "key": key, "text": text}

# The shortest cycle of any host at level 2 or below.
_quickest := min({{"days": cycle.interval_days, "asset": id, "cycle": cycle.id} |
	some id in _low
	cycle := input.patch_cycles[input.asset_records[id].patch_cycle]
	cycle.interval_days == _fewest
})

_fewest := min({input.patch_cycles[input.asset_records[id].patch_cycle].interval_days | some id in _low})

_low contains id if {
	some id, asset in input.asset_records
	input.zones[asset.zone].ot
	input.zones[asset.zone].level_high <= 2
	not id in _boundary_assets
}
