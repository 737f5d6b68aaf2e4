# METADATA
# title: Controls fall short of the security level that a zone aims for
# description: >-
#   A zone declares a security level target, and a conduit into it lacks what that level asks for: from level 2 on, deny by
#   default and no rule for every service; from level 3 on, a zone that runs on when it is cut off, devices that fail
#   closed and inspection between plant and office; at level 4, devices of its own. The target is then a number on paper.
#   Public sources disagree whether failing closed begins at level 3 or 4: at 3 the finding is marked possible.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-025
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones, conduits]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(1), SR 5.1 RE(2), SR 5.1 RE(3), SR 5.2 RE(1), SR 5.2 RE(2), SR 5.2 RE(3)]
#     iec-62443-3-2: [ZCR 5.6, ZCR 6.1]
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [SC-7(18), AC-4(21)]
#     nist-csf-2: [GV.RM-02, PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: []
#   remediation:
#     summary: >-
#       Raise the controls of the conduit, or lower the target and record the gap with countermeasures that make up for
#       it. Island mode, failing closed and inspection are declared in zones.yaml and conduits.yaml, once they are true.
#     cisco-asa: |
#       access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.20.1.10 eq 102 log
#       access-list OPS-IN extended deny ip any any log
#       access-group OPS-IN in interface ops
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.2.10 host 10.20.1.10 eq 102 log
#        deny ip any any log
#       interface GigabitEthernet0/1
#        ip access-group OPS-IN in
package zonewarden.segmentation.controls_below_security_level

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id, _ in _aims

subjects contains {"kind": "interface", "id": interface.id} if {
	some interface in input.interfaces
	count(_levels(interface)) > 0
}

subjects contains {"kind": "zone", "id": id} if some id in _zones_from(3)

subjects contains {"kind": "conduit", "id": conduit.id} if {
	some conduit in input.conduits
	_target[conduit.id] >= 3
}

subjects contains {"kind": "device", "id": interface.device} if some [interface, _] in _highest

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"key": "any-service",
	"message": sprintf("%s lets every service pass from %s to %s, and the security level target is %d.", [
		naming.device(flow.device), naming.zone(flow.from), naming.zone(flow.to), level,
	]),
	"evidence": {"sl_t": level},
	"packets": {"flow": flow.id, "part": "permitted"},
} if {
	some id, level in _aims
	flow := input.flows[id]
	not is_null(flow.permitted)
	flow.permitted.any_service
}

violations contains {
	"subject": {"kind": "interface", "id": interface.id},
	"key": sprintf("default-permit:%s", [side]),
	"message": sprintf("%s of %s lets through what no rule matches, and the security level target of its conduits is %d.", [
		interface.name, naming.device(interface.device), level,
	]),
	"evidence": {"sl_t": level, "decision": unmatched.decision, "reason": unmatched.reason},
	"locations": array.concat(interface.locations, unmatched.locations),
	"certainty": _certainty[unmatched.decision],
} if {
	some interface in input.interfaces
	level := max(_levels(interface))
	some [side, unmatched] in _unmatched(interface)
	unmatched.decision != "deny"
}

violations contains {
	"subject": {"kind": "zone", "id": id},
	"key": "island-mode",
	"message": sprintf("Zone %s has a security level target of %d, and nobody declares that it runs on when it is cut off.", [
		naming.zone(id), input.zones[id].sl_t,
	]),
	"evidence": {"sl_t": input.zones[id].sl_t},
	"locations": input.zones[id].locations,
} if {
	some id in _zones_from(3)
	not input.zone_records[id].island_mode.capable == true
}

violations contains {
	"subject": {"kind": "conduit", "id": conduit.id},
	"key": "fail-close",
	"message": sprintf("Conduit %s has a security level target of %d, and nobody declares that it fails closed.", [
		conduit.id, _target[conduit.id],
	]),
	"evidence": {"sl_t": _target[conduit.id], "fail_mode": conduit.fail_mode},
	"locations": conduit.locations,
	"certainty": {3: "possible", 4: "definite"}[_target[conduit.id]],
} if {
	some conduit in input.conduits
	_target[conduit.id] >= 3
	not _fails_closed(conduit)
}

violations contains {
	"subject": {"kind": "conduit", "id": conduit.id},
	"key": "inspection",
	"message": sprintf("Conduit %s joins plant and office with a security level target of %d, and nothing inspects it.", [
		conduit.id, _target[conduit.id],
	]),
	"evidence": {"sl_t": _target[conduit.id]},
	"locations": conduit.locations,
} if {
	some conduit in input.conduits
	_target[conduit.id] >= 3
	_between_plant_and_others(conduit)
	count(conduit.inspection) == 0
}

violations contains {
	"subject": {"kind": "device", "id": interface.device},
	"key": sprintf("%s:%s", [id, other.name]),
	"message": sprintf("%s carries %s, whose security level target is 4, beside %s, which no conduit joins to it.", [
		naming.device(interface.device), naming.zone(id), naming.list([naming.zone(lower) | some lower in sort(lowers)]),
	]),
	"evidence": {"interface": other.name},
	"locations": array.concat(other.locations, interface.locations),
	"zones": [id],
} if {
	some [interface, id] in _highest
	some other in input.interfaces
	other.device == interface.device
	other.name != interface.name
	lowers := {zone | some zone in other.zones; _lower(zone)}
	count(lowers) > 0
	every zone in other.zones { not _joined(id, zone) }
}

# Security level by flow, of flows under a conduit that aims for at least 2.
_aims[flow.id] := level if {
	some flow in input.flows
	level := max(_targets[flow.from][flow.to])
	level >= 2
}

_targets[ends[0]][ends[1]] contains _target[conduit.id] if {
	some conduit in input.conduits
	some ends in [[conduit.from, conduit.to], [conduit.to, conduit.from]]
}

# ... of those that begin behind an interface.
_levels(interface) := {level | some zone in interface.zones; some level in _beginning[interface.device][zone]}

_beginning[flow.device][flow.from] contains level if {
	some id, level in _aims
	flow := input.flows[id]
}

# The higher target of the two zones; 0 where neither declares one.
_target[conduit.id] := max({0} | {level |
	some id in [conduit.from, conduit.to]
	level := input.zones[id].sl_t
	not is_null(level)
}) if {
	some conduit in input.conduits
}

_zones_from(least) := {id |
	some id in zones.ot_ids
	not is_null(input.zones[id].sl_t)
	input.zones[id].sl_t >= least
}

# [interface, zone] where a zone of level 4 is attached.
_highest contains [interface, id] if {
	some interface in input.interfaces
	some id in interface.zones
	input.zones[id].sl_t == 4
}

_unmatched(interface) := {pair |
	some pair in [["IPv4", interface.unmatched4], ["IPv6", interface.unmatched6]]
	_has[pair[0]][interface.id]
}

_has := {
	"IPv4": {interface.id | some interface in input.interfaces; interface.ipv4},
	"IPv6": {interface.id | some interface in input.interfaces; interface.ipv6},
}

_certainty := {"permit": "definite", "unknown": "possible"}

_fails_closed(conduit) if conduit.fail_mode == "fail_close"

_fails_closed(conduit) if {
	conduit.fail_mode == ""
	count(conduit.enforced_by) > 0
	every id in conduit.enforced_by { input.device_records[id].fail_mode == "fail_close" }
}

_between_plant_and_others(conduit) if {
	some [inner, outer] in [[conduit.from, conduit.to], [conduit.to, conduit.from]]
	zones.ot(inner)
	not zones.ot(outer)
}

_lower(id) if {
	not is_null(input.zones[id].sl_t)
	input.zones[id].sl_t < 4
}

_joined(one, other) if {
	some conduit in input.conduits
	{conduit.from, conduit.to} == {one, other}
}
