# METADATA
# title: A rule for vendor access has no schedule
# description: >-
#   A rule lets a third party into the plant and has no time range of its own. It stays when the job is over, because
#   somebody must remember to remove it, and the grant behind it is only paper.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: RA-013
#   family: remote_access
#   scope: device
#   rules: [granted, external]
#   severity: high
#   requires: [zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13 RE(1), SR 2.6]
#     iec-62443-2-1: [NET 3.2, NET 3.3]
#     nist-800-53r5: [AC-17(9), SC-10, AC-2(3)]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0937, M0918]
#     techniques: [T0822]
#   remediation:
#     summary: >-
#       Generate a one-time schedule for each rule from the grant's times, and check on your platform whether sessions
#       that are open at its end are dropped.
#     cisco-asa: |
#       time-range GRANT-G-1
#        absolute start 22:00 23 November 2026 end 01:30 24 November 2026
#       access-list RA-IN extended permit tcp host 10.35.16.20 host 10.20.1.11 eq 102 log time-range GRANT-G-1
#     cisco-ios: |
#       time-range GRANT-G-1
#        absolute start 22:00 23 November 2026 end 01:30 24 November 2026
#       ip access-list extended RA-IN
#        permit tcp host 10.35.16.20 host 10.20.1.11 eq 102 time-range GRANT-G-1 log
package zonewarden.remote_access.vendor_rule_without_schedule

import data.zonewarden.lib.grants
import data.zonewarden.lib.rules
import data.zonewarden.lib.zones

subjects contains {"kind": "rule_list", "id": rule.list} if {
	some rule in input.rules
	rules.effective_permit(rule)
	_for_vendor(rule)
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s lets a third party in%s at all times: the rule has no schedule.", [
		rules.place(rule), rules.between(rule),
	]),
	"evidence": {"rule": rule.text},
	"locations": rule.locations,
	"exposure": 3,
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rules.effective_permit(rule)
	_for_vendor(rule)
	rule.schedule == ""
}

# It names a grant of a third party.
_for_vendor(rule) if grants.vendor(input.grants[rule.metadata.grant])

# It leads from networks of third parties alone into the plant.
_for_vendor(rule) if {
	count(rule.from_zones) > 0
	every id in rule.from_zones { zones.kind(id) == "vendor" }
	some id in rule.to_zones
	zones.ot(id)
}
