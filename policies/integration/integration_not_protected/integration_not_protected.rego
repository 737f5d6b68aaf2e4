# METADATA
# title: Integration is not authenticated, encrypted or least-privileged
# description: >-
#   An integration across the boundary uses a service that is not always encrypted and declares no encryption, or
#   authenticates with nothing, anonymously or with a shared account, or may write where it only reads. Its
#   account is then the shortest way from the office to the historian.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0808/
#     description: ATT&CK for ICS M0808
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830
# custom:
#   id: INT-005
#   family: integration
#   severity: medium
#   requires: [integrations, zones]
#   capability: 1
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.2, SR 3.1, SR 4.1, SR 4.3]
#     iec-62443-2-1: [DATA 1.2, DATA 1.5, USER 1.6]
#     nist-800-53r5: [SC-8(1), IA-3, AC-6]
#     nist-csf-2: [PR.DS-02, PR.AA-03]
#     nis2: ["21.2.h"]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0808, M0802, M0813]
#     techniques: [T0830, T0842]
#   remediation:
#     summary: >-
#       Give each endpoint a certificate and each integration its own account with the rights it needs.
package zonewarden.integration.integration_not_protected

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "integration", "id": id} if some id in _judged

violations contains records.finding("integration", integration, records.plus(found, {"exposure": 2})) if {
	some found in _problems
	integration := input.integrations[found.id]
}

_judged contains id if {
	some id, integration in input.integrations
	integration.status in {"pilot", "live"}
}

_problems contains {
	"id": id,
	"key": "encryption",
	"text": sprintf("runs over %s and declares no encryption", [naming.services(clear)]),
} if {
	some id in _judged
	integration := input.integrations[id]
	not _encrypted(integration.encryption.mode)
	clear := {service | some service in integration.services; input.services[service].encryption != "always"}
	count(clear) > 0
}

_authenticated(method) if {
	not is_null(method)
	not lower(method) in {"none", "anonymous", "shared"}
}

_encrypted(mode) if mode in {"tls", "ipsec", "sign_and_encrypt", "tunnel"}

_problems contains {"id": id, "key": "authentication", "text": "has no authentication of its own"} if {
	some id in _judged
	not _authenticated(input.integrations[id].auth.method)
}

_problems contains {"id": id, "key": "rights", "text": "only reads and may do more"} if {
	some id in _judged
	integration := input.integrations[id]
	integration.direction == "ot_to_it"
	not is_null(integration.auth.privileges)
	integration.auth.privileges != "read"
	not integration.write_back.approved == true
}
