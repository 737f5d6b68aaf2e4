# METADATA
# title: Remote clients get addresses outside a remote-access zone
# description: >-
#   The address pool of a remote-access VPN lies in an OT zone, or not wholly inside a zone of kind remote access.
#   Firewall rules cannot then tell a remote laptop from a local machine, and whatever is permitted for the local
#   network is permitted for everybody who dials in.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: RA-023
#   family: remote_access
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 1.13]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 3.1]
#     nist-800-53r5: [SC-7(22), AC-17(3)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0822, T0886]
#   remediation:
#     summary: >-
#       Give each class of users (employees, each vendor) its own pool inside the remote-access zone, filter it per
#       group, and forbid client-to-client traffic. Move the pool in a window: sessions drop.
#     cisco-asa: |
#       ! before
#       ip local pool OT-VENDOR 10.30.200.10-10.30.200.50 mask 255.255.255.0
#       ! after
#       ip local pool OT-VENDOR-RA 10.35.24.10-10.35.24.50 mask 255.255.255.0
#       tunnel-group ot-vendor general-attributes
#        no address-pool OT-VENDOR
#        address-pool OT-VENDOR-RA
#     cisco-ios: |
#       ip local pool OT-VENDOR-RA 10.35.24.10 10.35.24.50
#       webvpn context OT
#        policy group OT-VENDOR
#         svc address-pool "OT-VENDOR-RA" netmask 255.255.255.0
package zonewarden.remote_access.vpn_pool_outside_zone

import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	_judged(vpn)
}

violations contains violation if {
	some vpn in input.vpns
	_judged(vpn)
	fault := _fault(vpn)
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"VPN %s on %s gives its clients addresses %s: %s.",
			[vpn.name, naming.device(vpn.device), fault, naming.list(vpn.pools)],
		),
		"evidence": {"pools": vpn.pools, "pool_zones": vpn.pool_zones},
		"locations": vpns.places(vpn, ["pools"]),
		"exposure": 3,
	}
}

_judged(vpn) if {
	vpns.remote_access(vpn)
	count(vpn.pools) > 0
}

_fault(vpn) := "of an OT zone" if vpn.pool_overlaps_ot

else := "outside every remote-access zone" if vpn.pool_inside_remote_access_zone != true
