# METADATA
# title: The OT gateway is shared with the remote access of the office
# description: >-
#   The plant's remote-access gateway has its device, public address, portal, client addresses, identity provider or
#   administrators in common with the gateway of the office. Whoever takes the office's remote access, the most
#   attacked system of a company, stands at the plant's door with valid keys.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: RA-002
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(2), SR 1.13]
#     iec-62443-3-2: [ZCR 3.2, ZCR 3.6]
#     iec-62443-2-1: [NET 3.1]
#     nist-800-53r5: [AC-17(3), SC-7(22), SC-7(15)]
#     nist-csf-2: [PR.IR-01, PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.1]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0930, M0935]
#     techniques: [T0822, T0859]
#   remediation:
#     summary: >-
#       Set up a gateway of the plant's own in the level 3.5 remote-access zone, with its own portal, pool, identity
#       tenant, administrators and log source. Users of the office VPN reach its front door and nothing behind it.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, scope: ot, zone: ra, device: fw-ot-1, portal: ot-vendor, idp: ot-idp, admin_group: ot-ra-admins}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, scope: ot, zone: ra, device: fw-ot-1, portal: ot-vendor, idp: ot-idp, admin_group: ot-ra-admins}
#       show users
package zonewarden.remote_access.gateway_shared_with_it

import data.zonewarden.lib.naming

subjects contains {"kind": "gateway", "id": id} if some id in _plant

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s serves plant and office at once.", [id]),
	"evidence": {"scope": "shared"},
} if {
	some id in _plant
	input.gateways[id].scope == "shared"
}

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"key": other.id,
	"message": sprintf("Gateway %s of the plant shares %s with %s of the office.", [id, naming.list(sort(shared)), other.id]),
	"evidence": {"shared": sort(shared), "with": other.id},
	"exposure": 2,
} if {
	some id in _plant
	some other in input.gateways
	other.scope == "it"
	shared := {words | some name, words in _single; _same(input.gateways[id][name], other[name])} | _pools(id, other)
	count(shared) > 0
}

_plant contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

# The same device is one instance only where portals do not tell two apart; its failure and its compromise are shared anyway.
_single := {
	"device": "the device",
	"public_address": "the public address",
	"idp": "the identity provider",
	"admin_group": "the administrators",
}

_same(a, b) if {
	not is_null(a)
	a == b
}

_pools(id, other) := {"client addresses"} if {
	some pool in input.gateways[id].pools
	pool in other.pools
}

else := set()
