# METADATA
# title: Windows file, remote control or RPC services join IT and OT
# description: >-
#   SMB, NetBIOS, RPC/DCOM, WinRM, RDP or AD web services can be opened between the plant and a network beyond the
#   DMZ, in one direction or the other. This is the road of ransomware: it spreads with stolen domain accounts from
#   the first office PC to the operator stations in minutes. Services that end in the DMZ are not meant.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
#   - ref: https://attack.mitre.org/techniques/T0867/
#     description: ATT&CK for ICS T0867 Lateral Tool Transfer
# custom:
#   id: FW-013
#   family: rules
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2, SR 7.7]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1, NET 1.7]
#     nist-800-53r5: [SC-7, CM-7, SC-7(21)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0866, T0867, T0886]
#   remediation:
#     summary: >-
#       Break the path in the DMZ: a file exchange over SFTP or HTTPS, an update relay, a remote desktop gateway with
#       its own accounts. Then deny 135, 137-139, 445, 3389, 5985-5986 and 9389 both ways.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit tcp 10.40.0.0 255.255.255.0 host 10.30.0.10 eq 445
#       ! after
#       access-list ENT_IN extended permit tcp 10.40.0.0 255.255.255.0 host 10.35.0.30 eq https log
#       no access-list ENT_IN extended permit tcp 10.40.0.0 255.255.255.0 host 10.30.0.10 eq 445
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp 10.40.0.0 0.0.0.255 host 10.30.0.10 eq 445
#        permit tcp 10.40.0.0 0.0.0.255 host 10.35.0.30 eq 443
package zonewarden.rules.windows_service_across_boundary

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _across

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"message": sprintf("Zone %s can open %s to %s through %s.", [
		naming.zone(flow.from), flows.label(flow.permitted, ids),
		naming.zone(flow.to), naming.device(flow.device),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	"exposure": _exposure(flow),
} if {
	some id in _across
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := _reached(flow)
	count(ids) > 0
}

_across contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	flow.to in zones.beyond_dmz_ids
}

_across contains id if {
	some id, flow in input.flows
	flow.from in zones.beyond_dmz_ids
	flow.to in zones.ot_ids
}

_reached(flow) := {id |
	some id in (flows.touched(flow) & _windows)
	_really(flow, id)
}

_windows := {"adws", "msrpc-dcom", "netbios", "rdp", "smb", "winrm"}

_really(_, id) if id != "msrpc-dcom"

# The catalogue gives RPC the dynamic ports as well; without its own ports a flow into those is something else.
_really(flow, "msrpc-dcom") if {
	some text in flow.permitted.services
	span := _tcp_span(text)
	some port in [135, 593]
	span[0] <= port
	port <= span[1]
}

# The TCP destination ports of a service text (tcp, tcp/135, tcp/49152-65535 from 1024): [low, high].
_tcp_span(text) := [0, 65535] if split(text, " ")[0] in {"any", "tcp"}

else := [to_number(ports[0]), to_number(ports[count(ports) - 1])] if {
	startswith(text, "tcp/")
	ports := split(split(split(text, " ")[0], "/")[1], "-")
}

_exposure(flow) := 3 if {
	some id in {flow.from, flow.to}
	input.zones[id].external
}

else := 2
