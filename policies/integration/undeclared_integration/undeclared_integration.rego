# METADATA
# title: Business traffic out of OT belongs to no declared integration
# description: >-
#   Historian, database, message-broker, web or file-transfer traffic between the plant or its DMZ and the
#   business side is permitted, and no declared integration joins these zones with this service; or the
#   integration that does states no owners, purpose, classification, direction or rate. What nobody registered
#   nobody secures, and nobody knows what stops when it is cut.
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

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	ids := _unregistered(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": id},
		"key": "undeclared",
		"message": sprintf("%s may send %s to %s through %s, and no declared integration says so.", [
			naming.zone(flow.from),
			naming.services(ids),
			naming.zone(flow.to),
			naming.device(flow.device),
		]),
		"evidence": {"services": sort(ids)},
		"packets": {"flow": id, "part": "permitted", "services": sort(ids)},
	}
}

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	some integration in input.integrations
	_joins(integration, flow)
	missing := _missing(integration)
	count(missing) > 0
	violation := {
		"subject": {"kind": "flow", "id": id},
		"key": sprintf("incomplete:%s", [integration.id]),
		"message": sprintf("%s to %s carries integration %s, which states no %s.", [
			naming.zone(flow.from),
			naming.zone(flow.to),
			integration.id,
			naming.list(missing),
		]),
		"evidence": {"integration": integration.id, "missing": missing},
		"locations": integration.locations,
		"ceiling": "low",
	}
}

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

# A port may stand for several services; outside of every conduit one registered service of it will do, and the rest is
# for the policies about undeclared flows.
_unregistered(flow) := {id |
	some id in _touched(flow)
	not id in _registered(flow)
	not _beside(flow, id)
}

_beside(flow, id) if {
	flow.services[id].uncovered
	count(_registered(flow) & {other | some other, _ in flow.services}) > 0
}

_registered(flow) := {id |
	some integration in input.integrations
	_joins(integration, flow)
	some id in integration.services
}

_joins(integration, flow) if {
	integration.status in {"pilot", "live"}
	some pair in [["source", "broker"], ["broker", "consumer"], ["source", "consumer"]]
	{_zone(integration[pair[0]]), _zone(integration[pair[1]])} == {flow.from, flow.to}
}

_zone(leg) := leg.zone if not is_null(leg.zone)

else := input.assets[leg.asset].zone if not is_null(leg.asset)

else := ""

_missing(integration) := records.missing({
	"OT owner": integration.owners.ot,
	"IT owner": integration.owners.it,
	"purpose": integration.purpose,
	"classification": integration.data.classification,
	"direction": integration.direction,
	"rate": integration.rate_per_s,
})
