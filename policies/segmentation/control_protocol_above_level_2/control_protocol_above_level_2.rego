# METADATA
# title: A control protocol without authentication leaves level 2
# description: >-
#   Modbus, S7, EtherNet/IP and their like obey whoever can reach them: a write needs no password. Such a protocol is
#   permitted into or out of a network of level 3 or above, so every host up there can command the process. A declared
#   conduit does not add authentication; only a filter that looks into the protocol does, where the conduit declares it
#   (inspection.ot_dpi) and no rule on the way shows that there is none.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0855/
#     description: ATT&CK for ICS T0855 Unauthorized Command Message
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: SEG-014
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 3.1, SR 5.2, SR 1.2]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [AC-4, AC-17(10), SC-7(17), SC-8]
#     nist-csf-2: [PR.IR-01, PR.DS-02]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0937, M0807, M0802]
#     techniques: [T0855, T0836, T0848, T0806]
#   remediation:
#     summary: >-
#       Let a level 2 gateway or an OPC UA server with security poll the controllers and serve the upper levels. Where
#       the protocol must pass, filter its function codes inline and name the single hosts at both ends.
#     cisco-asa: |
#       ! before: MES polls the controllers
#       access-list OPS-IN extended permit tcp host 10.30.1.50 10.20.1.0 255.255.255.0 eq 502
#       ! after: MES reads the OPC UA server of the line (level 2)
#       access-list OPS-IN extended permit tcp host 10.30.1.50 host 10.20.10.5 eq 4843 log
#       no access-list OPS-IN extended permit tcp host 10.30.1.50 10.20.1.0 255.255.255.0 eq 502
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp host 10.30.1.50 10.20.1.0 0.0.0.255 eq 502
#        permit tcp host 10.30.1.50 host 10.20.10.5 eq 4843
package zonewarden.segmentation.control_protocol_above_level_2

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if {
	some id in _judged
	not _told_only(input.flows[id])
}

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := _bare(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Control protocols without authentication pass from %s to %s through %s: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				flows.label(flow.permitted, ids),
			],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	}
}

# Pairs of which one end is at level 3 or above and one belongs to the plant or its DMZ.
_judged contains id if {
	some id, flow in input.flows
	flow.from in _above_high
	flow.to in _ours
	flow.to != "unassociated"
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in (_above_high & _ours)
	flow.to != "unassociated"
}

_judged contains id if {
	some id, flow in input.flows
	flow.to in _above_low
	flow.from in _ours
}

_judged contains id if {
	some id, flow in input.flows
	flow.to in (_above_low & _ours)
	flow.from != "unassociated"
}

_ours := zones.ot_ids | zones.dmz_ids

# Addresses that belong to no zone have no level: SEG-018 reports them.
_above_high := {id | some id, zone in input.zones; _above(id, zone.level_high)}

_above_low := {id | some id, zone in input.zones; _above(id, zone.level_low)}

_above(id, level) if {
	not zones.unassociated(id)
	not is_null(level)
	level >= 3
}

_unauthenticated(flow) := {id |
	some id in flows.touching(flow, {"ics"})
	input.services[id].unauthenticated_control == "inherent"
}

_bare(flow) := {id | some id in _unauthenticated(flow); not _guarded(flow, id)}

# Some service is looked into by declaration alone: the device's platform binds no inspection to rules, so nobody can tell.
_told_only(flow) if {
	not is_null(flow.uninspected)
	count(_unauthenticated(flow)) > 0
	count(_bare(flow)) == 0
}

# Every conduit that carries it declares a write filter that knows the protocol, and no rule of the device shows that there is none.
_guarded(flow, id) if {
	not flow.services[id].uncovered
	carrying := {conduit |
		some name in flow.permitted.conduits
		conduit := input.conduits[name]
		id in conduit.services
	}
	count(carrying) > 0
	every conduit in carrying {
		"ot-dpi" in conduit.inspection
	}
	not _surely_bare(flow)
}

_surely_bare(flow) if flow.uninspected.certainty == "definite"
