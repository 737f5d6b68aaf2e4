# METADATA
# title: Vulnerable service can be reached from a less trusted zone
# description: >-
#   The computed flows let a less trusted zone open sessions to a service with an open vulnerability, from other
#   sources than those that a compensating control in force allows on purpose. Whoever holds a host there can use
#   it; in a control or safety zone that means stopping or steering the process.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-003
#   family: vulnerabilities
#   scope: device
#   severity: high
#   requires: [vulnerabilities, zones, assets]
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.7]
#     iec-62443-3-2: [ZCR 5.8, ZCR 5.12]
#     iec-62443-2-1: [COMP 3.5]
#     nist-800-53r5: [SI-2, RA-5, SC-7]
#     nist-csf-2: [ID.RA-06, PR.IR-01]
#     nerc-cip: [CIP-007-6 R2.3]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0930, M0937, M0951]
#     techniques: [T0866, T0819]
#   remediation:
#     summary: >-
#       Cut or narrow the flow now, on the network side and without a stop; then patch in the next window.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.20.1.10 eq 102
#       ! after: only the host that needs it
#       access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.20.1.10 eq 102
#       no access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.20.1.10 eq 102
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp 10.30.0.0 0.0.255.255 host 10.20.1.10 eq 102
#        permit tcp host 10.30.2.10 host 10.20.1.10 eq 102
package zonewarden.vulnerabilities.vulnerable_service_reachable

import data.zonewarden.lib.naming

subjects contains {"kind": "exposure", "id": id} if some id, _ in input.exposures

violations contains violation if {
	some id, exposure in input.exposures
	not is_null(exposure.reachable)
	violation := {
		"subject": {"kind": "exposure", "id": id},
		"message": sprintf(
			"Vulnerability %s of %s can be reached from %s through %s: %s.",
			[
				exposure.vulnerability,
				exposure.asset,
				naming.zone(exposure.from),
				naming.device(exposure.device),
				_services(exposure.reachable.services),
			],
		),
		"evidence": {
			"vulnerability": exposure.vulnerability,
			"asset": exposure.asset,
			"exploited": exposure.exploited,
			"services": exposure.reachable.services,
		},
		"packets": {"exposure": id},
		"capability": min([3, _capability(exposure.asset) + _known(exposure)]),
	}
}

_services(texts) := naming.list(texts) if count(texts) < 5

_services(texts) := sprintf("%s and more", [concat(", ", [text | some i, text in texts; i < 4])]) if count(texts) > 4

_capability(asset) := 3 if input.assets[asset].safety

else := 3 if input.zones[input.assets[asset].zone].kind in {"cell", "process", "safety"}

else := 2

_known(exposure) := 1 if exposure.exploited

_known(exposure) := 0 if not exposure.exploited
