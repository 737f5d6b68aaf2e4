# METADATA
# title: Remote users may come with any device
# description: >-
#   The gateway asks nothing of the device at the other end, or a grant admits a device that nobody manages without a
#   virtual desktop in between. Whatever lives on that laptop is then one step from the plant.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0864/
#     description: ATT&CK for ICS T0864 Transient Cyber Asset
#   - ref: https://attack.mitre.org/mitigations/M0813/
#     description: ATT&CK for ICS M0813 Software Process and Device Authentication
# custom:
#   id: RA-021
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.3, SR 2.3 RE(1), SR 1.2]
#     iec-62443-2-1: [NET 3.2]
#     nist-800-53r5: [AC-17, AC-20(1), IA-3]
#     nist-csf-2: [PR.AA-03, PR.AA-05]
#     nerc-cip: [CIP-010-4 R4]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0813, M0817]
#     techniques: [T0864, T0822]
#   remediation:
#     summary: >-
#       Require a device certificate and a posture check at the gateway, or offer a clean virtual desktop so that the
#       other company's laptop never gets an address in the plant.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, posture: {required: true, checks: [device_certificate, disk_encryption]}}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, posture: {required: true, checks: [device_certificate, disk_encryption]}}
#       show users
package zonewarden.remote_access.unchecked_device

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns

subjects contains {"kind": "gateway", "id": id} if some id in _gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s lets in devices without checking them.", [id]),
	"evidence": {"posture_required": input.gateways[id].posture.required},
	"exposure": 3,
} if {
	some id in _gateways
	not input.gateways[id].posture.required == true
}

subjects contains {"kind": "grant", "id": id} if some id in _grants

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s admits a device that nobody manages, and no virtual desktop stands between.", [
		grants.label(input.grants[id]),
	]),
	"evidence": {"managed": false},
	"exposure": 3,
} if {
	some id in _grants
	not input.grants[id].device.vdi_only == true
}

# What the configuration asks of a device, whatever is declared.
subjects contains {"kind": "vpn", "id": vpn.id} if some vpn in _vpns

violations contains {
	"subject": {"kind": "vpn", "id": vpn.id},
	"message": sprintf("VPN %s on %s checks nothing of the devices that connect%s.", [
		vpn.name, naming.device(vpn.device), _though(vpn),
	]),
	"evidence": {"posture": vpn.posture},
	"locations": vpns.places(vpn, ["posture"]),
	"exposure": 3,
} if {
	some vpn in _vpns
	vpn.posture == "none"
}

_vpns contains vpn if {
	some vpn in input.vpns
	vpns.remote_access(vpn)
	not is_null(vpn.posture)
	not input.gateways[vpn.declared_gateway].scope == "it"
}

_though(vpn) := sprintf(", though gateway %s is declared to", [vpn.declared_gateway]) if {
	input.gateways[vpn.declared_gateway].posture.required == true
}

else := ""

_gateways contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

_grants contains id if {
	some id, grant in input.grants
	grants.standing(grant)
	grant.device.managed == false
}
