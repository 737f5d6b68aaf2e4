# METADATA
# title: Losing the business side would stop production
# description: >-
#   An integration is a blocking dependency of production, buffers for less time than its outage is tolerated,
#   does not say what happens when it is lost, or was not tested without the business side within the year.
#   Cutting IT from OT is the first step of most isolation plans; it must not stop the line by itself.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: INT-008
#   family: integration
#   severity: medium
#   requires: [integrations]
#   capability: 1
#   floor: medium
#   fix_disruption: outage
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(2), SR 5.2 RE(2), SR 7.1]
#     iec-62443-2-1: [NET 1.4, AVAIL 1.1]
#     nist-800-53r5: [CP-2(8), CP-12, SC-24]
#     nist-csf-2: [PR.IR-03, GV.OC-05]
#     sans-ics: ["1", "2"]
#   attack_ics:
#     mitigations: [M0811]
#     techniques: [T0826, T0828, T0814]
#   remediation:
#     summary: >-
#       Store and forward, cache orders, keep a manual release; pull the plug at a planned outage once a year.
package zonewarden.integration.production_depends_on_business

import data.zonewarden.lib.records

subjects contains {"kind": "integration", "id": id} if some id in _judged

violations contains records.finding("integration", integration, records.plus(found, _floor(integration))) if {
	some found in _problems
	integration := input.integrations[found.id]
}

_floor(integration) := {"floor": "high"} if integration.worst_impact >= 3

_floor(integration) := {} if integration.worst_impact < 3

_judged contains id if {
	some id, integration in input.integrations
	integration.status == "live"
}

_problems contains {"id": id, "key": "blocking", "text": "stops production when it is lost"} if {
	some id in _judged
	input.integrations[id].blocking_dependency == true
}

_problems contains {
	"id": id,
	"key": "buffer",
	"text": sprintf("buffers for %v h, less than the outage of %v h that is tolerated", [
		integration.buffer_hours,
		integration.tolerated_outage_h,
	]),
} if {
	some id in _judged
	integration := input.integrations[id]
	not is_null(integration.buffer_hours)
	integration.buffer_hours < integration.tolerated_outage_h
}

_problems contains {"id": id, "key": "loss", "text": "does not say what happens when it is lost"} if {
	some id in _judged
	is_null(input.integrations[id].on_loss)
}

_problems contains {"id": id, "key": "test", "text": "was not tested without the business side within 365 days"} if {
	some id in _judged
	not records.recent(input.integrations[id].last_loss_test_ago_h, 365)
}
