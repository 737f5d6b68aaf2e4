# METADATA
# title: Isolation step does not separate what it claims to
# description: >-
#   An isolation step of a playbook was played through on the configurations, and it names no place to cut, or one
#   that the configuration does not hold, or a rule whose list is applied nowhere, or traffic still passes after the
#   cut; or it says not what it cuts, has no order or no criteria for reconnecting, or was last tried longer ago than
#   plans are reviewed. A cable is the link of an interface or port, a portal the VPN of a gateway; of breakers, diodes
#   and ports of switches no configuration tells what they end: then what remains is not assessable. In an incident it
#   is found out with the malware already on the other side.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-004
#   family: incident_response
#   severity: medium
#   requires: [incident-response, zones, conduits]
#   capability: 1
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(2), SR 7.4]
#     iec-62443-2-1: [NET 1.5]
#     nist-800-53r5: [IR-4, SC-7(20), CP-10]
#     nist-csf-2: [RS.MI-01]
#     sans-ics: ["1", "2"]
#   attack_ics:
#     mitigations: [M0930, M0937, M0807]
#     techniques: [T0826, T0827, T0886]
#   remediation:
#     summary: >-
#       Name the device and the prestaged rule or interface, let the checker play it through, and rehearse it in
#       an outage.
#     cisco-asa: |
#       ! prestage the cut above every permit, switched off
#       access-list ENT-IN line 1 remark ISOLATE-IT prestaged
#       access-list ENT-IN line 2 extended deny ip any any inactive
#       ! in the incident
#       access-list ENT-IN line 2 extended deny ip any any
#     cisco-ios: |
#       ! in the incident: shut the port that the playbook names
#       interface GigabitEthernet0/0
#        shutdown
package zonewarden.incident_response.isolation_without_effect

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "isolation", "id": id} if some id in _judged

violations contains records.finding("isolation", action, records.plus(found, _floor(action))) if {
	some found in _problems
	action := input.isolation_actions[found.id]
}

_floor(action) := {"floor": "high"} if action.worst_impact >= 3

_floor(action) := {} if action.worst_impact < 3

# What a playbook that nobody uses any more says is nobody's plan.
_judged contains id if {
	some id, action in input.isolation_actions
	input.playbooks[action.parent].status != "retired"
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("states no %s", [naming.list(missing)]),
} if {
	some id in _judged
	action := input.isolation_actions[id]
	missing := records.missing({
		"place to cut": action.enforcement,
		"order": action.order,
		"thing to cut": _wanted(action),
		"criteria for reconnecting": array.concat(
			action.reconnect.criteria,
			input.playbooks[action.parent].reconnect_criteria,
		),
	})
	count(missing) > 0
}

_wanted(action) := array.concat(
	array.concat(action.cuts.conduits, [action.isolates | not is_null(action.isolates)]),
	[both |
		both := [action.cuts.from_zone, action.cuts.to_zone]
		not null in both
	],
)

_problems contains {
	"id": id,
	"key": "untested",
	"text": sprintf("was last tried more than %v days ago", [input.site.limits.plan_review_days]),
} if {
	some id in _judged
	input.isolation_actions[id].last_tested_ago_h > input.site.limits.plan_review_days * 24
}

_problems contains {
	"id": id,
	"key": sprintf("device:%s", [device]),
	"text": sprintf("cuts by %s at %s, of which no configuration is at hand", [_kinds[point.type], device]),
} if {
	some [id, device, point] in _points
	_kinds[point.type]
	not input.devices[device]
}

# What is always in a configuration.
_kinds := {"disabled_rule": "a rule", "interface": "an interface", "port": "a port"}

_problems contains {
	"id": id,
	"key": sprintf("diode:%s", [device]),
	"text": sprintf("cuts by a diode at %s, which is declared as %s", [device, role]),
} if {
	some [id, device, point] in _points
	point.type == "diode"
	role := object.get(object.get(input.device_records, device, {}), "role", "nothing")
	role != "diode"
}

_problems contains {
	"id": id,
	"key": sprintf("unbound:%s:%s", [device, point.object]),
	"text": sprintf("switches on %s at %s, whose list is applied nowhere", [point.object, naming.device(device)]),
	"locations": array.concat(rules[0].locations, input.isolation_actions[id].locations),
} if {
	some [id, device, point] in _points
	point.type == "disabled_rule"
	is_null(point.interface)
	rules := [rule |
		some run in input.isolations
		run.action == id
		run.device == device
		some rule in run.prestaged
		rule.name == point.object
	]
	count(rules) > 0
	every rule in rules {
		not rule.bound
		rule.list != point.object
	}
}

# [action, the device that it is carried out at, the place]
_points contains [id, device, point] if {
	some id in _judged
	some point in input.isolation_actions[id].enforcement
	device := _device(point.device)
	not is_null(device)
}

_device(name) := input.gateways[name].device if input.gateways[name]

else := name

_problems contains {
	"id": run.action,
	"key": sprintf("place:%s:%s", [run.device, point]),
	"text": sprintf("cuts at a place that %s does not hold: %s", [naming.device(run.device), point]),
} if {
	some run in input.isolations
	run.action in _judged
	some point in run.missing_points
}

# Where some place that no configuration tells of may be what ends it, nobody can say that it remains.
_problems contains {
	"id": run.action,
	"key": sprintf("remains:%s:%s>%s", [run.device, left.from, left.to]),
	"text": sprintf(
		"leaves %s to %s open through %s: %s",
		[naming.zone(left.from), naming.zone(left.to), naming.device(run.device), naming.list(left.part.services)],
	),
	"evidence": {"products": left.part.products},
	"locations": array.concat(left.locations, input.isolation_actions[run.action].locations),
	"zones": [left.from, left.to],
	"exposure": records.exposure(left.from),
	"certainty": left.part.certainty,
} if {
	some run in input.isolations
	run.action in _judged
	count(run.untold) == 0
	some left in run.remaining
}
