# METADATA
# title: A rule that nothing uses
# description: >-
#   The device's own counter says that no packet used this permit for longer than the site observes rules, through at
#   least one production cycle with its turnaround. What it was for is gone or was never there, and the way stays open.
#   Rules for start-up, shutdown, emergencies, redundancy and isolation are meant to rest and are left alone.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0942/
#     description: ATT&CK for ICS M0942 Disable or Remove Feature or Program
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-010
#   family: rules
#   scope: device
#   severity: low
#   requires: [hits]
#   capability: 0
#   ceiling: low
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7(1)]
#     nist-csf-2: [PR.PS-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0942, M0937]
#     techniques: []
#   remediation:
#     summary: >-
#       Switch the rule off and do not delete it, wait for one production cycle, and remove it with the signature of
#       operations. A rule that is rarely needed and must stay gets a tag in its remark that says so.
#     cisco-asa: |
#       access-list OPS_IN extended permit tcp host 10.30.1.10 host 10.20.1.11 eq 4840 log inactive
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no 40
#     cisco-nxos: |
#       ip access-list OPS-IN
#         no 40
#     cisco-iosxr: |
#       ipv4 access-list OPS-IN
#        no 40
#     fortinet-fortios: |
#       config firewall policy
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       set rulebase security rules OLD-OPC disabled yes
#     juniper-junos: |
#       deactivate security policies from-zone OPS to-zone CELL policy OLD-OPC
#     linux-iptables: |
#       iptables -D FORWARD -s 10.30.1.10 -d 10.20.1.11 -p tcp --dport 4840 -j ACCEPT
#     linux-nftables: |
#       # nft -a list chain inet filter forward shows the handle
#       # nft delete rule inet filter forward handle 42
#     vyos: |
#       set firewall ipv4 name OPS-IN rule 40 disable
#     mikrotik-routeros: |
#       /ip firewall filter
#       set [find comment="OLD-OPC"] disabled=yes
package zonewarden.rules.unused_rule

import data.zonewarden.lib.rules

subjects contains {"kind": "counter", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "counter", "id": id},
	"key": counter.digest,
	"message": sprintf("Nothing used rule `%s` of %s%s for %d days.", [
		counter.text, rules.place(counter), rules.between(counter), counter.unused_days,
	]),
	"evidence": {"hits": counter.hits, "unused_days": counter.unused_days, "observation_days": _least},
	"zones": rules.joined(counter),
	"certainty": _certainty(counter),
	"ceiling": _ceiling(counter),
} if {
	some id in _judged
	counter := input.counters[id]
	_idle(counter)
	not _rests(counter)
}

# Used, unused for long enough, meant to rest, or not to be told.
_judged contains id if {
	some id, counter in input.counters
	_used(counter)
}

_judged contains id if {
	some id, counter in input.counters
	_idle(counter)
}

_judged contains id if {
	some id, counter in input.counters
	_rests(counter)
}

_judged contains id if {
	some id, counter in input.counters
	count(counter.taints) > 0
}

_used(counter) if {
	counter.hits > 0
	is_null(counter.unused_days)
}

_used(counter) if {
	counter.hits > 0
	counter.unused_days < _least
}

# A cycle that did not pass yet may be what the rule waits for.
_idle(counter) if {
	counter.unused_days >= _least
	counter.cycle != false
}

_rests(counter) if {
	some tag in counter.tags
	lower(tag) in {"emergency", "isolation", "isolation-prestaged", "redundancy", "shutdown", "start-up"}
}

# Where no calendar says how long a cycle is, it may be longer than the site observes rules.
_certainty(counter) := "possible" if is_null(counter.cycle)

else := "definite"

_ceiling(counter) := "medium" if {
	some class in counter.classes
	class in {"engineering", "remote-interactive"}
}

else := "low"

_least := input.site.limits.observation_days
