# METADATA
# title: A grant has no conditions on role, device and context
# description: >-
#   A grant says who may come in and not in which role, from which device, from where or what for. Then a stolen
#   password is enough: any laptop in any country will do, and nobody can tell a job from an intrusion.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0800/
#     description: ATT&CK for ICS M0800 Authorization Enforcement
# custom:
#   id: RA-011
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 2.1 RE(2), SR 1.2]
#     iec-62443-2-1: [USER 1.4, USER 2.1]
#     nist-800-53r5: [AC-2(13), AC-3, AC-17, AC-24]
#     nist-csf-2: [PR.AA-05]
#     sans-ics: ["4"]
#     nist-800-82r3: [Zero trust architecture]
#   attack_ics:
#     mitigations: [M0800, M0801, M0936]
#     techniques: [T0859, T0822]
#   remediation:
#     summary: >-
#       State the role, bind the grant to a managed device, a certificate or a virtual desktop, limit the source
#       networks or countries, and name the purpose. Enforce the same at the gateway.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - id: g-1
#       !       role: vendor_engineer
#       !       purpose: "drive fault on line 1"
#       !       device: {managed: true}
#       !       context: {source_countries: ["DE"]}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   grants:
#       !     - id: g-1
#       !       role: vendor_engineer
#       !       purpose: "drive fault on line 1"
#       !       device: {managed: true}
#       !       context: {source_countries: ["DE"]}
#       show users
package zonewarden.remote_access.unconditional_grant

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming

subjects contains {"kind": "grant", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s does not say %s.", [grants.label(input.grants[id]), naming.list(sort(missing))]),
	"evidence": {"missing": sort(missing)},
	"exposure": 2,
} if {
	some id in _judged
	missing := {words | some name, words in _conditions; not _states(input.grants[id], name)}
	count(missing) > 0
}

_judged contains id if {
	some id, grant in input.grants
	grants.standing(grant)
}

_conditions := {
	"device": "from which device",
	"production": "in which production state",
	"purpose": "what for",
	"role": "in which role",
	"source": "from where",
}

_states(grant, "production") if count(grant.context.required_states) > 0

_states(grant, "role") if not is_null(grant.role)

_states(grant, "purpose") if not is_null(grant.purpose)

_states(grant, "device") if grant.device.managed == true

_states(grant, "device") if grant.device.vdi_only == true

_states(grant, "device") if not is_null(grant.device.certificate)

_states(grant, "source") if count(grant.context.source_networks) > 0

_states(grant, "source") if count(grant.context.source_countries) > 0
