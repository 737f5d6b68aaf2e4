# METADATA
# title: Supplier of production is not wired into the plan
# description: >-
#   A vendor that serves a unit whose loss matters (impact 2 and more) has no number that is answered at night,
#   need not tell of its own incidents, or has agreed to nothing about evidence; or whoever answers incidents
#   at a site that matters (impact 3 and more) knows nothing of OT. The day the vendor is the way
#   in, it is the first to know and the last to say.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0862/
#     description: ATT&CK for ICS T0862
# custom:
#   id: IR-015
#   family: incident_response
#   severity: low
#   requires: [remote-access]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 1.6, EVENT 1.8]
#     nist-800-53r5: [IR-4(11), IR-6, SR-6]
#     nist-csf-2: [GV.SC-08, RS.MA-01]
#     nerc-cip: [CIP-013-2 R1.2.1, CIP-013-2 R1.2.2]
#     nis2: ["21.2.d"]
#     sans-ics: ["1"]
#     nist-800-82r3: [Response communications]
#   attack_ics:
#     mitigations: [M0817]
#     techniques: [T0862]
#   remediation:
#     summary: >-
#       Add clauses for the notification of incidents and for evidence to the contract, write the number of the
#       vendor's emergency desk into the call tree, and ring it in the next exercise.
package zonewarden.incident_response.supplier_not_in_plan

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "vendor", "id": id} if some id in _judged

violations contains records.finding("vendor", input.vendors[id], {
	"key": concat(",", lacks),
	"text": sprintf("serves %s and has no %s", [naming.list(sort(input.vendors[id].units)), naming.list(lacks)]),
	"capability": 0,
	"exposure": 1,
	"floor": "low",
}) if {
	some id in _judged
	lacks := records.missing({
		"contact around the clock": input.vendors[id].contact_24x7,
		"duty to tell of incidents": _notice(input.vendors[id]),
		"agreement about evidence": _evidence(input.vendors[id]),
	})
	count(lacks) > 0
}

subjects contains {"kind": "site", "id": id} if {
	some id, _ in input.sites
	_matters
	count(_responders) > 0
}

violations contains records.finding("site", site, {
	"key": "responder",
	"text": sprintf("has %s to call in an incident, and nobody who knows OT", [naming.list(sort(_responders))]),
	"capability": 0,
	"exposure": 1,
	"floor": "low",
}) if {
	some site in input.sites
	_matters
	count(_responders) > 0
	count({id | some id in _responders; input.contacts[id].incident_response == "ot"}) == 0
}

# Some unit with a great production impact; elsewhere one may wait for whoever comes.
_matters if {
	some unit in input.units
	unit.worst_impact >= 3
}

# Own teams and retained ones: who is none of them is another contact.
_responders := {id | some id, contact in input.contacts; not is_null(contact.incident_response)}

_judged contains id if {
	some id, vendor in input.vendors
	is_null(vendor.offboarded_at)
	vendor.worst_impact >= 2
	count(vendor.units) > 0
}

_notice(vendor) if not is_null(vendor.incident_notification_h)

_notice(vendor) := "incident_notification" in vendor.contract_clauses if is_null(vendor.incident_notification_h)

_evidence(vendor) if not records.absent(vendor.evidence_handling)

_evidence(vendor) := "evidence" in vendor.contract_clauses if records.absent(vendor.evidence_handling)
