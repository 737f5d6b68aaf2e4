# METADATA
# title: A VPN in the configuration is not declared
# description: >-
#   The device ends a VPN that no declared gateway stands for. Ways in that nobody has on a list are not reviewed, not
#   logged where others are, and not closed when the vendor's contract ends or the plant is cut off in an incident.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: RA-024
#   family: remote_access
#   scope: device
#   severity: high
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13]
#     iec-62443-3-2: [ZCR 1.1]
#     iec-62443-2-1: [NET 3.1, CM 1.1]
#     nist-800-53r5: [AC-17, CM-8, CA-9]
#     nist-csf-2: [ID.AM-03, ID.AM-02]
#     nerc-cip: [CIP-005-7 R2.4, CIP-003-9 Att1 S6.1]
#     sans-ics: ["3", "4"]
#   attack_ics:
#     mitigations: [M0947, M0935]
#     techniques: [T0822]
#   remediation:
#     summary: >-
#       Declare the VPN as a gateway with owner, zone and purpose, or shut it. Ask the last three people who
#       administered the device before you do: such doors are often the integrator's only way in.
#     cisco-asa: |
#       ! shut an unknown profile
#       clear configure tunnel-group legacy-support
#       ! or close remote access on the interface altogether
#       webvpn
#        no enable outside
#     cisco-ios: |
#       interface GigabitEthernet0/0
#        no crypto map OUTSIDE-MAP
package zonewarden.remote_access.undeclared_vpn

import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	vpn.enabled
}

violations contains violation if {
	some vpn in input.vpns
	vpn.enabled
	vpn.declared_gateway == ""
	count(vpns.declared_conduits(vpn)) == 0
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"VPN %s (%s) on %s is not among the declared gateways.",
			[vpn.name, vpn.kind, naming.device(vpn.device)],
		),
		"evidence": {"kind": vpn.kind, "interface": vpn.interface},
		"locations": vpn.locations,
		"exposure": vpns.exposure(vpn),
	}
}

# A gateway or jump host that is published to the outside is a way in like any other.
subjects contains {"kind": "translation", "id": id} if some id in _published

violations contains {
	"subject": {"kind": "translation", "id": id},
	"message": sprintf("%s publishes %s to the outside, where remote sessions end, and no gateway declares it.", [
		naming.device(input.translations[id].device), naming.list(input.translations[id].remote_access),
	]),
	"evidence": {"hosts": input.translations[id].remote_access},
	"exposure": 3,
} if {
	some id in _published
	count(input.translations[id].gateways) == 0
}

_published contains id if {
	some id, translation in input.translations
	translation.external
	count(translation.remote_access) > 0
}
