# METADATA
# title: Everybody may scan the plant by ICMP or discovery protocols
# description: >-
#   A rule lets every ICMP message pass between zones from any host to any host, or a discovery protocol from a less
#   trusted zone into control networks. That is a map of the plant for whoever asks, and old controllers fail when
#   they are swept.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0846/
#     description: ATT&CK for ICS T0846 Remote System Discovery
#   - ref: https://attack.mitre.org/mitigations/M0814/
#     description: ATT&CK for ICS M0814 Static Network Configuration
# custom:
#   id: FW-019
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: low
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.7, SR 7.1]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0814, M0937]
#     techniques: [T0846, T0888, T0840]
#   remediation:
#     summary: >-
#       Allow echo from the monitoring hosts, and unreachable and packet-too-big for path discovery. Keep discovery
#       inside its zone.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit icmp any any
#       ! after
#       access-list OPS-IN extended permit icmp host 10.99.0.25 10.20.1.0 255.255.255.0 echo
#       access-list OPS-IN extended permit icmp any any unreachable
#       no access-list OPS-IN extended permit icmp any any
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit icmp any any
#        permit icmp host 10.99.0.25 10.20.1.0 0.0.0.255 echo
#        permit icmp any any unreachable
package zonewarden.rules.unlimited_icmp_or_discovery

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules
import data.zonewarden.lib.zones

subjects contains {"kind": "rule_list", "id": id} if {
	some id, list in input.rule_lists
	list.ot
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits %s%s.", [rules.place(rule), what, rules.between(rule)]),
	"evidence": {"rule": rule.text},
	"locations": rule.locations,
	"capability": 1,
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rules.effective_permit(rule)
	rule.ot
	not rule.any_service
	what := _what(rule)
}

_what(rule) := "every ICMP message of any host to any host" if {
	rule.every_icmp
	rule.any_source
	rule.any_destination
}

else := sprintf("discovery by %s", [naming.services(_discovery(rule))]) if {
	count(_discovery(rule)) > 0
	_into_control(rule)
}

_discovery(rule) := {id |
	some id in rule.service_ids
	"discovery" in input.services[id].classes
}

# From a less trusted zone into control networks.
_into_control(rule) if {
	some to in rule.to_zones
	to in zones.control_ids
	some from in rule.from_zones
	input.zones[from].trust < input.zones[to].trust
}
