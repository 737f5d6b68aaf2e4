# METADATA
# title: A read-only conduit lets writing through
# description: >-
#   A conduit is declared for reading, and its rule opens a protocol that writes with the same packets: nothing on the
#   way looks at the function, and nothing is recorded that the server refuses to write. What is drawn as a display is
#   a remote control.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0855/
#     description: ATT&CK for ICS T0855 Unauthorized Command Message
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-016
#   family: rules
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 5.2, SR 3.5]
#     iec-62443-2-1: [NET 1.2, DATA 1.7]
#     nist-800-53r5: [AC-4, SC-7(17), AC-3]
#     nist-csf-2: [PR.AA-05, PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807, M0800]
#     techniques: [T0855, T0836, T0806]
#   remediation:
#     summary: >-
#       Pin the read functions or the application at a firewall that knows the protocol, put a read-only gateway in
#       between, or record the read-only role of the server as functions of the conduit's service.
#     cisco-asa: |
#       ! an ASA does not look into most control protocols: filter by a gateway, and record it
#       ! declarations/conduits.yaml
#       !   services: [{service: modbus-tcp, functions: ["read (gateway rtu-gw)"]}]
#       access-list OPS-IN extended permit tcp host 10.30.1.10 host 10.21.0.15 eq 502 log
#     cisco-ios: |
#       ! declarations/conduits.yaml
#       !   services: [{service: modbus-tcp, functions: ["read (gateway rtu-gw)"]}]
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.10 host 10.21.0.15 eq 502 log
package zonewarden.rules.read_only_not_enforced

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some [id, _] in _pairs

violations contains {
	"subject": {"kind": "flow", "id": id},
	"key": conduit.id,
	"message": sprintf("Conduit %s is for reading, and %s lets it write to %s: nothing limits %s to reading.", [
		conduit.id, naming.device(flow.device), naming.zone(flow.to), naming.services(ids),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": id, "part": "permitted", "services": sort(ids)},
	"capability": 3,
} if {
	some [id, name] in _pairs
	flow := input.flows[id]
	conduit := input.conduits[name]
	not "ot-dpi" in conduit.inspection
	ids := {service |
		some service in conduit.unpinned_services
		_writes(input.services[service])
		service in flows.touched(flow)
	}
	count(ids) > 0
}

# Industrial protocols that write by the packets they read by. What https or SSH may do is the server's matter.
_writes(service) if {
	service.writes
	"ics" in service.classes
}

# Flows under a conduit for reading.
_pairs contains [id, name] if {
	some id, flow in input.flows
	some name in flow.permitted.conduits
	input.conduits[name].access == "read_only"
	not input.conduits[name].expired
}
