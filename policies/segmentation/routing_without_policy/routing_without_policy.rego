# METADATA
# title: A device joins a plant network with another and no rule decides
# description: >-
#   Traffic from one zone to another crosses this device and no rule list looks at it: routing is on and nothing is
#   bound on the way, or the platform forwards it by itself. Every service of every host passes, and the device does
#   not even show that it was meant to.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-030
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2]
#     iec-62443-3-2: [ZCR 3.1]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7, AC-4, SC-7(3)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.2]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       Bind the list of the conduit on the way, or switch routing off where the two networks need not meet. Only
#       firewalls should stand in two zones.
#     cisco-asa: |
#       access-list CELL-IN extended deny ip any any log
#       access-group CELL-IN in interface cell1
#     cisco-ios: |
#       interface GigabitEthernet0/1
#        ip access-group CELL-IN in
package zonewarden.segmentation.routing_without_policy

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "interface", "id": id} if {
	some id, interface in input.interfaces
	some zone in _behind(interface)
	some flow in _judged[interface.device]
	flow.from == zone
}

violations contains violation if {
	some id, interface in input.interfaces
	_lets_pass(interface)
	open := {flow | some flow in _judged[interface.device]; flow.from in _behind(interface); _undecided(flow)}
	count(open) > 0
	reached := {flow.to | some flow in open}
	violation := {
		"subject": {"kind": "interface", "id": id},
		"message": sprintf("%s passes everything that enters by %s to %s, and no rule decides it.", [
			naming.device(interface.device), interface.name, naming.list(_some(sort(reached))),
		]),
		"evidence": {"from": sort({flow.from | some flow in open}), "to": sort(reached)},
		"certainty": _certainty(open),
		"zones": sort({flow.from | some flow in open} | reached),
		"floor": _floor(open),
	}
}

_behind(interface) := array.concat(interface.zones, interface.possible_zones)

# What no rule matches may pass here. Elsewhere a zone whose place is open is let in by its other interfaces.
_lets_pass(interface) if {
	interface.ipv4
	interface.unmatched4.decision != "deny"
}

_lets_pass(interface) if {
	interface.ipv6
	interface.unmatched6.decision != "deny"
}

# Pairs with a plant network at one end. Addresses of no zone are judged by SEG-018.
_judged[flow.device] contains flow if {
	some flow in input.flows
	_of_plant(flow)
	flow.from != "unassociated"
	flow.to != "unassociated"
}

_of_plant(flow) if flow.from in zones.ot_ids

_of_plant(flow) if flow.to in zones.ot_ids

_undecided(flow) if {
	not is_null(flow.permitted)
	flow.permitted.any_service
	count(flow.permitted.rules) == 0
}

_some(words) := words if count(words) < 5

else := array.concat(array.slice(words, 0, 3), [sprintf("%d more zones", [count(words) - 3])])

_certainty(open) := "definite" if {
	some flow in open
	flow.permitted.certainty == "definite"
}

else := "possible"

_floor(open) := "high" if {
	some flow in open
	some zone in [flow.from, flow.to]
	zone in zones.beyond_dmz_ids
}

else := "low"
