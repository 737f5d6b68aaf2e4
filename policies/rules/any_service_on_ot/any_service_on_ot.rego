# METADATA
# title: A rule permits every service into or out of OT
# description: >-
#   The rule names hosts but no service: whoever gets hold of the permitted host reaches every protocol of its OT
#   peer, the controllers' unauthenticated write and download services included. Ports that a later update opens are
#   reachable at once. Rules that also leave both ends open are reported by FW-001.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
# custom:
#   id: FW-002
#   family: rules
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 3
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [SC-7(5), CM-7]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Replace the rule by the services that the conduit declares and that one production cycle shows, one rule a
#       service, then remove it in a window.
#     cisco-asa: |
#       ! before
#       access-list IDMZ_IN extended permit ip host 10.35.0.20 host 10.30.0.10
#       ! after
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450 log
#       no access-list IDMZ_IN extended permit ip host 10.35.0.20 host 10.30.0.10
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit ip host 10.35.0.20 host 10.30.0.10
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450
package zonewarden.rules.any_service_on_ot

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits every service%s.", [rules.place(rule), rules.between(rule)]),
	"evidence": {"rule": rule.text, "sources": rule.sources, "destinations": rule.destinations},
	"locations": rule.locations,
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rule.any_service
	rule.ot
	rules.effective_permit(rule)
	not rules.unlimited(rule)
}
