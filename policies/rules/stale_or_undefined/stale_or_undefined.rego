# METADATA
# title: The rule set holds dead or undefined parts
# description: >-
#   A rule or setting names something that the configuration never defines, a group in use is empty, a rule lies
#   disabled, or objects with OT addresses are used nowhere. What an undefined or empty name means differs by
#   platform, from nothing to everything: a list that an IOS interface applies and nobody defined permits all. The
#   rest hides what the list really does. A disabled rule whose remark has the tag isolation-prestaged is meant to lie
#   there.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: FW-011
#   family: rules
#   scope: device
#   rules: [faulty]
#   severity: low
#   requires: []
#   capability: 0
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.3]
#     nist-800-53r5: [CM-6, CM-2]
#     nist-csf-2: [PR.PS-01]
#     nerc-cip: [CIP-010-4 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: []
#   remediation:
#     summary: >-
#       Define the missing name or remove its use, fill or remove empty groups first; then delete disabled rules and
#       unused objects in the next change.
#     cisco-asa: |
#       ! before: the group CELL9 is gone
#       access-list OPS_IN extended permit tcp any object-group CELL9 eq 502
#       ! after
#       object-group network CELL9
#        network-object host 10.20.9.10
#       ! and
#       no access-list OPS_IN extended permit tcp host 10.30.0.5 host 10.20.1.10 eq 102 inactive
#       no object network OLD-PLC
#     cisco-ios: |
#       ! before: no list is called OPS-IN, everything passes
#       interface GigabitEthernet0/1
#        ip access-group OPS-IN in
#       ! after
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.0.5 host 10.20.1.10 eq 4840
#        deny ip any any log
#     fortinet-fortios: |
#       config firewall policy
#           delete 42
#       end
#       config firewall address
#           delete "old-plc"
#       end
#     paloalto-panos: |
#       # disable first, delete after a production cycle
#       set rulebase security rules OLD-RULE disabled yes
#       delete rulebase security rules OLD-RULE
#       delete address old-plc
#     juniper-junos: |
#       delete security policies from-zone OPS to-zone CELL1 policy OLD-RULE
#       delete security address-book global address old-plc
#     linux-iptables: |
#       iptables -D FORWARD 7
#       ipset destroy old-plc
#     linux-nftables: |
#       delete rule inet filter forward handle 42
#       delete set inet filter old-plc
#     cisco-nxos: |
#       ! before: no list is called OPS-IN
#       interface Ethernet1/1
#         ip access-group OPS-IN in
#       ! after
#       ip access-list OPS-IN
#         permit tcp host 10.30.0.5 host 10.20.1.10 eq 4840
#         deny ip any any log
#     cisco-iosxr: |
#       ! before: no list is called OPS-IN
#       interface GigabitEthernet0/0/0/1
#        ipv4 access-group OPS-IN ingress
#       !
#       ! after
#       ipv4 access-list OPS-IN
#        10 permit tcp host 10.30.0.5 host 10.20.1.10 eq 4840
#        100 deny ipv4 any any log
#     vyos: |
#       delete firewall ipv4 name OPS-IN rule 42
#       delete firewall group address-group OLD-PLC
#     mikrotik-routeros: |
#       /ip firewall filter
#       remove [find comment="old-rule"]
#       /ip firewall address-list
#       remove [find list=old-plc]
package zonewarden.rules.stale_or_undefined

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if some list in input.rule_lists

subjects contains {"kind": "device", "id": device.id} if some device in input.devices

violations contains {
	"subject": {"kind": "rule_list", "id": list},
	"key": digest,
	"message": sprintf("A %s in %s %s.", [rule.action, rules.place(rule), _fault(rule)]),
	"evidence": {"rule": rule.text, "undefined": rule.undefined},
	"locations": _places(ids),
	"floor": _floor(rule),
	"ceiling": _ceiling(rule),
} if {
	some list, digests in _stale
	some digest, ids in digests
	rule := input.rules[_first(ids)]
}

violations contains {
	"subject": {"kind": "device", "id": device},
	"key": sprintf("undefined %s %s", [kind, name]),
	"message": sprintf("%s uses the %s %s, which it never defines.", [naming.device(device), kind, name]),
	"evidence": {"name": name, "kind": kind},
	"locations": [place | some id in sort(ids); some place in input.references[id].locations],
	"floor": _missing_floor(kind),
	"ceiling": _missing_ceiling(kind),
} if {
	some device, kinds in _missing
	some kind, names in kinds
	some name, ids in names
}

violations contains {
	"subject": {"kind": "device", "id": object.device},
	"key": sprintf("empty %s %s", [object.kind, object.name]),
	"message": sprintf("%s uses the %s %s, which is empty.", [naming.device(object.device), object.kind, object.name]),
	"evidence": {"name": object.name, "kind": object.kind},
	"locations": object.locations,
	"floor": "medium",
	"ceiling": "high",
} if {
	some object in input.objects
	object.empty
	object.used
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "unused",
	"message": sprintf("%s defines OT addresses that nothing uses: %s.", [naming.device(device.id), _few(names)]),
	"evidence": {"names": [name | some i, name in names; i < 8], "count": count(names)},
	"locations": [place | some id in ids; some place in input.objects[id].locations],
	"floor": "info",
	"ceiling": "low",
} if {
	some device in input.devices
	ids := sort(object.get(_unused, device.id, set()))
	count(ids) > 0
	names := [input.objects[id].name | some id in ids]
}

# Rules with a fault, by list and meaning: copies of one rule are one finding.
_stale[rule.list][rule.digest] contains rule.id if {
	some rule in input.rules
	count(rule.undefined) > 0
}

_stale[rule.list][rule.digest] contains rule.id if {
	some rule in input.rules
	not rule.enabled
	_fault(rule)
}

# Undefined where the rule has none.
_fault(rule) := sprintf("names %s, which the configuration never defines", [naming.list(sort(rule.undefined))]) if {
	count(rule.undefined) > 0
}

else := "lies disabled" if {
	not rule.enabled
	not _prestaged(rule)
}

_prestaged(rule) if {
	some remark in rule.remarks
	contains(lower(remark), "isolation-prestaged")
}

_in_order(ids) := sort({[input.rules[id].index, id] | some id in ids})

_first(ids) := _in_order(ids)[0][1]

_places(ids) := [place |
	some pair in _in_order(ids)
	some place in input.rules[pair[1]].locations
]

# A permit whose meaning is unknown.
_unclear(rule) if {
	count(rule.undefined) > 0
	rule.enabled
	rule.bound
	rule.action == "permit"
}

_floor(rule) := "high" if _unclear(rule)

else := "info"

_ceiling(rule) := "high" if _unclear(rule)

else := "low"

# References that no rule accounts for, by device, kind and name.
_missing[reference.device][reference.kind][reference.name] contains reference.id if {
	some reference in input.references
	not reference.name in object.get(_named_by_rules, reference.device, set())
}

_named_by_rules[rule.device] contains name if {
	some rule in input.rules
	some name in rule.undefined
}

# A list that filters something and does not exist filters nothing on IOS.
_missing_floor("access-list") := "medium"

_missing_floor(kind) := "info" if kind != "access-list"

_missing_ceiling("access-list") := "high"

_missing_ceiling(kind) := "low" if kind != "access-list"

_unused[object.device] contains object.id if {
	some object in input.objects
	not object.used
	object.ot
}

_few(names) := naming.list(names) if count(names) < 9

else := sprintf("%s and %d more", [concat(", ", [name | some i, name in names; i < 8]), count(names) - 8])
