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

import data.zonewarden.lib.flows
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
	shared := {words | some name, words in _common; _same(name, input.gateways[id], other)}
	count(shared) > 0
}

# The office's provider opens the plant's gateway, whichever gateway of the office is declared.
violations contains {
	"subject": {"kind": "gateway", "id": gateway.id},
	"key": "identity",
	"message": sprintf("Gateway %s of the plant takes the accounts of %s, the office's identity provider.", [
		gateway.id, gateway.idp,
	]),
	"evidence": {"idp": gateway.idp},
	"exposure": 2,
} if {
	some id in _plant
	gateway := input.gateways[id]
	some identity in input.identity
	not is_null(gateway.idp)
	gateway.idp == identity.it.provider
	not gateway.idp == identity.ot.provider
	not _shared_already(gateway)
}

_shared_already(gateway) if {
	some other in input.gateways
	other.scope == "it"
	_same("idp", gateway, other)
}

_plant contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

# The same device is one instance only where portals do not tell two apart; its failure and its compromise are shared anyway.
_common := {
	"device": "the device",
	"public_address": "the public address",
	"portal": "the portal",
	"idp": "the identity provider",
	"admin_group": "the administrators",
	"pools": "client addresses",
}

_same(name, one, other) if {
	name in {"device", "public_address", "admin_group"}
	not is_null(one[name])
	one[name] == other[name]
}

# Portals of two devices may go by one name.
_same("portal", one, other) if {
	not is_null(one.portal)
	one.portal == other.portal
	one.device == other.device
}

_same("idp", one, other) if {
	not is_null(one.idp)
	one.idp == other.idp
	not _tenants_apart(one.idp)
}

# Declared or configured: of these gateways' VPNs the configurations count too.
_same("pools", one, other) if other.id in input.client_pools[one.id].overlaps

# One provider with a tenant for each side is two stores of identities.
_tenants_apart(provider) if {
	some identity in input.identity
	identity.ot.provider == provider
	identity.it.provider == provider
	not is_null(identity.ot.tenant)
	not is_null(identity.it.tenant)
	identity.ot.tenant != identity.it.tenant
}

# Whose addresses are not known, nobody can say where they get to.
subjects contains {"kind": "client_pool", "id": id} if {
	some id, pool in input.client_pools
	pool.scope == "it"
}

subjects contains {"kind": "detour", "id": id} if some id in _office

violations contains {
	"subject": {"kind": "detour", "id": id},
	"message": sprintf("Clients of %s, remote access of the office, reach %s past the plant's gateway through %s: %s.", [
		detour.clients, naming.zone(detour.to), _through(detour), flows.label(detour.reachable, _services(detour)),
	]),
	"evidence": flows.evidence(_services(detour)),
	"packets": {"detour": id},
	"exposure": 2,
} if {
	some id in _office
	detour := input.detours[id]
	not is_null(detour.reachable)
	count(detour.onward) == 0
}

violations contains {
	"subject": {"kind": "detour", "id": id},
	"message": sprintf(
		"Clients of %s, remote access of the office, take hosts of %s through %s by %s, and these open sessions to %s.",
		[
			detour.clients, naming.zone(detour.to), _through(detour),
			flows.label(detour.reachable, _services(detour)), naming.list(_onward(detour)),
		],
	),
	"evidence": {"services": flows.evidence(_services(detour)).services, "onward": _steps(detour)},
	"packets": {"detour": id},
	"exposure": 2,
	"zones": array.concat([detour.to], [step.to | some step in detour.onward]),
} if {
	some id in _office
	detour := input.detours[id]
	not is_null(detour.reachable)
	count(detour.onward) > 0
}

_office contains id if {
	some id, detour in input.detours
	detour.scope == "it"
}

_services(detour) := {id | some id in detour.services}

_through(detour) := naming.list([naming.device(id) | some id in detour.devices])

_onward(detour) := sort({naming.zone(step.to) | some step in detour.onward})

_steps(detour) := [{"to": step.to, "services": step.services} | some step in detour.onward]
