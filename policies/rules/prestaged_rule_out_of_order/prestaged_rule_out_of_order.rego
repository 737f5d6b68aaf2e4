# METADATA
# title: A prestaged isolation rule would not cut, or already does
# description: >-
#   A playbook isolates with a deny rule that the firewall keeps switched off. That rule is missing, stands below a
#   permit that it must override, leaves out part of what it is to cut, belongs to a list that is applied nowhere, or is
#   switched on outside an incident. The first is found out during the attack, the last by production.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0807/
#     description: ATT&CK for ICS M0807 Network Allowlists
# custom:
#   id: FW-020
#   family: rules
#   severity: medium
#   requires: [incident-response, zones]
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(2), SR 7.4]
#     iec-62443-2-1: [NET 1.5]
#     nist-800-53r5: [SC-7(20), IR-4, CP-12]
#     nist-csf-2: [RS.MI-01]
#     sans-ics: ["1"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0826, T0827]
#   remediation:
#     summary: >-
#       Keep the deny switched off above every permit of its list, with the name that the playbook uses; rules that must
#       go on during the isolation stand above it and are conduits of the action's keeps_conduits. Switch it on in a
#       window once a year.
#     cisco-asa: |
#       access-list ENT-IN line 1 remark ISOLATE-IT prestaged
#       access-list ENT-IN line 2 extended deny ip any any inactive
#       ! in the incident
#       access-list ENT-IN line 2 extended deny ip any any
#     cisco-ios: |
#       ! no line of a list can be switched off: name the port in the playbook (type: interface), and shut it
#       interface GigabitEthernet0/0
#        shutdown
#     fortinet-fortios: |
#       config firewall policy
#           edit 1
#               set name "ISOLATE-IT"
#               set srcintf "ENT"
#               set dstintf "IDMZ"
#               set action deny
#               set srcaddr "all"
#               set dstaddr "all"
#               set schedule "always"
#               set service "ALL"
#               set status disable
#           next
#           move 1 before 10
#       end
#     paloalto-panos: |
#       set rulebase security rules ISOLATE-IT from ENT to IDMZ source any destination any
#       set rulebase security rules ISOLATE-IT application any service any action deny disabled yes
#       move rulebase security rules ISOLATE-IT top
#     juniper-junos: |
#       set security policies from-zone ENT to-zone IDMZ policy ISOLATE-IT match source-address any
#       set security policies from-zone ENT to-zone IDMZ policy ISOLATE-IT match destination-address any
#       set security policies from-zone ENT to-zone IDMZ policy ISOLATE-IT match application any
#       set security policies from-zone ENT to-zone IDMZ policy ISOLATE-IT then deny
#       insert security policies from-zone ENT to-zone IDMZ policy ISOLATE-IT before policy ENT-REPORTS
#       deactivate security policies from-zone ENT to-zone IDMZ policy ISOLATE-IT
#     vyos: |
#       set firewall ipv4 name ENT-IN rule 1 action drop
#       set firewall ipv4 name ENT-IN rule 1 description ISOLATE-IT
#       set firewall ipv4 name ENT-IN rule 1 disable
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ent action=drop disabled=yes comment="ISOLATE-IT" place-before=0
#     cisco-nxos: |
#       ! no line of a list can be switched off: name the port in the playbook (type: interface), and shut it
#       interface Ethernet1/1
#         shutdown
#     cisco-iosxr: |
#       ! no line of a list can be switched off: name the port in the playbook (type: interface), and shut it
#       interface GigabitEthernet0/0/0/1
#        shutdown
#     linux-iptables: |
#       # no rule can be switched off: name the port in the playbook (type: interface); in the incident
#       iptables -I FORWARD 1 -i ent -j DROP
#     linux-nftables: |
#       # no rule can be switched off: name the port in the playbook (type: interface); in the incident
#       insert rule inet filter forward iifname "ent" drop
package zonewarden.rules.prestaged_rule_out_of_order

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "isolation", "id": id} if some [id, _, _] in _points

violations contains records.finding("isolation", action, records.plus(found, _floor(action))) if {
	some found in _problems
	action := input.isolation_actions[found.id]
}

_floor(action) := {"floor": "medium"} if action.worst_impact >= 3

_floor(action) := {} if action.worst_impact < 3

# [action, device, name of the rule]
_points contains [id, point.device, point.object] if {
	some id, action in input.isolation_actions
	some point in action.enforcement
	point.type == "disabled_rule"
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s:%s", [device, name]),
	"text": sprintf("needs the prestaged rule %s, and %s", [name, why]),
} if {
	some [id, device, name] in _points
	count(_denies(id, device, name)) == 0
	why := _absence(device)
}

_problems contains {
	"id": id,
	"key": sprintf("%s:%s:%s", [state, device, rule.digest]),
	"text": sprintf("needs the prestaged rule %s of %s, which %s", [name, naming.device(device), state]),
	"locations": array.concat(rule.locations, input.isolation_actions[id].locations),
} if {
	some [id, device, name] in _points
	some rule in _denies(id, device, name)
	rule.list != name # a list that the playbook applies as a whole
	some state in _states(rule)
}

_problems contains {
	"id": id,
	"key": sprintf("passes:%s:%s:%s", [device, rule.digest, permit.digest]),
	"text": sprintf("needs the prestaged rule %s of %s, which %s: %s", [name, naming.device(device), how, permit.text]),
	"locations": array.concat(array.concat(rule.locations, [permit.location]), input.isolation_actions[id].locations),
	"zones": sort({zone | some zone in [left.from, left.to]}),
	"exposure": records.exposure(left.from),
	"certainty": left.part.certainty,
} if {
	some [id, device, name] in _points
	some left in _run(id, device).remaining
	some permit in left.by
	rule := _first(_denies(id, device, name), permit.list)
	how := _order(rule, permit)
}

_order(rule, permit) := "stands below a permit of what it is to cut" if permit.index < rule.index

else := "leaves out part of what it is to cut"

_absence(device) := sprintf("the configuration of %s is not at hand", [device]) if not input.devices[device]

else := sprintf("%s holds no deny of that name", [naming.device(device)])

_states(rule) := {text | some text in [_switched(rule), _applied(rule)]; text != ""}

_switched(rule) := "is switched on outside an incident" if rule.enabled

else := ""

_applied(rule) := "belongs to a list that is applied nowhere" if not rule.bound

else := ""

_denies(id, device, name) := [rule |
	some rule in _run(id, device).prestaged
	rule.name == name
	rule.action == "deny"
]

_run(id, device) := input.isolations[sprintf("%s@%s", [id, device])]

# The first of its rules in a list.
_first(rules, list) := rule if {
	some rule in rules
	rule.list == list
	rule.index == min([other.index | some other in rules; other.list == list])
}
