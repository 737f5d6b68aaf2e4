# METADATA
# title: Isolation step does not separate what it claims to
# description: >-
#   An isolation step of a playbook was played through on the configurations, and it names no place to cut, or one
#   that the configuration does not hold, or traffic still passes after the cut; or it has no order or no criteria
#   for reconnecting, or was last tried longer ago than plans are reviewed. In an incident that is found out with the
#   malware already on the other side.
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

subjects contains {"kind": "isolation", "id": id} if some id, _ in input.isolation_actions

violations contains records.finding("isolation", action, records.plus(found, _floor(action))) if {
	some found in _problems
	action := input.isolation_actions[found.id]
}

_floor(action) := {"floor": "high"} if action.worst_impact >= 3

_floor(action) := {} if action.worst_impact < 3

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("states no %s", [naming.list(missing)]),
} if {
	some id, action in input.isolation_actions
	missing := records.missing({
		"place to cut": action.enforcement,
		"order": action.order,
		"criteria for reconnecting": action.reconnect.criteria,
	})
	count(missing) > 0
}

_problems contains {
	"id": id,
	"key": "untested",
	"text": sprintf("was last tried more than %v days ago", [input.site.limits.plan_review_days]),
} if {
	some id, action in input.isolation_actions
	action.last_tested_ago_h > input.site.limits.plan_review_days * 24
}

_problems contains {
	"id": run.action,
	"key": sprintf("place:%s:%s", [run.device, point]),
	"text": sprintf("cuts at a place that %s does not hold: %s", [naming.device(run.device), point]),
} if {
	some run in input.isolations
	some point in run.missing_points
}

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
	some left in run.remaining
}
