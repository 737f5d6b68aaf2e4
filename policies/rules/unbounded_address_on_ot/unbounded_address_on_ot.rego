# METADATA
# title: A rule into or out of OT leaves one end open
# description: >-
#   The rule permits a service from any source or to any destination. It was meant for one server and today admits
#   every host that can route a packet to it, also those of networks that are added later. An open destination gives
#   malware in the plant a way out. Rules without any limit are reported by FW-001.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
# custom:
#   id: FW-003
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1)]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [SC-7(11), AC-4]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-003-9 Att1 S3.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       Name the hosts or groups that the conduit declares as endpoints; the list's hit counters and connection logs
#       show which they are.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit tcp any host 10.30.0.10 eq https
#       ! after
#       object-group network HIST_READERS
#        network-object host 10.40.0.5
#       access-list ENT_IN extended permit tcp object-group HIST_READERS host 10.30.0.10 eq https log
#       no access-list ENT_IN extended permit tcp any host 10.30.0.10 eq https
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp any host 10.30.0.10 eq 443
#        permit tcp host 10.40.0.5 host 10.30.0.10 eq 443
package zonewarden.rules.unbounded_address_on_ot

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s leaves %s open for %s%s.", [
		rules.place(rule), ends,
		_services(rule), rules.between(rule),
	]),
	"evidence": {"rule": rule.text, "service_ids": [id | some i, id in sort(rule.service_ids); i < 8]},
	"locations": rule.locations,
	"capability": rules.capability(rule),
	"exposure": rules.exposure(rule),
	"ceiling": _ceiling(rule),
	"zones": rules.joined(rule),
} if {
	some name in _unbounded
	rule := input.rules[name]
	rules.effective_permit(rule)
	not rules.unlimited(rule)
	ends := _ends(rule)
}

_unbounded contains id if {
	some id, rule in input.rules
	rule.any_source
	rule.ot
}

_unbounded contains id if {
	some id, rule in input.rules
	rule.any_destination
	rule.ot
}

_ends(rule) := "both ends" if {
	rule.any_source
	rule.any_destination
}

else := "the source" if rule.any_source

else := "the destination" if rule.any_destination

_services(rule) := "every service" if rule.any_service

else := sprintf("%s and %d more services", [concat(", ", _first(rule)), count(rule.services) - 3]) if {
	count(rule.services) > 3
}

else := naming.list(rule.services)

_first(rule) := [text | some i, text in rule.services; i < 3]

# ICMP alone tells where hosts are and no more.
_ceiling(rule) := "low" if {
	count(rule.services) > 0
	every text in rule.services { startswith(text, "icmp") }
}

else := "critical"
