# METADATA
# title: Business traffic out of OT belongs to no declared integration
# description: >-
#   Historian, database, message-broker, web or file-transfer traffic between the plant or its DMZ and the
#   business side is permitted, and no declared integration joins these hosts with this service; or an integration
#   at work states no owners, purpose, classification, direction or rate. What nobody registered nobody secures,
#   and nobody knows what stops when it is cut.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0811/
#     description: ATT&CK for ICS T0811
# custom:
#   id: INT-001
#   family: integration
#   scope: device
#   severity: medium
#   requires: [zones, integrations]
#   capability: 1
#   ceiling: high
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 5.2]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2, DATA 1.1]
#     nist-800-53r5: [CA-3, AC-4, CA-9]
#     nist-csf-2: [ID.AM-03, ID.AM-07]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0811, T0882]
#   remediation:
#     summary: >-
#       Register the integration with owners, value and data, then take it through the other integration policies;
#       or close the traffic.
#     cisco-asa: |
#       ! where nobody claims the traffic, take it out
#       no access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.35.0.20 eq https
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp host 10.40.10.5 host 10.35.0.20 eq 443
package zonewarden.integration.undeclared_integration

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "flow", "id": id} if some id in _judged

subjects contains {"kind": "integration", "id": id} if some id in _at_work

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	count(flow.unregistered) > 0
	violation := {
		"subject": {"kind": "flow", "id": id},
		"key": "undeclared",
		"message": sprintf("%s may send %s to %s through %s, and no declared integration says so.", [
			naming.zone(flow.from),
			naming.services(flow.unregistered),
			naming.zone(flow.to),
			naming.device(flow.device),
		]),
		"evidence": {"services": flow.unregistered},
		"packets": {"flow": id, "part": "unregistered", "services": flow.unregistered},
	}
}

violations contains records.finding("integration", input.integrations[id], {
	"key": "incomplete",
	"text": sprintf("states no %s", [naming.list(missing)]),
	"evidence": {"missing": missing},
	"ceiling": "low",
}) if {
	some id in _at_work
	missing := _missing(input.integrations[id])
	count(missing) > 0
}

_at_work := {id | some id, integration in input.integrations; integration.status in {"pilot", "live"}}

_judged contains id if {
	some id, flow in input.flows
	_crosses(flow)
	count(_touched(flow)) > 0
}

_crosses(flow) if {
	_plant(input.zones[flow.from])
	_business(input.zones[flow.to])
}

_crosses(flow) if {
	_business(input.zones[flow.from])
	_plant(input.zones[flow.to])
}

_plant(zone) if zone.ot

_plant(zone) if zone.kind == "idmz"

_business(zone) if zone.it

_business(zone) if zone.kind == "cloud"

_touched(flow) := {id |
	some id, touched in flow.services
	count({class | some class in touched.classes} & _classes) > 0
}

_classes := {"historian", "integration", "database", "iiot", "web", "file-transfer"}

_missing(integration) := records.missing({
	"OT owner": integration.owners.ot,
	"IT owner": integration.owners.it,
	"purpose": _purpose(integration),
	"classification": integration.data.classification,
	"direction": integration.direction,
	"rate": integration.rate_per_s,
})

# What it is for, or a name that says so.
_purpose(integration) := integration.name if is_null(integration.purpose)

else := integration.purpose
