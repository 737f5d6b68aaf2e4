# METADATA
# title: A cellular, dial-up or vendor link is reachable or unauthenticated
# description: >-
#   Equipment has a line of its own to the outside, with a public address, without authentication or with the password
#   it was delivered with. Scanners find such devices within hours, and no firewall of the plant stands before them.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0935/
#     description: ATT&CK for ICS M0935 Limit Access to Resource Over Network
# custom:
#   id: RA-025
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 1.6]
#     iec-62443-3-2: [ZCR 1.1, ZCR 3.6]
#     iec-62443-2-1: [NET 3.1, NET 2.1]
#     nist-800-53r5: [AC-17, SC-7(4), AC-18]
#     nist-csf-2: [ID.AM-01, PR.AA-03]
#     nerc-cip: [CIP-005-7 R1.4, CIP-003-9 Att1 S3.2]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0935, M0930]
#     techniques: [T0822, T0883, T0860]
#   remediation:
#     summary: >-
#       Use a private access point name without public address and a firewall in front, change the delivered password,
#       and switch modems on by hand for the time of a job. Declare what was done on the asset.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   assets:
#       !     - {id: lte-1, external_connectivity: cellular, public_ip: false, default_credentials_changed: true, authentication: "certificate"}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   assets:
#       !     - {id: lte-1, external_connectivity: cellular, public_ip: false, default_credentials_changed: true, authentication: "certificate"}
#       show users
package zonewarden.remote_access.unguarded_outside_link

import data.zonewarden.lib.naming

subjects contains {"kind": "asset", "id": id} if some id in _linked

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s has a %s link of its own: %s.", [
		id, _kinds[input.asset_records[id].external_connectivity], naming.list(sort(wrong)),
	]),
	"evidence": {"wrong": sort(wrong)},
	"exposure": 3,
	"floor": _floor(input.asset_records[id]),
} if {
	some id in _linked
	wrong := {words | some name, words in _faults; _has(input.asset_records[id], name)}
	count(wrong) > 0
}

_linked contains id if {
	some id, asset in input.asset_records
	asset.external_connectivity in object.keys(_kinds)
}

_kinds := {"cellular": "cellular", "modem": "dial-up", "satellite": "satellite", "vendor_box": "vendor's"}

_faults := {
	"authentication": "no authentication",
	"undeclared": "no gateway that declares it",
	"delivered": "not stated that its delivered password was changed",
	"public": "a public address",
}

_has(asset, "undeclared") if not _declared(asset)

# A gateway goes by its name, is its device, or has one of its addresses.
_declared(asset) if input.gateways[asset.id]

_declared(asset) if {
	some gateway in input.gateways
	gateway.device == asset.id
}

_declared(asset) if {
	some id, pool in input.client_pools
	input.gateways[id]
	asset.id in pool.hosts
}

_has(asset, "public") if asset.public_ip == true

_has(asset, "authentication") if {
	not is_null(asset.authentication)
	lower(asset.authentication) == "none"
}

_has(asset, "delivered") if not asset.default_credentials_changed == true

_floor(asset) := "high" if asset.public_ip == true

else := "low"
