# METADATA
# title: OPC Classic crosses a firewall on open dynamic ports
# description: >-
#   Between two zones the RPC endpoint mapper (tcp/135) is open together with a wide range of high ports, which is
#   what OPC Classic over DCOM asks for. The range exposes every other RPC service of the server too, with its weak
#   authentication, and no log shows any more what is OPC. Flows with any service are FW-002's.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
#   - ref: https://attack.mitre.org/techniques/T0871/
#     description: ATT&CK for ICS T0871 Execution through API
# custom:
#   id: FW-014
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 3
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885, T0871]
#   remediation:
#     summary: >-
#       Move to OPC UA (tcp/4840 or 4843) or put an OPC tunneller on both sides, one port between them. Until then pin
#       the DCOM port range on the server, or let an inspecting firewall open the dynamic ports.
#     cisco-asa: |
#       ! before
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 135
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 49152 65535
#       ! after
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#       no access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 135
#       no access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 49152 65535
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.20 host 10.30.0.10 eq 135
#        no permit tcp host 10.35.0.20 host 10.30.0.10 range 49152 65535
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840
package zonewarden.rules.opc_classic_dynamic_ports

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"message": sprintf("Zone %s can reach the RPC endpoint mapper (tcp/135) and %d dynamic ports of %s through %s.", [
		naming.zone(flow.from), widest,
		naming.zone(flow.to), naming.device(flow.device),
	]),
	"evidence": {"services": sort(ids), "dynamic_ports": widest},
	"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	"floor": _floor(flow),
} if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touched(flow) & {"msrpc-dcom", "opc-classic"}
	count(ids) > 0
	spans := [span | some text in flow.permitted.services; span := _tcp_span(text)]
	some mapper in spans
	mapper[0] <= 135
	135 <= mapper[1]
	widest := max([_dynamic(span) | some span in spans])
	widest >= 256
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	not flow.permitted.any_service
}

_judged contains id if {
	some id, flow in input.flows
	flow.to in zones.ot_ids
	not flow.permitted.any_service
}

# How many ports that a server may hand out dynamically lie in the span.
_dynamic(span) := (span[1] - max([span[0], 1024])) + 1

# The TCP destination ports of a service text (tcp, tcp/135, tcp/49152-65535 from 1024): [low, high].
_tcp_span(text) := [0, 65535] if split(text, " ")[0] in {"any", "tcp"}

else := [to_number(ports[0]), to_number(ports[count(ports) - 1])] if {
	startswith(text, "tcp/")
	ports := split(split(split(text, " ")[0], "/")[1], "-")
}

# Out of the plant, or into it.
_floor(flow) := "high" if {
	some id in {flow.from, flow.to}
	not zones.ot(id)
}

else := "medium"
