# METADATA
# title: A rule can never match
# description: >-
#   Earlier rules of the list take every packet of this rule, or no packet can meet its conditions. A deny in that
#   place is a blocked path on paper and an open one in the plant; a permit in that place is a connection that the
#   next person will try to repair by opening more. The list does not do what it says.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-008
#   family: rules
#   scope: device
#   rules: [dead]
#   severity: medium
#   requires: []
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.6, SR 5.2]
#     iec-62443-2-1: [CM 1.3]
#     nist-800-53r5: [CM-6, SC-7(5)]
#     nist-csf-2: [PR.PS-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0947]
#     techniques: []
#   remediation:
#     summary: >-
#       Decide which of the two rules is meant. Move the narrow one above the broad one, or delete the one that never
#       matches; neither changes what passes until the order changes.
#     cisco-asa: |
#       ! before: the deny comes second
#       access-list OPS_IN line 1 extended permit tcp any 10.20.1.0 255.255.255.0 eq 502
#       access-list OPS_IN line 2 extended deny ip host 10.30.0.66 any
#       ! after
#       no access-list OPS_IN extended deny ip host 10.30.0.66 any
#       access-list OPS_IN line 1 extended deny ip host 10.30.0.66 any log
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no 20
#        5 deny ip host 10.30.0.66 any log
#     fortinet-fortios: |
#       config firewall policy
#           move 70 before 20
#       end
#     paloalto-panos: |
#       move rulebase security rules BLOCK-HOST before ENT-REPORTS
#     juniper-junos: |
#       insert security policies from-zone ENT to-zone IDMZ policy BLOCK-HOST before policy ENT-REPORTS
#     linux-iptables: |
#       iptables -D FORWARD -s 10.40.0.66 -j DROP
#       iptables -I FORWARD 1 -s 10.40.0.66 -j DROP
#     linux-nftables: |
#       # the deny stands in front of the permit that hid it
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ip saddr 10.30.0.66 log prefix "OPS-DENY " drop
#               iifname "ops" oifname "cell1" ip saddr 10.30.0.0/24 tcp dport 102 accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list OPS-IN
#         no 20
#         5 deny ip host 10.30.0.66 any log
#     cisco-iosxr: |
#       ipv4 access-list OPS-IN
#        no 20
#        5 deny ipv4 host 10.30.0.66 any log
#     vyos: |
#       set firewall ipv4 name OPS-IN rule 5 action drop
#       set firewall ipv4 name OPS-IN rule 5 source address 10.30.0.66
#       set firewall ipv4 name OPS-IN rule 5 log
#       delete firewall ipv4 name OPS-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward src-address=10.30.0.66 action=drop log=yes comment="ops-deny" place-before=0
package zonewarden.rules.shadowed_rule

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if some list in input.rule_lists

violations contains {
	"subject": {"kind": "rule_list", "id": list},
	"key": digest,
	"message": sprintf("A %s in %s never matches%s: %s.", [
		rule.action, rules.place(rule),
		_where(rule), _reason(rule),
	]),
	"evidence": {"rule": rule.text, "earlier": [earlier.text | some i, earlier in rule.blockers; i < 3]},
	"locations": array.concat(_places(ids), [earlier.location | some i, earlier in rule.blockers; i < 3]),
	"capability": _capability(rule),
	"exposure": _exposure(rule),
	"floor": _floor(rule),
	"ceiling": _ceiling(rule),
} if {
	some list, digests in _dead
	some digest, ids in digests
	rule := input.rules[_first(ids)]
}

# Rules that never match, by list and meaning: copies of one rule are one finding.
_dead[rule.list][rule.digest] contains rule.id if {
	some rule in input.rules
	rule.status in {"shadowed", "unmatchable"}
	not _built_in(rule)
}

# PAN-OS: what a rulebase says at the end is in every configuration and cannot be taken away.
_built_in(rule) if {
	input.devices[rule.device].platform == "paloalto-panos"
	some name in ["interzone-default", "intrazone-default"]
	startswith(rule.text, sprintf("%s deny (", [name]))
	rule.action == "deny"
}

_in_order(ids) := sort({[input.rules[id].index, id] | some id in ids})

_first(ids) := _in_order(ids)[0][1]

_places(ids) := [place |
	some pair in _in_order(ids)
	some place in input.rules[pair[1]].locations
]

_where(rule) := "" if rule.bound

else := " (the list is applied nowhere)"

_reason(rule) := "no packet meets its conditions" if rule.status == "unmatchable"

else := "earlier rules permit what it denies" if {
	rule.different_action
	rule.action == "deny"
}

else := "earlier rules deny what it permits" if rule.different_action

else := "earlier rules already do the same"

_misleads(rule) if {
	rule.status == "shadowed"
	rule.different_action
	rule.bound
}

_capability(rule) := rules.capability(rule) if _misleads(rule)

else := 0

_exposure(rule) := rules.exposure(rule) if _misleads(rule)

else := 0

# A blocked path that is open. The final deny behind a permit of everything is FW-001's finding.
_floor(rule) := "high" if {
	_misleads(rule)
	rule.action == "deny"
	not rules.unlimited(rule)
}

else := "medium" if _misleads(rule)

else := "info"

_ceiling(rule) := "critical" if _misleads(rule)

else := "low"
