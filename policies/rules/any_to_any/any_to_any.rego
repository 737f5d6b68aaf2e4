# METADATA
# title: A rule permits any service from anywhere to anywhere
# description: >-
#   The rule lets every packet through that no earlier rule takes, so the list is no boundary any more: a single
#   infected office PC reaches every controller behind it, and the next network that is connected is open from its
#   first day. Only lists that are applied to an interface count.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
# custom:
#   id: FW-001
#   family: rules
#   scope: device
#   severity: high
#   requires: []
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [SC-7(5), AC-4, CM-7]
#     nist-csf-2: [PR.IR-01, PR.PS-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0886, T0885]
#   remediation:
#     summary: >-
#       Record what the rule carries over one full production cycle, build narrow rules above it, watch until it
#       carries nothing that production needs, then replace it by a logged deny in a maintenance window.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit ip any any
#       ! after
#       access-list ENT_IN extended permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#       access-list ENT_IN extended deny ip any any log
#       no access-list ENT_IN extended permit ip any any
#     cisco-ios: |
#       ! before: permit ip any any
#       ip access-list extended ENT-IN
#        no permit ip any any
#        permit tcp host 10.40.0.5 host 10.35.0.20 eq 443
#        deny ip any any log
package zonewarden.rules.any_to_any

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits any service from any source to any destination.", [rules.place(rule)]),
	"evidence": {"rule": rule.text, "from_zones": rule.from_zones, "to_zones": rule.to_zones},
	"locations": rule.locations,
	"exposure": rules.exposure(rule),
	"floor": _floor(rule),
} if {
	some rule in input.rules
	rule.any_service
	rules.unlimited(rule)
	rules.effective_permit(rule)
}

_floor(rule) := "critical" if rule.it_ot

else := "high"
