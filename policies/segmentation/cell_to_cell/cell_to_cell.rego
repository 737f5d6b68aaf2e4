# METADATA
# title: Cells are open to each other
# description: >-
#   A cell can reach another cell with control or engineering services that no conduit declares, or with any service
#   at all. Malware or a wrong download in one cell then spreads to the next, and one cell can no longer be cut off
#   without stopping its neighbours. The few interlocks between cells are worth naming one by one.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-016
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 3
#   fix_disruption: outage
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.1 RE(3)]
#     iec-62443-3-2: [ZCR 3.1]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(21), SC-7(29), AC-4(21)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network architecture]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0866, T0867, T0843]
#   remediation:
#     summary: >-
#       Declare the interlocks between the two cells as conduits with single hosts and services, permit exactly those
#       and deny the rest. Cut over at a planned outage: unknown cell-to-cell traffic often belongs to the process.
#     cisco-asa: |
#       ! before
#       access-list CELL1-IN extended permit ip 10.20.1.0 255.255.255.0 10.20.2.0 255.255.255.0
#       ! after: the declared interlock
#       access-list CELL1-IN extended permit tcp host 10.20.1.10 host 10.20.2.10 eq 502 log
#       no access-list CELL1-IN extended permit ip 10.20.1.0 255.255.255.0 10.20.2.0 255.255.255.0
#     cisco-ios: |
#       ip access-list extended CELL1-IN
#        permit tcp host 10.20.1.10 host 10.20.2.10 eq 502
#        deny ip 10.20.1.0 0.0.0.255 10.20.2.0 0.0.0.255 log
#       interface Vlan201
#        ip access-group CELL1-IN in
package zonewarden.segmentation.cell_to_cell

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	not flow.permitted.any_service
	ids := _undeclared_control(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Cell %s can control or program cell %s through %s outside every conduit: %s.",
			[flow.from, flow.to, naming.device(flow.device), naming.services(ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": flows.uncovered_part(flow), "services": sort(ids)},
		"capability": 3,
		"exposure": _exposure(flow),
	}
}

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	flow.permitted.any_service
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Cell %s can reach cell %s through %s with any service.",
			[flow.from, flow.to, naming.device(flow.device)],
		),
		"evidence": flows.evidence(flows.touched(flow)),
		"packets": {"flow": flow.id, "part": "permitted"},
		"capability": 3,
		"exposure": _exposure(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	input.zones[flow.from].kind in _cells
	input.zones[flow.to].kind in _cells
	flow.from != flow.to
}

_cells := {"cell", "process"}

_undeclared_control(flow) := {id |
	some id in flows.touching(flow, {"control-write", "engineering", "program-download"})
	flow.services[id].uncovered
}

_exposure(flow) := 1 if {
	some unit in input.zones[flow.from].production_units
	unit in input.zones[flow.to].production_units
}

else := 2
