# METADATA
# title: A standing tunnel to another site is not declared
# description: >-
#   A site-to-site tunnel from an outside interface of a device at the plant or its DMZ is always on, and no declared
#   gateway stands for it. Whoever holds the far end is inside day and night, job or no job, and an intrusion there is
#   an intrusion here: at the vendor's end you see neither the door nor who uses it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0935/
#     description: ATT&CK for ICS M0935 Limit Access to Resource Over Network
# custom:
#   id: RA-019
#   family: remote_access
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 5.2]
#     iec-62443-3-2: [ZCR 3.6]
#     iec-62443-2-1: [NET 3.2]
#     nist-800-53r5: [AC-17(9), SC-7(4), MA-4]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.4, CIP-005-7 R2.5, CIP-003-9 Att1 S6.1]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0935, M0930]
#     techniques: [T0822, T0862]
#   remediation:
#     summary: >-
#       Shut the tunnel and open it per grant from the operations side. If it carries telemetry only, declare it with
#       an owner and narrow its selectors to those hosts, or replace it by a one-way conduit.
#     cisco-asa: |
#       ! closed by default: operations adds the line back for the length of the grant
#       no crypto map OUTSIDE-MAP 10 set peer 192.0.2.9
#     cisco-ios: |
#       ! closed by default
#       crypto map OUTSIDE-MAP 10 ipsec-isakmp
#        no set peer 192.0.2.9
package zonewarden.remote_access.always_on_vendor_tunnel

import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns
import data.zonewarden.lib.zones

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	_judged(vpn)
}

violations contains violation if {
	some vpn in input.vpns
	_judged(vpn)
	vpn.declared_gateway == ""
	not _between_machines(vpn)
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"Tunnel %s on %s is always open%s and declared nowhere.",
			[vpn.name, naming.device(vpn.device), _towards(vpn)],
		),
		"evidence": {"peers": vpn.peers},
		"locations": vpns.places(vpn, ["peers"]),
		"exposure": 3,
	}
}

# A conduit with endpoints of its own: machines that may talk, and nobody's way in.
_between_machines(vpn) if {
	some id in vpns.declared_conduits(vpn)
	input.conduits[id].endpoints_declared
}

_judged(vpn) if {
	vpns.site_to_site(vpn)
	vpn.interface_external
	some zone in input.devices[vpn.device].zones
	_plant_side(zone)
}

_plant_side(id) if zones.ot(id)

_plant_side(id) if zones.dmz(id)

_towards(vpn) := "" if count(vpn.peers) == 0

else := sprintf(" towards %s", [naming.list(vpn.peers)])
