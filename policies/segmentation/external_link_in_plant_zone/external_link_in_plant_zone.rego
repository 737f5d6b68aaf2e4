# METADATA
# title: A host with its own link outward stands among others, or the cloud reaches in
# description: >-
#   Cellular routers, vendor boxes and cloud gateways have a second door that the plant's firewall does not guard. In
#   a zone with other hosts that door opens to all of them. A cloud platform that opens sessions into the plant, or
#   controllers that talk to it past the industrial DMZ, put the process in the hands of whoever controls that
#   platform.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-021
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(4), AC-20, SC-7(22)]
#     nist-csf-2: [PR.IR-01, ID.AM-04]
#     sans-ics: ["2"]
#     nist-800-82r3: [Security architecture models]
#   attack_ics:
#     mitigations: [M0930, M0935]
#     techniques: [T0822, T0883]
#   remediation:
#     summary: >-
#       Put such equipment into an edge zone of its own, let it talk outward only, through a proxy in the industrial
#       DMZ or a diode, and have data pushed from there instead of fetched.
#     cisco-asa: |
#       access-list EDGE-IN extended permit tcp host 10.24.0.10 host 10.35.0.30 eq 8883 log
#       access-list EDGE-IN extended deny ip any any log
#       access-group EDGE-IN in interface edge
#       no access-list CLOUD-IN extended permit tcp 198.51.100.0 255.255.255.0 host 10.24.0.10 eq https
#     cisco-ios: |
#       interface Vlan240
#        description edge zone
#        ip access-group EDGE-IN in
package zonewarden.segmentation.external_link_in_plant_zone

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "asset", "id": id} if some id in _linked

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s has a link of its own outward (%s) and shares %s with hosts that have none.", [
		id, input.assets[id].external_connectivity, naming.zone(input.assets[id].zone),
	]),
	"evidence": {
		"external_connectivity": input.assets[id].external_connectivity,
		"others": count(_others(input.assets[id].zone)),
	},
	"zones": [input.assets[id].zone],
	"exposure": 3,
} if {
	some id in _linked
	count(_others(input.assets[id].zone)) > 0
}

# Hosts of plant zones with a link outward. In the industrial DMZ that is what gateways are for.
_linked contains id if {
	some id, asset in input.assets
	not asset.external_connectivity in {"", "none"}
	asset.zone in zones.ot_ids
}

_others(zone) := {id |
	some id, asset in input.assets
	asset.zone == zone
	asset.external_connectivity in {"", "none"}
}

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touched(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf("%s can open sessions to %s through %s: %s.", [
			_named(flow.from), naming.zone(flow.to),
			naming.device(flow.device), flows.label(flow.permitted, ids),
		]),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted"},
		"capability": flows.capability(flow, ids),
		"exposure": 3,
		"floor": _floor(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	zones.kind(flow.from) in _outside
	flow.to in zones.ot_ids
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.control_ids
	zones.kind(flow.to) in _outside
}

_outside := {"carrier", "cloud"}

_named(id) := sprintf("The %s network %s", [zones.kind(id), id]) if zones.kind(id) in _outside

else := sprintf("Zone %s", [naming.zone(id)])

_floor(flow) := "high" if zones.kind(flow.from) in _outside

else := "medium"
