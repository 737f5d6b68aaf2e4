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

import data.zonewarden.lib.flows
import data.zonewarden.lib.grants
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

# From there they reach the front door of a gateway, jump hosts behind it, and nothing of the plant.
subjects contains {"kind": "detour", "id": id} if some id in _clients

violations contains {
	"subject": {"kind": "detour", "id": id},
	"message": sprintf("Clients of %s reach %s straight from their own addresses through %s: %s.", [
		detour.clients, naming.zone(detour.to), naming.list([naming.device(name) | some name in detour.devices]),
		flows.label(detour.reachable, {service | some service in detour.services}),
	]),
	"evidence": flows.evidence({service | some service in detour.services}),
	"packets": {"detour": id},
	"exposure": 3,
} if {
	some id in _clients
	detour := input.detours[id]
	not is_null(detour.reachable)
}

_clients contains id if {
	some id, detour in input.detours
	detour.scope != "it"
}

# Vendors that share a pool, and no filter of their own tells one from another. A server may send one that nobody sees here.
violations contains {
	"subject": {"kind": "vpn", "id": vpn.id},
	"key": "vendors",
	"message": sprintf("VPN %s on %s gives clients of %s addresses of one pool and filters none of them.", [
		vpn.name, naming.device(vpn.device), naming.list(sort(vendors)),
	]),
	"evidence": {"vendors": sort(vendors), "pools": vpn.pools},
	"locations": vpns.places(vpn, ["pools"]),
	"certainty": "possible",
	"exposure": 3,
} if {
	some vpn in input.vpns
	_judged(vpn)
	input.devices[vpn.device].platform == "cisco-asa"
	is_null(vpn.filter_list)
	vendors := {grant.vendor |
		some grant in input.grants
		grants.standing(grant)
		grant.gateway == vpn.declared_gateway
		not is_null(grant.vendor)
	}
	count(vendors) > 1
}
