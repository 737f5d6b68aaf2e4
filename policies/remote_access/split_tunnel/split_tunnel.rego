# METADATA
# title: Remote clients stay on their own network during an OT session
# description: >-
#   The VPN profile tunnels only part of the client's traffic. While the vendor's laptop is connected to the plant it
#   is also connected to its home network and the Internet, and becomes a bridge between them that no firewall of the
#   plant sees. Judged only where the profile states what it tunnels.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: RA-018
#   family: remote_access
#   scope: device
#   severity: high
#   requires: []
#   capability: 2
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 5.2]
#     iec-62443-2-1: [NET 3.2]
#     nist-800-53r5: [SC-7(7), AC-17(3)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0822, T0864]
#   remediation:
#     summary: >-
#       Tunnel all traffic in profiles that lead to OT, and give users a separate profile for everything else.
#     cisco-asa: |
#       ! before
#       group-policy OT-VENDOR attributes
#        split-tunnel-policy tunnelspecified
#        split-tunnel-network-list value OT-NETS
#       ! after
#       group-policy OT-VENDOR attributes
#        split-tunnel-policy tunnelall
#        no split-tunnel-network-list value OT-NETS
#     cisco-ios: |
#       webvpn context OT
#        policy group OT-VENDOR
#         no svc split include 10.30.0.0 255.255.0.0
#     fortinet-fortios: |
#       config vpn ssl web portal
#           edit "ot-vendor"
#               set tunnel-mode enable
#               set split-tunneling disable
#           next
#       end
#     paloalto-panos: |
#       delete vsys vsys1 global-protect global-protect-gateway OT-VENDOR remote-user-tunnel-configs ALL split-tunneling access-route
#       set vsys vsys1 global-protect global-protect-gateway OT-VENDOR remote-user-tunnel-configs ALL no-direct-access-to-local-network yes
package zonewarden.remote_access.split_tunnel

import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	_judged(vpn)
}

violations contains violation if {
	some vpn in input.vpns
	_judged(vpn)
	not vpn.split_tunnel in {"tunnelall", "off", "none"}
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"VPN %s on %s lets clients use other networks beside the tunnel (%s).",
			[vpn.name, naming.device(vpn.device), vpn.split_tunnel],
		),
		"evidence": {"split_tunnel": vpn.split_tunnel},
		"locations": vpns.places(vpn, ["split_tunnel"]),
		"exposure": 3,
	}
}

_judged(vpn) if {
	vpns.remote_access(vpn)
	not is_null(vpn.split_tunnel)
	not _of_the_office(vpn)
}

_of_the_office(vpn) if input.gateways[vpn.declared_gateway].scope == "it"
