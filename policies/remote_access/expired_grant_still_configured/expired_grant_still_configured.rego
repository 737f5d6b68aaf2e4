# METADATA
# title: A grant has ended and its rule is still there
# description: >-
#   A rule says which grant it serves, and that grant has ended, was revoked, or does not exist. The door of a
#   finished job is still open, and nobody is waiting for anybody to come through it: the best door for a stranger.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0918/
#     description: ATT&CK for ICS M0918 User Account Management
# custom:
#   id: RA-008
#   family: remote_access
#   scope: device
#   rules: [granted]
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.3, SR 2.6]
#     iec-62443-2-1: [USER 1.2, NET 3.3]
#     nist-800-53r5: [AC-2(3), AC-17(9), MA-4(7)]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5, CIP-005-7 R3.2, CIP-004-7 R5.1]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0918, M0801]
#     techniques: [T0859, T0822]
#   remediation:
#     summary: >-
#       Remove the rule and the account in the same change that closes the grant. Give rules of grants a time range,
#       so that they end by themselves.
#     cisco-asa: |
#       no access-list RA-IN extended permit tcp host 10.35.16.20 host 10.20.1.11 eq 102
#       no time-range GRANT-G-1
#     cisco-ios: |
#       ip access-list extended RA-IN
#        no permit tcp host 10.35.16.20 host 10.20.1.11 eq 102
package zonewarden.remote_access.expired_grant_still_configured

import data.zonewarden.lib.grants
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": rule.list} if {
	some rule in input.rules
	rule.metadata.grant
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s still lets in what grant %s allowed%s: it %s.", [
		rules.place(rule), rule.metadata.grant, rules.between(rule), why,
	]),
	"evidence": {"rule": rule.text, "grant": rule.metadata.grant},
	"locations": rule.locations,
	"exposure": 3,
	"zones": rules.joined(rule),
	"floor": _floor(rule.metadata.grant),
} if {
	some rule in input.rules
	rules.effective_permit(rule)
	not rule.schedule_expired
	why := _over(rule.metadata.grant)
}

_over(id) := "is not declared" if not input.grants[id]

else := sprintf("is %s", [input.grants[id].status]) if not grants.standing(input.grants[id])

else := "has ended" if input.grants[id].valid_until_ago_h * 60 > input.site.limits.grace_min

_floor(id) := "critical" if grants.critical(input.grants[id])

else := "high"
