# METADATA
# title: Mail, chat or web browsing is possible from OT
# description: >-
#   Hosts in an OT zone can use mail, chat or voice services of office or outside networks, or browse the Internet.
#   These are the two ways in which malware reaches a station without a vulnerability of its own: an attachment and a
#   web page. An operator station that reads mail is an office PC with its hand on the process.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0865/
#     description: ATT&CK for ICS T0865 Spearphishing Attachment
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: SEG-026
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.3, SR 5.3 RE(1)]
#     iec-62443-2-1: [NET 1.8]
#     nist-800-53r5: [SC-7(9), CM-7]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0921, M0937]
#     techniques: [T0865, T0817, T0869]
#   remediation:
#     summary: >-
#       Block these services at the OT boundary and give operators a separate office client. Let alarm systems hand
#       their messages to a relay in the industrial DMZ.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.40.1.25 eq smtp
#       ! after
#       no access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.40.1.25 eq smtp
#       access-list OPS-IN extended deny ip any any log
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp 10.30.0.0 0.0.255.255 host 10.40.1.25 eq smtp
#        deny ip any any log
package zonewarden.segmentation.office_services_from_ot

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	ids := _office(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can use office services in %s through %s: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				flows.label(flow.permitted, ids),
			],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
		"exposure": 2,
		"floor": _floor(flow),
	}
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	flow.to in zones.beyond_dmz_ids
}

_office(flow) := flows.touching(flow, {"person-to-person", "web"}) if zones.internet(flow.to)

else := flows.touching(flow, {"person-to-person"})

_floor(flow) := "high" if {
	some asset in input.assets
	asset.zone == flow.from
	asset.role in {"hmi", "ews"}
}

else := "low"
