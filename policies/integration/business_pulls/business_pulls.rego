# METADATA
# title: Integration is opened from the business side into OT
# description: >-
#   An integration is opened from outside OT: it says so itself, a conduit lets its outer host open sessions to its
#   host in OT with the integration's services, or a device lets in more from the one to the other than conduits
#   declare. Data that OT pushes needs no open door; data that is pulled needs one, for everybody who takes over
#   the broker.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886
# custom:
#   id: INT-003
#   family: integration
#   scope: device
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

violations contains {
	"subject": {"kind": "integration", "id": id},
	"key": sprintf("flow:%s", [flow.id]),
	"message": sprintf("%s lets the %s of the %s in %s open sessions to its source in %s that no conduit declares: %s.", [
		naming.device(flow.device),
		flow.integrations[id].from_end,
		input.integrations[id].title,
		naming.zone(flow.from),
		naming.zone(flow.to),
		naming.list(flow.integrations[id].beyond),
	]),
	"evidence": {"services": flow.integrations[id].beyond},
	"packets": {"flow": flow.id, "part": "beyond", "integration": id},
	"zones": [flow.from, flow.to],
} if {
	some id in _judged
	some flow in input.flows
	flow.integrations[id].to_end == "source"
	input.zones[flow.to].ot
	count(flow.integrations[id].beyond) > 0
}

_judged contains id if {
	some id, integration in input.integrations
	integration.status in {"pilot", "live"}
}

_problems contains {"id": id, "key": "initiator", "text": _says(input.integrations[id])} if {
	some id in _judged
	not input.integrations[id].initiator == "ot"
}

_says(integration) := "is opened from the business side" if integration.initiator == "it"

_says(integration) := "does not say who opens it" if is_null(integration.initiator)

_problems contains {
	"id": leg.integration,
	"key": sprintf("conduit:%s", [conduit.id]),
	"text": sprintf(
		"can be opened from %s into %s by conduit %s: %s",
		[leg.from, leg.to, conduit.id, naming.services(leg.services)],
	),
	"zones": [leg.from, leg.to],
	"evidence": {"conduit": conduit.id, "services": leg.services},
} if {
	some conduit in input.conduits
	not conduit.expired
	some leg in conduit.integrations
	leg.to_end == "source"
	input.zones[leg.to].ot
}
