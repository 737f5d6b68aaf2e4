# METADATA
# title: Integration is opened from the business side into OT
# description: >-
#   An integration that carries data out of OT is opened from outside: it says so itself, or the conduit between
#   its broker and its source lets the DMZ open sessions towards OT with the integration's services. Data that OT
#   pushes needs no open door; data that is pulled needs one, for everybody who takes over the broker.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886
# custom:
#   id: INT-003
#   family: integration
#   severity: medium
#   requires: [integrations, conduits, zones]
#   capability: 1
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [SC-7(11), AC-4(7)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886]
#   remediation:
#     summary: >-
#       Let a connector in OT open the session to the broker; where the security level asks for it, use a diode.
package zonewarden.integration.business_pulls

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "integration", "id": id} if some id in _judged

violations contains records.finding("integration", input.integrations[found.id], found) if some found in _problems

_judged contains id if {
	some id, integration in input.integrations
	integration.status in {"pilot", "live"}
	integration.direction == "ot_to_it"
}

_problems contains {"id": id, "key": "initiator", "text": _says(input.integrations[id])} if {
	some id in _judged
	not input.integrations[id].initiator == "ot"
}

_says(integration) := "is opened from the business side" if integration.initiator == "it"

_says(integration) := "does not say who opens it" if is_null(integration.initiator)

_problems contains {
	"id": id,
	"key": sprintf("conduit:%s", [conduit.id]),
	"text": sprintf(
		"can be opened from %s into %s by conduit %s: %s",
		[broker, source, conduit.id, naming.services(services)],
	),
	"zones": [broker, source],
	"evidence": {"conduit": conduit.id, "services": sort(services)},
} if {
	some id in _judged
	integration := input.integrations[id]
	broker := _zone(integration.broker)
	source := _zone(integration.source)
	some conduit in input.conduits
	_opens(conduit, broker, source)
	services := {service | some service in integration.services} & {service | some service in conduit.services}
	count(services) > 0
}

_opens(conduit, broker, source) if {
	conduit.from == broker
	conduit.to == source
	"from" in conduit.initiators
}

_opens(conduit, broker, source) if {
	conduit.from == source
	conduit.to == broker
	"to" in conduit.initiators
}

_zone(leg) := leg.zone if not is_null(leg.zone)

else := input.assets[leg.asset].zone if not is_null(leg.asset)
