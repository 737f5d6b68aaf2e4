# METADATA
# title: A consumer or cloud-brokered remote-control tool gets through
# description: >-
#   Traffic of a remote-control tool such as TeamViewer or AnyDesk, or of an overlay VPN, passes between a plant or
#   DMZ zone and office or outside networks. These tools dial out to a broker and bring whoever holds the account onto
#   the screen of an operator station, past gateway, second factor and recording. Web traffic from OT to outside
#   networks can carry such a tool too and is reported as possible.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: RA-006
#   family: remote_access
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 7.7]
#     iec-62443-2-1: [NET 3.1]
#     nist-800-53r5: [AC-17, CM-7(5), SC-7(9)]
#     nist-csf-2: [PR.PS-05, PR.IR-01]
#     nerc-cip: [CIP-005-7 R2.4]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0807, M0937, M0942]
#     techniques: [T0822, T0886, T0884]
#   remediation:
#     summary: >-
#       Give the vendor a grant on the OT gateway first, so that support is not lost; then block the tool's ports at
#       the OT boundary and uninstall it. Filter web traffic by name on a proxy.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 any eq 5938
#       ! after
#       no access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 any eq 5938
#       access-list OPS-IN extended deny ip any any log
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp 10.30.0.0 0.0.255.255 any eq 5938
#        deny ip any any log
package zonewarden.remote_access.remote_control_tool

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touching(flow, _tools) - _approved(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Remote-control tools get through %s from %s to %s: %s.",
			[
				naming.device(flow.device),
				naming.zone(flow.from),
				naming.zone(flow.to),
				flows.label(flow.permitted, ids),
			],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	}
}

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	zones.ot(flow.from)
	input.zones[flow.to].external
	count(flows.touching(flow, _tools)) == 0
	ids := flows.hidden(flow, _tools) - _approved(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Web traffic from %s to %s through %s can carry a remote-control tool: %s.",
			[naming.zone(flow.from), naming.zone(flow.to), naming.device(flow.device), naming.services(ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
		"certainty": "possible",
	}
}

# Approved for now, and between these zones: a scope that names no zone is about something else than places.
_approved(flow) := {tool.service |
	some tool in input.approved_tools
	not _ended(tool)
	_holds_for(tool, flow)
}

_ended(tool) if {
	not is_null(tool.expires_ago_h)
	tool.expires_ago_h > 0
}

_holds_for(tool, flow) if {
	some zone in [flow.from, flow.to]
	zone in tool.scope
}

_holds_for(tool, _) if {
	count([word | some word in tool.scope; input.zones[word]]) == 0
}

_tools := {"cloud-brokered", "overlay", "remote-tool"}

_judged contains id if {
	some id, flow in input.flows
	flow.from in _plant_side
	flow.to in zones.beyond_dmz_ids
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.beyond_dmz_ids
	flow.to in _plant_side
}

_plant_side := zones.ot_ids | zones.dmz_ids
