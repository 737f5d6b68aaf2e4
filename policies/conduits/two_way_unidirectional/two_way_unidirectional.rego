# METADATA
# title: Traffic can flow back against a one-way conduit
# description: >-
#   A conduit is declared as one-way, and the device lets sessions pass in the other direction between the same two
#   zones. A one-way path is chosen where nothing must ever get in, usually towards safety or control; a single rule
#   back undoes it, whatever service it is for and whatever other conduit declares it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-024
#   family: conduits
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(3), SR 5.2]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [AC-4(7), SC-7]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       Remove the rule against the direction. Where acknowledgements are needed, use a diode proxy; where the policy
#       asks for a diode, a list is no substitute.
#     cisco-asa: |
#       ! before
#       access-list IDMZ-IN extended permit tcp host 10.35.0.50 host 10.30.1.70 eq ssh
#       ! after
#       no access-list IDMZ-IN extended permit tcp host 10.35.0.50 host 10.30.1.70 eq ssh
#       access-list IDMZ-IN extended deny ip any 10.30.0.0 255.255.0.0 log
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.50 host 10.30.1.70 eq 22
#        deny ip any 10.30.0.0 0.0.255.255 log
package zonewarden.conduits.two_way_unidirectional

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touched(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can open sessions to %s through %s against one-way %s: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				naming.list(_one_way(flow)),
				flows.label(flow.permitted, ids),
			],
		),
		"evidence": {"conduits": _one_way(flow)},
		"packets": {"flow": flow.id, "part": "permitted"},
	}
}

_judged contains id if {
	some id, flow in input.flows
	[flow.from, flow.to] in _against
}

_against := {[one.from, one.to] | some one in _forbidden}

# Ids of the one-way conduits that this flow runs against.
_one_way(flow) := sort([one.conduit |
	some one in _forbidden
	one.from == flow.from
	one.to == flow.to
])

# Which way nobody may open sessions, by conduit.
_forbidden contains {"conduit": conduit.id, "from": conduit.to, "to": conduit.from} if {
	some conduit in input.conduits
	conduit.unidirectional
	not conduit.expired
	conduit.initiators != ["to"]
}

_forbidden contains {"conduit": conduit.id, "from": conduit.from, "to": conduit.to} if {
	some conduit in input.conduits
	conduit.unidirectional
	not conduit.expired
	conduit.initiators == ["to"]
}
