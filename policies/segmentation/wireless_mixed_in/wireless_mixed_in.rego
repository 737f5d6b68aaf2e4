# METADATA
# title: Wireless equipment mixes with wired control or passes unapproved
# description: >-
#   A radio network is within reach of everybody in the car park. A wireless host inside a wired control zone, a path
#   from the wireless zone to controllers that no approved conduit covers, or a conduit that must not fail and runs
#   over radio each make the process depend on who stands near the antenna.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0860/
#     description: ATT&CK for ICS T0860 Wireless Compromise
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-019
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.6, SR 2.2, SR 5.1]
#     iec-62443-3-2: [ZCR 3.5]
#     iec-62443-2-1: [NET 2.1, NET 2.2]
#     nist-800-53r5: [AC-18, SC-7(21)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0806]
#     techniques: [T0860, T0887]
#   remediation:
#     summary: >-
#       Give wireless its own network name, VLAN and firewall interface with enterprise authentication. Approve each
#       conduit from it to control with wireless_approved, and put functions that must not fail on cable.
#     cisco-asa: |
#       access-list WLAN-IN extended permit tcp host 10.22.0.30 host 10.21.0.11 eq 8883 log
#       access-list WLAN-IN extended deny ip any any log
#       access-group WLAN-IN in interface wlan
#     cisco-ios: |
#       interface Vlan220
#        description wireless
#        ip access-group WLAN-IN in
package zonewarden.segmentation.wireless_mixed_in

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

# A wireless host outside a wireless zone.
subjects contains {"kind": "asset", "id": id} if {
	some id, asset in input.assets
	asset.wireless
}

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s is wireless and stands in %s, a zone of wired hosts.", [id, naming.zone(asset.zone)]),
	"evidence": {"zone": asset.zone, "kind": zones.kind(asset.zone)},
	"zones": [asset.zone],
	"exposure": 2,
} if {
	some id, asset in input.assets
	asset.wireless
	zones.kind(asset.zone) != "wireless"
}

# A path from radio to control.
subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	part := _unapproved(flow)
	ids := flows.touched(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf("The wireless zone %s can open sessions to %s through %s without an approved conduit: %s.", [
			flow.from, naming.zone(flow.to), naming.device(flow.device),
			flows.label(flow[part], ids),
		]),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": part},
		"capability": flows.capability(flow, ids),
		"exposure": 2,
	}
}

_judged contains id if {
	some id, flow in input.flows
	zones.kind(flow.from) == "wireless"
	flow.to in zones.control_ids
	flow.to != flow.from
}

_unapproved(flow) := part if part := flows.uncovered_part(flow)

else := "permitted" if {
	some id in flow.permitted.conduits
	not input.conduits[id].wireless_approved
}

# What must not fail, over radio.
subjects contains {"kind": "conduit", "id": id} if {
	some id, conduit in input.conduits
	conduit.availability_class == "critical"
	conduit.transport != ""
}

violations contains {
	"subject": {"kind": "conduit", "id": id},
	"message": sprintf("Conduit %s must not fail and runs over %s.", [id, _radio[conduit.transport]]),
	"evidence": {"transport": conduit.transport, "availability_class": "critical"},
	"zones": [conduit.from, conduit.to],
	"capability": 1,
} if {
	some id, conduit in input.conduits
	conduit.availability_class == "critical"
	conduit.transport in object.keys(_radio)
}

_radio := {"cellular": "the cellular network", "radio": "radio", "wireless_lan": "wireless LAN"}
